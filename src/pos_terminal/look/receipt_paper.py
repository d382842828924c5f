"""A receipt as a picture of paper: the same lines that the printer gets, light in both themes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_terminal.devices.receipt_lines import (
    Align,
    BarcodeLine,
    GapLine,
    PairLine,
    ReceiptLine,
    RuleLine,
    Size,
    TextLine,
)
from pos_terminal.look.paint import shadow
from pos_terminal.look.theme import Theme, Token, Weight

_SIDE: Final = 20
_TOP: Final = 18
_TEXT: Final = 13.5
_LARGE: Final = 20
_PITCH: Final = 1.5
_RULE: Final = 18
_GAP: Final = 10
_BARCODE: Final = 48
_TOOTH: Final = 9
_EDGE: Final = 5  # room for the shadow


class ReceiptPaper(QLabel):
    """Shows lines; it is as high as they take. A screen reader reads them as one text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[ReceiptLine, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def show_lines(self, lines: Sequence[ReceiptLine]) -> None:
        self._lines = tuple(lines)
        self.setAccessibleName("; ".join(filter(None, map(_spoken, self._lines))))
        self._restyle()

    def sizeHint(self) -> QSize:
        width = self._theme.px(318)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(220), self.heightForWidth(self._theme.px(318)))

    def heightForWidth(self, width: int) -> int:
        px = self._theme.px
        room = width - 2 * px(_SIDE + _EDGE)
        text = sum(self._line_height(line, room) for line in self._lines)
        return math.ceil(text) + 2 * px(_TOP) + px(_TOOTH) + 2 * px(_EDGE)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: object) -> None:
        px = self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self.rect()).adjusted(*(px(by) for by in (_EDGE, _EDGE, -_EDGE, -_EDGE)))
        self._draw_sheet(painter, sheet)
        room = sheet.adjusted(px(_SIDE), px(_TOP), -px(_SIDE), 0)
        top = room.top()
        for line in self._lines:
            height = self._line_height(line, room.width())
            self._draw_line(painter, line, QRectF(room.left(), top, room.width(), height))
            top += height
        painter.end()

    def _draw_sheet(self, painter: QPainter, sheet: QRectF) -> None:
        """White, with a torn lower edge."""
        px = self._theme.px
        tooth = px(_TOOTH)
        body = sheet.adjusted(0, 0, 0, -tooth)
        shadow(painter, body, 2, down=px(1), soft=px(5), strength=36)
        count = max(2, round(sheet.width() / (tooth * 1.5)))
        pitch = sheet.width() / count
        points = [sheet.topLeft(), sheet.topRight(), body.bottomRight()]
        for index in range(count):
            right = sheet.right() - index * pitch
            points.append(QPointF(right - pitch / 2, sheet.bottom()))
            points.append(QPointF(right - pitch, body.bottom()))
        painter.setPen(QPen(QColor(0, 0, 0, 30), 1))
        painter.setBrush(self._theme.color(Token.PAPER))
        painter.drawPolygon(QPolygonF(points))

    def _font_size(self, size: Size) -> float:
        return _LARGE if size is Size.LARGE else _TEXT

    def _line_height(self, line: ReceiptLine, room: float) -> float:
        px = self._theme.px
        match line:
            case TextLine(size=size):
                return self._text_height(line, room) if line.text else px(self._font_size(size))
            case PairLine(size=size):
                return px(self._font_size(size)) * _PITCH
            case RuleLine():
                return px(_RULE)
            case GapLine():
                return px(_GAP)
            case BarcodeLine():
                return px(_BARCODE) + px(_TEXT) * _PITCH + px(6)

    def _text_height(self, line: TextLine, room: float) -> float:
        font = self._theme.font(self._font_size(line.size), Weight.MEDIUM)
        flags = int(Qt.TextFlag.TextWordWrap)
        used = QFontMetricsF(font).boundingRect(QRectF(0, 0, room, 10_000), flags, line.text)
        rows = max(1, round(used.height() / QFontMetricsF(font).height()))
        return rows * self._theme.px(self._font_size(line.size)) * _PITCH

    def _draw_line(self, painter: QPainter, line: ReceiptLine, box: QRectF) -> None:
        match line:
            case TextLine():
                self._draw_text(painter, line, box)
            case PairLine():
                self._draw_pair(painter, line, box)
            case RuleLine():
                pen = QPen(QColor(0, 0, 0, 90), 1)
                pen.setDashPattern([4.0, 3.0])
                painter.setPen(pen)
                middle = round(box.center().y()) + 0.5
                painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
            case BarcodeLine(text=text):
                self._draw_barcode(painter, text, box)
            case GapLine():
                pass

    def _pen(self, painter: QPainter, size: Size, *, bold: bool) -> None:
        strong = bold or size is Size.LARGE
        weight = Weight.SEMIBOLD if strong else Weight.REGULAR
        painter.setFont(self._theme.font(self._font_size(size), weight))
        painter.setPen(self._theme.color(Token.ON_PAPER if strong else Token.ON_PAPER_QUIET))

    def _draw_text(self, painter: QPainter, line: TextLine, box: QRectF) -> None:
        self._pen(painter, line.size, bold=line.bold)
        if line.inverse:
            painter.fillRect(box, self._theme.color(Token.ON_PAPER))
            painter.setPen(self._theme.color(Token.PAPER))
        across = (
            Qt.AlignmentFlag.AlignHCenter
            if line.align is Align.CENTRE
            else Qt.AlignmentFlag.AlignLeft
        )
        flags = int(across) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(box, flags, line.text)

    def _draw_pair(self, painter: QPainter, line: PairLine, box: QRectF) -> None:
        self._pen(painter, line.size, bold=line.bold)
        down = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(down | Qt.AlignmentFlag.AlignLeft), line.left)
        painter.drawText(box, int(down | Qt.AlignmentFlag.AlignRight), line.right)

    def _draw_barcode(self, painter: QPainter, text: str, box: QRectF) -> None:
        modules = _modules(text)
        width = min(1.5 * self._theme.scale, box.width() / len(modules))
        left = box.center().x() - width * len(modules) / 2
        height = self._theme.px(_BARCODE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(Token.ON_PAPER))
        for index, module in enumerate(modules):
            if module == "1":
                painter.drawRect(QRectF(left + index * width, box.top() + 4, width, height))
        self._pen(painter, Size.NORMAL, bold=False)
        painter.drawText(
            box.adjusted(0, height + 4, 0, 0), int(Qt.AlignmentFlag.AlignHCenter), text
        )


@lru_cache(maxsize=32)
def _modules(text: str) -> str:
    """Code 128 as ones and zeros. Imported late: no receipt is shown before the first sale."""
    from barcode.codex import Code128

    return str(Code128(text).build()[0])


def _spoken(line: ReceiptLine) -> str:
    match line:
        case TextLine(text=text) | BarcodeLine(text=text):
            return text
        case PairLine(left=left, right=right):
            return f"{left}: {right}"
        case RuleLine() | GapLine():
            return ""
