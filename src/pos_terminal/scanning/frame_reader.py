"""Reads the newest frame of a live picture in a thread of its own, and never a queue of old ones.

While one frame is being read only the newest of those that come meanwhile is kept. After each
reading the thread rests as long as it worked, so that it never takes more than half a core.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot
from PySide6.QtMultimedia import QVideoFrame

from pos_terminal.scanning.decoder import read_live
from pos_terminal.scanning.found import Found
from pos_terminal.scanning.frame_gray import gray_of_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found in one frame; places are parts of its width and height."""

    found: tuple[Found, ...]
    took_s: float


class FrameReader(QObject):
    """Lives in the window's thread: frames in by ``take``, readings out by ``read``."""

    read = Signal(Reading)
    _wanted = Signal(QVideoFrame)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        # Bound methods and queued both ways: a lambda would run in the other thread.
        self._wanted.connect(self._worker.read_frame, Qt.ConnectionType.QueuedConnection)
        self._worker.done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._busy = False
        self._newest: QVideoFrame | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rested)

    def start(self) -> None:
        """Start the thread; nothing happens if it runs."""
        self._thread.start(QThread.Priority.LowPriority)

    def stop(self) -> None:
        """End the thread; waits for the frame in hand, some milliseconds."""
        self._newest = None
        self._rest.stop()
        self._thread.quit()
        self._thread.wait()
        self._busy = False

    def take(self, frame: QVideoFrame) -> None:
        """Offer a frame: it is read at once, or after the one in hand unless a newer one comes."""
        if self._busy:
            self._newest = frame
        else:
            self._send(frame)

    def _send(self, frame: QVideoFrame) -> None:
        self._newest = None
        self._busy = True
        self._wanted.emit(frame)

    @Slot(object)
    def _on_done(self, reading: Reading) -> None:
        if not self._thread.isRunning():
            return
        self._rest.start(math.ceil(reading.took_s * 1000))
        self.read.emit(reading)

    def _on_rested(self) -> None:
        self._busy = False
        if self._newest is not None:
            self._send(self._newest)


class _Worker(QObject):
    """Lives in the reading thread."""

    done = Signal(object)

    @Slot(QVideoFrame)
    def read_frame(self, frame: QVideoFrame) -> None:
        started_s = time.thread_time()
        gray = gray_of_frame(frame)
        found: tuple[Found, ...] = ()
        if gray is not None and gray.size:
            height, width = gray.shape
            found = tuple(one.scaled(1 / width, 1 / height) for one in read_live(gray))
        self.done.emit(Reading(found=found, took_s=time.thread_time() - started_s))
