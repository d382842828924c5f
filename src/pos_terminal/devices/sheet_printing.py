"""Prints the sheets of a run: into a PDF that is there whole or not at all, or on a printer.

Both go through one painter, page by page; between two pages the caller is told how far it is and
may stop. Nothing here needs the window's thread. The file holds codes: until it is whole it has
another name, in the same folder, and it is taken away again where the run does not come to its end.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from glob import escape
from pathlib import Path
from typing import BinaryIO, Final

from PySide6.QtCore import QBuffer, QFile, QIODevice, QLineF, QMarginsF, QSizeF
from PySide6.QtGui import (
    QColor,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from pos_terminal.card_design.box import Size
from pos_terminal.card_design.design import CardData, Design, Pictures
from pos_terminal.card_design.elements import Side
from pos_terminal.devices.card_painter import CardPainter, Dots
from pos_terminal.sheets.sheet_layout import (
    Page,
    Placement,
    PrinterFit,
    SheetLayout,
    crop_marks,
    for_sides,
    sheets_needed,
)
from pos_terminal.sheets.sheet_layout import page as one_page
from pos_terminal.sheets.sheet_layout import pages as pages_of

PDF_DPI: Final = 1200
_MARK_PEN_MM: Final = 0.1
_TAIL: Final = 64

Progress = Callable[[int, int], None]  # pages done, pages in all
Cancelled = Callable[[], bool]


class PrintFault(StrEnum):
    """Why sheets were not printed."""

    CANNOT_WRITE = "cannot_write"
    DISK_FULL = "disk_full"
    PRINTER_GONE = "printer_gone"
    OTHER_PAPER = "other_paper"
    OTHER_DOTS = "other_dots"
    NO_DUPLEX = "no_duplex"
    PRINTER_REJECTS = "printer_rejects"
    QUEUE_STOPPED = "queue_stopped"
    NO_SPOOLER = "no_spooler"
    NOT_ALLOWED = "print_not_allowed"
    REFUSED = "print_refused"
    SPOOLER_SILENT = "spooler_silent"
    CANCELLED = "cancelled"


class NotPrintedError(Exception):
    """The run did not come to its end; ``fault`` says why, ``pages`` how many pages were drawn."""

    def __init__(self, fault: PrintFault, pages_done: int) -> None:
        super().__init__(fault, pages_done)
        self.fault = fault
        self.pages = pages_done


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRun:
    """What is printed: cards of one design on sheets of one layout, by a printer of ``dpi``."""

    design: Design
    pictures: Pictures = field(default_factory=dict)
    cards: Sequence[CardData]
    layout: SheetLayout
    fit: PrinterFit = field(default_factory=PrinterFit)
    start: int = 0
    sides: tuple[Side, ...] = tuple(Side)
    dpi: int = PDF_DPI

    def on_its_sides(self) -> SheetRun:
        """The run without the side of which its design has nothing, on sheets that fit it."""
        sides = self.design.sides
        return replace(self, sides=sides, layout=for_sides(self.layout, sides))

    def offset(self, side: Side) -> tuple[float, float]:
        """How far the printer is to be corrected; what is not turned is a front to it."""
        known = side in self.layout.paper_sides
        return self.fit.offset(side if known else Side.FRONT)

    def page(self, number: int) -> Page:
        """One of its pages, counted from 0."""
        cards, start = len(self.cards), self.start
        return one_page(self.layout, cards, number, start=start, sides=self.sides)

    def pages(self) -> Sequence[Page]:
        return tuple(pages_of(self.layout, len(self.cards), start=self.start, sides=self.sides))

    @property
    def page_count(self) -> int:
        return len(self.sides) * sheets_needed(self.layout, len(self.cards), start=self.start)


def write_sheets(
    file: Path,
    run: SheetRun,
    *,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Write the run's PDF; raises ``NotPrintedError``, and then there is no file."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        sweep_parts(file)
        # Made with its mode before anything is in it: what it will hold is for its owner alone.
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _write(QFile(str(part)), run, progress, cancelled)
        with part.open("rb+") as content:
            _ensure_whole(content, run.page_count)
            os.fsync(content.fileno())
        part.replace(file)
    except OSError as error:
        raise NotPrintedError(PrintFault.CANNOT_WRITE, 0) from error
    finally:
        with contextlib.suppress(OSError):  # what went wrong before is to be told, not this
            part.unlink(missing_ok=True)


def write_sheets_to(
    device: QIODevice,
    run: SheetRun,
    *,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Write the run's PDF to an open device."""
    writer = QPdfWriter(device)
    writer.setResolution(run.dpi)
    writer.setCreator("pos-terminal")
    writer.setTitle(run.design.name)
    set_page(writer, run.layout.page)
    print_pages(writer, SheetDrawing(run), run.pages(), progress=progress, cancelled=cancelled)


