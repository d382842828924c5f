"""The files that are being read: how far it is, what could not be read, the sheet of last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pos_terminal.proofing.model import Reading, SheetReader
from pos_terminal.proofing.sayings import file_fault
from pos_terminal.proofing.sheet_news import (
    FILES_MAX,
    FileRefused,
    News,
    PageRead,
    PagesCounted,
    ReadingOver,
)
from pos_terminal.words import Message


class SheetDesk:
    """``page`` is called with each page that was read."""

    def __init__(
        self,
        reader: SheetReader,
        *,
        page: Callable[[PageRead], None],
        changed: Callable[[], None],
    ) -> None:
        self._reader = reader
        self._page = page
        self._changed = changed
        self._ticket = 0
        self._files: tuple[str, ...] = ()
        self._done = 0
        self._now: PagesCounted | None = None
        self._pages_done = 0
        self._found = False
        self.busy = False
        self.faults: tuple[Message, ...] = ()

    def read(self, files: Sequence[Path]) -> None:
        if self.busy or not files:
            return
        self._ticket += 1
        self.busy = True
        self._files = tuple(file.name for file in files[:FILES_MAX])
        self._done = self._pages_done = 0
        self._now, self._found = None, False
        left_out = len(files) - FILES_MAX
        self.faults = (Message("file.too_many", {"most": FILES_MAX}),) if left_out > 0 else ()
        ticket = self._ticket
        self._changed()
        self._reader.read(files[:FILES_MAX], lambda news: self._told(ticket, news))

    def cancel(self) -> None:
        if self.busy:
            self._reader.cancel()

    def forget(self) -> None:
        """Nothing of it is shown any more; what is still told is not heard."""
        self._ticket += 1
        self._reader.cancel()
        self.busy = False
        self.faults = ()

    def _told(self, ticket: int, news: News) -> None:
        if ticket != self._ticket:
            return
        match news:
            case PagesCounted():
                self._now, self._pages_done = news, 0
            case PageRead():
                self._pages_done = news.page
                self._found = self._found or bool(news.symbols)
                if news.page == news.pages:
                    self._read_whole(news)
                self._page(news)
            case FileRefused():
                self.faults = (*self.faults, file_fault(news))
                self._file_ended()
            case ReadingOver():
                self.busy = False
        self._changed()

    def _read_whole(self, last: PageRead) -> None:
        """A page without bars may be a front; a file without any is worth a word."""
        if not self._found:
            self.faults = (*self.faults, Message("file.nothing", {"file": last.file}))
        self._file_ended()

    def _file_ended(self) -> None:
        self._done += 1
        self._now, self._pages_done, self._found = None, 0, False

    def reading(self) -> Reading | None:
        """How far it is; nothing where nothing is read."""
        if not self.busy:
            return None
        at = min(self._done, len(self._files) - 1)
        values: dict[str, str | int] = {"file": self._files[at]}
        share = 0.0
        word = "reading.opening"
        if self._now is not None:
            word = "reading.page" if self._now.pages > 1 else "reading.file"
            values |= {"page": self._pages_done + 1, "pages": self._now.pages}
            share = self._pages_done / self._now.pages
        done = (self._done + share) / len(self._files)
        return Reading(sentence=Message(word, values), done_thousandths=round(1000 * min(1, done)))
