"""Feeds sheets to a printer of the system. Each sheet is a job of its own: before a job is ended
nothing of it is on paper, and so it is known of each sheet whether it was handed over.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Final

from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from pos_terminal.card_design.box import Size
from pos_terminal.devices.sheet_printing import (
    NotPrintedError,
    PrintFault,
    SheetDrawing,
    SheetRun,
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

OpenDevice = Callable[[SheetLayout], QPagedPaintDevice]
"""Gives a device for one job on these sheets; raises ``NotPrintedError``."""


class SheetFeeder:
    """The sheets of a run, to be handed over one by one."""

    def __init__(self, run: SheetRun, open_device: OpenDevice) -> None:
        self._layout = run.layout
        self._drawing = SheetDrawing(run)
        self._open = open_device
        by_sheet = groupby(run.pages(), key=lambda page: page.sheet)
        self._pages = {sheet: tuple(pages) for sheet, pages in by_sheet}

    def feed(self, sheet: int) -> None:
        """Hand a sheet over, counted from 1. Raises ``NotPrintedError``; without a page done,
        nothing of the sheet is on paper.
        """
        print_pages(self._open(self._layout), self._drawing, self._pages[sheet])


class SystemPrinter:
    """A printer by the name that the system knows it by."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def dpi(self) -> int:
        """With how many dots an inch the system draws for it, which may be finer than its own."""
        return self._printer(self._info()).resolution()

    def open(self, layout: SheetLayout, *, dpi: int | None = None) -> QPagedPaintDevice:
        """Begin a job; raises ``NotPrintedError`` where the printer, its paper or its dots are not
        what is wanted.
        """
        info = self._info()
        if not _has_paper(info, layout.page):
            raise NotPrintedError(PrintFault.OTHER_PAPER, 0)
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
        return printer

    def _info(self) -> QPrinterInfo:
        info = QPrinterInfo.printerInfo(self._name)
        if info.isNull():
            raise NotPrintedError(PrintFault.PRINTER_GONE, 0)
        return info

    def _printer(self, info: QPrinterInfo) -> QPrinter:
        return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def _has_paper(info: QPrinterInfo, page: Size) -> bool:
    """Whether it takes such paper, as far as the system says what it takes."""
    known = [each.size(QPageSize.Unit.Millimeter) for each in info.supportedPageSizes()]
    if info.supportsCustomPageSizes() or not known:
        return True
    return any(_is_like(Size(each.width(), each.height()), page) for each in known)


def _is_like(paper: Size, page: Size) -> bool:
    off = max(abs(paper.width - page.width), abs(paper.height - page.height))
    return off <= _PAPER_OFF_MM


def printer_names() -> list[str]:
    """The printers that the system knows, its own choice first."""
    chosen = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != chosen, name))
