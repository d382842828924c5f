"""The page *Alarms*: the open ones at the left, the chosen one at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout

from pos_terminal.alarms.detail_view import AlarmPanel
from pos_terminal.alarms.list_view import AlarmListCard
from pos_terminal.alarms.model import AlarmsIntents, AlarmsState
from pos_terminal.alarms.nothing_view import show_nothing
from pos_terminal.alarms.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Row
from pos_terminal.look.frame import Frame
from pos_terminal.look.nothing_panel import NothingPanel
from pos_terminal.look.page import Page
from pos_terminal.look.theme import Theme

PAGE: Final = "alarms"
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AlarmsView(Page):
    """The rail shows how many are open."""

    def __init__(self, theme: Theme, intents: AlarmsIntents, frame: Frame) -> None:
        super().__init__(frame, title=lambda: tell("view.title"))
        self._intents = intents
        self._state: AlarmsState | None = None
        row = Row(theme, spacing=24, margins=(32, 32, 32, 32), parent=self)
        self.list = AlarmListCard(theme, intents)
        row.addWidget(self.list)
        self._right = QStackedLayout()
        row.addLayout(self._right, 1)  # first, or its first page would be a window of its own
        self.nothing = NothingPanel(theme, "bell", intents.open)
        self.panel = AlarmPanel(theme, intents)
        for part in (self.nothing, self.panel):
            self._right.addWidget(part)
        intents.watch(self._show)

    def _show(self, state: AlarmsState) -> None:
        self._state = state
        self.list.show_list(state)
        if state.detail is not None:
            self.panel.show_detail(state.detail)
            self._right.setCurrentWidget(self.panel)
        else:
            show_nothing(self.nothing, state)
            self._right.setCurrentWidget(self.nothing)
        self._frame.set_count(PAGE, state.count)
        if state.toast is not None:
            self.show_toast(state.toast, tell_message)

    def _choose_next(self, step: int) -> None:
        state = self._state
        if state is None or not state.rows:
            return
        keys = [row.case_id for row in state.rows]
        chosen = next((row.case_id for row in state.rows if row.chosen), None)
        place = keys.index(chosen) + step if chosen is not None else min(step, 0)
        self._intents.choose(keys[place % len(keys)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._choose_next(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def opened(self) -> None:
        self._intents.open()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
