"""A button of an icon alone, bare or with a border."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.theme import Theme, Token


class IconButton(Pressable):
    """An icon to press; its word is for screen readers and for the pointer that rests on it."""

    def __init__(self, theme: Theme, icon: str, *, side: int = 48, framed: bool = False) -> None:
        super().__init__(theme)
        self._icon = icon
        self._side = side
        self._framed = framed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._side)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        ground = Token.SURFACE if self._framed else None
        if self.isDown() or (self._framed and not self.isEnabled()):
            ground = Token.SUNKEN
        edge = theme.color(Token.BORDER) if self._framed else None
        fill = None if ground is None else theme.color(ground)
        if fill is not None or edge is not None:
            width = 1.25 * theme.scale
            box = QRectF(self.rect())
            rounded(painter, box, self.focus_radius, fill, edge=edge, edge_width=width)
        side = theme.px(22)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ink = theme.color(Token.INK if self.isEnabled() else Token.BORDER)
        draw_icon(painter, self._icon, box, ink)
        painter.end()
