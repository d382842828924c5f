"""The till's sales as acts: each reads the record, takes one step, and is on disk when it returns.

What may be sent is then read from the record (``steps.awaits``). An answer that comes for a state
already left, because a person was faster, changes nothing. No network and no window here: checkout,
forwarder, reconciliation and the simulator all act through this one book.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from card_contract.messages import (
    CancelAnswer,
    CancelReason,
    ConfirmAnswer,
    Payment,
    ReserveAnswer,
    SaleView,
    SettledRefund,
    VoidAnswer,
    VoidReason,
)
from card_contract.outcomes import Refusal
from pos_terminal.journal import giving_steps, steps
from pos_terminal.journal.journal import Clock, Journal
from pos_terminal.journal.page import Page
from pos_terminal.journal.records import (
    Clerk,
    Line,
    Record,
    RefundLine,
    RefundOrigin,
    RefundRecord,
    SaleRecord,
)
from pos_terminal.journal.sale_machine import IllegalMoveError, SaleEvent, SaleState
from pos_terminal.journal.steps import Outgoing


class SaleBook:
    """Every act on a sale or refund of this till."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    # --- Acts of the clerk -----------------------------------------------------------------------

    def begin(self, *, clerk: Clerk, currency: str, lines: tuple[Line, ...]) -> SaleRecord:
        """Put a new sale on disk; only then may RESERVE be sent for it."""

        def step(page: Page) -> SaleRecord:
            sale = SaleRecord(
                sale_id=page.new_sale_id(),
                state=SaleState.NEW,
                created_at=self._clock.now_ms(),
                clerk=clerk,
                currency=currency,
                lines=lines,
            )
            page.put("begun", sale)
            return sale

        return self._journal.write(step)

    def pay(self, sale_id: str, payment: Payment) -> SaleRecord:
        """The money is taken: the commit point of the sale."""
        now = self._clock.now_ms()
        return self._change(sale_id, "paid", lambda sale: steps.paid(sale, payment, now))

    def correct_payment(self, sale_id: str, payment: Payment) -> SaleRecord:
        """The server did not take how it was paid: the same CONFIRM goes out with what is right."""
        return self._change(
            sale_id, "payment_corrected", lambda sale: steps.payment_corrected(sale, payment)
        )

    def cancel(self, sale_id: str, reason: CancelReason) -> SaleRecord:
        """End an unpaid sale; the cancel is then sent until it is acknowledged."""
        return self._change(sale_id, "cancel", lambda sale: steps.cancel(sale, reason))

    def reverse(self, sale_id: str) -> SaleRecord:
        """The till's own cancel after a doubt; a sale ended by its clerk meanwhile stays so."""

        def step(page: Page) -> SaleRecord:
            sale = page.sale(sale_id)
            if sale.state is SaleState.NEW:
                sale = steps.cancel(sale, CancelReason.REVERSAL)
                page.put("reversed", sale)
            return sale

        return self._journal.write(step)

    def receipt_settled(self, sale_id: str, *, printed: bool) -> SaleRecord:
        """The receipt came out of the printer, or the customer wanted none."""
        now = self._clock.now_ms()
        kind = "receipt_printed" if printed else "receipt_waived"
        return self._change(sale_id, kind, lambda sale: replace(sale, receipt_at=now))

    def decide_void(
        self,
        *,
        sale_id: str,
        clerk: Clerk,
        currency: str,
        lines: tuple[RefundLine, ...],
        whole: bool,
        reason: VoidReason,
        note: str,
        approval: str | None,
        approver: str | None,
        refund_id: str | None = None,
        seen: SaleState | None = None,
        came_by: Payment | None = None,
    ) -> RefundRecord:
        """Decide a void, for good: the sale, where it is of this journal, is never confirmed again.

        ``refund_id`` is the id the approval was given for, made by ``next_refund_id``. ``seen`` is
        the state in which the person saw the sale; raises ``IllegalMoveError`` where an answer has
        changed it meanwhile. ``came_by`` is how a sale of another till was paid.
        """

        def step(page: Page) -> RefundRecord:
            refund = steps.new_void(
                refund_id=refund_id or page.new_refund_id(),
                sale_id=sale_id,
                clerk=clerk,
                currency=currency,
                lines=lines,
                whole=whole,
                reason=reason,
                note=note,
                approval=approval,
                approver=approver,
                came_by=came_by,
                at=self._clock.now_ms(),
            )
            if page.has(sale_id):
                sale = page.sale(sale_id)
                if seen is not None and sale.state is not seen:
                    raise IllegalMoveError(sale.state, SaleEvent.VOID_DECIDED)
                page.put("void_decided", steps.void_decided(sale))
                refund = steps.with_payment_of(refund, sale)
            page.put("void_decided", refund)
            return refund

        return self._journal.write(step)

    def next_refund_id(self) -> str:
        """An id for a void that a manager is about to sign."""
        return self._journal.give_refund_id()

    def sign_void(self, refund_id: str, *, approval: str, approver: str) -> RefundRecord:
        """A manager signs a void that had no signature, or one that the server did not take."""
        return self._change_refund(
            refund_id,
            "signed",
            lambda refund: steps.signed(refund, approval=approval, approver=approver),
        )

    def hand_back(self, refund_id: str, *, by: str = "") -> RefundRecord:
        """The customer has the money; the server is told so until it has taken note."""
        now = self._clock.now_ms()
        return self._change_refund(
            refund_id, "handed_back", lambda refund: giving_steps.handed_back(refund, now, by)
        )

    def given_doubted(self, *refund_ids: str) -> None:
        """The till ended just after it had recorded these: somebody looks whether they were given.

        Kept before anything else; where there is no room, with whatever is kept next, and it counts
        until then all the same.
        """
        now = self._clock.now_ms()

        def step(page: Page) -> None:
            for refund_id in refund_ids:
                doubted = giving_steps.given_doubted(page.refund(refund_id), now)
                page.put("given_doubted", doubted)

        self._journal.write_first(step)

    def given_known(self, refund_id: str, *, by: str = "") -> RefundRecord:
        """Somebody has looked, and it was given from here: only now is the server told so."""
        now = self._clock.now_ms()
        return self._change_refund(
            refund_id, "given_known", lambda refund: giving_steps.given_known(refund, now, by)
        )

    def not_given(self, refund_id: str, *, by: str = "") -> RefundRecord:
        """Somebody has looked, and it was not given from here: it is due again, or refused where
        another void has paid it meanwhile.
        """
        now = self._clock.now_ms()
        return self._change_refund(
            refund_id, "not_given", lambda refund: giving_steps.not_given(refund, now, by)
        )

    def gone_out_before(self, refund_id: str) -> RefundRecord:
        """Its money had left this till when a manager elsewhere settled it."""
        now = self._clock.now_ms()
        return self._change_refund(
            refund_id, "gone_out_before", lambda refund: giving_steps.gone_out_before(refund, now)
        )

    def refund_printed(self, refund_id: str) -> RefundRecord:
        """The refund receipt came out of the printer."""
        now = self._clock.now_ms()
        return self._change_refund(
            refund_id, "refund_printed", lambda refund: replace(refund, printed_at=now)
        )

    def refund_receipt_waived(self, refund_id: str) -> RefundRecord:
        """Nobody needs the refund receipt."""
        now = self._clock.now_ms()
        return self._change_refund(
            refund_id, "refund_receipt_waived", lambda refund: replace(refund, waived_at=now)
        )

    def close_case(self, refund_id: str, reason: str) -> RefundRecord:
        """A person settled the case and says how."""
        now = self._clock.now_ms()
        return self._change_refund(
            refund_id, "case_closed", lambda refund: steps.case_closed(refund, reason, now)
        )

    def give_up(self, sale_id: str, reason: str) -> SaleRecord:
        """A manager closes a cancel that the server will not take."""
        now = self._clock.now_ms()
        return self._change(sale_id, "given_up", lambda sale: steps.given_up(sale, reason, now))

    def ask_again(self, record_id: str) -> None:
        """Send again, as it was, what the server would not look at."""
        self._mark(record_id, "asked_again", steps.asked_again)

    def acknowledge(self, sale_id: str) -> SaleRecord:
        """Somebody here has seen that the sale ended elsewhere."""
        now = self._clock.now_ms()
        return self._change(sale_id, "acknowledged", lambda sale: steps.acknowledged(sale, now))

    def contradicted(self, record_id: str, told: str) -> Record:
        """A restored server answers otherwise than it had: a manager has to see that."""
        now = self._clock.now_ms()

        def step(page: Page) -> Record:
            before = _record(page, record_id)
            after = steps.contradicted(before, told, now)
            if after != before:
                page.put("contradicted", after)
            return after

        return self._journal.write(step)

    def refund_told(self, refund_id: str, view: SaleView) -> None:
        """The server told of the sale whose money is to go back from here."""

        def step(page: Page) -> None:
            refund = page.refund(refund_id)
            after = steps.refund_told(refund, view)
            if after != refund:
                page.put("refund_told", after)

        self._journal.write(step)

    def contradiction_closed(self, record_id: str, reason: str) -> None:
        """A manager has looked into what a restored server told, and says how it was settled."""
        now = self._clock.now_ms()
        self._mark(
            record_id,
            "contradiction_closed",
            lambda one: steps.contradiction_closed(one, reason, now),
        )

    def given_with_case(self, refund_id: str, settled: SettledRefund, reason: str) -> None:
        """Somebody here has given its money, or some of it, with a case that he had closed."""
        now = self._clock.now_ms()

        def step(page: Page) -> None:
            refund = page.refund(refund_id)
            after = giving_steps.given_with_case(refund, settled, reason, now)
            if after != refund:
                page.put("given_with_case", after)

        self._journal.write(step)

    # --- Answers of the server -------------------------------------------------------------------

    def reserve_answered(self, sale_id: str, answer: ReserveAnswer) -> SaleRecord:
        """The cards are held, unless the sale was cancelled meanwhile."""
        return self._answered(
            sale_id, Outgoing.RESERVE, "reserved", lambda sale: steps.reserved(sale, answer)
        )

    def reserve_refused(self, sale_id: str) -> SaleRecord:
        """A final refusal: nothing is held, and nothing was paid."""
        now = self._clock.now_ms()
        return self._answered(
            sale_id,
            Outgoing.RESERVE,
            "reserve_refused",
            lambda sale: steps.reserve_refused(sale, now),
        )

    def cancel_answered(self, sale_id: str, answer: CancelAnswer | Refusal) -> SaleRecord:
        """The cancel is acknowledged, or was refused for good."""
        now = self._clock.now_ms()

        def step(sale: SaleRecord) -> SaleRecord:
            if isinstance(answer, Refusal):
                return steps.cancel_refused(sale, answer, now)
            return steps.cancelled(sale, answer.at)

        return self._answered(sale_id, Outgoing.CANCEL, "cancel_answered", step)

    def confirm_answered(self, sale_id: str, answer: ConfirmAnswer | Refusal) -> SaleRecord:
        """Card by card; what was paid and is not activated becomes a refund in the same moment."""
        now = self._clock.now_ms()

        def step(page: Page) -> SaleRecord:
            sale = page.sale(sale_id)
            if steps.awaits(sale) is not Outgoing.CONFIRM:
                return sale
            origin = RefundOrigin.REFUSED_AT_CONFIRM
            if isinstance(answer, Refusal):
                after = steps.confirm_refused(sale, answer, now)
                origin = RefundOrigin.CANCELLED_ELSEWHERE
            else:
                after = steps.confirmed(sale, answer)
            page.put("confirm_answered", after)
            # A sale voided elsewhere is refunded there, by the void that ended it.
            if answer is not Refusal.SALE_VOIDED and after.state is not SaleState.PAID:
                refund = steps.refund_owed(
                    sale, after, refund_id=page.new_refund_id(), origin=origin, at=now
                )
                if refund is not None:
                    page.put("refund_due", refund)
            return after

        return self._journal.write(step)

    def void_answered(self, refund_id: str, answer: VoidAnswer | Refusal) -> RefundRecord:
        """The void is answered card by card, or refused; the sale follows it.

        The answer may tell, too, what a lost CONFIRM had told: cards to refund without a void.
        """
        now = self._clock.now_ms()

        def step(page: Page) -> RefundRecord:
            refund = page.refund(refund_id)
            if steps.awaits(refund) is not Outgoing.VOID:
                return refund
            if isinstance(answer, Refusal):
                after = steps.void_refused(refund, answer, now)
            else:
                after = steps.voided(refund, answer)
            page.put("void_answered", after)
            if after.stuck is None and page.has(after.sale_id):
                sale = page.sale(after.sale_id)
                ended = steps.sale_after_void(sale, after)
                page.put("void_answered", ended)
                owed = steps.refund_owed(
                    sale,
                    ended,
                    refund_id=page.new_refund_id(),
                    origin=RefundOrigin.REFUSED_AT_CONFIRM,
                    at=now,
                )
                if owed is not None:
                    page.put("refund_due", owed)
            return after

        return self._journal.write(step)

    def void_told_again(self, refund_id: str, contradiction: str) -> None:
        """A restored server was told a void under a new signature; empty where it agrees."""
        now = self._clock.now_ms()

        def step(page: Page) -> None:
            refund = page.refund(refund_id)
            if steps.awaits(refund) is Outgoing.VOID_AGAIN:
                page.put("void_told_again", steps.void_told_again(refund, contradiction, now))

        self._journal.write(step)

    def signature_answered(self, refund_id: str, refusal: Refusal | None) -> RefundRecord:
        """The later signature was taken, or not."""

        def step(page: Page) -> RefundRecord:
            refund = page.refund(refund_id)
            if steps.awaits(refund) is not Outgoing.SIGN:
                return refund
            after = steps.signature_answered(refund, refusal)
            page.put("signature_answered", after)
            return after

        return self._journal.write(step)

    def back_told(self, refund_id: str) -> RefundRecord:
        """The server knows that the money is back."""
        now = self._clock.now_ms()

        def step(page: Page) -> RefundRecord:
            refund = page.refund(refund_id)
            if steps.awaits(refund) is not Outgoing.HANDED_BACK:
                return refund
            after = giving_steps.back_told(refund, now)
            page.put("back_told", after)
            return after

        return self._journal.write(step)

    def cards_told(self, sale_id: str, view: SaleView | None) -> SaleRecord:
        """What became of the cards of a sale that ended elsewhere."""
        return self._answered(
            sale_id, Outgoing.READ, "cards_told", lambda sale: steps.cards_told(sale, view)
        )

    def denial_told(self, sale_id: str, view: SaleView | None) -> SaleRecord:
        """The server has heard once more that nobody here paid, or has nothing to hear it at."""
        return self._answered(
            sale_id, Outgoing.DENY, "denial_told", lambda sale: steps.denial_told(sale, view)
        )

    # --- Details ---------------------------------------------------------------------------------

    def _change(
        self, sale_id: str, kind: str, step: Callable[[SaleRecord], SaleRecord]
    ) -> SaleRecord:
        def write(page: Page) -> SaleRecord:
            after = step(page.sale(sale_id))
            page.put(kind, after)
            return after

        return self._journal.write(write)

    def _change_refund(
        self, refund_id: str, kind: str, step: Callable[[RefundRecord], RefundRecord]
    ) -> RefundRecord:
        def write(page: Page) -> RefundRecord:
            after = step(page.refund(refund_id))
            page.put(kind, after)
            return after

        return self._journal.write(write)

    def _mark(self, record_id: str, kind: str, step: Callable[[Record], Record]) -> None:
        def write(page: Page) -> None:
            page.put(kind, step(_record(page, record_id)))

        self._journal.write(write)

    def _answered(
        self,
        sale_id: str,
        message: Outgoing,
        kind: str,
        step: Callable[[SaleRecord], SaleRecord],
    ) -> SaleRecord:
        def write(page: Page) -> SaleRecord:
            sale = page.sale(sale_id)
            if steps.awaits(sale) is not message:
                return sale
            after = step(sale)
            page.put(kind, after)
            return after

        return self._journal.write(write)


def _record(page: Page, record_id: str) -> Record:
    return page.refund(record_id) if record_id.startswith("V-") else page.sale(record_id)
