"""Writes pictures into a video file (MPEG-4 part 2 in MP4) with Qt's own encoder.

For the demo, the tests and the benchmarks: a camera is played from such a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QObject, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QMediaCaptureSession,
    QMediaFormat,
    QMediaRecorder,
    QVideoFrame,
    QVideoFrameInput,
)

from pos_terminal.scanning.camera_feeds import quieten

if TYPE_CHECKING:
    from PIL import Image

_TIMEOUT_MS: Final = 180_000  # a machine that does other things encodes slowly


class VideoNotWrittenError(Exception):
    """The encoder refused or did not finish."""


def write_video(
    path: Path, pictures: Iterable[Image.Image], *, frames_per_second: int = 30
) -> None:
    """Write ``pictures`` to ``path``; needs an application, and runs an event loop meanwhile."""
    quieten()
    writer = _Writer(path, pictures, frames_per_second)
    writer.write()


class _Writer(QObject):
    def __init__(self, path: Path, pictures: Iterable[Image.Image], frames_per_second: int) -> None:
        super().__init__()
        self._pictures = iter(pictures)
        self._frame_us = 1_000_000 // frames_per_second
        self._count = 0
        self._waiting: QVideoFrame | None = None
        self._fault = ""
        self._loop = QEventLoop()
        self._input = QVideoFrameInput()
        self._session = QMediaCaptureSession()
        self._recorder = QMediaRecorder()
        self._session.setVideoFrameInput(self._input)
        self._session.setRecorder(self._recorder)
        form = QMediaFormat(QMediaFormat.FileFormat.MPEG4)
        form.setVideoCodec(QMediaFormat.VideoCodec.MPEG4)
        self._recorder.setMediaFormat(form)
        self._recorder.setQuality(QMediaRecorder.Quality.VeryHighQuality)
        self._recorder.setVideoFrameRate(frames_per_second)
        self._recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
        self._input.readyToSendVideoFrame.connect(self._send)
        self._recorder.recorderStateChanged.connect(self._on_state)
        self._recorder.errorOccurred.connect(self._on_error)

    def write(self) -> None:
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(self._on_timeout)
        timer.start(_TIMEOUT_MS)
        self._recorder.record()
        if not self._fault:  # an error may be told before there is a loop to end
            self._loop.exec()
        timer.stop()
        if self._fault:
            raise VideoNotWrittenError(self._fault)

    def _send(self) -> None:
        while True:
            frame = self._waiting or self._next()
            if frame is None:
                self._recorder.stop()
                return
            self._waiting = None
            if not self._input.sendVideoFrame(frame):
                self._waiting = frame  # its queue is full; asked again when there is room
                return

    def _next(self) -> QVideoFrame | None:
        picture = next(self._pictures, None)
        if picture is None:
            return None
        frame = video_frame(picture)
        frame.setStartTime(self._count * self._frame_us)
        frame.setEndTime((self._count + 1) * self._frame_us)
        self._count += 1
        return frame

    def _on_state(self, state: QMediaRecorder.RecorderState) -> None:
        if state is QMediaRecorder.RecorderState.StoppedState:
            self._loop.quit()

    def _on_error(self, _error: QMediaRecorder.Error, words: str) -> None:
        self._fault = words or "The video could not be written."
        self._loop.quit()

    def _on_timeout(self) -> None:
        self._fault = "The encoder did not finish in time."
        self._loop.quit()


def video_frame(picture: Image.Image) -> QVideoFrame:
    """Make a frame as a camera sends it."""
    colours = picture.convert("RGBA")
    image = QImage(colours.tobytes(), colours.width, colours.height, QImage.Format.Format_RGBA8888)
    # A copy of its own, since the bytes above go when this function returns.
    return QVideoFrame(image.copy())
