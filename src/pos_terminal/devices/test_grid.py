"""The test grid of a printer: crosses at known places of both sides, rulers, and what to measure.

It is drawn without a correction, or with one to see that it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPainter, QPdfWriter, QPen

from pos_terminal.card_design.box import Size
from pos_terminal.card_design.elements import Side
from pos_terminal.devices.card_painter import Dots
from pos_terminal.devices.sheet_printing import (
    PDF_DPI,
    NotPrintedError,
    PrintFault,
    set_page,
)
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.sheets.printer_fit import GridPlaces
from pos_terminal.sheets.sheet_layout import PrinterFit
from pos_terminal.whole_file import write_whole
from pos_terminal.words import Message

CONTEXT: Final = "test_grid"
SENTENCES: Final[dict[str, str]] = {
    "front": QT_TRANSLATE_NOOP("test_grid", "Test grid: front"),
    "back": QT_TRANSLATE_NOOP("test_grid", "Test grid: back"),
    "how": QT_TRANSLATE_NOOP(
        "test_grid",
        "Hold the sheet so that you can read this. Measure with a ruler, to a tenth of a"
        " millimetre.",
    ),
    "left": QT_TRANSLATE_NOOP(
        "test_grid",
        "A: from the left edge of the paper to the upper left cross; should be"
        " {wanted_thousandths} mm",
    ),
    "top": QT_TRANSLATE_NOOP(
        "test_grid",
        "B: from the upper edge of the paper to the same cross; should be {wanted_thousandths} mm",
    ),
    "across": QT_TRANSLATE_NOOP(
        "test_grid", "C: from the left to the right cross; should be {wanted_thousandths} mm"
    ),
    "down": QT_TRANSLATE_NOOP(
        "test_grid", "D: from the upper to the lower cross; should be {wanted_thousandths} mm"
    ),
    "back_left": QT_TRANSLATE_NOOP(
        "test_grid",
        "E: from the left edge of the paper to the upper left cross; should be"
        " {wanted_thousandths} mm",
    ),
    "back_top": QT_TRANSLATE_NOOP(
        "test_grid",
        "F: from the upper edge of the paper to the same cross; should be {wanted_thousandths} mm",
    ),
}
_MEASURES: Final = {
    Side.FRONT: ("left", "top", "across", "down"),
    Side.BACK: ("back_left", "back_top"),
}
_ARM_MM: Final = 4.0
_PEN_MM: Final = 0.1
_TICKS_MM: Final = ((10, 3.0), (5, 2.2), (1, 1.4))
_TITLE_MM: Final = 4.0
_TEXT_MM: Final = 2.6
_SMALL: Final = 0.62  # on pages that are no larger than a card
_FAMILIES: Final = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]


def write_test_grid(
    file: Path, page: Size, sides: Sequence[Side] = tuple(Side), fit: PrinterFit | None = None
) -> None:
    """Write the grid as a PDF in the language of the screen; raises ``OSError``."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setCreator("pos-terminal")
    set_page(writer, page)
    print_test_grid(writer, page, PDF_DPI, sides, fit)
    write_whole(file, bytes(buffer.data().data()), mode=0o644)


def print_test_grid(
    device: QPagedPaintDevice,
    page: Size,
    dpi: int,
    sides: Sequence[Side] = tuple(Side),
    fit: PrinterFit | None = None,
) -> None:
    """Paint the grid on a printer of ``dpi``; raises ``NotPrintedError``."""
    painter = QPainter()
    if not painter.begin(device):
        raise NotPrintedError(PrintFault.PRINTER_GONE, 0)
    grid = _Grid(painter, GridPlaces.of(page), dpi, fit or PrinterFit())
    try:
        for done, side in enumerate(sides):
            if done and not device.newPage():
                raise NotPrintedError(PrintFault.PRINTER_GONE, done)
            grid.paint(side)
    finally:
        ended = painter.end()
    if not ended:
        raise NotPrintedError(PrintFault.PRINTER_GONE, len(sides))


class _Grid:
    """One grid on one painter, in millimetres of the page."""

    def __init__(self, painter: QPainter, places: GridPlaces, dpi: int, fit: PrinterFit) -> None:
        self._painter = painter
        self._places = places
        self._dots = Dots.of(dpi, fit.scale_x, fit.scale_y)
        self._fit = fit
        self._offset = (0.0, 0.0)

    def paint(self, side: Side) -> None:
        self._offset = self._fit.offset(side)
        edge, page = self._places.edge, self._places.page
        pen = QPen(QColor("black"))
        pen.setWidthF(_PEN_MM * self._dots.x)
        self._painter.setPen(pen)
        for x in (edge, page.width - edge):
            for y in (edge, page.height - edge):
                self._line(x - _ARM_MM, y, x + _ARM_MM, y)
                self._line(x, y - _ARM_MM, x, y + _ARM_MM)
        self._rulers()
        self._words(side)

    def _rulers(self) -> None:
        """A tick each millimetre from the upper left cross to its neighbours."""
        edge = self._places.edge
        for at in range(int(self._places.across) + 1):
            self._line(edge + at, edge, edge + at, edge + _tick(at))
        for at in range(int(self._places.down) + 1):
            self._line(edge, edge + at, edge + _tick(at), edge + at)

    def _words(self, side: Side) -> None:
        wanted = {"across": self._places.across, "down": self._places.down}
        lines = [(_TITLE_MM, Message(side.value)), (_TEXT_MM, Message("how"))]
        for name in _MEASURES[side]:
            meant = round(wanted.get(name, self._places.edge) * 1000)
            lines.append((_TEXT_MM, Message(name, {"wanted_thousandths": meant})))
        left = top = self._places.edge + 1.5 * _ARM_MM
        share = 1.0 if self._places.is_large else _SMALL
        for size_mm, message in lines:
            top = self._paragraph(say(CONTEXT, SENTENCES, message), size_mm * share, left, top)

    def _paragraph(self, words: str, size_mm: float, left: float, top: float) -> float:
        """Draw a wrapped paragraph; returns where the next begins."""
        self._painter.setFont(_font(size_mm * self._dots.y))
        corner = self._point(left, top)
        room = self._places.page.width - self._places.edge - left - _ARM_MM
        box = QRectF(corner, self._point(left + room, top + self._places.down))
        drawn = self._painter.drawText(box, Qt.TextFlag.TextWordWrap, words)
        return top + (drawn.height() / self._dots.y) + size_mm / 2

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._painter.drawLine(QLineF(self._point(x1, y1), self._point(x2, y2)))

    def _point(self, x: float, y: float) -> QPointF:
        right, down = self._offset
        return QPointF((x + right) * self._dots.x, (y + down) * self._dots.y)


def _tick(at: int) -> float:
    return next(length for every, length in _TICKS_MM if at % every == 0)


def _font(pixels: float) -> QFont:
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setPixelSize(max(1, round(pixels)))
    # Contextual glyphs lose their letters in Qt's PDF, as on receipts.
    font.setFeature(QFont.Tag("calt"), 0)
    return font
