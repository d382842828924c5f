"""The sheet that tests a scanner: an A4 page with the test symbols, to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from pos_terminal.card_design.symbols import code128_modules
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.whole_file import write_whole
from pos_terminal.words import Message

CONTEXT: Final = "scanner_sheet"
SENTENCES: Final[dict[str, str]] = {
    "title": QT_TRANSLATE_NOOP("scanner_sheet", "Scanner test sheet"),
    "how": QT_TRANSLATE_NOOP(
        "scanner_sheet",
        "Open the settings of the till, choose Scanner, then scan each symbol below.",
    ),
    "size": QT_TRANSLATE_NOOP(
        "scanner_sheet", "Print at actual size, without fitting it to the page."
    ),
}
FILE_NAME: Final = "scanner-test-sheet.pdf"
_RESOLUTION_DPI: Final = 1200
_MM_PER_INCH: Final = 25.4
_MODULE_DOTS: Final = 16  # a third of a millimetre, as on the cards
_BAR_MM: Final = 22.0
_EDGE_MM: Final = 22.0
_FAMILIES: Final = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]


def write_scanner_sheet(folder: Path, symbols: Sequence[str]) -> Path:
    """Write the sheet into ``folder`` in the language of the screen; raises ``OSError``."""
    file = folder / FILE_NAME
    write_whole(file, scanner_sheet_pdf(symbols), mode=0o644)
    return file


def scanner_sheet_pdf(symbols: Sequence[str]) -> bytes:
    """The sheet as a PDF of one page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION_DPI)
    writer.setCreator("pos-terminal")
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    painter.setPen(QColor("black"))
    width = writer.width() - 2 * _dots(_EDGE_MM)
    top = _text(painter, "title", 7.5, _dots(24), width, bold=True)
    top = _text(painter, "how", 4.2, top + _dots(4), width)
    top = _text(painter, "size", 4.2, top + _dots(1), width) + _dots(18)
    for symbol in symbols:
        top = _symbol(painter, symbol, top, width) + _dots(24)
    painter.end()
    return bytes(buffer.data().data())


def _dots(millimetres: float) -> int:
    return round(millimetres / _MM_PER_INCH * _RESOLUTION_DPI)


def _text(
    painter: QPainter, name: str, size_mm: float, top: int, width: int, *, bold: bool = False
) -> int:
    """Draw a wrapped paragraph; returns where it ends."""
    painter.setFont(_font(size_mm, bold=bold))
    words = say(CONTEXT, SENTENCES, Message(name))
    box = QRectF(_dots(_EDGE_MM), top, width, _dots(60))
    drawn = painter.drawText(box, Qt.TextFlag.TextWordWrap, words)
    return top + round(drawn.height())


def _symbol(painter: QPainter, symbol: str, top: int, width: int) -> int:
    """Draw one symbol with its text below, in whole dots; returns where it ends."""
    modules = code128_modules(symbol)
    left = _dots(_EDGE_MM) + (width - len(modules) * _MODULE_DOTS) // 2
    for place, dark in enumerate(modules):
        if dark == "1":
            bar = (left + place * _MODULE_DOTS, top, _MODULE_DOTS, _dots(_BAR_MM))
            painter.fillRect(*bar, QColor("black"))
    painter.setFont(_font(4.2, bold=False))
    below = QRectF(_dots(_EDGE_MM), top + _dots(_BAR_MM + 2), width, _dots(8))
    painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), symbol)
    return round(below.bottom())


def _font(size_mm: float, *, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setPixelSize(_dots(size_mm))
    # Contextual glyphs lose their letters in Qt's PDF, as on receipts.
    font.setFeature(QFont.Tag("calt"), 0)
    return font
