"""The live camera: frames for the panel, scans for the hub, and the camera's state.

Whatever the feed is (a camera, a video file, pushed frames), its frames end in one ``QVideoSink``.
A camera that is missing, fails, or goes silent is tried again until it is back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from pos_terminal.scanning.camera_feeds import Feed, quieten
from pos_terminal.scanning.frame_reader import FrameReader, Reading
from pos_terminal.scanning.scan import FrameAgreement, Scan
from pos_terminal.words import ScanSource

RETRY_S: Final = 3.0
SILENT_S: Final = 5.0
_WATCH_MS: Final = 500


class CameraState(StrEnum):
    """What the panel says of the camera."""

    OFF = "off"
    STARTING = "starting"
    LIVE = "live"
    NO_CAMERA = "no_camera"
    LOST = "lost"


class CameraSource(QObject):
    """Runs one feed. ``frame_arrived`` carries every frame, ``read`` what was found in some."""

    scanned = Signal(Scan)
    frame_arrived = Signal(QVideoFrame)
    read = Signal(Reading)
    state_changed = Signal(CameraState)

    def __init__(
        self,
        feed: Feed,
        *,
        clock_s: Callable[[], float] = time.monotonic,
        retry_s: float = RETRY_S,
        silent_s: float = SILENT_S,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._feed = feed
        self._clock_s = clock_s
        self._retry_s, self._silent_s = retry_s, silent_s
        self._state = CameraState.OFF
        self._open = False
        self._since_s = 0.0
        self._agreement = FrameAgreement()
        quieten()
        self._sink = QVideoSink(self)
        # Queued, since the sink speaks from the threads of its decoder.
        self._sink.videoFrameChanged.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        self._reader = FrameReader(self)
        self._reader.read.connect(self._on_read)
        self._feed.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._watch = QTimer(self)
        self._watch.setInterval(min(_WATCH_MS, int(retry_s * 1000)))
        self._watch.timeout.connect(self._look_after)
        application = QCoreApplication.instance()
        if application is not None:
            # A thread that outlives its application ends the process hard.
            application.aboutToQuit.connect(self.stop)

    @property
    def state(self) -> CameraState:
        return self._state

    def start(self) -> None:
        """Switch the camera on."""
        if self._state is not CameraState.OFF:
            return
        self._set(CameraState.STARTING)
        self._reader.start()
        self._watch.start()
        self._open_feed(otherwise=CameraState.NO_CAMERA)

    @Slot()
    def stop(self) -> None:
        """Switch the camera off and give it free."""
        if self._state is CameraState.OFF:
            return
        self._watch.stop()
        self._close_feed()
        self._reader.stop()
        self._agreement = FrameAgreement()
        self._set(CameraState.OFF)

    def _open_feed(self, *, otherwise: CameraState) -> None:
        self._since_s = self._clock_s()
        self._open = self._feed.open(self._sink)
        if not self._open:
            self._set(otherwise)

    def _close_feed(self) -> None:
        if self._open:
            self._feed.close()
        self._open = False

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        # A frame may still be under way when the feed is closed; the last one is not valid.
        if not self._open or not frame.isValid():
            return
        self._since_s = self._clock_s()
        self._set(CameraState.LIVE)
        self.frame_arrived.emit(frame)
        self._reader.take(frame)

    @Slot(object)
    def _on_read(self, reading: Reading) -> None:
        self.read.emit(reading)
        text = self._agreement.see([found.text for found in reading.found])
        if text is not None:
            self.scanned.emit(Scan(text, ScanSource.CAMERA))

    @Slot()
    def _on_failed(self) -> None:
        if self._open:
            self._lose()

    def _look_after(self) -> None:
        waited_s = self._clock_s() - self._since_s
        if self._open and waited_s > self._silent_s:
            self._lose()
        elif not self._open and waited_s >= self._retry_s:
            self._open_feed(otherwise=self._state)

    def _lose(self) -> None:
        self._close_feed()
        self._since_s = self._clock_s()
        self._set(CameraState.LOST)

    def _set(self, state: CameraState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
