"""Letting a till in again that was enrolled after the backup that the database was restored from.

It keeps its id, so that its sales keep theirs, and then tells all it knows like every other till.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.restoration import refusal_of_person
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import ALL_APPS, OperatorId, StoreId, TillId
from server_stub.domain.restore_machine import RestoreEvent, move_restore
from server_stub.domain.roles import ADMINISTERING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry, changed
from server_stub.storage.rows.books import COUNTERS, RESTORATIONS
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import OPERATORS, TILLS_BY_ID, TILLS_BY_KEY, TillRow
from server_stub.storage.table import Need


class ReadmissionOutcome(StrEnum):
    """What came of it."""

    DONE = "done"
    NOT_RESTORED = "not-restored"
    ID_KNOWN = "till-known"
    KEY_KNOWN = "key-of-another-till"
    NEVER_ENROLLED = "never-enrolled"


class Readmitted(Struct, frozen=True, kw_only=True):
    outcome: ReadmissionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadmitTill(Unstored):
    """An administrator has compared the till's support code with what its screen shows."""

    answer_type: ClassVar = Readmitted

    till_id: TillId
    public_key: bytes
    till_name: str
    store_id: StoreId
    operator_id: OperatorId
    reason: str

    def needs(self) -> Iterable[Need]:
        return (
            OPERATORS.at(self.app_id, self.operator_id),
            STORES.at(self.app_id, self.store_id),
            RESTORATIONS.at(self.app_id),
            TILLS_BY_ID.at(self.till_id),
            TILLS_BY_KEY.at(self.public_key),
            COUNTERS.at(ALL_APPS, "till"),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Readmitted]:
        refusal = refusal_of_person(rows, self.app_id, self.operator_id, ADMINISTERING)
        if refusal is None and rows.find(STORES, self.app_id, self.store_id) is None:
            refusal = Refusal.NOT_FOUND
        if refusal is not None:
            return refuse(refusal)
        restoration = rows.find(RESTORATIONS, self.app_id)
        if restoration is None:
            return _told(ReadmissionOutcome.NOT_RESTORED)
        known = rows.find(TILLS_BY_ID, self.till_id)
        if known is not None:
            return _told(self._again(known))
        if rows.find(TILLS_BY_KEY, self.public_key) is not None:
            return _told(ReadmissionOutcome.KEY_KNOWN)
        if not self._was_given_out(rows):
            return _told(ReadmissionOutcome.NEVER_ENROLLED)
        actor = f"operator:{self.operator_id}"
        till = TillRow(
            app_id=self.app_id,
            till_id=self.till_id,
            store_id=self.store_id,
            name=self.till_name,
            public_key=self.public_key,
            enrolled_by=actor,
            enrolled_at=now_ms,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="till.readmitted",
            actor=actor,
            subject=self.till_id,
            detail={
                "name": till.name,
                "store": till.store_id,
                "key": self.public_key.hex(),
                "reason": self.reason,
            },
        )
        stage = move_restore(restoration.stage, RestoreEvent.READMIT)
        changes = (Insert(till), changed(restoration, stage=stage))
        return Decision(Readmitted(outcome=ReadmissionOutcome.DONE), changes, (entry,))

    def _again(self, known: TillRow) -> ReadmissionOutcome:
        is_repeat = (known.app_id, known.public_key) == (self.app_id, self.public_key)
        if is_repeat and known.revoked_at is None:
            return ReadmissionOutcome.DONE
        return ReadmissionOutcome.ID_KNOWN

    def _was_given_out(self, rows: Rows) -> bool:
        """Whether the id lies below those that tills get from now on."""
        counter = rows.find(COUNTERS, ALL_APPS, "till")
        return counter is not None and 0 < int(self.till_id.removeprefix("T")) <= counter.value


def _told(outcome: ReadmissionOutcome) -> Decision[Readmitted]:
    return Decision(Readmitted(outcome=outcome))
