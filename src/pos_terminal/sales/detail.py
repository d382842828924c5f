"""The sale that is open under *Sales*: its reprint, its void, its refund."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from card_contract.outcomes import Refusal
from pos_terminal.approval.presenter import ApprovalPresenter
from pos_terminal.journal.handing_back import Place, Standing, way_back_of
from pos_terminal.journal.kept import Kept, keep
from pos_terminal.journal.papers import refund_receipt
from pos_terminal.journal.records import IN_DOUBT, RefundOrigin, RefundRecord
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.journal.till import Till
from pos_terminal.journal.void_causes import Cause, cause_of, code_of
from pos_terminal.receipts import ReceiptData, print_paper
from pos_terminal.sales.found import FoundSale, local_day
from pos_terminal.sales.model import SaleDetail, VoidResult, VoidStage
from pos_terminal.sales.void_desk import VoidDesk
from pos_terminal.words import ON, Button, Message, off

NOTE_LENGTH_MAX: Final = 500
_STAGES: Final = {
    RefundState.VOIDING: VoidStage.ASKING,
    RefundState.UNSIGNED: VoidStage.SIGNATURE_OWED,
    RefundState.SIGNING: VoidStage.SIGNING,
    RefundState.REFUND_DUE: VoidStage.REFUND_DUE,
    RefundState.CLOSED: VoidStage.HANDED_BACK,
    RefundState.SETTLED_ELSEWHERE: VoidStage.SETTLED_ELSEWHERE,
    RefundState.REFUSED: VoidStage.REFUSED,
}


class Detail:
    """One open sale, or none."""

    def __init__(
        self,
        till: Till,
        approval: ApprovalPresenter,
        *,
        changed: Callable[[], None],
        reload: Callable[[], None],
    ) -> None:
        self._till = till
        self._changed = changed
        self._reload = reload
        self._sale: FoundSale | None = None
        self.void = VoidDesk(
            till,
            approval,
            changed=changed,
            decided=self._void_decided,
            failed=self._void_failed,
        )
        self._refund_id: str | None = None
        self._refund_state: RefundState | None = None
        self._printing = False
        self._print_fault: Message | None = None

    @property
    def sale_id(self) -> str | None:
        """The id of the open sale."""
        return None if self._sale is None else self._sale.sale_id

    def open(self, sale: FoundSale) -> None:
        """Open this sale, with the void that is under way for it, if there is one."""
        self._sale, self._print_fault = sale, None
        self.void.show(sale)
        refund = self._till.journal.refund_of(sale.sale_id)
        self._show_refund(None if refund is None else refund.refund_id)
        self._refund_state = None if refund is None else refund.state
        if refund is not None:
            self._till.handing_back.opened(refund, Place.SALES)
        self._changed()

    def _show_refund(self, refund_id: str | None) -> None:
        """Show this refund, or none; whoever looked at another is done with it."""
        before = self._refund()
        if before is not None and before.refund_id != refund_id:
            self._till.handing_back.gone_on(before)
        self._refund_id = refund_id

    def close(self) -> None:
        """Close it; a form that was open decided nothing."""
        self._show_refund(None)
        self._sale = self._print_fault = None
        self.void.show(None)
        self._changed()

    def told_anew(self, sale: FoundSale) -> None:
        """The server told the open sale again."""
        self._sale = sale
        self.void.told_anew(sale)
        self._changed()

    def journal_changed(self) -> None:
        """A record was written; perhaps the void's answer."""
        refund = self._refund()
        if refund is not None:
            was, self._refund_state = self._refund_state, refund.state
            if was is RefundState.VOIDING and refund.state is not was:
                self._reload()
        self._changed()

    # --- Reprint ---------------------------------------------------------------------------------

    def reprint(self) -> None:
        """Print the receipt again, marked COPY."""
        if self._sale is None or not self._reprint_button(self._sale).enabled:
            return
        now = self._till.clock.now_ms()
        receipt = self._sale.copy_of_receipt(self._till.on_duty.shop, now)
        if receipt is not None:
            sale_id = self._sale.sale_id
            self._print(receipt, lambda: self._receipt_came_out(sale_id))

    def print_refund(self, refund_id: str) -> None:
        """Print the refund receipt; from the second time on it is a copy."""
        refund = self._till.journal.refund(refund_id)
        if refund is None or not refund.has_receipt:
            return
        receipt = refund_receipt(
            refund,
            self._till.on_duty.shop,
            printed_at_ms=self._till.clock.now_ms(),
            copy=refund.printed_at is not None,
        )
        self._print(receipt, lambda: self._refund_came_out(refund_id))

    def _receipt_came_out(self, sale_id: str) -> None:
        record = self._till.journal.sale(sale_id)
        if record is not None and record.owes_receipt:
            self._kept(lambda: self._till.book.receipt_settled(sale_id, printed=True))

    def _refund_came_out(self, refund_id: str) -> None:
        self._kept(lambda: self._till.book.refund_printed(refund_id))

    def _print(self, receipt: ReceiptData, came_out: Callable[[], None]) -> None:
        if self._printing:
            return
        self._printing, self._print_fault = True, None
        self._changed()

        def printed(fault: Message | None) -> None:
            self._printing, self._print_fault = False, fault
            if fault is None:
                came_out()
            self._changed()

        self._till.tasks.run(
            lambda: print_paper(self._till.printer, receipt), then=printed, failed=lambda _: None
        )

    # --- Void and refund -------------------------------------------------------------------------

    def open_void(self) -> None:
        """Open the void's form."""
        if self._sale is not None and self._void_button(self._sale).enabled:
            self.void.open()

    def _void_decided(self, refund_id: str) -> None:
        self._show_refund(refund_id)
        self._refund_state = RefundState.VOIDING
        self._changed()

    def _void_failed(self, fault: Message) -> None:
        self._print_fault = fault
        self._changed()

    def hand_back(self, refund_id: str) -> None:
        """Ask the server; what is still due is recorded, with a paper, and then given."""
        self._till.handing_back.hand_back(
            refund_id, Place.SALES, lambda kept: self._handed(refund_id, kept)
        )
        self._changed()

    def _handed(self, refund_id: str, kept: Kept) -> None:
        if self._was_kept(kept):
            self._print_owed_refund(refund_id)
        self._changed()

    def _print_owed_refund(self, refund_id: str) -> None:
        refund = self._till.journal.refund(refund_id)
        if refund is not None and refund.owes_receipt:
            self.print_refund(refund_id)

    def _kept(self, act: Callable[[], object]) -> bool:
        return self._was_kept(keep(act))

    def _was_kept(self, kept: Kept) -> bool:
        if kept is Kept.NO_DISK:
            self._print_fault = Message("void.disk_full")
        return kept is Kept.YES

    # --- The picture -----------------------------------------------------------------------------

    def picture(self) -> SaleDetail | None:
        """The open sale as it is shown."""
        sale = self._sale
        if sale is None:
            return None
        payment = sale.payment
        return SaleDetail(
            sale_id=sale.sale_id,
            number=sale.number,
            at_ms=sale.at_ms,
            store_name=sale.store_name,
            till_name=sale.till_name,
            operator_name=sale.operator_name,
            currency=sale.currency,
            total_minor=sale.total_minor,
            payment_kind=payment.kind if payment else None,
            payment_reference=payment.reference if payment else None,
            state_word=sale.state_word,
            lines=sale.lines,
            receipt=sale.copy_of_receipt(self._till.on_duty.shop, sale.at_ms),
            reprint=self._reprint_button(sale),
            void=self._void_button(sale),
            form=self.void.form,
            result=self._result(),
            print_fault=self._print_fault,
        )

    def _reprint_button(self, sale: FoundSale) -> Button:
        if self._printing:
            return off("off.printing")
        record = sale.record
        if record is not None and record.state is SaleState.DONE and record.has_unknown_cards:
            return ON if sale.view is not None else off("reprint.not_known")
        return ON if sale.is_settled else off("reprint.not_settled")

    def _void_button(self, sale: FoundSale) -> Button:
        refunds = self._till.journal.refunds_of(sale.sale_id)
        if any(refund.state is RefundState.VOIDING for refund in refunds):
            return off("void.under_way")
        # Whichever it is, its cards may be live again, and its money may be out.
        if any(refund.contradicted for refund in refunds):
            return off("void.contradicted")
        no_more = self._why_not_voided(sale)
        if no_more is not None:
            return no_more
        if not self._till.on_duty.is_manager and not self._is_own_of_today(sale):
            return off("void.only_own_of_today")
        return ON

    def _why_not_voided(self, sale: FoundSale) -> Button | None:
        if not sale.is_paid:
            return off("void.not_paid")
        if not sale.voidable:
            return off("void.nothing_left")
        why_not = self.void.why_not(sale)
        if why_not is not None:
            return off(why_not)
        if sale.record is None and sale.currency != self._till.on_duty.shop.currency:
            return off("void.other_currency", {"currency": sale.currency})
        return None

    def _is_own_of_today(self, sale: FoundSale) -> bool:
        operator = self._till.on_duty.operator
        zone = self._till.on_duty.shop.time_zone
        today = local_day(self._till.clock.now_ms(), zone)
        own = operator is not None and operator.operator_id == sale.operator_id
        return own and local_day(sale.at_ms, zone) == today

    def _refund(self) -> RefundRecord | None:
        return None if self._refund_id is None else self._till.journal.refund(self._refund_id)

    def _result(self) -> VoidResult | None:
        refund = self._refund()
        if refund is None:
            return None
        in_doubt = refund.contradicted and refund.is_unpaid
        stage = VoidStage.CONTRADICTED if in_doubt else _STAGES[refund.state]
        standing = self._till.handing_back.standing(refund, Place.SALES)
        word = f"result.{_WORDS.get(standing) or _result_word(refund, stage)}"
        values: dict[str, str | int] = {
            "refund_minor": refund.refund_minor,
            "count": len(refund.lines),
            "kept": sum(1 for line in refund.lines if line.stays_sold),
            "code": code_of(refund),
            "currency": refund.currency,
            "name": refund.settled_by,
            "handed_at": refund.handed_back_at or 0,
        }
        due = stage is VoidStage.REFUND_DUE
        unknown = not standing.is_known
        shut_out = due and self._till.server.is_shut_out
        gives = (due and not shut_out and not unknown) or standing is Standing.GIVEN
        return VoidResult(
            refund_id=refund.refund_id,
            stage=stage,
            sentence=Message(word, values),
            what_to_do=Message("result.shut_out.todo" if shut_out else f"{word}.todo", values),
            refund_minor=refund.refund_minor,
            hand_back=_hand_back_button(standing, due=due, shut_out=shut_out),
            refund_known=not unknown,
            way=way_back_of(self._till.journal, refund) if gives else None,
            receipt=(
                refund_receipt(
                    refund,
                    self._till.on_duty.shop,
                    printed_at_ms=refund.answered_at or refund.created_at,
                    copy=refund.printed_at is not None,
                )
                if refund.has_receipt
                else None
            ),
        )


