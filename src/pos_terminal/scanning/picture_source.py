"""Pictures as scans: a file that was chosen or dropped is read in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from pos_terminal.scanning.pictures import NoText, PictureRead, read_picture
from pos_terminal.scanning.scan import Scan
from pos_terminal.words import ScanSource


class PictureSource(QObject):
    """Reads files one after the other in a thread; ``scanned`` for texts, ``no_text`` otherwise."""

    scanned = Signal(Scan)
    no_text = Signal(PictureRead)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = QThreadPool(self)
        self._threads.setMaxThreadCount(1)
        self._post = _Post()
        self._post.done.connect(self._on_done)

    def read(self, path: Path) -> None:
        """Read ``path`` in the background."""
        self._threads.start(_Job(path, self._post))

    def stop(self) -> None:
        """Let go what waits, and wait for the picture in hand."""
        self._threads.clear()
        self._threads.waitForDone()

    @Slot(object)
    def _on_done(self, read: PictureRead) -> None:
        if isinstance(read.result, NoText):
            self.no_text.emit(read)
        else:
            self.scanned.emit(Scan(read.result, ScanSource.PICTURE))


class _Post(QObject):
    done = Signal(object)


class _Job(QRunnable):
    def __init__(self, path: Path, post: _Post) -> None:
        super().__init__()
        self._path = path
        self._post = post

    def run(self) -> None:
        self._post.done.emit(read_picture(self._path))
