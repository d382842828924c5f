"""Where live pictures come from: a camera, a video file in its place, or frames pushed by a test.

Every feed ends in the one ``QVideoSink`` it is given; what follows never knows which it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QLoggingCategory, QObject, QUrl, Signal, SignalInstance
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaPlayer,
    QVideoFrame,
    QVideoFrameInput,
    QVideoSink,
)

FRAME_WIDTH = 1280
FRAME_RATE = 30.0


class Feed(Protocol):
    """Something that fills a sink; ``failed`` says that it stopped doing so."""

    @property
    def failed(self) -> SignalInstance: ...

    def open(self, sink: QVideoSink) -> bool:
        """Start to fill ``sink``; false where there is nothing to open."""

    def close(self) -> None:
        """Stop, and give the device free."""


class DeviceFeed(QObject):
    """A camera of this machine: the one with ``device_id``, or the default one."""

    failed = Signal()

    def __init__(self, device_id: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._device_id = device_id
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None

    def open(self, sink: QVideoSink) -> bool:
        device = self._device()
        if device is None:
            return False
        self._camera = QCamera(device)
        form = _format_of(device)
        if form is not None:
            self._camera.setCameraFormat(form)
        self._camera.errorOccurred.connect(self._on_error)
        self._session = QMediaCaptureSession()
        self._session.setCamera(self._camera)
        self._session.setVideoSink(sink)
        self._camera.start()
        return True

    def close(self) -> None:
        if self._camera is not None:
            self._camera.stop()
        self._camera = None
        self._session = None

    def _device(self) -> QCameraDevice | None:
        devices = QMediaDevices.videoInputs()
        if not self._device_id:
            return QMediaDevices.defaultVideoInput() if devices else None
        wanted = [device for device in devices if _id_of(device) == self._device_id]
        return wanted[0] if wanted else None

    def _on_error(self, error: QCamera.Error) -> None:
        if error is not QCamera.Error.NoError:
            self.failed.emit()


class FileFeed(QObject):
    """A video file, played over and over."""

    failed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._player: QMediaPlayer | None = None

    def open(self, sink: QVideoSink) -> bool:
        if not self._path.is_file():
            return False
        self._player = QMediaPlayer()
        self._player.setLoops(QMediaPlayer.Loops.Infinite)
        self._player.errorOccurred.connect(self._on_error)
        self._player.setVideoSink(sink)
        self._player.setSource(QUrl.fromLocalFile(str(self._path.resolve())))
        self._player.play()
        return True

    def close(self) -> None:
        if self._player is not None:
            self._player.stop()
        self._player = None

    def _on_error(self, error: QMediaPlayer.Error) -> None:
        if error is not QMediaPlayer.Error.NoError:
            self.failed.emit()


class PushFeed(QObject):
    """Frames that somebody hands in, as tests do."""

    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._input: QVideoFrameInput | None = None
        self._session: QMediaCaptureSession | None = None

    def open(self, sink: QVideoSink) -> bool:
        self._input = QVideoFrameInput()
        self._session = QMediaCaptureSession()
        self._session.setVideoFrameInput(self._input)
        self._session.setVideoSink(sink)
        return True

    def close(self) -> None:
        self._input = None
        self._session = None

    def push(self, frame: QVideoFrame) -> bool:
        """Hand in a frame; false where the feed is closed or has no room yet."""
        return self._input is not None and self._input.sendVideoFrame(frame)


def cameras() -> list[tuple[str, str]]:
    """Return the cameras of this machine: id and description."""
    quieten()
    return [(_id_of(device), device.description()) for device in QMediaDevices.videoInputs()]


def _id_of(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def _format_of(device: QCameraDevice) -> QCameraFormat | None:
    """Choose what is nearest to 1280 wide at 30 frames a second; the default may be VGA."""

    def distance(form: QCameraFormat) -> tuple[float, float]:
        return (
            abs(form.resolution().width() - FRAME_WIDTH),
            abs(form.maxFrameRate() - FRAME_RATE),
        )

    return min(device.videoFormats(), key=distance, default=None)


def quieten() -> None:
    """Keep Qt from listing on the terminal the optional libraries that it did not find."""
    QLoggingCategory.setFilterRules(
        "qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg*.info=false"
    )
