"""The count: cash, how it compares, why it differs, and the held button that closes the day."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from card_contract.day_messages import cash_to_be_there
from pos_terminal.day_close.model import NOTE_LENGTH_MAX, DayIntents, DayState
from pos_terminal.day_close.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import LinkButton, QuietButton
from pos_terminal.look.fields import NumberField, TextField
from pos_terminal.look.hold_button import HoldButton
from pos_terminal.look.icons import Icon
from pos_terminal.look.money import MINUS_SIGNS
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_SIGNS_MAX: Final = 14  # a minus, nine digits, a point and three more


class CountPanel(QWidget):
    def __init__(self, theme: Theme, intents: DayIntents) -> None:
        super().__init__()
        column = Column(theme, spacing=12, margins=(24, 24, 24, 24), parent=self)
        self._headline = Label(theme, Kind.TITLE, wrap=True)
        column.addWidget(self._headline)
        content = QWidget()
        inner = Column(theme, spacing=14, margins=(0, 0, 4, 0), parent=content)
        self._expected = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._amount = Label(theme, Kind.PRODUCT)
        inner.addWidget(self._expected)
        inner.addWidget(self._amount)
        self.cash = NumberField(
            theme, icon="money", digits_max=_SIGNS_MAX, separators="".join((".,", *MINUS_SIGNS))
        )
        self.cash.edited.connect(intents.count)
        inner.addWidget(self.cash)
        verdict = Row(theme, spacing=8)
        self._icon = Icon(theme, Mood.ACTIVATED.icon, 20, Mood.ACTIVATED.writing)
        self._difference = Label(theme, Kind.STRONG, wrap=True)
        verdict.addWidget(self._icon)
        verdict.addWidget(self._difference, 1)
        inner.addLayout(verdict)
        self.note = TextField(theme)
        self.note.line.setMaxLength(NOTE_LENGTH_MAX)
        self.note.edited.connect(intents.note)
        inner.addWidget(self.note)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self.back = QuietButton(theme, icon="arrow-left-bold", key="Esc")
        self.back.clicked.connect(intents.back)
        self._retry = LinkButton(theme, icon="arrow-clockwise-bold", key="F5")
        self._retry.clicked.connect(intents.open)
        ways = Row(theme, spacing=8)
        ways.addWidget(self.back)
        ways.addWidget(self._retry, 1)
        column.addLayout(ways)
        self.hold = HoldButton(theme)
        self.hold.held.connect(intents.close_day)
        column.addWidget(self.hold)

    def show_state(self, state: DayState) -> None:
        form, report = state.form, state.report
        if form is None or report is None:
            return
        relabel(self._headline, tell_message(state.headline))
        relabel(self._expected, tell("view.has_to_be", told_at=report.as_of))
        expected_minor = cash_to_be_there(report.money)
        relabel(self._amount, manner().money(expected_minor, report.currency))
        self.cash.set_label(tell("view.cash"))
        self.cash.set_note(tell("view.cash_note" if expected_minor >= 0 else "view.cash_note_less"))
        self.note.set_label(tell("view.note"))
        self.note.set_note(tell("view.note_needed") if form.note_needed else "")
        for field, text in ((self.cash, form.cash), (self.note, form.note)):
            field.set_text(text)
        mood = Mood.ACTIVATED if form.agrees else Mood.NOT_KNOWN
        self._icon.set_icon(mood.icon if form.agrees else "warning-fill", mood.writing)
        self._difference.set_token(mood.writing)
        relabel(self._difference, tell_message(form.difference), hide_empty=True)
        show_if(self._icon, form.difference is not None)
        told = (tell_message(form.fault or state.fault), tell_message(form.outcome))
        relabel(self._fault, " ".join(filter(None, told)), hide_empty=True)
        reword(self.back, tell("view.back"))
        reword(self._retry, tell("view.retry"))
        why = why_off(form.close)
        self.hold.setEnabled(why is None)
        open_count = sum(row.stands_for for row in state.open_rows)
        note = tell("view.close_open_note", count=open_count) if open_count else ""
        self.hold.set_words(tell("view.close"), why or note or tell("view.close_note"))

    def take_key(self, event: QKeyEvent) -> bool:
        """Take the key that holds; tell whether it was that one."""
        return self.isVisible() and self.hold.hold_key_pressed(event)

    def let_key_go(self, event: QKeyEvent) -> bool:
        return self.hold.hold_key_released(event)
