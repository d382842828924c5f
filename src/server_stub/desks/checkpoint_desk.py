"""Handing the ledger's signed ends out to tills, and looking at those that they bring back.

A checkpoint that a till kept and that fits no longer says that the ledger was rewritten or
shortened since, unless a restore explains it. That refuses nothing - the till's cards have to be
sold all the same - but it is noted for whoever audits the shop: in the ledger, the log and the
figures.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import Final

from card_contract.messages import Checkpoint
from server_stub.commands.checkpoints import KeepCheckpoint, NoteMisfit
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.desks.ports import Alarm, Clock, MarksHead
from server_stub.domain.ids import ALL_APPS
from server_stub.engine.submits import Submits
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.books import CheckpointRow
from server_stub.storage.rows.staff import TillRow

SIGN_EVERY_S: Final = 300.0


class CheckpointDesk:
    """``broken_at`` is where the ledger was found broken, once this process ``has_looked``."""

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        keeper: LedgerKeeper,
        clock: Clock,
        alarm: Alarm,
        mark: MarksHead,
        epoch: int,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._keeper = keeper
        self._clock = clock
        self._alarm = alarm
        self._mark = mark
        self._epoch = epoch
        self.broken_at: int | None = None
        self.has_looked = False

    async def sign(self) -> None:
        """Sign the ledger's end and keep the checkpoint, where something was added since.

        What is broken in between is signed no more, and is an alarm each time.
        """
        report, row = await self._keeper.sign(self._clock.now_ms())
        self.broken_at, self.has_looked = report.broken_at, True
        if report.broken_at is not None:
            self._alarm.ledger_broken(report.broken_at)
        if row is not None:
            await self._engine.submit(KeepCheckpoint(app_id=ALL_APPS, checkpoint=row))
            # What is marked is on disk: the checkpoint was made over what was committed.
            await asyncio.to_thread(self._mark.write, epoch=self._epoch, position=row.position)

    async def exchange(
        self, till: TillRow, brought: Checkpoint | None, *, fits: bool
    ) -> Checkpoint | None:
        """Take the checkpoint that a till kept, and give it the newest one."""
        if brought is not None and not fits:
            self._alarm.ledger_misfit(till.till_id, brought.position)
            await self._engine.submit(
                NoteMisfit(
                    app_id=till.app_id,
                    till_id=till.till_id,
                    store_id=till.store_id,
                    position=brought.position,
                    hash_kept=brought.hash,
                )
            )
        return await self.latest()

    async def latest(self) -> Checkpoint | None:
        """The newest checkpoint that was kept."""
        found: list[CheckpointRow] = await self._reader.fetch(
            CheckpointRow, selects.LAST_CHECKPOINT
        )
        return _told(found[0]) if found else None

    async def fits(self, brought: Checkpoint | None) -> bool:
        """Whether the ledger goes through the checkpoint that a till kept, if it kept one."""
        if brought is None:
            return True
        try:
            signature = base64.b64decode(brought.signature, validate=True)
        except binascii.Error:
            return False
        row = CheckpointRow(
            position=brought.position,
            hash=brought.hash,
            signed_at=brought.signed_at,
            key_id=brought.key_id,
            signature=signature,
        )
        # What a restore cut off was said to be cut off, in the ledger itself.
        return await self._keeper.goes_through(row) or await self._keeper.was_cut_by_restore(row)


def _told(row: CheckpointRow) -> Checkpoint:
    return Checkpoint(
        position=row.position,
        hash=row.hash,
        signed_at=row.signed_at,
        key_id=row.key_id,
        signature=base64.b64encode(row.signature).decode(),
    )
