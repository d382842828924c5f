"""A receipt on the screen: a picture of the paper that will come out, light in both themes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.devices.receipt_drawing import ReceiptDrawing
from pos_terminal.devices.receipt_lines import ReceiptLine, plain_text
from pos_terminal.look.theme import Theme, Token

_WIDTH = 316.0
_TOOTH = 7.0
_COLUMNS = 42


class ReceiptPaper(QWidget):
    """As wide as it is given room, up to 316 px at scale 1, and as long as the receipt."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[ReceiptLine] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._follow)

    def set_lines(self, lines: Sequence[ReceiptLine]) -> None:
        """Show another receipt; a screen reader reads it line by line."""
        self._lines = list(lines)
        self.setAccessibleName("\n".join(plain_text(self._lines, _COLUMNS)))
        self._follow()

    def sizeHint(self) -> QSize:
        width = self._theme.px(_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDTH * 0.75), self._theme.px(80))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        paper = min(width, self._theme.px(_WIDTH))
        return round(ReceiptDrawing(self._lines, paper).height + self._theme.px(2 * _TOOTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(self.width(), self._theme.px(_WIDTH))
        painter.translate((self.width() - width) / 2, 0)
        painter.setPen(QPen(self._theme.color(Token.LINE), 1))
        painter.setBrush(self._theme.color(Token.PAPER))
        painter.drawPath(self._outline(width))
        painter.setClipPath(self._outline(width), Qt.ClipOperation.IntersectClip)
        drawing = ReceiptDrawing(self._lines, width)
        drawing.paint(painter, self._theme.color(Token.ON_PAPER))
        painter.end()

    def _outline(self, width: int) -> QPainterPath:
        """Straight at three sides, torn off at the foot."""
        tooth = self._theme.px(_TOOTH)
        height = self.height() - 1.0
        path = QPainterPath(QPointF(0.5, 0.5))
        path.lineTo(width - 0.5, 0.5)
        path.lineTo(width - 0.5, height - tooth / 2)
        count = max(2, round(width / tooth / 2) * 2)
        for place in range(count - 1, -1, -1):
            high = height - tooth / 2 if place % 2 == 0 else height
            path.lineTo(0.5 + place * (width - 1) / count, high)
        path.closeSubpath()
        return path

    def _follow(self) -> None:
        self.updateGeometry()
        self.update()
