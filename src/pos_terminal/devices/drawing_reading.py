"""Reads the barcodes of a design back from its drawing, as a printer of 300 dots draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Barcode, Side
from pos_terminal.card_design.geometry import quiet_box
from pos_terminal.card_design.symbols import MM_PER_INCH, CannotBeDrawnError
from pos_terminal.card_design.template_file import Template
from pos_terminal.devices.card_painter import CardPainter, Dots
from pos_terminal.scanning.decoder import read_printed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

READ_DPI: Final = 300
_AROUND_MM: Final = 0.8


def read_drawing(template: Template, card: CardData) -> tuple[str, ...]:
    """What each barcode says, looked for in its own place alone; for a thread in the background."""
    dots = Dots.of(READ_DPI)
    painter = CardPainter(template.design, template.pictures, dots)
    return tuple(
        text for side in Side for text in _texts_of_side(template, side, card, painter, dots)
    )


def _texts_of_side(
    template: Template, side: Side, card: CardData, cards: CardPainter, dots: Dots
) -> list[str]:
    bars = [each for each in template.design.face(side).elements if isinstance(each, Barcode)]
    if not bars:
        return []
    size = template.design.size
    image = QImage(
        max(1, round(size.width * dots.x)),
        max(1, round(size.height * dots.y)),
        QImage.Format.Format_RGB32,
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        cards.paint(painter, side, card)
    except CannotBeDrawnError:
        return []
    finally:
        painter.end()
    gray = _gray(image)
    texts: list[str] = []
    per_mm = READ_DPI / MM_PER_INCH
    for each in bars:
        box = quiet_box(each, card.barcode, READ_DPI).grown(_AROUND_MM, 0.0)
        upper, lower = max(0, int(box.top * per_mm)), max(0, int(box.bottom * per_mm) + 1)
        left, right = max(0, int(box.left * per_mm)), max(0, int(box.right * per_mm) + 1)
        cut = gray[upper:lower, left:right]
        if cut.size:
            texts += read_printed(cut)
    return texts


def _gray(image: QImage) -> NDArray[np.uint8]:
    import numpy as np

    plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width()].copy()
