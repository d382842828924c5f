"""The sale in progress: the basket at the right, left of it the card, the payment, or the wait."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from card_contract.states import PaymentKind
from pos_terminal.checkout.activating_view import ActivatingCard
from pos_terminal.checkout.basket_view import BasketPanel
from pos_terminal.checkout.card_view import CardPart
from pos_terminal.checkout.model import CheckoutIntents, CheckoutState, Mode
from pos_terminal.checkout.payment_view import PaymentCard
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Row
from pos_terminal.look.money import parse_money
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import reword
from pos_terminal.look.theme import Theme


class SellingPage(QWidget):
    """One basket for all of it, so that its rows stay where they are from scan to answer."""

    typing_asked = Signal()

    def __init__(
        self, theme: Theme, intents: CheckoutIntents, artworks: Artworks, *, with_camera: bool
    ) -> None:
        super().__init__()
        self._intents = intents
        self._state: CheckoutState | None = None
        row = Row(theme, spacing=32, margins=(32, 32, 32, 32), parent=self)
        self._left = QStackedLayout()
        row.addLayout(self._left, 1)  # first, or its first page would be a window of its own
        self.card = CardPart(theme, artworks, with_camera=with_camera)
        self.payment = PaymentCard(theme)
        self._activating = ActivatingCard(theme, artworks)
        for part in (self.card, self.payment, self._activating):
            self._left.addWidget(part)
        self.basket = BasketPanel(theme, artworks)
        row.addWidget(self.basket)
        self.card.differs.connect(intents.digits_differ)
        self.card.cancelled.connect(intents.cancel_sale)
        self.payment.cancelled.connect(intents.cancel_sale)
        self.payment.kind_chosen.connect(intents.choose_payment)
        self.payment.given.connect(intents.enter_given)
        self.payment.reference.connect(intents.enter_reference)
        self.basket.typing_asked.connect(self.typing_asked)
        self.basket.removed.connect(intents.remove_line)
        self.basket.main_pressed.connect(self._main_pressed)

    def show_sale(self, state: CheckoutState) -> None:
        before = self._state
        self._state = state
        self.basket.show_basket(state)
        self._word_main(state)
        if state.mode is Mode.PAYMENT and state.payment is not None:
            if before is None or before.mode is not Mode.PAYMENT:
                self.payment.start_over()
            self._left.setCurrentWidget(self.payment)
            self.payment.show_payment(state, state.payment)
        elif state.mode is Mode.ACTIVATING:
            self._left.setCurrentWidget(self._activating)
            self._activating.show_activating(state)
        else:
            self._left.setCurrentWidget(self.card)
            self.card.show_card(state)

    def _word_main(self, state: CheckoutState) -> None:
        main = self.basket.main
        if state.mode is Mode.PAYMENT and state.payment is not None:
            words = tell("view.paid", count=len(state.lines))
            reword(main, words, why_off=why_off(state.payment.paid))
        elif state.mode is Mode.ACTIVATING:
            reword(main, tell("view.paid", count=len(state.lines)), why_off=tell("view.wait"))
        elif state.mode is Mode.CHECKING:
            why = tell_message(state.sentence)
            reword(main, tell("view.take_payment"), why_off=why)
        else:
            why_not = why_off(state.buttons.take_payment)
            reword(main, tell("view.take_payment"), why_off=why_not)

    def _main_pressed(self) -> None:
        state = self._state
        if state is None:
            return
        if state.mode is not Mode.PAYMENT or state.payment is None:
            self._intents.take_payment()
        elif state.payment.kind is PaymentKind.REFERENCE:
            self._intents.pay_reference(self.payment.elsewhere.field.text())
        else:
            given = parse_money(self.payment.cash.field.text(), state.currency)
            if given is not None:
                self._intents.pay_cash(given)
