"""Voids under *Waiting*: of a paid sale that is not activated, and those that want a signature."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.messages import ApprovalPurpose, VoidReason
from card_contract.outcomes import Refusal
from pos_terminal.approval.presenter import Act, ApprovalPresenter, Signed
from pos_terminal.journal.records import RefundRecord, SaleRecord, refund_lines_of
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.journal.till import Till
from pos_terminal.waiting.papers import Keeping
from pos_terminal.words import Message


class Voids:
    """A manager's decisions; each is signed first, and has no way back."""

    def __init__(
        self,
        till: Till,
        approval: ApprovalPresenter,
        *,
        kept: Keeping,
        decided: Callable[[str], None],
    ) -> None:
        self._till = till
        self._approval = approval
        self._kept = kept
        self._decided = decided

    def void(self, key: str) -> None:
        """Void a paid sale that is not activated yet, or sign a void that waits for a manager."""
        if self._till.clerk() is None:
            return
        match self._till.journal.record(key):
            case RefundRecord() as refund if _waits_for_signature(refund):
                self._ask_to_sign(refund)
            case SaleRecord(state=SaleState.PAID) as sale:
                self._ask_to_void(sale)

    def _ask_to_void(self, sale: SaleRecord) -> None:
        refund_id = self._till.book.next_refund_id()
        act = Act(
            purpose=ApprovalPurpose.VOID,
            subject=refund_id,
            sale_id=sale.sale_id,
            about=Message(
                "sign.void",
                {
                    "number": sale.receipt_number,
                    "refund_minor": sale.total_minor,
                    "currency": sale.currency,
                },
            ),
            unsigned_offline=True,
        )
        self._approval.ask(act, lambda signed: self._void(sale.sale_id, refund_id, signed))

    def _void(self, sale_id: str, refund_id: str, signed: Signed) -> None:
        sale, clerk = self._till.journal.sale(sale_id), self._till.clerk()
        if sale is None or clerk is None:
            return
        decided = self._kept(
            lambda: self._till.book.decide_void(
                sale_id=sale_id,
                clerk=clerk,
                currency=sale.currency,
                lines=refund_lines_of(sale),
                whole=True,
                reason=VoidReason.NOT_ACTIVATED_IN_TIME,
                note="",
                approval=signed.approval,
                approver=signed.approver,
                refund_id=refund_id,
                seen=SaleState.PAID,
            ),
            # The answer came while the manager was signing: the card is active, or freed.
            otherwise=Message("toast.settled_meanwhile"),
        )
        if decided:
            self._till.forwarder.wake(refund_id)
            self._decided(refund_id)

    def _ask_to_sign(self, refund: RefundRecord) -> None:
        act = Act(
            purpose=ApprovalPurpose.VOID,
            subject=refund.refund_id,
            sale_id=refund.sale_id,
            card_ids=() if refund.whole else tuple(line.card_id for line in refund.lines),
            about=Message("sign.void_again", {"number": refund.sale_number}),
            unsigned_offline=False,
        )
        self._approval.ask(act, lambda signed: self._sign(refund.refund_id, signed))

    def _sign(self, refund_id: str, signed: Signed) -> None:
        refund = self._till.journal.refund(refund_id)
        if refund is None or not _waits_for_signature(refund) or signed.approval is None:
            return
        approval, approver = signed.approval, signed.approver or ""
        if self._kept(
            lambda: self._till.book.sign_void(refund_id, approval=approval, approver=approver)
        ):
            self._till.forwarder.wake(refund_id)


def _waits_for_signature(refund: RefundRecord) -> bool:
    if refund.contradicted:
        return refund.has_lost_signature
    asked = refund.state is RefundState.VOIDING
    refused = asked and refund.stuck is Refusal.APPROVAL_INVALID
    return refused or refund.state is RefundState.UNSIGNED
