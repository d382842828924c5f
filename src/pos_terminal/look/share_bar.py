"""A bar that is filled as far as a share says: how many of all, or how much is done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.boxes import keep_size
from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import Theme, Token

_WIDTH: Final = 118
_HEIGHT: Final = 16
_LEAST: Final = 8


class ShareBar(QWidget):
    """In scale, with so much at least that one card can be seen."""

    def __init__(self, theme: Theme, *, width: float | None = None, height: float = 16) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self._token = Token.REFUSED
        keep_size(theme, self, width=width, height=height)
        horizontal = QSizePolicy.Policy.Expanding if width is None else QSizePolicy.Policy.Fixed
        self.setSizePolicy(horizontal, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_share(self, share: float, token: Token) -> None:
        if (share, token) != (self._share, self._token):
            self._share, self._token = share, token
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        radius = min(theme.px(6), box.height() / 2)
        rounded(painter, box, radius, theme.color(Token.SUNKEN))
        if self._share > 0:
            filled = QRectF(box)
            filled.setWidth(max(theme.px(_LEAST), box.width() * min(1.0, self._share)))
            rounded(painter, filled, radius, theme.color(self._token))
        painter.end()
