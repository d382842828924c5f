"""What was shipped and received in this sitting, the newest first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.custody.label_view import name_of
from pos_terminal.custody.model import SittingRow, Standing, StockIntents, StockPicture
from pos_terminal.custody.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_MOODS: Final = {
    Standing.ASKED: Mood.QUIET,
    Standing.DONE: Mood.ACTIVATED,
    Standing.DIFFERS: Mood.NOT_KNOWN,
    Standing.REFUSED: Mood.REFUSED,
    Standing.UNANSWERED: Mood.NOT_KNOWN,
}
_ICONS: Final = {Standing.DIFFERS: "warning-fill"}


class SittingPanel(CardSurface):
    def __init__(self, theme: Theme, intents: StockIntents) -> None:
        super().__init__(theme)
        self.rows: list[_Row] = []
        column = Column(theme, spacing=10, margins=(24, 16, 20, 14), parent=self)
        head = Row(theme, spacing=12)
        self._title = Label(theme, Kind.CARD_TITLE)
        self.sum = Pill(theme, Mood.QUIET)
        self.retry = SecondaryButton(theme, icon="arrow-clockwise-bold", key="F5")
        self.retry.clicked.connect(intents.retry)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.sum, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.retry)
        column.addLayout(head)
        self._none = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._none)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._entries.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_state(self, state: StockPicture) -> None:
        relabel(self._title, tell("view.sitting"))
        different = any(row.standing is Standing.DIFFERS for row in state.rows)
        mood = Mood.NOT_KNOWN if different else Mood.QUIET
        self.sum.show_state(mood, tell_message(state.sum), icon=_icon_of_sum(different))
        show_if(self.sum, state.sum is not None)
        show_if(self.retry, state.retry is not None)
        why = None if state.retry is None else why_off(state.retry)
        reword(self.retry, tell("view.retry"), why_off=why)
        relabel(self._none, "" if state.rows else tell("view.sitting_none"), hide_empty=True)
        while len(self.rows) < len(state.rows):
            row = _Row(self._theme)
            self._entries.insertWidget(len(self.rows), row)
            self.rows.append(row)
        for place, row in enumerate(self.rows):
            show_if(row, place < len(state.rows))
            if place < len(state.rows):
                row.show_row(state.rows[place])


class _Row(CardSurface):
    """Colour, icon and word say together how it stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, edge=None, radius=14)
        row = Row(theme, spacing=12, margins=(14, 10, 14, 10), parent=self)
        self._icon = Icon(theme, "circle", 22)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(theme, spacing=2)
        head = Row(theme, spacing=12)
        self._what = Label(theme, Kind.STRONG, wrap=True)
        self._clock = Label(theme, Kind.NOTE, token=Token.INK_2)
        head.addWidget(self._what, 1)
        head.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        self._standing = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self._facts = Label(theme, Kind.NOTE, token=Token.INK, wrap=True)
        words.addWidget(self._standing)
        words.addWidget(self._facts)
        row.addLayout(words, 1)

    def show_row(self, row: SittingRow) -> None:
        mood = _MOODS[row.standing]
        self.set_ground(mood.tint, None)
        self._icon.set_icon(_ICONS.get(row.standing, mood.icon), mood.writing)
        is_done = row.standing in (Standing.DONE, Standing.DIFFERS)
        word = f"view.row.{row.act.value}{'' if is_done else '.open'}"
        relabel(self._what, tell(word, what=name_of(row.text), to=row.to))
        relabel(self._clock, manner().clock(row.at_ms))
        relabel(self._standing, tell(f"view.standing.{row.standing.value}"))
        self._standing.set_token(mood.writing)
        relabel(self._facts, "\n".join(map(tell_message, row.facts)), hide_empty=True)
        spoken = (self._what.text(), self._standing.text(), self._facts.text())
        self.setAccessibleName(". ".join(part for part in spoken if part))


def _icon_of_sum(different: bool) -> str:
    return "warning-fill" if different else "list-bullets"
