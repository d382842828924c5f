"""The front of a card as a picture, as screens show it: for a thread in the background."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.template_file import Template
from pos_terminal.devices.card_painter import CardPainter, Dots
from pos_terminal.devices.small_pictures import png_of

_EDGE: Final = 1012
"""Pixels of the longer edge: a card of CR80 at 300 dots an inch."""
_DPI: Final = 1200


def front_picture(template: Template, card: CardData) -> bytes:
    """The front, cut, as PNG."""
    size = template.design.size
    per_mm = _EDGE / max(size.width, size.height)
    image = QImage(
        max(1, round(size.width * per_mm)),
        max(1, round(size.height * per_mm)),
        QImage.Format.Format_RGB32,
    )
    image.fill(Qt.GlobalColor.white)
    dots = Dots.of(_DPI)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(per_mm / dots.x, per_mm / dots.y)
    try:
        CardPainter(template.design, template.pictures, dots).paint(painter, Side.FRONT, card)
    finally:
        painter.end()
    return png_of(image)
