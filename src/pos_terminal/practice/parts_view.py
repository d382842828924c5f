"""What the practice sheet is made of: choices, switches and lessons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import Final, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import LinkButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.choice_row import Choosable
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token
from pos_terminal.practice.model import Lesson
from pos_terminal.practice.sentences_view import tell
from pos_terminal.practice.troubles import Trouble

ValueT = TypeVar("ValueT", bound=StrEnum)

_ICONS: Final = {
    Trouble.SLOW: "timer",
    Trouble.LOST_REQUEST: "arrow-line-up",
    Trouble.LOST_REPLY: "arrow-line-down",
    Trouble.DUPLICATE: "copy",
    Trouble.SERVER_DOWN: "cloud-slash",
    Trouble.POWER_CUT: "lightning-slash",
}
_MOODS: Final = {
    Lesson.ACTIVATED: Mood.ACTIVATED,
    Lesson.NOT_KNOWN: Mood.NOT_KNOWN,
    Lesson.NOT_ACTIVATED: Mood.REFUSED,
    Lesson.MAY_HAVE_BEGUN: Mood.NOT_KNOWN,
}


class ChipChoice(QWidget, Generic[ValueT]):
    """A label, and chips below it of which one at most is chosen."""

    def __init__(
        self, theme: Theme, values: Sequence[ValueT], chosen: Callable[[ValueT], None]
    ) -> None:
        super().__init__()
        column = Column(theme, spacing=6, parent=self)
        self._label = Label(theme, Kind.FIELD_LABEL)
        column.addWidget(self._label)
        row = Row(theme, spacing=8)
        self._chips = {value: Chip(theme, height=48) for value in values}
        for value, chip in self._chips.items():
            chip.clicked.connect(partial(chosen, value))
            row.addWidget(chip, 1)
        column.addLayout(row)

    def show_choice(self, label: str, chosen: ValueT) -> None:
        relabel(self._label, label)
        for value, chip in self._chips.items():
            chip.set_words(tell(value))
            chip.setAccessibleName(f"{label}: {tell(value)}")
            chip.setChecked(value is chosen)


class TroubleTile(Choosable):
    """One trouble as a switch: its name, whether it is on, and what it does."""

    def __init__(self, theme: Theme, trouble: Trouble) -> None:
        super().__init__(theme, trouble)
        self._trouble = trouble
        self._icon = Icon(theme, _ICONS[trouble], 24)
        self._name = Label(theme, Kind.STRONG, wrap=True)
        self._state = Label(theme, Kind.NOTE_STRONG)
        self._switch = Icon(theme, "toggle-left", 30, Token.INK_3)
        self._does = Label(theme, Kind.NOTE, wrap=True)
        column = Column(theme, spacing=4, margins=(16, 10, 16, 12), parent=self)
        head = Row(theme, spacing=10)
        head.addWidget(self._icon)
        head.addWidget(self._name, 1)
        head.addWidget(self._state)
        head.addWidget(self._switch)
        column.addLayout(head)
        column.addWidget(self._does, 1, Qt.AlignmentFlag.AlignTop)
        for label in (self._name, self._state, self._does):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_switch(self, *, on: bool) -> None:
        name, state = tell(self._trouble), tell("on" if on else "off")
        does = tell(f"{self._trouble}.does")
        ink = Token.ACCENT_TEXT if on else Token.INK
        self.show_chosen(on)
        relabel(self._name, name)
        relabel(self._state, state)
        relabel(self._does, does)
        self._name.set_token(ink)
        self._state.set_token(Token.ACCENT_TEXT if on else Token.INK_3)
        self._icon.set_icon(_ICONS[self._trouble], ink)
        switch = "toggle-right-fill" if on else "toggle-left"
        self._switch.set_icon(switch, Token.ACCENT_TEXT if on else Token.INK_3)
        self.setAccessibleName(f"{name}, {state}. {does}")


class LessonCard(CardSurface):
    """One lesson: what to do, and what will be seen. `begun` asks to set it up."""

    begun = Signal()

    def __init__(self, theme: Theme, lesson: Lesson) -> None:
        super().__init__(theme, radius=RADIUS_BUTTON)
        self._lesson = lesson
        mood = _MOODS[lesson]
        self._name = Label(theme, Kind.STRONG, token=mood.writing)
        self._begin = LinkButton(theme)
        self._begin.clicked.connect(self.begun)
        self._do = Label(theme, Kind.NOTE, wrap=True)
        self._see = Label(theme, Kind.NOTE, wrap=True)
        column = Column(theme, spacing=4, margins=(16, 4, 8, 12), parent=self)
        head = Row(theme, spacing=10)
        head.addWidget(Icon(theme, mood.icon, 22, mood.writing))
        head.addWidget(self._name, 1)
        head.addWidget(self._begin)
        column.addLayout(head)
        column.addWidget(self._do)
        column.addWidget(self._see)
        column.addStretch(1)

    def show_lesson(self, *, begun: bool) -> None:
        name = tell(self._lesson)
        relabel(self._name, name)
        relabel(self._do, tell(f"{self._lesson}.do"))
        relabel(self._see, tell(f"{self._lesson}.see"))
        reword(self._begin, tell("begin"))
        self._begin.setAccessibleName(f"{name}: {tell('begin')}")
        edge = Token.ACCENT_TEXT if begun else Token.LINE
        self.set_ground(Token.ACCENT_TINT if begun else Token.SURFACE, edge)
