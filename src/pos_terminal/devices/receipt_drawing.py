"""Draws the lines of a receipt: the same strokes for the PDF and for the picture on the screen.

All lengths follow from the paper's width, which is 80 mm of roll wherever it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPainter, QPen

from pos_terminal.card_design.symbols import code128_modules
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

ROLL_WIDTH_MM: Final = 80.0
_EDGE_MM: Final = 5.0
_TEXT_MM: Final = 3.1
_LARGE_MM: Final = 4.6
_LINE_HEIGHT: Final = 1.42
_RULE_MM: Final = 4.4
_GAP_MM: Final = 2.6
_BARCODE_MM: Final = 10.5
_MODULE_MM: Final = 0.25
# Substituted glyphs (tabular figures, contextual dashes) lose their letters in Qt's PDF: a reader
# finds private characters in place of amounts. So none are used here.
_SUBSTITUTIONS: Final = ("calt", "tnum", "liga", "clig")
_FAMILIES: Final = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]


class ReceiptDrawing:
    """The drawing of one receipt on a paper ``width`` device units wide."""

    def __init__(
        self, lines: Sequence[ReceiptLine], width: float, device: QPaintDevice | None = None
    ) -> None:
        self._lines = lines
        self._unit = width / ROLL_WIDTH_MM
        self._device = device
        self._width = width
        self.height = sum(self._height_of(line) for line in lines) + 2 * self._mm(_EDGE_MM)

    def paint(self, painter: QPainter, ink: QColor) -> None:
        """Draw everything from the painter's origin down."""
        top = self._mm(_EDGE_MM)
        for line in self._lines:
            height = self._height_of(line)
            inner = self._width - 2 * self._mm(_EDGE_MM)
            self._paint(painter, ink, line, QRectF(self._mm(_EDGE_MM), top, inner, height))
            top += height

    def _mm(self, length: float) -> float:
        return length * self._unit

    def _height_of(self, line: ReceiptLine) -> float:
        match line:
            case TextLine() | PairLine():
                text = _LARGE_MM if line.size is Size.LARGE else _TEXT_MM
                return self._mm(text * _LINE_HEIGHT)
            case RuleLine():
                return self._mm(_RULE_MM)
            case GapLine():
                return self._mm(_GAP_MM)
            case BarcodeLine():
                return self._mm(_BARCODE_MM + _TEXT_MM * _LINE_HEIGHT)

    def _paint(self, painter: QPainter, ink: QColor, line: ReceiptLine, box: QRectF) -> None:
        match line:
            case TextLine():
                self._paint_text(painter, ink, line, box)
            case PairLine():
                self._paint_pair(painter, ink, line, box)
            case RuleLine():
                pen = QPen(ink, self._mm(0.25))
                pen.setDashPattern([4.0, 3.0])
                painter.setPen(pen)
                middle = box.center().y()
                painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
            case BarcodeLine():
                self._paint_barcode(painter, ink, line.text, box)
            case GapLine():
                pass

    def _paint_text(self, painter: QPainter, ink: QColor, line: TextLine, box: QRectF) -> None:
        centred = line.align is Align.CENTRE
        flag = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        indent = self._mm(3.0) if line.text.startswith("  ") else 0.0
        text = line.text.strip()
        font = self._font(line.size, line.bold, text, box.width() - indent)
        painter.setFont(font)
        if line.inverse:
            painter.fillRect(box, ink)
        painter.setPen(QColor(Qt.GlobalColor.white) if line.inverse else ink)
        painter.drawText(box.adjusted(indent, 0, 0, 0), flag | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_pair(self, painter: QPainter, ink: QColor, line: PairLine, box: QRectF) -> None:
        both = f"{line.left}  {line.right}"
        painter.setFont(self._font(line.size, line.bold, both, box.width()))
        painter.setPen(ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, line.left)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, line.right)

    def _paint_barcode(self, painter: QPainter, ink: QColor, text: str, box: QRectF) -> None:
        modules = code128_modules(text)
        module = min(self._mm(_MODULE_MM), box.width() / len(modules))
        if self._unit > 1 and module > 1:
            module = float(int(module))  # whole dots: bars keep their ratios
        left = box.center().x() - module * len(modules) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for place, dark in enumerate(modules):
            if dark == "1":
                x = left + place * module
                painter.drawRect(QRectF(x, box.top(), module, self._mm(_BARCODE_MM)))
        below = TextLine(text=text, align=Align.CENTRE)
        self._paint_text(painter, ink, below, box.adjusted(0, self._mm(_BARCODE_MM), 0, 0))

    def _font(self, size: Size, bold: bool, text: str, width: float) -> QFont:
        """The font of a line, made smaller where a long text would leave the paper."""
        font = QFont()
        font.setFamilies(_FAMILIES)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        for feature in _SUBSTITUTIONS:
            font.setFeature(QFont.Tag(feature), 0)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        pixels = self._mm(_LARGE_MM if size is Size.LARGE else _TEXT_MM)
        font.setPixelSize(max(1, round(pixels)))
        metrics = QFontMetricsF(font, self._device) if self._device else QFontMetricsF(font)
        needed = metrics.horizontalAdvance(text)
        if needed > width:
            font.setPixelSize(max(1, int(pixels * width / needed)))
        return font
