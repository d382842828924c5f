"""A state that lasts, under the top bar until it is over: the fact, and what happens next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.icons import Icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pill import Mood
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token


class StatusBanner(QWidget):
    """Tint with icon; both lines wrap."""

    def __init__(
        self,
        theme: Theme,
        mood: Mood = Mood.NOT_KNOWN,
        fact: str = "",
        note: str = "",
        *,
        icon: str | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._mood = mood
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = Row(theme, spacing=16, margins=(20, 12, 20, 12), parent=self)
        self._icon = Icon(theme, icon or mood.icon, 26, mood.writing)
        self._fact = Label(theme, Kind.STRONG, fact, wrap=True)
        self._note = Label(theme, Kind.NOTE, note, wrap=True)
        words = Column(theme)
        words.addWidget(self._fact)
        words.addWidget(self._note)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        theme.changed.connect(self.update)
        self.show_fact(mood, fact, note, icon=icon)

    def show_fact(self, mood: Mood, fact: str, note: str, *, icon: str | None = None) -> None:
        said = f"{fact}. {note}" if note else fact
        new = said != self.accessibleName()
        self._mood = mood
        self._icon.set_icon(icon or mood.icon, mood.writing)
        self._fact.setText(fact)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(said)
        self.update()
        if new and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        edge = self._theme.color(self._mood.writing)
        edge.setAlphaF(0.35)
        rounded(
            painter,
            QRectF(self.rect()),
            self._theme.px(RADIUS_KEY),
            self._theme.color(self._mood.tint),
            edge=edge if self._mood is not Mood.QUIET else self._theme.color(Token.LINE),
        )
        painter.end()
