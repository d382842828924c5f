"""Reads a file's pages in a process of its own, with so much time and memory and no more.

A file from outside may make its reader hang, swell or fall over. Here that costs the file: the
process is killed, the till says so in a sentence and goes on. It also keeps the window alive, since
a page is rendered in one call in which no other thread of Python runs.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

import msgspec

from card_contract.card_number import CardNumber
from card_contract.scan_text import recognise
from pos_terminal.proofing.sheet_news import (
    FileFault,
    FileRefused,
    News,
    Other,
    PageRead,
    PagesCounted,
    Place,
    ReadingOver,
    Symbol,
    other_of,
)

if TYPE_CHECKING:
    from pos_terminal.proofing.sheet_pages import SheetPage
    from pos_terminal.scanning.found import Found

PAGE_LIMIT_S: Final = 60.0
_MEMORY_MAX: Final = 2 * 1024**3
_LOOK_S: Final = 0.1
_NEWS_BYTES_MAX: Final = 4 * 1024**2
_END: Final = b""


class SheetProcess:
    """Reads files one after the other; ``post`` brings what is told to the window's thread."""

    def __init__(
        self,
        post: Callable[[Callable[[], None]], None],
        *,
        page_limit_s: float = PAGE_LIMIT_S,
    ) -> None:
        self._post = post
        self._page_limit_s = page_limit_s
        self._stop = Event()
        self._thread: Thread | None = None

    def read(self, files: Sequence[Path], told: Callable[[News], None]) -> None:
        """Read them in the background; only one reading at a time."""
        self.close()
        self._stop = stop = Event()

        def tell(news: News) -> None:
            self._post(lambda: told(news))

        def work() -> None:
            for file in files:
                if not stop.is_set():
                    self._read(file, tell, stop)
            tell(ReadingOver(cancelled=stop.is_set()))

        self._thread = Thread(target=work, name="sheets", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        self._stop.set()

    def close(self) -> None:
        """Stop, and wait for the process to be gone."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _read(self, file: Path, tell: Callable[[News], None], stop: Event) -> None:
        context = multiprocessing.get_context("spawn")
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_read_into, args=(sending, str(file)), daemon=True)
        process.start()
        sending.close()
        try:
            fault = self._pump(receiving, tell, stop)
        finally:
            process.kill()
            process.join()
            receiving.close()
        if fault is not None:
            tell(FileRefused(file=file.name, fault=fault))

    def _pump(
        self, receiving: Connection, tell: Callable[[News], None], stop: Event
    ) -> FileFault | None:
        """Pass on what the process tells, until its end, the limit, or the stop."""
        until_s = time.monotonic() + self._page_limit_s
        while not stop.is_set():
            if receiving.poll(_LOOK_S):
                try:
                    told = receiving.recv_bytes(_NEWS_BYTES_MAX)
                except (EOFError, OSError):
                    return FileFault.BROKE_OFF
                if told == _END:
                    return None
                tell(msgspec.json.decode(told, type=News))
                until_s = time.monotonic() + self._page_limit_s
            elif time.monotonic() > until_s:
                return FileFault.TOO_SLOW
        return None


def _read_into(sending: Connection, name: str) -> None:
    """The process: all pages of one file."""
    _limit_memory()
    path = Path(name)
    with suppress(BrokenPipeError):
        try:
            for news in read_file(path):
                sending.send_bytes(msgspec.json.encode(news))
        except MemoryError:
            refused = FileRefused(file=path.name, fault=FileFault.TOO_LARGE)
            sending.send_bytes(msgspec.json.encode(refused))
        sending.send_bytes(_END)


def read_file(path: Path) -> Iterator[News]:
    """What is to be told of one file, page by page."""
    from pos_terminal.proofing.sheet_pages import SheetFileError, pages_of

    try:
        count, pages = pages_of(path)
        yield PagesCounted(file=path.name, pages=count)
        for number, page in enumerate(pages, start=1):
            height, width = page.gray.shape
            yield PageRead(
                file=path.name,
                page=number,
                pages=count,
                shape=height / width,
                symbols=_symbols_of(page),
            )
    except SheetFileError as error:
        yield FileRefused(file=path.name, fault=error.fault, pages=error.pages)


def _symbols_of(page: SheetPage) -> tuple[Symbol, ...]:
    from pos_terminal.scanning.decoder import read_sheet

    found, unread = read_sheet(page.gray)
    symbols = [*(_symbol(page, one) for one in found), *(_unread(page, one) for one in unread)]
    # As one reads a sheet: row by row.
    return tuple(sorted(symbols, key=lambda one: (round(one.place.top, 2), one.place.left)))


def _symbol(page: SheetPage, found: Found) -> Symbol:
    from pos_terminal.card_design.symbols import CannotBeDrawnError, code128_modules
    from pos_terminal.proofing.print_quality import read_print

    print_reading = None
    with suppress(CannotBeDrawnError):
        modules = len(code128_modules(found.text))
        print_reading = read_print(page.red, found.polygon, modules)
    meaning = recognise(found.text)
    return Symbol(
        place=_place(page, found),
        number=meaning.digits if isinstance(meaning, CardNumber) else "",
        other=other_of(meaning),
        print=print_reading,
    )


def _unread(page: SheetPage, found: Found) -> Symbol:
    return Symbol(place=_place(page, found), other=Other.UNREAD)


def _place(page: SheetPage, found: Found) -> Place:
    height, width = page.gray.shape
    xs, ys = [x for x, _ in found.polygon], [y for _, y in found.polygon]
    return Place(
        left=min(xs) / width,
        top=min(ys) / height,
        width=(max(xs) - min(xs)) / width,
        height=(max(ys) - min(ys)) / height,
    )


def _limit_memory() -> None:
    """No more for the data of this process; where the system has no such limit, there is none."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY_MAX, _MEMORY_MAX))
