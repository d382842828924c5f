"""No alarm chosen, none open, none told yet, or none that could be told."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos_terminal.alarms.model import AlarmsIntents, AlarmsState
from pos_terminal.alarms.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class NothingPanel(CardSurface):
    def __init__(self, theme: Theme, intents: AlarmsIntents) -> None:
        super().__init__(theme)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        column.addStretch(1)
        self._icon = Icon(theme, "bell", 72, Token.INK_3)
        column.addWidget(self._icon, 0, centre)
        self._word = Label(theme, Kind.PRODUCT, wrap=True, align=centre)
        self._note = Label(theme, Kind.BODY, wrap=True, align=centre)
        column.addWidget(self._word)
        column.addWidget(self._note)
        column.addStretch(1)
        foot = Row(theme)
        foot.addStretch(1)
        self._retry = PrimaryButton(theme, icon="arrow-clockwise-bold", key="F5", large=True)
        self._retry.clicked.connect(intents.open)
        foot.addWidget(self._retry, 1)
        column.addLayout(foot)

    def show_state(self, state: AlarmsState) -> None:
        icon, word, note = "bell", "", tell("view.choose")
        if state.loading:
            icon, note = "hourglass-medium", tell("view.loading")
        elif not state.rows and state.list_note is not None:
            icon, word = "wifi-slash", tell("view.not_shown")
            note = tell_message(state.list_note)
        elif not state.rows:
            icon, word, note = "shield-check", tell("view.none"), tell("view.none_note")
        self._icon.set_icon(icon, Token.INK_3)
        relabel(self._word, word, hide_empty=True)
        relabel(self._note, note)
        show_if(self._retry, not state.rows and state.can_retry)
        reword(self._retry, tell("view.retry"))
