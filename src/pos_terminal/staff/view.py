"""The page *Staff and tills*: people and tills at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.look.boxes import Row
from pos_terminal.look.frame import Frame
from pos_terminal.look.nothing_panel import NothingPanel
from pos_terminal.look.page import Page
from pos_terminal.look.theme import Theme
from pos_terminal.staff.list_view import StaffList
from pos_terminal.staff.model import Section, StaffIntents, StaffState
from pos_terminal.staff.new_person_view import NewPersonPanel
from pos_terminal.staff.new_till_view import NewTillPanel
from pos_terminal.staff.nothing_view import show_nothing
from pos_terminal.staff.person_view import PersonPanel
from pos_terminal.staff.sentences_view import tell, tell_message
from pos_terminal.staff.till_view import TillPanel

PAGE: Final = "staff"
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StaffView(Page):
    """``now_ms`` is the till's clock."""

    def __init__(
        self,
        theme: Theme,
        intents: StaffIntents,
        frame: Frame,
        *,
        now_ms: Callable[[], int],
    ) -> None:
        super().__init__(frame, title=lambda: tell("view.title"))
        self._intents = intents
        self._state: StaffState | None = None
        row = Row(theme, spacing=24, margins=(32, 32, 32, 32), parent=self)
        self.list = StaffList(theme, intents)
        row.addWidget(self.list)
        self._right = QStackedLayout()
        row.addLayout(self._right, 1)  # first, or its first page would be a window of its own
        self.nothing = NothingPanel(theme, "users", intents.open)
        self.person = PersonPanel(theme, intents)
        self.till = TillPanel(theme, intents)
        self.new_till = NewTillPanel(theme, intents, now_ms)
        self.new_person = NewPersonPanel(theme, intents)
        for part in (self.nothing, self.person, self.till, self.new_till, self.new_person):
            self._right.addWidget(part)
        intents.watch(self._show)

    def _show(self, state: StaffState) -> None:
        self._state = state
        focused = self.focusWidget()
        self.list.show_list(state)
        shown: QWidget = self.nothing
        if state.new_till is not None:
            self.new_till.show_form(state.new_till)
            shown = self.new_till
        elif state.new_person is not None:
            self.new_person.show_form(state.new_person)
            shown = self.new_person
        elif state.person is not None:
            self.person.show_card(state.person)
            shown = self.person
        elif state.till is not None:
            self.till.show_card(state.till)
            shown = self.till
        else:
            show_nothing(self.nothing, state)
        self._right.setCurrentWidget(shown)
        if self.isVisible() and focused is not None and not focused.isVisible():
            self.setFocus()  # not on the next button, whichever that is
        self._take_focus()
        if state.toast is not None:
            self.show_toast(state.toast, tell_message)

    def _choose_next(self, step: int) -> None:
        """Up and down go through the list that is shown."""
        state = self._state
        if state is None:
            return
        choose: Callable[[str], None]
        if state.section is Section.PEOPLE:
            keys = [row.operator_id for row in state.people]
            chosen = next((row.operator_id for row in state.people if row.chosen), None)
            choose = self._intents.choose_person
        else:
            keys = [row.till_id for row in state.tills]
            chosen = next((row.till_id for row in state.tills if row.chosen), None)
            choose = self._intents.choose_till
        if keys:
            place = keys.index(chosen) + step if chosen is not None else min(step, 0)
            choose(keys[place % len(keys)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shown = self._right.currentWidget()
        panels = (self.person, self.till, self.new_person)
        taken = any(shown is panel and panel.take_key(event) for panel in panels)
        if not taken and key in _STEPS:
            self._choose_next(_STEPS[key])
        elif not taken:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        shown = self.person if self._right.currentWidget() is self.person else self.till
        if not shown.let_key_go(event):
            super().keyReleaseEvent(event)

    def opened(self) -> None:
        self._take_focus()
        self._intents.open()

    def _take_focus(self) -> None:
        """A form that has something to be typed takes the keys."""
        self.new_till.take_focus()
        self.new_person.take_focus()

    def hideEvent(self, event: object) -> None:
        self._intents.leave()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
