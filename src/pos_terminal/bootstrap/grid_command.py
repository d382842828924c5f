"""``pos-terminal test-grid``: prints a printer's test grid without a screen. It shows no code.

Exit 0 once it is written or handed over, else 1; then a sentence on the error output says why.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication

from pos_terminal.bootstrap.places import places_for
from pos_terminal.devices.sheet_feeding import system_printer
from pos_terminal.devices.sheet_printing import NotPrintedError, PrintFault
from pos_terminal.devices.test_grid import print_test_grid, write_test_grid
from pos_terminal.printing.sheets_of_cards import NOT_TAKEN
from pos_terminal.settings import Settings, SettingsFile
from pos_terminal.sheets.sheet_layout import LAYOUTS, Duplex, PrinterFit, SheetLayout, turned

_SENTENCES: Final = NOT_TAKEN | {
    PrintFault.PRINTER_GONE: "There is no such printer, or it is switched off."
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridWish:
    """What the command line asks for: the grid in a file ``out``, or on a ``printer``.

    It is drawn without a correction, or ``corrected`` as the till keeps it for the printer.
    """

    out: Path | None
    printer: str
    sheet: str
    data: Path | None
    dpi: int | None
    corrected: bool
    turn: Duplex | None = None


class _RefusedError(Exception):
    """A sentence says why there is no grid."""


def print_grid(wish: GridWish) -> int:
    """Print the grid and return the exit code."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    try:
        _print(wish)
    except _RefusedError as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    except NotPrintedError as error:
        sys.stderr.write(f"{_SENTENCES[error.fault]}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"The file cannot be written: {error.strerror or error}.\n")
        return 1
    finally:
        del application
    return 0


def _print(wish: GridWish) -> None:
    try:
        settings = SettingsFile(places_for(wish.data, demo=False).till).load().settings
    except ValueError as error:
        raise _RefusedError(error) from error
    layout = LAYOUTS.get(wish.sheet) or settings.sheets.get(wish.sheet)
    if layout is None:
        raise _RefusedError(f"There is no sheet called {wish.sheet}.")
    fit = _fit(wish, settings)
    layout = turned(layout, wish.turn)
    if wish.out is None:
        _on_printer(wish, layout, settings, fit)
    elif wish.out.exists():
        raise _RefusedError("There is such a file already; name another, or take it away.")
    else:
        write_test_grid(wish.out, layout.page, layout.paper_sides, fit)


def _fit(wish: GridWish, settings: Settings) -> PrinterFit:
    if not wish.corrected:
        return PrinterFit()
    fit = settings.fits.get(wish.printer)
    if fit is None:
        raise _RefusedError(
            f"No correction is kept for {wish.printer or 'a file'}: measure its test grid, and give"
            " the lengths on the page Print."
        )
    return fit


def _on_printer(wish: GridWish, layout: SheetLayout, settings: Settings, fit: PrinterFit) -> None:
    printer = system_printer(wish.printer)
    dpi = wish.dpi or settings.dots.get(wish.printer) or printer.dpi
    grid = partial(print_test_grid, page=layout.page, dpi=dpi, sides=layout.paper_sides, fit=fit)
    printer.print(layout, grid, dpi=dpi)
