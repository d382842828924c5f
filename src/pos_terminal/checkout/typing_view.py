"""Typing a card number where the barcode cannot be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from card_contract.card_number import BATCH_DIGITS, CARD_NUMBER_DIGITS, ISSUER_DIGITS
from pos_terminal.checkout.model import TypingPart
from pos_terminal.checkout.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.dialog import Dialog, DialogPanel
from pos_terminal.look.fields import NumberField
from pos_terminal.look.keypad import Keypad
from pos_terminal.look.relabel import relabel, reword
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme

_GROUP_ENDS = (ISSUER_DIGITS, ISSUER_DIGITS + BATCH_DIGITS, CARD_NUMBER_DIGITS - 1)


class TypingPanel(Dialog):
    """Scans go on while it stands: a card that reads after all need not be typed."""

    typed = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        panel = DialogPanel(theme, width=940, height=500)
        super().__init__(theme, panel, locks_scanning=False)
        row = Row(theme, spacing=40, margins=(40, 36, 40, 36), parent=panel)
        form = Column(theme, spacing=12)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        self._lead = Label(theme, Kind.BODY, wrap=True)
        self.field = NumberField(theme, digits_max=CARD_NUMBER_DIGITS + 3, separators=" ", size=24)
        self.field.edited.connect(self._edited)
        self.field.entered.connect(self._enter)
        form.addWidget(self._title)
        form.addWidget(self._lead)
        form.gap(8)
        form.addWidget(self.field)
        form.addStretch()
        self._add = PrimaryButton(theme, icon="plus-bold", key="F12", large=True)
        self._add.clicked.connect(self._enter)
        self._close = SecondaryButton(theme, key="Esc")
        self._close.clicked.connect(self.closed)
        form.addWidget(self._close)
        form.addWidget(self._add)
        keys = Keypad(theme)
        keys.sign.connect(self._type)
        keys.erased.connect(self._erase)
        row.addWidget(keys, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(form, 1)

    def show_typing(self, typing: TypingPart) -> None:
        relabel(self._title, tell("view.number_title"))
        relabel(self._lead, tell("view.number_lead"))
        reword(self._close, tell("view.close"))
        self.field.set_label(tell("view.number"))
        if self.isHidden():
            self.field.set_text("")
        self._show_rest()
        if typing.fault is not None:
            self.field.set_fault(tell_message(typing.fault))
            self.field.select_all()

    def take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _digits(self) -> str:
        return self.field.text().replace(" ", "")

    def _show_rest(self) -> None:
        self.field.set_note(tell("view.number_note"))
        missing = CARD_NUMBER_DIGITS - len(self._digits())
        why = tell("view.number_left", count=missing) if missing > 0 else None
        reword(self._add, tell("view.add_card"), why_off=why)

    def _edited(self, text: str) -> None:
        """Group the digits as they are printed, so that both can be compared while typing."""
        line = self.field.line
        before = len(text[: line.cursorPosition()].replace(" ", ""))
        grouped = _grouped(text.replace(" ", "")[:CARD_NUMBER_DIGITS])
        if grouped != text:
            line.setText(grouped)
            line.setCursorPosition(_place_after(grouped, before))
        self._show_rest()

    def _type(self, sign: str) -> None:
        self.field.line.insert(sign)
        self._edited(self.field.text())

    def _erase(self) -> None:
        self.field.line.backspace()
        self._edited(self.field.text())

    def _enter(self) -> None:
        if self._add.why_off() is None:
            self.typed.emit(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()


def _grouped(digits: str) -> str:
    return "".join(
        f" {digit}" if place in _GROUP_ENDS else digit for place, digit in enumerate(digits)
    )


def _place_after(grouped: str, digits: int) -> int:
    """The place in the grouped text behind that many digits."""
    seen = 0
    for place, sign in enumerate(grouped):
        if seen == digits:
            return place
        seen += sign.isdigit()
    return len(grouped)