_WORDS: Final = {
    Standing.NO_LINE: "refund_no_line",
    Standing.NOT_TOLD: "refund_not_known",
    Standing.GIVEN: "given",
    Standing.CHANGED: "refund_changed",
}


def _hand_back_button(standing: Standing, *, due: bool, shut_out: bool) -> Button:
    if shut_out:
        return off("off.shut_out")
    if standing is Standing.ASKING:
        return off("off.asking")
    return ON if due else off("off.no_refund_due")


def _result_word(refund: RefundRecord, stage: VoidStage) -> str:
    """The word of the result's sentences: what is known of the void, and no more."""
    match stage:
        case VoidStage.SETTLED_ELSEWHERE:
            return _settled_word(refund)
        case VoidStage.CONTRADICTED if refund.contradicted == IN_DOUBT:
            return "in_doubt"
        case VoidStage.ASKING if refund.stuck is Refusal.APPROVAL_INVALID:
            return "unsigned"
        case VoidStage.REFUND_DUE | VoidStage.HANDED_BACK:
            return _money_word(refund)
        case VoidStage.REFUSED:
            cause = cause_of(refund)
            return "refused" if cause is Cause.USED else f"refused_{cause.value}"
        case _:
            return stage.value


def _settled_word(refund: RefundRecord) -> str:
    if refund.settled_by:
        return "settled_by" if refund.is_paid_back else "not_owed_by"
    return "settled_as_contradicted" if refund.case is None else VoidStage.SETTLED_ELSEWHERE.value


def _money_word(refund: RefundRecord) -> str:
    if refund.state is RefundState.CLOSED:
        return "given_in_doubt" if refund.may_not_be_given else VoidStage.HANDED_BACK.value
    if refund.settled_by:
        return "refund_due_rest"
    if refund.origin is not RefundOrigin.VOID:
        return "refund_due_not_activated"
    if not any(line.stays_sold for line in refund.lines):
        return "refund_due"
    used = cause_of(refund) is Cause.USED
    return "refund_due_partly" if used else "refund_due_partly_other"
