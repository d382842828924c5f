"""Paid, but the server did not take how: the field for the right reference, or that it was cash."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal

from pos_terminal.checkout.model import CheckoutState, NotKnownPart, PaymentCorrection
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.fields import TextField
from pos_terminal.look.relabel import relabel, reword
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

REFERENCE_MAX: Final = 64


class CorrectionPanel(CardSurface):
    """Stands where the countdown would: the till asks nothing before a person has answered."""

    was_cash = Signal()
    was_reference = Signal(str)
    leave_asked = Signal()
    slip_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._correction: PaymentCorrection | None = None
        column = Column(theme, margins=(24, 22, 24, 24), parent=self)
        self._title = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._lead = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._title)
        column.gap(6)
        column.addWidget(self._lead)
        column.gap(20)
        self.field = TextField(theme, size=20)
        self.field.line.setMaxLength(REFERENCE_MAX)
        self.field.edited.connect(lambda _: self._show_button())
        self.field.entered.connect(self._pressed)
        column.addWidget(self.field)
        column.gap(12)
        self._cash = SecondaryButton(theme, icon="money")
        self._cash.clicked.connect(self.was_cash)
        column.addWidget(self._cash)
        column.addStretch(1)
        self._stays = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._stays)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        column.gap(16)
        self._slip = SecondaryButton(theme, icon="printer")
        self._slip.clicked.connect(self.slip_asked)
        column.addWidget(self._slip)
        column.gap(12)
        self._leave = SecondaryButton(theme, key="F4")
        self._leave.clicked.connect(self.leave_asked)
        column.addWidget(self._leave)
        column.gap(12)
        self.main = PrimaryButton(theme, icon="credit-card-fill", key="F12", large=True)
        self.main.clicked.connect(self._pressed)
        column.addWidget(self.main)

    def start_over(self) -> None:
        """Another sale: what was typed for the one before is gone."""
        self.field.set_text("")

    def show_correction(
        self, state: CheckoutState, part: NotKnownPart, correction: PaymentCorrection
    ) -> None:
        self._correction = correction
        relabel(self._title, tell("view.correct_title"))
        relabel(self._lead, tell("view.correct_lead"))
        self.field.set_label(tell("view.right_reference"))
        self.field.set_note(tell("view.correct_note"))
        if correction.fault is not None:
            self.field.set_fault(tell_message(correction.fault))
        reword(self._cash, tell("view.it_was_cash"), why_off=why_off(correction.correct))
        relabel(self._stays, tell("view.stays"))
        relabel(self._fault, tell_message(part.print_fault), hide_empty=True)
        buttons = state.buttons
        slip = "view.slip_again" if part.slip_printed else "view.print_slip"
        reword(self._slip, tell(slip), why_off=why_off(buttons.print_waiting_slip))
        reword(self._leave, tell("view.leave_waiting"), why_off=why_off(buttons.leave_waiting))
        self._show_button()

    def _show_button(self) -> None:
        if self._correction is None:
            return
        why = why_off(self._correction.correct)
        if why is None and not self.field.text().strip():
            why = tell("view.reference_first")
        reword(self.main, tell("view.correct"), why_off=why)

    def _pressed(self) -> None:
        if self.main.isEnabled():
            self.was_reference.emit(self.field.text().strip())