def sheets_in_memory(
    run: SheetRun,
    *,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> bytes:
    """The run's PDF, in no file; raises ``NotPrintedError``."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write_sheets_to(buffer, run, progress=progress, cancelled=cancelled)
    return bytes(buffer.data().data())


def job_in_memory(page: Size, dpi: int, paint: Callable[[QPagedPaintDevice], None]) -> bytes:
    """A PDF of one job for a printer of ``dpi``; raises what ``paint`` does."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(dpi)
    set_page(writer, page)
    paint(writer)
    return bytes(buffer.data().data())


def print_pages(
    device: QPagedPaintDevice,
    drawing: SheetDrawing,
    pages: Sequence[Page],
    *,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Paint pages on a printer or a PDF as one job; raises ``NotPrintedError``."""
    painter = QPainter()
    if not painter.begin(device):
        raise NotPrintedError(PrintFault.PRINTER_GONE, 0)
    done = 0
    try:
        for page in pages:
            if cancelled():
                raise NotPrintedError(PrintFault.CANCELLED, done)
            if done and not device.newPage():
                raise NotPrintedError(PrintFault.PRINTER_GONE, done)
            drawing.paint(painter, page)
            done += 1
            progress(done, len(pages))
    finally:
        ended = painter.end()
    if not ended:
        raise NotPrintedError(PrintFault.PRINTER_GONE, done)


def set_page(device: QPagedPaintDevice, page: Size) -> None:
    """Give a printer or a PDF a page without margins, in its exact size; a printer knows many sizes
    by name alone.
    """
    size = QSizeF(page.width, page.height)
    exact = QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
    layout = QPageLayout(exact, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)  # a printer's own margins are in nobody's way
    device.setPageLayout(layout)


class SheetDrawing:
    """Draws pages of a run for its printer, also on a screen's scaled painter."""

    def __init__(self, run: SheetRun) -> None:
        self._run = run
        self._dots = Dots.of(run.dpi, run.fit.scale_x, run.fit.scale_y)
        self._card = CardPainter(run.design, run.pictures, self._dots)
        self._bleed = run.layout.bleed(run.design.bleed_mm)

    def paint(self, painter: QPainter, page: Page) -> None:
        """Paint one page at the painter's origin."""
        for placed in page.placements:
            self._paint_card(painter, page, placed)
        pen = QPen(QColor("black"))
        pen.setWidthF(_MARK_PEN_MM * self._dots.x)
        painter.setPen(pen)
        right, down = self._run.offset(page.side)
        for mark in crop_marks(self._run.layout):
            x1, x2 = ((x + right) * self._dots.x for x in (mark.x1, mark.x2))
            y1, y2 = ((y + down) * self._dots.y for y in (mark.y1, mark.y2))
            painter.drawLine(QLineF(x1, y1, x2, y2))

    def _paint_card(self, painter: QPainter, page: Page, placed: Placement) -> None:
        right, down = self._run.offset(page.side)
        box = self._dots.box(placed.box.moved(right, down))
        card = self._run.cards[placed.card]
        if not placed.turned:
            place = (round(box.left), round(box.top))
            self._card.paint_on_page(painter, page.side, card, place, self._bleed)
            return
        painter.save()
        painter.translate(round(box.right), round(box.bottom))
        painter.rotate(180)
        self._card.paint_on_page(painter, page.side, card, (0, 0), self._bleed)
        painter.restore()


def _write(device: QFile, run: SheetRun, progress: Progress, cancelled: Cancelled) -> None:
    """Fill the file; a full disk is noticed at the end of a page."""

    def told(done: int, of: int) -> None:
        if not device.flush():
            raise NotPrintedError(PrintFault.DISK_FULL, done)
        progress(done, of)

    if not device.open(QIODevice.OpenModeFlag.WriteOnly):
        raise NotPrintedError(PrintFault.CANNOT_WRITE, 0)
    try:
        write_sheets_to(device, run, progress=told, cancelled=cancelled)
    finally:
        device.close()


def _ensure_whole(content: BinaryIO, done: int) -> None:
    """Qt forgets a failed write with the next one. A PDF ends by naming the place of its table:
    where it is not there, something before it is missing.
    """
    content.seek(max(0, content.seek(0, os.SEEK_END) - _TAIL))
    named = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", content.read())
    if named:
        content.seek(int(named[1]))
    if not named or content.read(4) != b"xref":
        raise NotPrintedError(PrintFault.DISK_FULL, done)


def sweep_parts(file: Path) -> None:
    """Take away what a killed run has left of this file: it may hold codes."""
    for left in file.parent.glob(f".{escape(file.name)}.*.part"):
        left.unlink(missing_ok=True)
