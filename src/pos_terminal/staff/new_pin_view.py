"""A PIN for somebody, typed twice: by whom it is for, at this till."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.gateway.pin_change import PinForm, PinStage
from pos_terminal.look.avatar import Avatar
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.pin_keys import PinKeys
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.staff.model import StaffIntents
from pos_terminal.staff.sentences_view import tell, tell_message, why_off
from pos_terminal.words import Message


class NewPinPart(QWidget):
    """The words at the left, the keys at the right."""

    def __init__(self, theme: Theme, intents: StaffIntents) -> None:
        super().__init__()
        row = Row(theme, spacing=28, parent=self)
        left = Column(theme, spacing=10)
        who = Row(theme, spacing=14)
        self._avatar = Avatar(theme, 48)
        self._name = Label(theme, Kind.HEAD, wrap=True)
        who.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        who.addWidget(self._name, 1, Qt.AlignmentFlag.AlignVCenter)
        left.addLayout(who)
        left.gap(14)
        self._prompt = Label(theme, Kind.TITLE, wrap=True)
        self._state = Label(theme, Kind.STRONG, token=Token.INK_2, wrap=True)
        self._note = Label(theme, Kind.BODY, wrap=True)
        for label in (self._prompt, self._state, self._note):
            left.addWidget(label)
        left.addStretch(1)
        row.addLayout(left, 1)
        self._keys = PinKeys(theme)
        self.pad = self._keys.pad
        row.addWidget(self._keys)
        self.pad.digit.connect(intents.press_digit)
        self.pad.erased.connect(intents.erase_digit)
        self.pad.entered.connect(intents.enter_pin)

    def show_form(
        self, operator_id: str, name: str, form: PinForm, note: Message | None, *, prompt: str
    ) -> None:
        """``prompt`` asks for the first entry; the second one is asked for the same everywhere."""
        self._avatar.show_person(operator_id, name)
        relabel(self._name, name)
        first = form.stage is PinStage.FIRST
        relabel(self._prompt, prompt if first else tell(f"view.pin.{form.stage.value}"))
        ready = form.stage is PinStage.READY
        why = why_off(form.enter)
        state = tell("view.pin.then") if why is None else why
        if form.fault is not None:
            state = tell_message(form.fault)
        self._state.set_token(Token.INK_2 if form.fault is None else Token.REFUSED_TEXT)
        relabel(self._state, "" if ready else state, hide_empty=True)
        relabel(self._note, tell_message(note), hide_empty=True)
        self._keys.show_entry(form.digits, ready=ready, why_not=why)
