"""The card as it will be printed, painted once for a size and kept until something changes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from pos_terminal.card_design.design import CardData, Design, Pictures
from pos_terminal.card_design.elements import Side
from pos_terminal.devices.card_painter import CardPainter, Dots
from pos_terminal.devices.small_pictures import small_picture

_DPI: Final = 1200


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
            self._small[name] = small_picture(pictures[name])
        return {name: self._small[name] for name in used}
