"""How an app opens again after its database was restored from a backup.

A till tells again all it knows, and says when it is through; a till that cannot is excused by a
person, with a reason. The last of them lets cards be sold again. Redemption is opened by an
administrator, with a reason: what was redeemed after the backup no till knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from card_contract.states import Role
from server_stub.commands.askers import employed
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.domain.restore_machine import MOVES, RestoreEvent, RestoreStage, move_restore
from server_stub.domain.roles import ADMINISTERING, MANAGING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, LedgerEntry, changed
from server_stub.storage.rows.books import RESTORATIONS, RestorationRow
from server_stub.storage.rows.sales import SaleRow
from server_stub.storage.rows.staff import OPERATORS, TILLS, TILLS_OF_APP, TillRow
from server_stub.storage.table import Need


def is_telling(rows: Rows, app_id: AppId) -> bool:
    """Whether a till may know of sales that the server has not heard of since its restore."""
    restoration = rows.find(RESTORATIONS, app_id)
    return restoration is not None and restoration.stage is RestoreStage.TELLING


def is_closed(rows: Rows, app_id: AppId) -> bool:
    """Whether codes wait until an administrator has opened redemption after a restore."""
    restoration = rows.find(RESTORATIONS, app_id)
    return restoration is not None and restoration.stage is not RestoreStage.OPEN


def may_have_been_redeemed(sale: SaleRow, rows: Rows) -> bool:
    """Whether cards of a sold basket may have been redeemed without this server knowing it.

    What its till has sold since the restore cannot: redemption has been closed since then.
    """
    if not is_closed(rows, sale.app_id):
        return False
    till = rows.find(TILLS, sale.app_id, TillId(sale.till_id))
    if till is None or till.first_sale_since is None:
        return True
    return SaleId.parse(sale.sale_id).place < SaleId.parse(till.first_sale_since).place


def needs_of_telling(app_id: AppId) -> tuple[Need, ...]:
    """What has to be loaded to say which tills have yet to tell."""
    return RESTORATIONS.at(app_id), TILLS_OF_APP.at(app_id)


def has_told(till: TillRow, restoration: RestorationRow | None) -> bool:
    """Whether a till has told all it knows since the last restore, if there was one."""
    return restoration is None or till.told_epoch >= restoration.epoch


def stage_without(rows: Rows, app_id: AppId, till_id: TillId) -> list[Change]:
    """How the app goes on where this till has nothing to tell any more, and was the last."""
    restoration = rows.find(RESTORATIONS, app_id)
    if restoration is None or RestoreEvent.ALL_TOLD not in MOVES[restoration.stage]:
        return []
    left = [
        till
        for till in rows.all(TILLS_OF_APP, app_id)
        if till.revoked_at is None and till.till_id != till_id and not has_told(till, restoration)
    ]
    if left:
        return []
    return [changed(restoration, stage=move_restore(restoration.stage, RestoreEvent.ALL_TOLD))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _TillAct(Unstored):
    """What is noted about one till's telling."""

    answer_type: ClassVar = Noted

    till_id: TillId

    def needs(self) -> Iterable[Need]:
        return needs_of_telling(self.app_id)

    def _till(self, rows: Rows) -> TillRow | None:
        for till in rows.all(TILLS_OF_APP, self.app_id):
            if till.till_id == self.till_id:
                return till
        return None

    def _told(
        self, till: TillRow, rows: Rows, kind: str, actor: str, **detail: Any
    ) -> Decision[Noted]:
        restoration = rows.find(RESTORATIONS, self.app_id)
        if restoration is None or has_told(till, restoration):
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=actor,
            subject=self.till_id,
            detail={"epoch": restoration.epoch, **detail},
        )
        change = changed(till, told_epoch=restoration.epoch)
        return Decision(
            Noted(), (change, *stage_without(rows, self.app_id, self.till_id)), (entry,)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTelling(_TillAct):
    """A till says that it has told all it knew before this epoch."""

    epoch: int

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        till = self._till(rows)
        if till is None or till.revoked_at is not None:
            return refuse(Refusal.TILL_REVOKED)
        restoration = rows.find(RESTORATIONS, self.app_id)
        if restoration is not None and self.epoch < restoration.epoch:
            return refuse(Refusal.RESTORING)  # it was restored once more since
        return self._told(till, rows, "till.told", f"till:{self.till_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseTill(_TillAct):
    """A person says that a till that cannot tell is not to be waited for."""

    operator_id: OperatorId
    reason: str

    def needs(self) -> Iterable[Need]:
        yield from _TillAct.needs(self)
        yield OPERATORS.at(self.app_id, self.operator_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = refusal_of_person(rows, self.app_id, self.operator_id, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        till = self._till(rows)
        if till is None:
            return refuse(Refusal.NOT_FOUND)
        actor = f"operator:{self.operator_id}"
        return self._told(till, rows, "till.excused", actor, reason=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRedemption(Unstored):
    """An administrator has looked after what was redeemed after the backup."""

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    reason: str

    def needs(self) -> Iterable[Need]:
        return RESTORATIONS.at(self.app_id), OPERATORS.at(self.app_id, self.operator_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = refusal_of_person(rows, self.app_id, self.operator_id, ADMINISTERING)
        if refusal is not None:
            return refuse(refusal)
        restoration = rows.find(RESTORATIONS, self.app_id)
        if restoration is None or restoration.stage is RestoreStage.OPEN:
            return Decision(Noted())
        if restoration.stage is RestoreStage.TELLING:
            return refuse(Refusal.RESTORING)
        stage = move_restore(restoration.stage, RestoreEvent.OPEN)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="redemption.opened",
            actor=f"operator:{self.operator_id}",
            subject=self.app_id,
            detail={"epoch": restoration.epoch, "reason": self.reason},
        )
        return Decision(Noted(), (changed(restoration, stage=stage, opened_at=now_ms),), (entry,))


def refusal_of_person(
    rows: Rows, app_id: AppId, operator_id: OperatorId, roles: Collection[Role]
) -> Refusal | None:
    """Say why somebody who is named at the command line may not do this, or None."""
    operator = employed(rows, app_id, operator_id)
    if operator is None:
        return Refusal.NO_OPERATOR
    return None if operator.role in roles else Refusal.NOT_ALLOWED
