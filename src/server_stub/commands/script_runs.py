"""A script that a customer's server runs for itself: begun once, and its answer kept for repeats.

The call lies between two commands. A packet that comes again finds the run begun and gets the kept
answer; where there is none (the process ended between the two) nobody calls the script again: it
may have done its work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from server_stub.commands.redemption_answers import Outcome, told
from server_stub.commands.requests import Request
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import LedgerEntry
from server_stub.storage.table import Need


class RunAnswer(Outcome, frozen=True, kw_only=True):
    """What a script answered, as JSON; None where that is not known."""

    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginRun:
    """Note that a script is about to be called: from now on the packet does not call it again."""

    answer_type: ClassVar = Outcome

    app_id: AppId
    request: Request
    server_name: str
    script: str
    body: bytes

    @property
    def key(self) -> str | None:
        return self.request.key_of("script/RUN")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode(("script/RUN", self.script, self.body))

    def needs(self) -> Iterable[Need]:
        return self.request.needs()

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Outcome]:
        order = self.request.order(rows, self.app_id, now_ms)
        if isinstance(order, RedemptionOutcome):
            return told(Outcome(outcome=order, at=now_ms))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="script.run",
            actor=f"server:{self.server_name}",
            subject=self.script,
        )
        return told(Outcome(outcome=RedemptionOutcome.DONE, at=now_ms), order, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRun:
    """Keep what the script answered. What was kept first under a run's key stays."""

    answer_type: ClassVar = RunAnswer

    app_id: AppId
    run_key: str
    outcome: RedemptionOutcome
    said: str | None

    @property
    def key(self) -> str | None:
        return f"{self.run_key}/answer"

    def fingerprint(self) -> bytes:
        return b"script/RUN"

    def needs(self) -> Iterable[Need]:
        return ()

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[RunAnswer]:
        return told(RunAnswer(outcome=self.outcome, at=now_ms, said=self.said))
