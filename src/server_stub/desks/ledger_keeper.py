"""Verifies the ledger, every entry and every checkpoint kept, and signs new checkpoints.

The chain alone shows an edit in its middle. A rewritten or shortened end is shown by a checkpoint
that no longer fits, if it is kept where the rewriter cannot reach: hand the latest one out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from server_stub.domain.ids import ALL_APPS
from server_stub.storage import ledger_selects, selects
from server_stub.storage.interface import Reader
from server_stub.storage.ledger import (
    START,
    Head,
    Link,
    checkpoint_bytes,
    first_broken,
)
from server_stub.storage.rows.books import CheckpointRow
from server_stub.storage.sealing import Keys

RESTORED: Final = "server.restored"
_PAGE_ENTRIES: Final = 5_000
_ANYWHERE: Final = 2**53


class _Length(msgspec.Struct, frozen=True, array_like=True):
    """How many entries there are."""

    entries: int


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    """The head of a ledger entry, as far as it is needed here."""

    form: int
    at_ms: int
    app_id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReport:
    """What a verification found; the ledger is sound if both ``broken`` are None."""

    head: Head
    broken_entry: int | None
    broken_checkpoint: int | None

    @property
    def is_sound(self) -> bool:
        return self.broken_at is None

    @property
    def broken_at(self) -> int | None:
        """The first position at which it is not as it was, or None."""
        broken = (self.broken_entry, self.broken_checkpoint)
        return min((position for position in broken if position is not None), default=None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a look at a part of the ledger found, and where the whole of it ends."""

    report: LedgerReport
    end: int


class LedgerKeeper:
    """Reads past the engine, page by page, so that a long ledger holds nobody up."""

    def __init__(self, reader: Reader, keys: Keys) -> None:
        self._reader = reader
        self._keys = keys

    async def verify(self) -> LedgerReport:
        """Walk the whole chain, past every checkpoint that was kept."""
        return await self._walk(START, await self._kept())

    async def look(self, after: int, entries_max: int) -> Stretch | None:
        """Walk so many entries after a position, past their checkpoints; None beyond the end.

        A walk that begins where another one has ended goes on from the hash that was found there.
        """
        head = START
        if after:
            links = await self._reader.fetch(Link, selects.LEDGER, after - 1, 1)
            if not links or links[0].position != after:
                return None
            head = Head(links[0].position, links[0].hash)
        ends = await self._reader.fetch(_Length, selects.LEDGER_LENGTH)
        end, upto = ends[0].entries, after + entries_max
        is_last = upto >= end
        kept = await self._reader.fetch(
            CheckpointRow,
            ledger_selects.CHECKPOINTS_BETWEEN,
            after,
            _ANYWHERE if is_last else upto,
        )
        return Stretch(await self._walk(head, kept, upto=None if is_last else upto), end)

    async def sign(self, now_ms: int) -> tuple[LedgerReport, CheckpointRow | None]:
        """Sign the ledger's present end, once all since the last checkpoint is found sound.

        Nothing is signed where it is not sound, as the report says, or nothing was added since.
        """
        kept = await self._reader.fetch(CheckpointRow, selects.LAST_CHECKPOINT)
        start = START
        if kept and self._is_signed(kept[-1]):
            start = Head(kept[-1].position, kept[-1].hash)
        report = await self._walk(start, kept)
        if not report.is_sound or report.head == start:
            return report, None
        key_id, signature = self._keys.sign(checkpoint_bytes(report.head, now_ms))
        return report, CheckpointRow(
            position=report.head.position,
            hash=report.head.hash,
            signed_at=now_ms,
            key_id=key_id,
            signature=signature,
        )

    async def goes_through(self, row: CheckpointRow) -> bool:
        """Say whether we signed this checkpoint once, and the ledger still goes through it."""
        if not self._is_signed(row):
            return False
        links = await self._reader.fetch(Link, selects.LEDGER, row.position - 1, 1)
        return [(link.position, link.hash) for link in links] == [(row.position, row.hash)]

    async def was_cut_by_restore(self, row: CheckpointRow) -> bool:
        """Say whether a restore that came after this checkpoint put its own entry before its end.

        Then the backup was the shorter one, and whoever restored it has said so in the ledger.
        """
        if not self._is_signed(row):
            return False
        links = await self._reader.fetch(Link, selects.RESTORES, ALL_APPS, row.position)
        entries = [msgspec.json.decode(link.entry, type=_Entry) for link in links]
        return any(entry.kind == RESTORED and entry.at_ms >= row.signed_at for entry in entries)

    async def _kept(self) -> list[CheckpointRow]:
        return await self._reader.fetch(CheckpointRow, selects.CHECKPOINTS)

    async def _walk(
        self, head: Head, kept: list[CheckpointRow], *, upto: int | None = None
    ) -> LedgerReport:
        bad = {row.position for row in kept if not self._is_signed(row)}
        awaited = {row.position: row.hash for row in kept}
        if head != START:
            # The entry on which the walk begins must still have the hash that was signed.
            first = await self._reader.fetch(Link, selects.LEDGER, head.position - 1, 1)
            bad |= _passed(awaited, first)
        while links := await self._next(head.position, upto):
            broken_entry = first_broken(links, head)
            if broken_entry is not None:
                return _report(head, broken_entry, bad)
            bad |= _passed(awaited, links)
            head = Head(links[-1].position, links[-1].hash)
        # Where a checkpoint still waits for its entry, the chain was longer once.
        return _report(head, None, bad | set(awaited))

    async def _next(self, position: int, upto: int | None) -> list[Link]:
        entries = _PAGE_ENTRIES if upto is None else min(_PAGE_ENTRIES, upto - position)
        return await self._reader.fetch(Link, selects.LEDGER, position, entries) if entries else []

    def _is_signed(self, row: CheckpointRow) -> bool:
        message = checkpoint_bytes(Head(row.position, row.hash), row.signed_at)
        return self._keys.verifies(row.key_id, row.signature, message)


def _passed(awaited: dict[int, str], links: Iterable[Link]) -> set[int]:
    """Take the checkpoints of these entries off the awaited; returns those that do not fit."""
    return {
        link.position
        for link in links
        if link.position in awaited and awaited.pop(link.position) != link.hash
    }


def _report(head: Head, broken_entry: int | None, bad: set[int]) -> LedgerReport:
    return LedgerReport(
        head=head, broken_entry=broken_entry, broken_checkpoint=min(bad, default=None)
    )
