"""One card that was read: what it is, how it stands with it, and how well it is printed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.proofing.grades import Grade
from pos_terminal.proofing.model import SampleRow, Standing
from pos_terminal.proofing.sentences_view import tell, tell_message

_MOODS: Final = {
    Standing.READ: Mood.QUIET,
    Standing.ASKED: Mood.QUIET,
    Standing.UNANSWERED: Mood.NOT_KNOWN,
    Standing.PROVEN: Mood.ACTIVATED,
    Standing.REFUSED: Mood.REFUSED,
    Standing.UNREAD: Mood.REFUSED,
}
_ICONS: Final = {
    Standing.READ: "barcode",
    Standing.ASKED: "hourglass-medium",
    Standing.UNREAD: "question-fill",
}
_GRADES: Final = {
    Grade.GOOD: (Mood.QUIET, "check-bold"),
    Grade.THIN: (Mood.NOT_KNOWN, "warning-fill"),
    Grade.POOR: (Mood.REFUSED, "warning-octagon-fill"),
}


class SampleLine(CardSurface):
    """Colour, icon and word say together how it stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, edge=None, radius=14)
        self._shown: tuple[SampleRow, str] | None = None
        row = Row(theme, spacing=12, margins=(14, 10, 14, 10), parent=self)
        self._icon = Icon(theme, "circle", 22)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(theme, spacing=2)
        head = Row(theme, spacing=12)
        self._what = Label(theme, Kind.STRONG, wrap=True)
        self.grade = Pill(theme, Mood.QUIET, bare=True)
        head.addWidget(self._what, 1)
        head.addWidget(self.grade, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        self._standing = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self._facts = Label(theme, Kind.NOTE, token=Token.INK, wrap=True)
        self._where = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        for label in (self._standing, self._facts, self._where):
            words.addWidget(label)
        row.addLayout(words, 1)

    def show_row(self, row: SampleRow) -> None:
        shown = (row, manner().language)
        if shown == self._shown:
            return
        self._shown = shown
        mood = _MOODS[row.standing]
        self.set_ground(mood.tint, None)
        self._icon.set_icon(_ICONS.get(row.standing, mood.icon), mood.writing)
        relabel(self._what, row.number or tell("view.no_number"))
        relabel(self._standing, tell(f"view.standing.{row.standing.value}"))
        self._standing.set_token(mood.writing)
        facts = [] if row.fact is None else [row.fact]
        show_if(self.grade, row.print is not None)
        grade = ""
        if row.print is not None:
            facts += row.print.facts
            grade = tell(f"view.grade.{row.print.grade.value}")
            grade_mood, icon = _GRADES[row.print.grade]
            self.grade.show_state(grade_mood, grade, icon=icon)
        relabel(self._facts, "\n".join(map(tell_message, facts)), hide_empty=True)
        where = tell_message(row.where) or tell(f"view.way.{row.way.value}")
        relabel(self._where, f"{where}, {manner().clock(row.at_ms)}")
        spoken = (self._what.text(), self._standing.text(), grade, self._facts.text())
        self.setAccessibleName(". ".join(part for part in spoken if part))
