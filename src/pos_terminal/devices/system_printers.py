"""The printers that the system knows, for sheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pos_terminal.devices.sheet_printing import (
    Cancelled,
    NotPrintedError,
    PrintFault,
    Progress,
    SheetRun,
    print_sheets,
    set_page,
)

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PrintOn = Callable[[str, SheetRun, Progress, Cancelled], None]
"""Prints a run on the printer of that name; raises ``NotPrintedError``."""


def system_printers() -> tuple[str, ...]:
    """The names of the system's printers, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != usual))


def print_on(name: str, run: SheetRun, progress: Progress, cancelled: Cancelled) -> None:
    """Print a run on a printer of the system; raises ``NotPrintedError``."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    hand_over(printer, run, progress, cancelled)


def hand_over(printer: QPrinter, run: SheetRun, progress: Progress, cancelled: Cancelled) -> None:
    """Paint a run for a printer, in its own dots; raises ``NotPrintedError``."""
    if not printer.isValid():
        raise NotPrintedError(PrintFault.PRINTER_GONE, 0)
    set_page(printer, run.layout.page)
    printer.setFullPage(True)
    print_sheets(printer, run, printer.resolution(), progress=progress, cancelled=cancelled)
