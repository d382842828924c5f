"""The till's journal in memory, with the pages of the real one; the power may go at every write.

What a page puts is kept whole or not at all. After a power cut the process is dead: whoever writes
once more is told so again.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import TypeVar, cast

from msgspec import Struct

from pos_terminal.journal.journal import Clock, Journal
from pos_terminal.journal.page import Page
from pos_terminal.journal.records import (
    Record,
    RefundRecord,
    SaleRecord,
    ServerSeen,
    id_of,
    sequence_of,
)

T = TypeVar("T")


class PowerCutError(BaseException):
    """The till's process ended here. No handler of ordinary errors may catch it."""


class WriteFault(Enum):
    """What becomes of the next page."""

    NONE = auto()
    CUT_BEFORE = auto()
    CUT_AFTER = auto()


class TillDisk:
    """What survives a power cut of one till; its machine's clock is off by so much."""

    def __init__(self, till: str, *, clock_off_ms: int = 0) -> None:
        self.till = till
        self.clock_off_ms = clock_off_ms
        self.records: dict[str, Record] = {}
        self.last_sequence = 0
        self.server_seen: ServerSeen | None = None
        self.done: list[tuple[int, str, str]] = []
        """Each step with its time by the till's clock, its kind and its record."""


class MemoryJournal:
    """One process's view of its till's disk."""

    def __init__(
        self,
        disk: TillDisk,
        *,
        clock: Clock,
        next_write: Callable[[], WriteFault],
        written: Callable[[str, Record], None],
        power_cut: Callable[[], None],
    ) -> None:
        self._disk = disk
        self._clock = clock
        self._next_write = next_write
        self._written = written
        self._power_cut = power_cut
        self._dead = False
        self.till = disk.till
        self.generation = 1
        self.full = False
        self.laid_aside_at: int | None = None

    @property
    def last_sequence(self) -> int:
        return self._disk.last_sequence

    def as_journal(self) -> Journal:
        """Pose as the real class: all that sales and refunds use of it is here."""
        return cast("Journal", self)

    def has_room(self) -> bool:
        return True

    def watch(self, changed: Callable[[], None]) -> None:
        """Nobody looks at a screen here."""

    def note(self, kind: str, body: Struct) -> None:
        """Events that belong to no record play no part here."""

    @property
    def server_seen(self) -> ServerSeen | None:
        return self._disk.server_seen

    def keep_server_seen(self, seen: ServerSeen) -> None:
        if self._dead:
            raise PowerCutError
        self._disk.server_seen = seen

    def newest(self, limit: int) -> tuple[Record, ...]:
        return tuple(sorted(self.all(), key=sequence_of, reverse=True)[:limit])

    def record(self, record_id: str) -> Record | None:
        return self._disk.records.get(record_id)

    def numbered(self, sequence: int) -> Record | None:
        found = (record for record in self.all() if sequence_of(record) == sequence)
        return next(found, None)

    def sale(self, sale_id: str) -> SaleRecord | None:
        record = self.record(sale_id)
        return record if isinstance(record, SaleRecord) else None

    def refund(self, refund_id: str) -> RefundRecord | None:
        record = self.record(refund_id)
        return record if isinstance(record, RefundRecord) else None

    def give_refund_id(self) -> str:
        refund_id = Page(self.as_journal()).new_refund_id()
        self._disk.last_sequence += 1
        return refund_id

    def done_last(self, kind: str, within_ms: int) -> tuple[Record, ...]:
        last_ms = self._disk.done[-1][0] if self._disk.done else 0
        found = {
            record_id
            for at_ms, done, record_id in self._disk.done
            if done == kind and abs(last_ms - at_ms) <= within_ms
        }
        return tuple(record for record in self.all() if id_of(record) in found)

    def all(self) -> list[Record]:
        return list(self._disk.records.values())

    def open_records(self) -> tuple[Record, ...]:
        stay = [record for record in self._disk.records.values() if record.stays_open]
        return tuple(sorted(stay, key=sequence_of))

    def end(self) -> None:
        """The process is gone; nothing of it may write any more."""
        self._dead = True

    def write_first(self, step: Callable[[Page], None]) -> None:
        self.write(step)  # there is always room here

    def write(self, step: Callable[[Page], T]) -> T:
        if self._dead:
            raise PowerCutError
        page = Page(self.as_journal())
        result = step(page)
        if not page.changed:
            return result
        fault = self._next_write()
        if fault is WriteFault.CUT_BEFORE:
            self._cut()
        now_ms = self._clock.now_ms()
        self._disk.done += [(now_ms, kind, id_of(record)) for kind, record in page.changed]
        for _, record in page.changed:
            self._disk.records[id_of(record)] = record
            self._disk.last_sequence = max(self._disk.last_sequence, sequence_of(record))
        for kind, record in page.changed:  # all of a page is on the disk, or nothing
            self._written(kind, record)
        if fault is WriteFault.CUT_AFTER:
            self._cut()
        return result

    def _cut(self) -> None:
        self._dead = True
        self._power_cut()
        raise PowerCutError
