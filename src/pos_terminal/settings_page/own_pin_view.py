"""The section *My PIN*: the words at the left, the keys at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.pin_keys import PinKeys
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.settings_page.model import OwnPinIntents, PinPart, PinStep
from pos_terminal.settings_page.parts_view import ResultLine, SectionPage
from pos_terminal.settings_page.sentences_view import tell, tell_message, why_off


class PinSection(SectionPage):
    """Typing sends nothing; the main button does. What was typed is forgotten on leaving."""

    def __init__(self, theme: Theme, intents: OwnPinIntents) -> None:
        super().__init__(theme)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("focus_ring", False)
        self._intents = intents
        self._result = ResultLine(theme)
        self.content.addWidget(self._result)
        row = Row(theme, spacing=28)
        words = Column(theme, spacing=10)
        self._prompt = Label(theme, Kind.HEAD, wrap=True)
        self._state = Label(theme, Kind.STRONG, token=Token.INK_2, wrap=True)
        self._note = Label(theme, Kind.BODY, wrap=True)
        for label in (self._prompt, self._state, self._note):
            words.addWidget(label)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.keys = PinKeys(theme)
        row.addWidget(self.keys)
        self.content.addLayout(row, 1)
        self._start_over = SecondaryButton(theme, key="Esc")
        self._act = PrimaryButton(theme, key="F12")
        self.add_foot(self._start_over, self._act)
        self._start_over.clicked.connect(intents.start_over)
        self._act.clicked.connect(intents.change_pin)
        self.keys.pad.digit.connect(intents.press_digit)
        self.keys.pad.erased.connect(intents.erase_digit)
        self.keys.pad.entered.connect(intents.enter_pin)
        intents.watch(self.show_part)

    def show_part(self, part: PinPart) -> None:
        self.show_lead(tell("lead.pin"))
        ready, why = part.step is PinStep.READY, why_off(part.enter)
        relabel(self._prompt, tell(f"pin.{part.step.value}"))
        state = tell("pin.then") if why is None else why
        if part.fault is not None:
            state = tell_message(part.fault)
        self._state.set_token(Token.INK_2 if part.fault is None else Token.REFUSED_TEXT)
        relabel(self._state, "" if ready else state, hide_empty=True)
        relabel(self._note, tell_message(part.note))
        self.keys.show_entry(part.digits, ready=ready, why_not=why, takes_digits=not part.busy)
        reword(self._start_over, tell("pin.start_over"))
        show_if(self._start_over, part.can_start_over)
        reword(self._act, tell("pin.act"), why_off=why_off(part.act))
        self._result.show_result(part.result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.pad.take_key(event):
            super().keyPressEvent(event)

    def showEvent(self, event: object) -> None:
        self.setFocus()

    def hideEvent(self, event: object) -> None:
        self._intents.leave()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.show_part(self._intents.state)
        super().changeEvent(event)
