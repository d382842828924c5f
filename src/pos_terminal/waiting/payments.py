"""How waiting sales were paid: the answer to a restart's question, and what has to be put right."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.messages import Payment
from card_contract.states import PaymentKind
from pos_terminal.journal.payment_entry import paid_before, reference_of
from pos_terminal.journal.records import CORRECTABLE, SaleRecord
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.journal.till import Till
from pos_terminal.waiting.papers import Keeping
from pos_terminal.words import Message


class Payments:
    """Payments as a person enters them, with what is wrong with the last one of each sale."""

    def __init__(self, till: Till, *, changed: Callable[[], None], kept: Keeping) -> None:
        self._till = till
        self._changed = changed
        self._kept = kept
        self._faults: dict[str, Message] = {}

    def fault_of(self, key: str) -> Message | None:
        """What is wrong with what was entered last for this sale."""
        return self._faults.get(key)

    def answer_cash(self, sale_id: str) -> None:
        """The money was in the drawer."""
        sale = self._till.journal.sale(sale_id)
        if sale is not None:
            self._pay(sale, Payment(kind=PaymentKind.CASH, amount_minor=sale.total_minor))

    def answer_reference(self, sale_id: str, text: str) -> None:
        """It was paid elsewhere, under this reference."""
        sale = self._till.journal.sale(sale_id)
        payment = None if sale is None else self._by_reference(sale, text)
        if sale is not None and payment is not None:
            self._pay(sale, payment)

    def correct_cash(self, key: str) -> None:
        """It was cash."""
        sale = self._correctable(key)
        if sale is not None:
            self._correct(sale, Payment(kind=PaymentKind.CASH, amount_minor=sale.total_minor))

    def correct_reference(self, key: str, text: str) -> None:
        """The right reference is another."""
        sale = self._correctable(key)
        if sale is None:
            return
        if sale.payment is not None and reference_of(text) == sale.payment.reference:
            self._wrong(sale, Message("correct.same_reference"))
            return
        payment = self._by_reference(sale, text)
        if payment is not None:
            self._correct(sale, payment)

    def _correctable(self, key: str) -> SaleRecord | None:
        sale = self._till.journal.sale(key)
        if sale is None or self._till.clerk() is None:
            return None
        stuck = sale.state is SaleState.PAID and sale.stuck in CORRECTABLE
        return sale if stuck else None

    def _by_reference(self, sale: SaleRecord, text: str) -> Payment | None:
        reference = reference_of(text)
        if reference is None:
            self._wrong(sale, Message("correct.enter_reference"))
            return None
        other = paid_before(self._till.journal, reference, sale_id=sale.sale_id)
        if other is not None:
            self._wrong(sale, Message("correct.reference_used", {"number": other}))
            return None
        kind = PaymentKind.REFERENCE
        return Payment(kind=kind, amount_minor=sale.total_minor, reference=reference)

    def _wrong(self, sale: SaleRecord, fault: Message) -> None:
        self._faults[sale.sale_id] = fault
        self._changed()

    def _pay(self, sale: SaleRecord, payment: Payment) -> None:
        self._goes_on(sale, lambda: self._till.book.pay(sale.sale_id, payment))

    def _correct(self, sale: SaleRecord, payment: Payment) -> None:
        self._goes_on(sale, lambda: self._till.book.correct_payment(sale.sale_id, payment))

    def _goes_on(self, sale: SaleRecord, act: Callable[[], object]) -> None:
        self._faults.pop(sale.sale_id, None)
        if self._kept(act):
            self._till.forwarder.wake(sale.sale_id)
        self._changed()
