"""The grey picture in a video frame, by the shortest way for each pixel format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Format = QVideoFrameFormat.PixelFormat
# Formats whose first plane is the brightness, byte by byte.
_PLANAR: Final = frozenset(
    {
        _Format.Format_YUV420P,
        _Format.Format_YUV422P,
        _Format.Format_YV12,
        _Format.Format_NV12,
        _Format.Format_NV21,
        _Format.Format_IMC1,
        _Format.Format_IMC2,
        _Format.Format_IMC3,
        _Format.Format_IMC4,
        _Format.Format_Y8,
    }
)
# Formats in which brightness is every second byte, from the first or from the second on.
_PACKED: Final = {_Format.Format_YUYV: 0, _Format.Format_UYVY: 1}


def gray_of_frame(frame: QVideoFrame) -> NDArray[np.uint8] | None:
    """Return a copy of the frame's brightness, or nothing where the frame holds no picture.

    The last frame of a video is an invalid one; a frame may also have gone with its camera.
    """
    kind = frame.pixelFormat()
    if kind not in _PLANAR and kind not in _PACKED:
        return _gray_of_image(frame.toImage())
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        import numpy as np

        width, height, stride = frame.width(), frame.height(), frame.bytesPerLine(0)
        plane = np.frombuffer(frame.bits(0), np.uint8)[: stride * height].reshape(height, stride)
        if kind in _PLANAR:
            return plane[:, :width].copy()
        first = _PACKED[kind]
        return plane[:, first : 2 * width : 2].copy()
    finally:
        frame.unmap()


def _gray_of_image(image: QImage) -> NDArray[np.uint8] | None:
    if image.isNull():
        return None
    import numpy as np

    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    return rows[:, : gray.width()].copy()
