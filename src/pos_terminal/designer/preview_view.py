"""The card as it will be printed, painted once for a size and kept until something changes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPixmap

from pos_terminal.card_design.design import CardData, Design, Pictures
from pos_terminal.card_design.elements import Side
from pos_terminal.devices.card_painter import CardPainter, Dots

_DPI: Final = 1200
_EDGE_MAX: Final = 1600  # more pixels than a screen shows of a card


class CardPreview:
    """Pictures are made smaller once: while something is dragged they are painted at each move."""

    def __init__(self) -> None:
        self._small: dict[str, bytes] = {}
        self._kept: tuple[tuple[object, ...], QPixmap] | None = None

    def pixmap(
        self,
        design: Design,
        pictures: Pictures,
        side: Side,
        card: CardData,
        *,
        per_mm: float,
        ratio: float,
        panel_words: str,
    ) -> QPixmap:
        """One side, cut, with ``per_mm`` pixels of the screen a millimetre."""
        key = (design, side, card, per_mm, ratio, panel_words)
        if self._kept is not None and self._kept[0] == key:
            return self._kept[1]
        wide = max(1, round(design.size.width * per_mm * ratio))
        high = max(1, round(design.size.height * per_mm * ratio))
        image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        dots = Dots.of(_DPI)
        painter = QPainter(image)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.scale(per_mm * ratio / dots.x, per_mm * ratio / dots.y)
        cards = CardPainter(design, self._smaller(design, pictures), dots, panel_words=panel_words)
        cards.paint(painter, side, card)
        painter.end()
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._kept = (key, pixmap)
        return pixmap

    def _smaller(self, design: Design, pictures: Pictures) -> dict[str, bytes]:
        used = design.pictures() & pictures.keys()
        for name in used - self._small.keys():
            self._small[name] = _small(pictures[name])
        return {name: self._small[name] for name in used}


def _small(content: bytes) -> bytes:
    """A picture no larger than it is shown, quick to read: the same part of it is cut out."""
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
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setQuality(100)  # hardly packed: it is read again and again
    writer.write(image)
    return bytes(buffer.data().data())
