"""Taking the money: cash with the change due, or the reference of a payment made elsewhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from card_contract.minor_units import minor_digits
from card_contract.states import PaymentKind
from pos_terminal.checkout.model import CheckoutState, PaymentPart
from pos_terminal.checkout.parts_view import money
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import NumberField, TextField
from pos_terminal.look.keypad import Keypad
from pos_terminal.look.money import parse_money
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme

_SUGGESTIONS = 6
_AMOUNT_SIGNS = 12


class PaymentCard(CardSurface):
    """Enter pays nothing here, since a scanner may send it at any time: the main button does."""

    kind_chosen = Signal(object)
    given = Signal(object)
    reference = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._currency = ""
        self._shown_kind: PaymentKind | None = None
        column = Column(theme, spacing=16, margins=(28, 24, 28, 28), parent=self)
        self._title = Label(theme, Kind.TITLE, wrap=True)
        column.addWidget(self._title)
        kinds = Row(theme, spacing=12)
        self._cash_chip = Chip(theme, icon="money")
        self._reference_chip = Chip(theme, icon="credit-card")
        for chip, kind in (
            (self._cash_chip, PaymentKind.CASH),
            (self._reference_chip, PaymentKind.REFERENCE),
        ):
            chip.clicked.connect(partial(self.kind_chosen.emit, kind))
            kinds.addWidget(chip, 1)
        column.addLayout(kinds)
        column.addWidget(Hairline(theme))
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)  # first, or its first page would be a window of its own
        self.cash = CashPart(theme)
        self.elsewhere = ReferencePart(theme)
        self._stack.addWidget(self.cash)
        self._stack.addWidget(self.elsewhere)
        self._cancel = SecondaryButton(theme, key="Esc")
        self._cancel.clicked.connect(self.cancelled)
        foot = Row(theme)
        foot.addWidget(self._cancel)
        foot.addStretch()
        column.addLayout(foot)
        self.cash.given.connect(self.given)
        self.elsewhere.written.connect(self.reference)

    def show_payment(self, state: CheckoutState, payment: PaymentPart) -> None:
        relabel(self._title, tell("view.pay_title"))
        self._cash_chip.set_words(tell("view.pay_cash"))
        self._reference_chip.set_words(tell("view.pay_reference"))
        cash = payment.kind is PaymentKind.CASH
        self._cash_chip.setChecked(cash)
        self._reference_chip.setChecked(not cash)
        reword(self._cancel, tell("view.cancel_sale"), why_off=why_off(state.buttons.cancel_sale))
        self.cash.show_payment(state.currency, payment)
        self.elsewhere.show_payment(state.currency, payment)
        self._stack.setCurrentIndex(0 if cash else 1)
        if payment.kind is not self._shown_kind:
            self._shown_kind = payment.kind
            self.take_focus()

    def take_focus(self) -> None:
        """Typing goes into the field at once."""
        part = self.cash if self._shown_kind is PaymentKind.CASH else self.elsewhere
        part.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_over(self) -> None:
        """A new payment begins: nothing of the last one stays in the fields."""
        self._shown_kind = None
        self.cash.field.set_text("")
        self.elsewhere.field.set_text("")


class CashPart(QWidget):
    """Amounts to press, a field, keys for a finger, and the change in large figures."""

    given = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._currency = "EUR"
        row = Row(theme, spacing=28, parent=self)
        left = Column(theme, spacing=12)
        self._chips = QGridLayout()
        self._buttons: list[Chip] = []
        self._amounts: tuple[int, ...] = ()
        left.addLayout(self._chips)
        self.field = NumberField(theme, digits_max=_AMOUNT_SIGNS, separators=",.", size=26)
        self.field.edited.connect(self._edited)
        left.addWidget(self.field)
        left.addStretch()
        self._change_word = Label(theme, Kind.QUIET, wrap=True)
        self._change = Label(theme, Kind.NEXT)
        left.addWidget(self._change_word)
        left.addWidget(self._change)
        row.addLayout(left, 1)
        self._keys = Keypad(theme, separator=".")
        self._keys.sign.connect(self._type)
        self._keys.erased.connect(self._erase)
        row.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._rescale)
        self._rescale()

    def show_payment(self, currency: str, payment: PaymentPart) -> None:
        self._currency = currency
        self._keys.set_separator(_separator())
        self.field.set_label(tell("view.given"))
        self.field.set_unit(currency)
        fault = None if payment.fault is None else tell_message(payment.fault)
        if payment.kind is PaymentKind.CASH:
            self.field.set_fault(fault)
        if parse_money(self.field.text(), currency) != payment.given_minor:
            self.field.set_text(_plain_amount(payment.given_minor, currency))
        self._show_suggestions(currency, payment)
        relabel(self._change_word, tell("view.change"))
        change = payment.change_minor
        relabel(self._change, "\u2013" if change is None else money(change, currency))

    def _show_suggestions(self, currency: str, payment: PaymentPart) -> None:
        amounts = payment.suggestions[:_SUGGESTIONS]
        while len(self._buttons) < len(amounts):
            index = len(self._buttons)
            chip = Chip(self._theme)
            chip.clicked.connect(partial(self._press_suggestion, index))
            self._buttons.append(chip)
            # The exact amount takes a line of its own, the notes stand in twos.
            place = (0, 0, 1, 2) if index == 0 else (1 + (index - 1) // 2, (index - 1) % 2, 1, 1)
            self._chips.addWidget(chip, *place)
        self._amounts = amounts
        for index, chip in enumerate(self._buttons):
            show_if(chip, index < len(amounts))
            if index < len(amounts):
                amount = amounts[index]
                exact = amount == payment.total_minor
                words = tell("view.exact", exact_minor=amount) if exact else money(amount, currency)
                chip.set_words(words)
                chip.setChecked(amount == payment.given_minor)

    def _press_suggestion(self, index: int) -> None:
        amount = self._amounts[index]
        self.field.set_text(_plain_amount(amount, self._currency))
        self.given.emit(amount)

    def _edited(self, text: str) -> None:
        self.given.emit(parse_money(text, self._currency))

    def _type(self, sign: str) -> None:
        self.field.line.insert(sign)
        self._edited(self.field.text())

    def _erase(self) -> None:
        self.field.line.backspace()
        self._edited(self.field.text())

    def _rescale(self) -> None:
        self._chips.setSpacing(self._theme.px(8))


class ReferencePart(QWidget):
    """The reference that the card machine gave."""

    written = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, spacing=28, parent=self)
        left = Column(theme, spacing=20)
        self._lead = Label(theme, Kind.LEAD, wrap=True)
        left.addWidget(self._lead)
        self.field = TextField(theme, size=22, spacing=1.0)
        self.field.line.setMaxLength(64)
        self.field.edited.connect(self.written)
        left.addWidget(self.field)
        left.addStretch(1)
        row.addLayout(left, 1)
        self._keys = Keypad(theme, separator="-")
        self._keys.sign.connect(self._type)
        self._keys.erased.connect(self._erase)
        row.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignTop)

    def show_payment(self, currency: str, payment: PaymentPart) -> None:
        lead = tell("view.reference_lead", total_minor=payment.total_minor, currency=currency)
        relabel(self._lead, lead)
        self.field.set_label(tell("view.reference"))
        if payment.kind is PaymentKind.REFERENCE and payment.fault is not None:
            self.field.set_fault(tell_message(payment.fault))
        else:
            self.field.set_note(tell("view.reference_note"))

    def _type(self, sign: str) -> None:
        self.field.line.insert(sign)
        self._edited()

    def _erase(self) -> None:
        self.field.line.backspace()
        self._edited()

    def _edited(self) -> None:
        self.field.set_fault(None)
        self.written.emit(self.field.text())


def _plain_amount(minor: int | None, currency: str) -> str:
    """An amount as one would type it, in the language's way: 75,00."""
    if minor is None:
        return ""
    digits = minor_digits(currency)
    if not digits:
        return str(minor)
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}{_separator()}{rest:0{digits}d}"


def _separator() -> str:
    return "," if manner().language == "de" else "."
