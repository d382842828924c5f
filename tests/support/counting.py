"""A command that counts: the least that changes a row and leaves an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.engine.command import Decision, Refused
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS, CounterRow
from server_stub.storage.table import Need
from support.core_shop import APP


class Counted(Struct, frozen=True, kw_only=True):
    value: int
    replayed: bool = False


def no_trouble(where: str) -> None:
    """Let the command do what it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Counts a counter up by one, or misbehaves as it is told."""

    name: str
    key: str | None = None
    asked: bytes = b""
    trouble: Callable[[str], None] = no_trouble
    refusal: Refusal | None = None
    app_id: ClassVar = APP
    answer_type: ClassVar = Counted

    def fingerprint(self) -> bytes:
        return self.asked

    def needs(self) -> Iterable[Need]:
        self.trouble("needs")
        return (COUNTERS.at(APP, self.name),)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        self.trouble("needs_also")
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Counted]:
        counter = rows.find(COUNTERS, APP, self.name)
        value = 1 if counter is None else counter.value + 1
        change: Change = (
            Insert(CounterRow(app_id=APP, name=self.name, value=1))
            if counter is None
            else changed(counter, value=value)
        )
        self.trouble("decide")
        if self.refusal is not None:
            return Decision(Refused(refusal=self.refusal), (change,))
        entry = LedgerEntry(app_id=APP, kind="counted", actor="test", subject=self.name)
        return Decision(Counted(value=value), (change,), (entry,))
