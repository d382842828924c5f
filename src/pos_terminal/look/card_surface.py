"""The card that content stands on: rounded, with a hairline, without a shadow."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import RADIUS_CARD, Theme, Token


class CardSurface(QWidget):
    """Give it a layout of its own; 24 to 32 px of margin suit it."""

    def __init__(
        self,
        theme: Theme,
        *,
        ground: Token = Token.SURFACE,
        edge: Token | None = Token.LINE,
        radius: float = RADIUS_CARD,
        dashed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = ground
        self._edge = edge
        self._radius = radius
        self._dashed = dashed
        theme.changed.connect(self.update)

    def set_ground(self, ground: Token, edge: Token | None = Token.LINE) -> None:
        self._ground = ground
        self._edge = edge
        self.update()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        rounded(
            painter,
            QRectF(self.rect()),
            self._theme.px(self._radius),
            self._theme.color(self._ground),
            edge=self._theme.color(self._edge) if self._edge else None,
            edge_width=max(1, self._theme.px(1)),
            dashed=self._dashed,
        )
        painter.end()


class Ground(QWidget):
    """A plain area in one colour of the theme: the window's canvas, a side."""

    def __init__(self, theme: Theme, ground: Token = Token.CANVAS) -> None:
        super().__init__()
        self._theme = theme
        self._ground = ground
        theme.changed.connect(self.update)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(self._ground))
        painter.end()
