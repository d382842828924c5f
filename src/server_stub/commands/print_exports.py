"""Noting the file that holds a print run's cards for an outside print shop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.print_runs import Printer
from server_stub.domain.ids import AppId
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import LedgerEntry
from server_stub.storage.rows.printing import PRINT_RUNS
from server_stub.storage.table import Need


class ExportNoted(Struct, frozen=True, kw_only=True):
    """The SHA-256 of the encrypted file, and how many cards are in it."""

    file: str
    cards: int
    replayed: bool = False


def export_key(run_id: str) -> str:
    """Under what the answer about a run's file is kept: a run has one file."""
    return f"{run_id}/EXPORT"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteExport:
    """Note a run's file, before anybody gets it; all cards that were given must be in it."""

    answer_type: ClassVar = ExportNoted

    printer: Printer
    run_id: str
    recipient: str
    file: str
    cards: int

    @property
    def app_id(self) -> AppId:
        return self.printer.app_id

    @property
    def key(self) -> str | None:
        return export_key(self.run_id)

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.recipient, self.file, self.cards))

    def needs(self) -> Iterable[Need]:
        yield from self.printer.needs()
        yield PRINT_RUNS.at(self.app_id, self.run_id)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[ExportNoted]:
        run = rows.find(PRINT_RUNS, self.app_id, self.run_id)
        refusal = self.printer.refusal_of_run(rows, run)
        if refusal is not None or run is None:
            return refuse(refusal or Refusal.RUN_UNKNOWN)
        if not 0 < self.cards == run.given:
            return refuse(Refusal.NOT_GIVEN)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="print-run.exported",
            actor=self.printer.actor,
            subject=self.run_id,
            detail={
                "batch": run.batch,
                "count": self.cards,
                "file": self.file,
                "recipient": self.recipient,
                "till": self.printer.till_id,
            },
        )
        return Decision(ExportNoted(file=self.file, cards=self.cards), (), (entry,))
