"""Where all scanners meet: one signal for every scan, whatever it came from.

The repeat filter stands before the lock: a card that stays before the camera while a refusal is on
the screen is neither scanned nor sounded again and again, and not scanned when the lock opens.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pos_terminal.scanning.scan import RepeatFilter, Scan
from pos_terminal.words import ScanSource


class ScannerHub(QObject):
    """Merges the sources: connect their ``scanned`` to ``take`` and listen to ``scanned`` here."""

    scanned = Signal(Scan)
    dropped = Signal(Scan)  # came while locked: the low tone

    def __init__(
        self, *, clock_s: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._repeats = RepeatFilter(clock_s)
        self._locked = False

    @property
    def locked(self) -> bool:
        """Whether scans are dropped at present."""
        return self._locked

    @locked.setter
    def locked(self, locked: bool) -> None:
        self._locked = locked

    def meant(self, scan: Scan) -> None:
        """The next scan of it, even at once, is another one: people sign in, lock, sign in."""
        self._repeats.forget(scan.text)

    def take(self, scan: Scan) -> None:
        """Pass a scan on, unless it is a repeat or scanning is locked."""
        if self._repeats.is_repeat(scan.text):
            return
        if not self._locked:
            self.scanned.emit(scan)
            return
        if scan.source is not ScanSource.CAMERA:
            # Somebody meant this scan: the next try, even at once, is not a repeat of it.
            self._repeats.forget(scan.text)
        self.dropped.emit(scan)
