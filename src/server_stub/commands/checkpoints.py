"""Keeping signed checkpoints of the ledger, and noting one that a till kept and that fits no more.

They are signed and checked by the caller, who has the keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.states import CaseKind
from server_stub.commands.alarms import alarm
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import StoreId, TillId
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry
from server_stub.storage.rows.books import CHECKPOINTS, CheckpointRow
from server_stub.storage.rows.sales import CASES
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCheckpoint(Unstored):
    """Keep a checkpoint, unless there is one of the same length already."""

    answer_type: ClassVar = Noted

    checkpoint: CheckpointRow

    def needs(self) -> Iterable[Need]:
        return (CHECKPOINTS.at(self.checkpoint.position),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        if rows.find(CHECKPOINTS, self.checkpoint.position) is not None:
            return Decision(Noted())
        return Decision(Noted(), (Insert(self.checkpoint),))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMisfit(Unstored):
    """A till keeps a checkpoint through which the ledger does not go: it was rewritten or cut.

    Noted each time; one alarm for each till and checkpoint.
    """

    answer_type: ClassVar = Noted

    till_id: TillId
    store_id: StoreId
    position: int
    hash_kept: str

    def needs(self) -> Iterable[Need]:
        return (CASES.at(self.app_id, self._case_id),)

    @property
    def _case_id(self) -> str:
        return f"{CaseKind.LEDGER_MISFIT}:{self.till_id}:{self.position}"

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="ledger.misfit",
            actor=f"till:{self.till_id}",
            subject=str(self.position),
            detail={"kept": self.hash_kept},
        )
        if rows.find(CASES, self.app_id, self._case_id) is not None:
            return Decision(Noted(), (), (entry,))
        row, raised = alarm(
            self.app_id,
            CaseKind.LEDGER_MISFIT,
            self._case_id,
            now_ms,
            actor=f"till:{self.till_id}",
            till_id=self.till_id,
            store_id=self.store_id,
            detail=str(self.position),
        )
        return Decision(Noted(), (row,), (entry, raised))
