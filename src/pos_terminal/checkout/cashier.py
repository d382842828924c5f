"""Holding the cards and taking the money, up to the moment when PAID is on disk."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

from card_contract.messages import CancelReason, CardRefused, Payment
from card_contract.states import PaymentKind
from pos_terminal.checkout.basket import EMPTY
from pos_terminal.checkout.board import Board
from pos_terminal.checkout.card_intake import CardIntake, refused_line
from pos_terminal.checkout.desk import Paper, Paying
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import DiskFullError
from pos_terminal.journal.kept import Kept, keep
from pos_terminal.journal.payment_entry import is_amount, paid_before, reference_of
from pos_terminal.journal.records import SaleRecord
from pos_terminal.journal.reservation import (
    Held,
    HoldGivenUp,
    HoldNotKept,
    HoldOutcome,
    HoldRefused,
)
from pos_terminal.words import Message, Sound

AMBER_AFTER_S: Final = 2.0


class Cashier:
    """The part of the checkout that handles an unpaid sale."""

    def __init__(self, board: Board, intake: CardIntake) -> None:
        self._board = board
        self._intake = intake

    def digits_differ(self, card_id: str | None = None) -> None:
        focus = self._board.state.focus
        wrong = card_id or (focus.card_id if focus is not None else None)
        line = next((line for line in self._board.state.lines if line.card_id == wrong), None)
        if line is None or self._board.state.mode not in (Mode.BASKET, Mode.PAYMENT):
            return
        if self._board.state.mode is Mode.PAYMENT and not self._end_sale(
            CancelReason.DIGITS_DIFFER
        ):
            return
        self._board.note("digits_differ", line)
        self._board.change(basket=self._board.desk.basket.without(frozenset({line.card_id})))
        fact = Message("toast.digits_differ", {"digits": line.last_four})
        self._board.toast(fact, Message("toast.digits_differ.note"))

    def take_payment(self) -> None:
        if (
            self._board.state.mode is not Mode.BASKET
            or not self._board.state.buttons.take_payment.enabled
        ):
            return
        clerk = self._board.till.clerk()
        if clerk is None:
            self._board.ways.to_sign_in()
            return
        basket = self._board.desk.basket.with_digits_checked()
        try:
            sale = self._board.till.book.begin(
                clerk=clerk,
                currency=self._board.till.on_duty.shop.currency,
                lines=basket.journal_lines(),
            )
        except (DiskFullError, JournalDamagedError):
            self._board.refresh()
            return
        self._board.change(basket=basket, live=sale.sale_id, paying=Paying(), typing=False)
        freeing = self._board.desk.freeing
        self._board.till.tasks.run(
            lambda: self._board.till.reservation.hold(sale, after=freeing),
            then=lambda outcome: self._held(sale, outcome),
            failed=lambda _: self._board.refresh(),
        )

    def _held(self, sale: SaleRecord, outcome: HoldOutcome) -> None:
        if self._board.desk.live != sale.sale_id:
            return  # cancelled by the clerk meanwhile; the cancel frees whatever is held
        match outcome:
            case Held():
                self._board.change(freeing=())
            case HoldRefused(cards=cards) if cards:
                self._cards_refused(sale, cards)
            case HoldRefused(code=code):
                self._board.change(live=None)
                self._board.request_refused(code)
            case HoldGivenUp(code=code):
                self._board.change(live=None, freeing=(*self._board.desk.freeing, sale.sale_id))
                self._board.till.sounds.play(Sound.NOT_KNOWN)
                if code is None:
                    fact = Message("toast.hold_not_known")
                    self._board.toast(fact, Message("toast.hold_not_known.note"))
                else:
                    self._board.request_refused(code)
            case HoldNotKept():
                self._board.change(live=None)

    def _cards_refused(self, sale: SaleRecord, refused: tuple[CardRefused, ...]) -> None:
        """The rest of the basket goes on, as a new sale with an id of its own."""
        gone = frozenset(one.card_id for one in refused)
        lines = {line.card.card_id: line for line in self._board.desk.basket.lines}
        cards = tuple(
            refused_line(lines[one.card_id].card, keyed=lines[one.card_id].keyed)
            for one in refused
            if one.card_id in lines
        )
        self._board.change(live=None, basket=self._board.desk.basket.without(gone))
        self._intake.refuse(refused, cards)

    def choose_payment(self, kind: PaymentKind) -> None:
        if self._board.state.mode is Mode.PAYMENT:
            self._board.change(paying=replace(self._board.desk.paying, kind=kind, fault=None))

    def enter_given(self, given_minor: int | None) -> None:
        if self._board.state.mode is not Mode.PAYMENT:
            return
        if given_minor is not None and not is_amount(given_minor):
            self._too_much()
            return
        paying = replace(self._board.desk.paying, given_minor=given_minor, fault=None)
        self._board.change(paying=paying)

    def enter_reference(self, text: str) -> None:
        if self._board.state.mode is Mode.PAYMENT:
            paying = replace(self._board.desk.paying, reference=text, fault=None)
            self._board.change(paying=paying)

    def pay_cash(self, given_minor: int) -> None:
        total = self._board.state.total_minor
        if self._board.state.mode is not Mode.PAYMENT:
            return
        if given_minor < total:
            missing = {"missing_minor": total - given_minor}
            self._pay_fault(Message("paid.not_enough", missing))
            return
        if not is_amount(given_minor):
            self._too_much()
            return
        kind = PaymentKind.CASH
        if not self._pay(Payment(kind=kind, amount_minor=total, given_minor=given_minor)):
            return  # nothing was taken down, so no money goes into the drawer
        self._board.till.tasks.run(
            self._board.till.printer.open_drawer, then=lambda _: None, failed=lambda _: None
        )

    def pay_reference(self, text: str) -> None:
        if self._board.state.mode is Mode.PAYMENT:
            payment = self._paid_elsewhere(text)
            if payment is not None:
                self._pay(payment)

    def _paid_elsewhere(self, text: str) -> Payment | None:
        """The payment under this reference, looked at before anything stands on it."""
        sale = self._board.sale()
        reference = reference_of(text)
        if sale is None or reference is None:
            self._pay_fault(Message("paid.enter_reference"))
            return None
        other = paid_before(self._board.till.journal, reference, sale_id=sale.sale_id)
        if other is not None:
            self._pay_fault(Message("paid.reference_used", {"number": other}))
            return None
        kind = PaymentKind.REFERENCE
        return Payment(kind=kind, amount_minor=sale.total_minor, reference=reference)

    def correct_paid_cash(self) -> None:
        sale = self._board.sale()
        if sale is not None:
            self._correct(Payment(kind=PaymentKind.CASH, amount_minor=sale.total_minor))

    def correct_paid_reference(self, text: str) -> None:
        part = self._board.state.not_known
        if part is None or part.correction is None:
            return
        if reference_of(text) == part.correction.reference:
            self._pay_fault(Message("correct.same_reference"))
            return
        payment = self._paid_elsewhere(text)
        if payment is not None:
            self._correct(payment)

    def _correct(self, payment: Payment) -> None:
        sale, part = self._board.sale(), self._board.state.not_known
        if sale is None or part is None or part.correction is None:
            return
        if self._board.kept(lambda: self._board.till.book.correct_payment(sale.sale_id, payment)):
            self._board.change(paying=replace(self._board.desk.paying, fault=None))
            self._confirm(sale.sale_id)

    def _pay_fault(self, fault: Message) -> None:
        self._board.change(paying=replace(self._board.desk.paying, fault=fault))

    def _too_much(self) -> None:
        paying = self._board.desk.paying
        fault = Message("paid.too_much")
        self._board.change(paying=replace(paying, given_minor=None, fault=fault))

    def _pay(self, payment: Payment) -> bool:
        """Write it down, and confirm the sale; says whether it is written down."""
        sale = self._board.sale()
        if sale is None:
            return False
        kept = keep(lambda: self._board.till.book.pay(sale.sale_id, payment))
        if kept is Kept.NO_DISK:
            self._pay_fault(Message("paid.disk_full"))
        elif kept is Kept.MOVED_ON:
            self._board.refresh()
        else:
            self._board.change(paper=Paper())
            self._confirm(sale.sale_id)
        return kept is Kept.YES

    def _confirm(self, sale_id: str) -> None:
        self._board.change(long_asked=False)
        self._board.till.forwarder.wake(sale_id)
        self._board.till.tasks.run(
            lambda: asyncio.sleep(AMBER_AFTER_S),
            then=lambda _: self._asked_for_long(sale_id),
            failed=lambda _: None,
        )

    def _asked_for_long(self, sale_id: str) -> None:
        if self._board.desk.live == sale_id:
            self._board.change(long_asked=True)

    def cancel_sale(self) -> None:
        if self._board.state.mode in (Mode.CHECKING, Mode.PAYMENT):
            if self._end_sale(CancelReason.CLERK):
                self._empty()
                self._board.toast(Message("toast.cancelled"), Message("toast.cancelling.note"))
        elif self._board.state.mode is Mode.BASKET:
            self._empty()

    def _empty(self) -> None:
        """One key does it, perhaps by mistake: so the cards can be brought back."""
        basket = self._board.desk.basket
        self._board.change(basket=EMPTY, emptied=basket, asked=(), typing=False)

    def bring_back(self) -> None:
        if self._board.state.bring_back:
            self._board.change(basket=self._board.desk.emptied, emptied=EMPTY)

    def _end_sale(self, reason: CancelReason) -> bool:
        sale = self._board.sale()
        if sale is None:
            return False
        kept = keep(lambda: self._board.till.book.cancel(sale.sale_id, reason))
        if kept is Kept.MOVED_ON:
            return self._ended_already(sale.sale_id)
        if kept is Kept.NO_DISK:
            self._board.refresh()
            return False
        self._board.till.forwarder.wake(sale.sale_id)
        freeing = (*self._board.desk.freeing, sale.sale_id)
        self._board.change(live=None, freeing=freeing, paying=Paying())
        return True

    def _ended_already(self, sale_id: str) -> bool:
        """The server refused to hold it while the clerk gave it up: nothing is held, or owed."""
        sale = self._board.till.journal.sale(sale_id)
        if sale is None or sale.is_open or sale.paid_at is not None:
            self._board.refresh()
            return False
        self._board.change(live=None, paying=Paying())
        return True
