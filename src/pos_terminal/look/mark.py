"""The program's mark: a barcode in its brackets on the accent. Nobody's logo."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token


class Mark(QWidget):
    def __init__(self, theme: Theme, size: float) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        rounded(painter, box, self._theme.px(RADIUS_BUTTON - 2), self._theme.color(Token.ACCENT))
        side = box.width() * 0.54
        square = QRectF(0, 0, side, side)
        square.moveCenter(box.center())
        draw_icon(painter, "barcode-bold", square, self._theme.color(Token.ON_ACCENT))
        painter.end()
