"""Feeds sheets to a printer of the system. Each sheet is a job of its own: before a job is ended
nothing of it is on paper, and so it is known of each sheet whether it was handed over.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Final

from PySide6.QtGui import QPagedPaintDevice, QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

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
        return self._printer().resolution()

    def open(self, layout: SheetLayout) -> QPagedPaintDevice:
        """Begin a job; raises ``NotPrintedError`` where the printer or its paper is not there."""
        printer = self._printer()
        printer.setDocName("cards")  # the spooler shows it to everybody
        printer.setFullPage(True)
        printer.setDuplex(_TURNED[layout.duplex])
        set_page(printer, layout.page)
        paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
        off = (paper.width() - layout.page.width, paper.height() - layout.page.height)
        if max(map(abs, off)) > _PAPER_OFF_MM:
            raise NotPrintedError(PrintFault.OTHER_PAPER, 0)
        return printer

    def _printer(self) -> QPrinter:
        info = QPrinterInfo.printerInfo(self._name)
        if info.isNull():
            raise NotPrintedError(PrintFault.PRINTER_GONE, 0)
        return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def printer_names() -> list[str]:
    """The printers that the system knows, its own choice first."""
    chosen = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != chosen, name))
