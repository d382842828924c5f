"""A process that draws sheets and reads them back. Its window has the machine before it."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QGuiApplication

from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.symbols import CannotBeDrawnError
from pos_terminal.devices.page_pictures import NotAPdfError, PagePictures
from pos_terminal.devices.read_back import ReadBack, read_pages
from pos_terminal.devices.sheet_printing import (
    NotPrintedError,
    SheetRun,
    sheets_in_memory,
    write_sheets,
)

_NICENESS: Final = 5


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw the run's PDF into a file, or into memory."""

    file: Path | None


@dataclass(frozen=True, slots=True)
class Open:
    """Open what is to be read. After it pages are asked for, by their numbers."""

    source: Path | bytes


Task = tuple[CardData, ...] | Draw | Open | range
"""What a process is given, each time that it asks."""

Said = tuple[int, int] | bytes | ReadBack | None
"""Pages drawn, of how many; the PDF, empty where it is a file; what was read; or it asks.

What ends it is said, too: one of its ``FAULTS``, or what is ``Unforeseen``.
"""

FAULTS: Final = (NotPrintedError, NotAPdfError, CannotBeDrawnError)
"""What a process says of its own trouble."""


@dataclass(frozen=True, slots=True)
class Unforeseen:
    """Where what went wrong that nobody has foreseen: not its text, which may hold a code."""

    kind: str
    where: str


class _NobodyAsksError(Exception):
    pass


def work(pipe: Connection, run: SheetRun, card_count: int) -> None:
    """Do what is asked of it until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with whoever asks, and not before
    if sys.platform != "win32":
        os.nice(_NICENESS)
    said: Exception | Unforeseen
    try:
        _work(pipe, replace(run, cards=list(_cards(pipe, card_count))))
    except _NobodyAsksError:
        return
    except FAULTS as error:
        said = error
    except Exception as error:  # noqa: BLE001 - whatever it is, the till is to know of it
        said = Unforeseen(type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    with suppress(_NobodyAsksError):
        _tell(pipe, said)


def _cards(pipe: Connection, count: int) -> Iterator[CardData]:
    while count:
        portion = _asked(pipe)
        count -= len(portion)
        yield from portion


def _asked(pipe: Connection) -> Any:
    """Ask for a task."""
    _tell(pipe, None)
    try:
        return pipe.recv()
    except (EOFError, OSError) as error:
        raise _NobodyAsksError from error


def _tell(pipe: Connection, said: object) -> None:
    try:
        pipe.send(said)
    except OSError as error:
        raise _NobodyAsksError from error


def _work(pipe: Connection, run: SheetRun) -> None:
    with ExitStack() as stack:
        while True:
            task = _asked(pipe)
            if isinstance(task, Draw):
                _tell(pipe, _drawn(pipe, run, task.file))
            elif isinstance(task, Open):
                pictures = stack.enter_context(PagePictures(task.source))
            else:
                _tell(pipe, read_pages(pictures, run, task))


def _drawn(pipe: Connection, run: SheetRun, file: Path | None) -> bytes:
    def told(done: int, of: int) -> None:
        _tell(pipe, (done, of))

    # Letters need a program with a screen; that none is to be seen holds on all systems.
    unseen = "windows" if sys.platform == "win32" else "offscreen"
    application = QGuiApplication.instance() or QGuiApplication(["", "-platform", unseen])
    try:
        if file is None:
            return sheets_in_memory(run, progress=told)
        write_sheets(file, run, progress=told)
        return b""
    finally:
        del application
