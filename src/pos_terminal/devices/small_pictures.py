"""Pictures of designs for screens: painted again and again, so no larger than a screen shows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

_EDGE_MAX: Final = 1600  # more pixels than a screen shows of a card


def small_picture(content: bytes) -> bytes:
    """The picture quick to read, and no larger than it is shown: what is cut out of it stays."""
    image = QImage.fromData(content)
    if image.isNull():
        return content
    if max(image.width(), image.height()) > _EDGE_MAX:
        image = image.scaled(
            _EDGE_MAX,
            _EDGE_MAX,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return png_of(image, quality=100)  # hardly packed: it is read again and again


def png_of(image: QImage, *, quality: int = -1) -> bytes:
    """The picture as a PNG, packed as Qt does it, or the less the higher its ``quality``."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
