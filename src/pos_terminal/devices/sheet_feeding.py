"""Feeds sheets to a printer of the system. Each sheet is a job of its own: before a job is ended
nothing of it is on paper, and so it is known of each sheet whether it was handed over.

Where the system has the program ``lp``, jobs go through that. Qt's own way is for systems without:
there it writes for CUPS into a temporary file, and does not tell of a queue that refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Final, TypeAlias

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from pos_terminal.card_design.box import Size
from pos_terminal.devices.lp import give, lp_program, media_of
from pos_terminal.devices.print_queue import PrintQueue, is_stopped, lpstat_beside, queue_of
from pos_terminal.devices.sheet_printing import (
    NotPrintedError,
    PrintFault,
    SheetDrawing,
    SheetRun,
    job_in_memory,
    print_pages,
    set_page,
)
from pos_terminal.sheets.sheet_layout import Duplex, SheetLayout

_PAPER_OFF_MM: Final = 1.5  # A4 in points is not quite A4
_TURNED: Final = {
    Duplex.NONE: QPrinter.DuplexMode.DuplexNone,
    Duplex.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Duplex.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}

Paint: TypeAlias = Callable[[QPagedPaintDevice], None]
"""Paints all pages of a job; raises ``NotPrintedError``."""

PrintJob: TypeAlias = Callable[[SheetLayout, Paint], None]
"""Has a job painted for these sheets and hands it over; raises ``NotPrintedError``."""


class SheetFeeder:
    """The sheets of a run, to be handed over one by one."""

    def __init__(self, run: SheetRun, print_job: PrintJob) -> None:
        self._layout = run.layout
        self._drawing = SheetDrawing(run)
        self._print = print_job
        by_sheet = groupby(run.pages(), key=lambda page: page.sheet)
        self._pages = {sheet: tuple(pages) for sheet, pages in by_sheet}

    def feed(self, sheet: int) -> None:
        """Hand a sheet over, counted from 1. Raises ``NotPrintedError``; without a page done,
        nothing of the sheet is on paper.
        """
        pages = self._pages[sheet]
        self._print(self._layout, lambda device: print_pages(device, self._drawing, pages))


class SystemPrinter:
    """A printer by the name that the system knows it by, which gets its jobs from Qt."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def dpi(self) -> int:
        """With how many dots an inch the system draws for it, which may be finer than its own."""
        return self._printer(self._info()).resolution()

    def print(self, layout: SheetLayout, paint: Paint, *, dpi: int | None = None) -> None:
        """Print one job; raises ``NotPrintedError`` where the printer, its paper, its dots or its
        two sides are not what is wanted.
        """
        info, named = self._asked(layout)
        self._hand_over(info, layout, named, paint, dpi)

    def ensure_takes(self, layout: SheetLayout) -> None:
        """Ask for its paper and its two sides before anything is drawn for it; raises the same."""
        self._asked(layout)

    def queue(self) -> PrintQueue | None:
        """How its queue stands, where the system tells."""
        return None

    def _asked(self, layout: SheetLayout) -> tuple[QPrinterInfo, str | None]:
        """What the system says of it, and what it calls this paper."""
        info = self._info()
        named = _paper_of(info, layout.page)
        turns = info.supportedDuplexModes()
        if layout.duplex is not Duplex.NONE and turns and _TURNED[layout.duplex] not in turns:
            raise NotPrintedError(PrintFault.NO_DUPLEX, 0)
        return info, named

    def _hand_over(
        self,
        info: QPrinterInfo,
        layout: SheetLayout,
        _named: str | None,
        paint: Paint,
        dpi: int | None,
    ) -> None:
        printer = self._printer(info)
        printer.setDocName("cards")  # the spooler shows it to everybody
        printer.setDuplex(_TURNED[layout.duplex])
        set_page(printer, layout.page)
        paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
        if not _is_like(Size(paper.width(), paper.height()), layout.page):
            raise NotPrintedError(PrintFault.OTHER_PAPER, 0)
        if dpi is not None:
            printer.setResolution(dpi)
            if printer.resolution() != dpi:
                raise NotPrintedError(PrintFault.OTHER_DOTS, 0)
        paint(printer)

    def _info(self) -> QPrinterInfo:
        info = QPrinterInfo.printerInfo(self._name)
        if info.isNull():
            raise NotPrintedError(PrintFault.PRINTER_GONE, 0)
        return info

    def _printer(self, info: QPrinterInfo) -> QPrinter:
        return QPrinter(info, QPrinter.PrinterMode.HighResolution)


class LpPrinter(SystemPrinter):
    """The same, which gets its jobs through ``lp``: painted in memory, then given over whole, but
    not into a queue that is known to hold them.
    """

    def __init__(self, name: str, program: str) -> None:
        super().__init__(name)
        self._program = program
        self._lpstat = lpstat_beside(program)

    def queue(self) -> PrintQueue | None:
        return None if self._lpstat is None else queue_of(self._lpstat, self._name)

    def _asked(self, layout: SheetLayout) -> tuple[QPrinterInfo, str | None]:
        asked = super()._asked(layout)
        if self._lpstat is not None and is_stopped(self._lpstat, self._name):
            raise NotPrintedError(PrintFault.QUEUE_STOPPED, 0)
        return asked

    def _hand_over(
        self,
        info: QPrinterInfo,
        layout: SheetLayout,
        named: str | None,
        paint: Paint,
        dpi: int | None,
    ) -> None:
        try:
            pdf = job_in_memory(layout.page, dpi or self._printer(info).resolution(), paint)
        except NotPrintedError as error:
            raise NotPrintedError(error.fault, 0) from error  # in memory only
        media = media_of(layout.page, named)
        give(self._program, self._name, pdf, duplex=layout.duplex, media=media)


def system_printer(name: str) -> SystemPrinter:
    """The printer of that name, by the way that this system has."""
    program = lp_program()
    return SystemPrinter(name) if program is None else LpPrinter(name, program)


def _paper_of(info: QPrinterInfo, page: Size) -> str | None:
    """What the printer calls such paper, or None; raises ``NotPrintedError`` where it takes none,
    as far as the system says what it takes.
    """
    known = info.supportedPageSizes()
    for each in known:
        if _is_like(_size(each.size(QPageSize.Unit.Millimeter)), page):
            return each.key()
    if known and not info.supportsCustomPageSizes():
        raise NotPrintedError(PrintFault.OTHER_PAPER, 0)
    return None


def _size(size: QSizeF) -> Size:
    return Size(size.width(), size.height())


def _is_like(paper: Size, page: Size) -> bool:
    off = max(abs(paper.width - page.width), abs(paper.height - page.height))
    return off <= _PAPER_OFF_MM


def printer_names() -> list[str]:
    """The printers that the system knows, its own choice first."""
    chosen = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != chosen, name))
