"""A manager's answer for a till that cannot give one: was this held sale paid?

A dead or revoked till must not strand a paid sale. Paid: the cards are activated, as by the till's
own confirm. Not paid: they are freed. Paid, and the money goes back: they are freed without ever
having been active, and one case says what is owed. Nobody pays by this answer: whoever closes the
case does, so that two managers who give it pay once. The till's own late message then meets a sale
that has ended. While tills tell a restored server what it lost, nobody answers for one: a sale that
looks held may have been confirmed, or voided, at a till that has yet to say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec

from card_contract.messages import (
    ApprovalPurpose,
    CancelReason,
    ConfirmedLine,
)
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from card_contract.settle_messages import SettleAnswer, SettleRequest
from card_contract.states import SaleStage, SettledAs
from server_stub.commands.approvals import Act, approval_id, unused_approval
from server_stub.commands.askers import is_in_service, refusal_of_operator
from server_stub.commands.of_sale import ENDED
from server_stub.commands.refused_cards import is_back, refunds_of_cards
from server_stub.commands.restoration import is_telling
from server_stub.commands.sale_moves import (
    columns_of_payment,
    confirm_held,
    confirmed_before,
    free_held,
    needs_of_lines,
    needs_of_payment,
    why_not_paid,
)
from server_stub.commands.sale_refunds import (
    needs_of_sale_refund,
    refund_of_sale,
    sale_refunds,
)
from server_stub.commands.unsigned_voids import lost_at_silent_till
from server_stub.domain.hold_machine import HoldEvent
from server_stub.domain.ids import AppId, CodeId, OperatorId, StoreId, TillId
from server_stub.domain.roles import MANAGING
from server_stub.domain.settlement_machine import settled_as
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import META, RESTORATIONS, RESTORED_AT
from server_stub.storage.rows.sales import (
    SALE_LINES_OF_SALE,
    SALES,
    SaleLineRow,
    SaleRow,
)
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS, ApprovalRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """Settle a held sale of any till of the app; ``till_id`` is where the manager stands."""

    answer_type: ClassVar = SettleAnswer

    app_id: AppId
    till_id: TillId
    operator_id: OperatorId
    sale_id: SaleId
    request: SettleRequest

    @property
    def key(self) -> str:
        return f"{self.sale_id}/SETTLE/{approval_id(self.request.approval)}"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        sale_id = str(self.sale_id)
        return (
            TILLS.at(self.app_id, self.till_id),
            TILLS.at(self.app_id, TillId(self.sale_id.till)),
            OPERATORS.at(self.app_id, self.operator_id),
            SALES.at(self.app_id, sale_id),
            SALE_LINES_OF_SALE.at(self.app_id, sale_id),
            APPROVALS.at(self.app_id, approval_id(self.request.approval)),
            RESTORATIONS.at(self.app_id),
            META.at(RESTORED_AT),
            *needs_of_payment(self.app_id, self.request.payment),
        )

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return (
            *needs_of_lines(self.app_id, str(self.sale_id), rows),
            *needs_of_sale_refund(self.app_id, str(self.sale_id)),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[SettleAnswer]:
        refusal = self._refusal_of_asker(rows)
        if refusal is not None:
            return refuse(refusal)
        if is_telling(rows, self.app_id):
            return refuse(Refusal.RESTORING)
        sale_id = str(self.sale_id)
        act = Act(
            purpose=ApprovalPurpose.SETTLE, till_id=self.till_id, subject=sale_id, sale_id=sale_id
        )
        approval = unused_approval(rows, self.app_id, self.request.approval, act, now_ms)
        if approval is None:
            return refuse(Refusal.APPROVAL_INVALID)
        sale = rows.find(SALES, self.app_id, sale_id)
        if sale is None:
            return refuse(Refusal.SALE_UNKNOWN)
        return self._settle(sale, approval, rows, now_ms)

    def _settle(
        self, sale: SaleRow, approval: ApprovalRow, rows: Rows, now_ms: int
    ) -> Decision[SettleAnswer]:
        stage = settled_as(sale.stage, self.request.says)
        if stage is None or _is_voided_by_a_till(sale):
            return refuse(ENDED[sale.stage])
        if sale.stage is stage:
            lines = confirmed_before(sale, rows) if stage is SaleStage.CONFIRMED else []
            cases = sale_refunds(self.app_id, sale.sale_id, rows)
            owed = any(case.closed_at is None for case in cases)
            paid_back = any(map(is_back, cases)) if cases and not owed else None
            return Decision(self._answer(stage, lines, now_ms, owed=owed, paid_back=paid_back))
        refusal = self._refusal_of_payment(sale, rows)
        if refusal is not None:
            return refuse(refusal)
        match self.request.says:
            case SettledAs.PAID:
                return self._paid(sale, approval, rows, now_ms)
            case SettledAs.NOT_PAID:
                return self._unpaid(sale, approval, rows, now_ms)
            case SettledAs.MONEY_BACK:
                return self._money_back(sale, approval, rows, now_ms)

    def _refusal_of_payment(self, sale: SaleRow, rows: Rows) -> Refusal | None:
        """Whoever says that it was paid says how: books count it so, and it goes back that way."""
        if self.request.says is SettledAs.NOT_PAID:
            return None
        payment = self.request.payment
        return Refusal.PAYMENT_MISMATCH if payment is None else why_not_paid(payment, sale, rows)

    def _refusal_of_asker(self, rows: Rows) -> Refusal | None:
        if not is_in_service(rows, self.app_id, self.till_id):
            return Refusal.TILL_REVOKED
        return refusal_of_operator(rows, self.app_id, self.operator_id, MANAGING)

    def _paid(
        self, sale: SaleRow, approval: ApprovalRow, rows: Rows, now_ms: int
    ) -> Decision[SettleAnswer]:
        lines, changes = confirm_held(
            sale,
            rows,
            now_ms,
            payment=self.request.payment,
            paid_at=now_ms,
            # Its till may have confirmed it before a restore: then the customer has live cards.
            restored_at=lost_at_silent_till(sale, rows, now_ms),
            settled_by=approval.approver_id,
            settle_reason=self.request.reason,
        )
        # The till that took the money may never come back: somebody has to hand it back.
        changes += refunds_of_cards(
            self.app_id,
            sale.sale_id,
            lines,
            now_ms,
            store_id=self._store_id(rows),
            detail=self.request.reason,
        )
        told = {
            "cards": [int(line.card_id) for line in lines if line.activated],
            "refused": [int(line.card_id) for line in lines if not line.activated],
            **self._paid_with(),
        }
        answer = self._answer(SaleStage.CONFIRMED, lines, now_ms)
        return self._settled(answer, changes, approval, now_ms, told)

    def _unpaid(
        self, sale: SaleRow, approval: ApprovalRow, rows: Rows, now_ms: int
    ) -> Decision[SettleAnswer]:
        freed, changes = free_held(sale, rows, now_ms, HoldEvent.CANCEL)
        changes.append(
            changed(
                sale,
                stage=SaleStage.CANCELLED,
                ended_at=now_ms,
                cancel_reason=CancelReason.NOT_PAID,
                settled_by=approval.approver_id,
                settle_reason=self.request.reason,
            )
        )
        answer = self._answer(SaleStage.CANCELLED, [], now_ms)
        return self._settled(answer, changes, approval, now_ms, {"cards": _code_ids(freed)})

    def _money_back(
        self, sale: SaleRow, approval: ApprovalRow, rows: Rows, now_ms: int
    ) -> Decision[SettleAnswer]:
        freed, changes = free_held(sale, rows, now_ms, HoldEvent.VOID)
        changes.append(
            changed(
                sale,
                stage=SaleStage.VOIDED,
                ended_at=now_ms,
                paid_at=now_ms,
                settled_by=approval.approver_id,
                settle_reason=self.request.reason,
                **columns_of_payment(self.request.payment),
            )
        )
        case = refund_of_sale(
            sale, now_ms, store_id=self._store_id(rows), detail=self.request.reason
        )
        changes.append(Insert(case))
        told = {"cards": _code_ids(freed), "case": case.case_id, **self._paid_with()}
        answer = self._answer(SaleStage.VOIDED, [], now_ms, owed=True)
        return self._settled(answer, changes, approval, now_ms, told)

    def _store_id(self, rows: Rows) -> StoreId | None:
        """The store where the manager, and perhaps the customer, stands; none at the portal."""
        till = rows.find(TILLS, self.app_id, self.till_id)
        return None if till is None else till.store_id

    def _paid_with(self) -> dict[str, Any]:
        payment = self.request.payment
        return {} if payment is None else {"paid": payment.amount_minor, "by": payment.kind}

    def _settled(
        self,
        answer: SettleAnswer,
        changes: list[Change],
        approval: ApprovalRow,
        now_ms: int,
        told: dict[str, Any],
    ) -> Decision[SettleAnswer]:
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="sale.settled",
            actor=f"operator:{approval.approver_id}",
            subject=str(self.sale_id),
            detail={
                "stage": answer.stage,
                "till": self.till_id,
                "reason": self.request.reason,
                **told,
            },
        )
        used = changed(approval, used_at=now_ms)
        return Decision(answer, (*changes, used), (entry,))

    def _answer(
        self,
        stage: SaleStage,
        lines: list[ConfirmedLine],
        now_ms: int,
        *,
        owed: bool = False,
        paid_back: bool | None = None,
    ) -> SettleAnswer:
        return SettleAnswer(
            sale_id=str(self.sale_id),
            stage=stage,
            lines=lines,
            owed=owed,
            paid_back=paid_back,
            at=now_ms,
        )


def _code_ids(lines: Iterable[SaleLineRow]) -> list[CodeId]:
    return [line.code_id for line in lines]


def _is_voided_by_a_till(sale: SaleRow) -> bool:
    """Whether a void has ended it: that one's till gives the money back, and no settlement's."""
    return sale.stage is SaleStage.VOIDED and not sale.is_money_back
