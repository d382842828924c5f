"""Makes the sheets of labels, in a thread of its own: read back before anything is released."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pos_terminal.devices.page_pictures import NotAPdfError, PagePictures
from pos_terminal.devices.read_back import read_pages
from pos_terminal.devices.sheet_feeding import SystemPrinter, printer_names, system_printer
from pos_terminal.devices.sheet_printing import (
    Cancelled,
    NotPrintedError,
    PrintFault,
    Progress,
    SheetDrawing,
    SheetRun,
    print_pages,
    write_sheets,
)
from pos_terminal.devices.sheet_processes import (
    SheetsBrokeOffError,
    SheetsTooSlowError,
    sheet_processes,
)
from pos_terminal.pack_labels.drawing import run_of
from pos_terminal.pack_labels.model import LabelsFault, Order, Stage, Watch
from pos_terminal.sheets.sheet_layout import PrinterFit
from pos_terminal.whole_file import flush_folder

_FEW_SHEETS: Final = 20  # not worth starting processes for
_FAULTS: Final = {
    PrintFault.CANNOT_WRITE: LabelsFault.CANNOT_WRITE,
    PrintFault.DISK_FULL: LabelsFault.DISK_FULL,
    PrintFault.PRINTER_GONE: LabelsFault.CANNOT_WRITE,  # here a file is written
    PrintFault.CANCELLED: LabelsFault.CANCELLED,
}
_PRINTER_FAULTS: Final = {
    PrintFault.OTHER_PAPER: LabelsFault.OTHER_PAPER,
    PrintFault.OTHER_DOTS: LabelsFault.OTHER_DOTS,
    PrintFault.PRINTER_REJECTS: LabelsFault.PRINTER_REJECTS,
    PrintFault.QUEUE_STOPPED: LabelsFault.QUEUE_STOPPED,
    PrintFault.NO_SPOOLER: LabelsFault.NO_SPOOLER,
    PrintFault.NOT_ALLOWED: LabelsFault.NOT_ALLOWED,
    PrintFault.REFUSED: LabelsFault.REFUSED,
    PrintFault.SPOOLER_SILENT: LabelsFault.SPOOLER_SILENT,
    PrintFault.CANCELLED: LabelsFault.PRINTING_CANCELLED,
}


class LabelWorkshop:
    """The printers are the system's, unless others are given. ``fits`` tells how they are
    corrected, by their names, and ``dots`` how many they have an inch where somebody has told.
    """

    def __init__(
        self,
        printers: Callable[[], Sequence[str]] = printer_names,
        printer: Callable[[str], SystemPrinter] = system_printer,
        fits: Callable[[], Mapping[str, PrinterFit]] = dict,
        dots: Callable[[], Mapping[str, int]] = dict,
    ) -> None:
        self._printers = printers
        self._printer = printer
        self._fits = fits
        self._dots = dots

    async def printers(self) -> tuple[str, ...]:
        return tuple(await asyncio.to_thread(self._printers))

    async def save(self, file: Path, order: Order, watch: Watch) -> LabelsFault | None:
        return await _in_background(partial(_save, file, order), watch)

    async def print(self, printer: str, order: Order, watch: Watch) -> LabelsFault | None:
        return await _in_background(partial(self._print, printer, order), watch)

    def _print(self, name: str, order: Order, watch: Watch) -> LabelsFault | None:
        """Prove the drawing in a file first: from a printer nothing can be taken back."""
        try:
            printer = self._printer(name)
            dpi = self._dots().get(name) or printer.dpi
            run = replace(run_of(order), dpi=dpi, fit=self._fits().get(name, PrinterFit()))
            with TemporaryDirectory() as folder:
                fault = _proved(Path(folder) / "labels.pdf", run, watch)
            if fault is None:
                drawn = partial(
                    print_pages,
                    drawing=SheetDrawing(run),
                    pages=run.pages(),
                    progress=partial(watch.tell, Stage.PRINTING),
                    cancelled=watch.cancelled,
                )
                printer.print(run.layout, drawn, dpi=dpi)
        except NotPrintedError as error:
            return _PRINTER_FAULTS.get(error.fault, LabelsFault.PRINTER_GONE)
        except OSError:
            return LabelsFault.CANNOT_WRITE
        return fault


async def _in_background(
    make: Callable[[Watch], LabelsFault | None], watch: Watch
) -> LabelsFault | None:
    """Have it made in a thread, which goes on no longer than somebody waits for it."""
    left = threading.Event()
    watched = replace(watch, cancelled=lambda: left.is_set() or watch.cancelled())
    try:
        return await asyncio.to_thread(make, watched)
    except asyncio.CancelledError:
        left.set()
        raise


def _save(file: Path, order: Order, watch: Watch) -> LabelsFault | None:
    """Write under another name in the same folder, and rename what was read back whole."""
    unproved = file.with_name(f".{file.name}.unproved.pdf")
    try:
        fault = _proved(unproved, run_of(order), watch)
        if fault is None:
            unproved.replace(file)
            flush_folder(file.parent)
        return fault
    except OSError:
        return LabelsFault.CANNOT_WRITE
    finally:
        unproved.unlink(missing_ok=True)


def _proved(file: Path, run: SheetRun, watch: Watch) -> LabelsFault | None:
    drawn, read = (partial(watch.tell, stage) for stage in (Stage.DRAWING, Stage.READING))
    try:
        if run.page_count > _FEW_SHEETS:
            with sheet_processes(run, cancelled=watch.cancelled) as processes:
                processes.write(file, drawn)
                is_proved = processes.read(file, read).proved
        else:
            write_sheets(file, run, progress=drawn, cancelled=watch.cancelled)
            is_proved = _reads_back(file, run, watch.cancelled, read)
    except NotPrintedError as error:
        return _FAULTS[error.fault]
    except NotAPdfError:
        return LabelsFault.NOT_READ_BACK
    except (SheetsBrokeOffError, SheetsTooSlowError):
        return LabelsFault.READING_BROKE
    return None if is_proved else LabelsFault.NOT_READ_BACK


def _reads_back(file: Path, run: SheetRun, cancelled: Cancelled, read: Progress) -> bool:
    with PagePictures(file) as pictures:
        for page in range(run.page_count):
            if cancelled():
                raise NotPrintedError(PrintFault.CANCELLED, page)
            if not read_pages(pictures, run, [page]).proved:
                return False
            read(page + 1, run.page_count)
    return True
