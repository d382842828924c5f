"""The entries of a list, pressed to open them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.icons import Icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pill import Mood
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token

_HEIGHT: Final = 84


class Choosable(Pressable):
    """A row of a list; ``key`` is what the owner knows it by. Chosen, it is tinted and bordered."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__(theme)
        self.key = key
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chosen(self, chosen: bool) -> None:
        if chosen is not bool(self.property("chosen")):
            self.setProperty("chosen", chosen)
            self.update()

    @property
    def chosen(self) -> bool:
        return bool(self.property("chosen"))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        hint = layout.sizeHint() if layout is not None else QSize()
        return hint.expandedTo(QSize(0, self._theme.px(_HEIGHT)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(_HEIGHT))

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        needed = layout.totalHeightForWidth(width) if layout is not None else 0
        return max(needed, self._theme.px(_HEIGHT))

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        ground = Token.SUNKEN if self.isDown() else Token.SURFACE
        edge, width = Token.LINE, 1.0
        if self.chosen:
            ground, edge, width = Token.ACCENT_TINT, Token.ACCENT_TEXT, 2.0
        rounded(
            painter,
            QRectF(self.rect()),
            theme.px(RADIUS_BUTTON),
            theme.color(ground),
            edge=theme.color(edge),
            edge_width=width * theme.scale,
        )
        painter.end()


class ChoiceRow(Choosable):
    """What it is, its figure at the right, what there is to say of it, and its state."""

    def __init__(self, theme: Theme, key: str = "") -> None:
        super().__init__(theme, key)
        self._title = Label(theme, Kind.STRONG, wrap=True)
        self._figure = Label(theme, Kind.STRONG)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        self._icon = Icon(theme, "circle", 16)
        self._state = Label(theme, Kind.NOTE_STRONG, wrap=True)
        column = Column(theme, spacing=3, margins=(16, 12, 16, 12), parent=self)
        head = Row(theme, spacing=12)
        head.addWidget(self._title, 1)
        head.addWidget(self._figure)
        column.addLayout(head)
        column.addWidget(self._note)
        state = Row(theme, spacing=8)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self._state, 1)
        column.addLayout(state)
        for label in (self._title, self._figure, self._note, self._state):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_entry(
        self, *, title: str, figure: str, note: str, state: str, mood: Mood, icon: str | None = None
    ) -> None:
        relabel(self._title, title)
        relabel(self._figure, figure)
        relabel(self._note, note, hide_empty=True)
        relabel(self._state, state)
        self._state.set_token(mood.writing)
        self._icon.set_icon(icon or mood.icon, mood.writing)
        show_if(self._icon, bool(state))
        self.setAccessibleName(", ".join(filter(None, (title, note, figure, state))))
