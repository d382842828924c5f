"""Signs checkpoints of the ledger and verifies all of it: every entry, and every checkpoint kept.

The chain alone shows an edit in its middle. A rewritten or shortened end is shown by a checkpoint
that no longer fits, if it is kept where the rewriter cannot reach: hand the latest one out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from msgspec import Struct

from server_stub.commands.checkpoints import KeepCheckpoint
from server_stub.domain.ids import AppId
from server_stub.engine.command import Command, Refused
from server_stub.storage.interface import Reader
from server_stub.storage.ledger import (
    ALL_CHECKPOINTS,
    LINKS_AFTER,
    PAGE_LINKS_MAX,
    START,
    Head,
    Link,
    checkpoint_bytes,
    first_broken,
)
from server_stub.storage.rows import CheckpointRow
from server_stub.storage.sealing import Keys

A = TypeVar("A", bound=Struct)
_ALL_APPS: Final = AppId("*")


class Submits(Protocol):
    async def submit(self, command: Command[A]) -> A | Refused: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReport:
    """What a verification found; the ledger is sound if both ``broken`` are None."""

    entries: int
    head: str
    broken_entry: int | None
    broken_checkpoint: int | None

    @property
    def is_sound(self) -> bool:
        return self.broken_entry is None and self.broken_checkpoint is None


class LedgerKeeper:
    """Reads past the engine; what it keeps goes through it."""

    def __init__(
        self, *, engine: Submits, reader: Reader, keys: Keys, clock: Callable[[], int]
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._keys = keys
        self._clock = clock

    async def sign_checkpoint(self) -> CheckpointRow | None:
        """Verify the ledger, sign its present end, keep the checkpoint; None if it is not sound."""
        report = await self.verify()
        if not report.is_sound:
            return None
        signed_at = self._clock()
        head = Head(report.entries, report.head)
        key_id, signature = self._keys.sign(checkpoint_bytes(head, signed_at))
        row = CheckpointRow(
            position=head.position,
            hash=head.hash,
            signed_at=signed_at,
            key_id=key_id,
            signature=signature,
        )
        await self._engine.submit(KeepCheckpoint(app_id=_ALL_APPS, checkpoint=row))
        return row

    async def verify(self) -> LedgerReport:
        """Walk the whole chain, page by page, past every checkpoint that was kept."""
        kept = await self._reader.fetch(CheckpointRow, ALL_CHECKPOINTS)
        checkpoints = {row.position: row for row in kept}
        broken_checkpoint = next((row.position for row in kept if not self._is_signed(row)), None)
        head = START
        while True:
            links = await self._reader.fetch(Link, LINKS_AFTER, head.position, PAGE_LINKS_MAX)
            if not links:
                break
            broken_entry = first_broken(links, head)
            if broken_entry is not None:
                return LedgerReport(
                    entries=head.position,
                    head=head.hash,
                    broken_entry=broken_entry,
                    broken_checkpoint=broken_checkpoint,
                )
            for link in links:
                row = checkpoints.pop(link.position, None)
                if row is not None and row.hash != link.hash:
                    broken_checkpoint = broken_checkpoint or row.position
            head = Head(links[-1].position, links[-1].hash)
        # A checkpoint beyond the end: the chain was longer once.
        beyond = min((position for position in checkpoints if position > 0), default=None)
        return LedgerReport(
            entries=head.position,
            head=head.hash,
            broken_entry=None,
            broken_checkpoint=broken_checkpoint or beyond,
        )

    def _is_signed(self, row: CheckpointRow) -> bool:
        message = checkpoint_bytes(Head(row.position, row.hash), row.signed_at)
        return self._keys.verifies(row.key_id, row.signature, message)
