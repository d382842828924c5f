"""Paints the sides of cards, on paper and on screens alike.

Everything is reckoned in printer dots, so that bars fall on whole ones; screens scale theirs.
On pages, what stands below all else and is the same on every card is painted as one picture: the
file holds it once, however many cards it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QLinearGradient, QPainter

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CardData, Design, Pictures
from pos_terminal.card_design.elements import (
    QR_QUIET_MODULES,
    AnyElement,
    Artwork,
    Barcode,
    Code,
    Form,
    Ground,
    Number,
    QrCode,
    Shape,
    Side,
    Text,
    TextAlign,
)
from pos_terminal.card_design.geometry import (
    PANEL_EDGE_MM,
    crop_of,
    digits_box,
    is_covered,
    link_of,
    text_of,
)
from pos_terminal.card_design.ground_reading import shade_line
from pos_terminal.card_design.symbols import (
    MM_PER_INCH,
    bars_of,
    code128_modules,
    module_dots,
    qr_modules,
    qr_rows,
)
from pos_terminal.devices.card_text import CardFont, LineAt

GROUND_DPI: Final = 300
PANEL_RADIUS_MM: Final = 1.2
_SILVER: Final = ("#b9bcc2", "#e3e5e9", "#a7a9ae")
_PANEL_WORDS_MM: Final = 1.8
_PANEL_INK: Final = "#4d4f55"


@dataclass(frozen=True, slots=True)
class Dots:
    """How many printer dots a millimetre has, each way: the printer's scale is in it."""

    x: float
    y: float

    @classmethod
    def of(cls, dpi: int, scale_x: float = 1.0, scale_y: float = 1.0) -> Dots:
        return cls(dpi / MM_PER_INCH * scale_x, dpi / MM_PER_INCH * scale_y)

    def box(self, box: Box) -> Box:
        """A box in dots, unrounded."""
        return Box(box.left * self.x, box.top * self.y, box.width * self.x, box.height * self.y)

    def rect(self, box: Box) -> QRectF:
        dots = self.box(box)
        return QRectF(dots.left, dots.top, dots.width, dots.height)


class CardPainter:
    """Paints the cards of one design for one printer. ``panel_words`` stand on scratch panels."""

    def __init__(
        self, design: Design, pictures: Pictures, dots: Dots, *, panel_words: str = ""
    ) -> None:
        self._design = design
        self._dots = dots
        self._panel_words = panel_words
        self._images = {name: QImage.fromData(content) for name, content in pictures.items()}
        self._lines: dict[tuple[str, str], tuple[CardFont, tuple[LineAt, ...]]] = {}
        self._fonts: dict[tuple[str, bool], CardFont] = {}
        self._grounds: dict[Side, QImage] = {}
        self._brushes: dict[str, QBrush] = {}

    def paint(self, painter: QPainter, side: Side, card: CardData, *, bleed: bool = False) -> None:
        """Paint one side at the painter's origin, element by element, cut or with its bleed."""
        whole = self._design.bleed if bleed else self._design.trim
        painter.save()
        painter.setClipRect(self._dots.rect(whole), Qt.ClipOperation.IntersectClip)
        self._paint_ground(painter, side, whole, self._design.face(side).elements)
        for element in self._design.face(side).elements:
            if isinstance(element, Ground):
                self._ground_element(painter, element)
            else:
                self._element(painter, element, card, (0, 0))
        painter.restore()

    def paint_on_page(
        self,
        painter: QPainter,
        side: Side,
        card: CardData,
        place: tuple[int, int],
        bleed: tuple[float, float],
    ) -> None:
        """Paint one side of one of many cards, with its corner at whole dots of the page."""
        ground = self._grounds.get(side)
        if ground is None:
            ground = self._grounds[side] = self._ground_picture(side, bleed)
        painter.drawImage(
            self._dots.rect(self._design.trim.grown(*bleed)).translated(*place), ground
        )
        for element in self._above(side):
            if isinstance(element, Ground):
                painter.save()
                painter.translate(*place)
                self._ground_element(painter, element)
                painter.restore()
            else:
                self._element(painter, element, card, place)

    def _above(self, side: Side) -> tuple[AnyElement, ...]:
        """What is painted for every card: all from the first element that is no ground."""
        elements = self._design.face(side).elements
        return elements[len(_lowest(elements)) :]

    def _ground_picture(self, side: Side, bleed: tuple[float, float]) -> QImage:
        """The lowest shapes and pictures of a side as one picture."""
        box = self._design.trim.grown(*bleed)
        per_mm = GROUND_DPI / MM_PER_INCH
        image = QImage(
            round(box.width * per_mm), round(box.height * per_mm), QImage.Format.Format_RGB32
        )
        painter = QPainter(image)
        painter.scale(
            image.width() / (box.width * self._dots.x), image.height() / (box.height * self._dots.y)
        )
        painter.translate(-box.left * self._dots.x, -box.top * self._dots.y)
        lowest = _lowest(self._design.face(side).elements)
        self._paint_ground(painter, side, box, lowest)
        for element in lowest:
            self._ground_element(painter, element)
        painter.end()
        return image

    def _paint_ground(
        self, painter: QPainter, side: Side, box: Box, elements: tuple[AnyElement, ...]
    ) -> None:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillRect(self._dots.rect(box), QColor(self._design.face(side).ground))

    def _ground_element(self, painter: QPainter, element: Shape | Artwork) -> None:
        if isinstance(element, Shape):
            self._shape(painter, element)
        else:
            self._artwork(painter, element)

    def _shape(self, painter: QPainter, shape: Shape) -> None:
        painter.save()
        painter.setOpacity(shape.opacity)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._shaded(shape))
        rect = self._dots.rect(shape.box)
        if shape.form is Form.ELLIPSE:
            painter.drawEllipse(rect)
        else:
            radius = min(shape.radius_mm, shape.box.width / 2, shape.box.height / 2)
            painter.drawRoundedRect(rect, radius * self._dots.x, radius * self._dots.y)
        painter.restore()

    def _shaded(self, shape: Shape) -> QBrush:
        if shape.shade is None:
            return QBrush(QColor(shape.colour))
        (x1, y1), (x2, y2) = shade_line(shape)
        gradient = QLinearGradient(
            x1 * self._dots.x, y1 * self._dots.y, x2 * self._dots.x, y2 * self._dots.y
        )
        gradient.setColorAt(0, QColor(shape.colour))
        gradient.setColorAt(1, QColor(shape.shade))
        return QBrush(gradient)

    def _artwork(self, painter: QPainter, element: Artwork) -> None:
        image = self._images.get(element.picture)
        if image is None or image.isNull():
            painter.fillRect(self._dots.rect(element.box), QColor("#d9d9de"))
            return
        part, place = crop_of(element, (image.width(), image.height()))
        source = QRectF(part.left, part.top, part.width, part.height)
        painter.drawImage(self._dots.rect(place), image, source)

    def _element(
        self, painter: QPainter, element: AnyElement, card: CardData, at: tuple[int, int]
    ) -> None:
        match element:
            case Text():
                self._text(painter, element, text_of(element, card), at)
            case Barcode():
                self._barcode(painter, element, card, at)
            case Number():
                font = self._font(element.id, element.size_mm, bold=element.bold)
                box = self._dots.box(element.box)
                _line(
                    painter, font, card.number, (box, element.align), colour=element.colour, at=at
                )
            case Code():
                self._code(painter, element, card, at)
            case QrCode():
                if is_covered(element, card):
                    self._panel(painter, element.box, None, at)
                else:
                    self._qr(painter, element, link_of(element, card), at)

    def _font(self, element_id: str, size_mm: float, *, bold: bool) -> CardFont:
        font = self._fonts.get((element_id, bold))
        if font is None:
            font = CardFont(size_mm * self._dots.y, bold=bold)
            self._fonts[element_id, bold] = font
        return font

    def _text(self, painter: QPainter, element: Text, text: str, at: tuple[int, int]) -> None:
        known = self._lines.get((element.id, text))
        if known is None:
            font = self._font(element.id, element.size_mm, bold=element.bold)
            known = font.wrapped(text, self._dots.box(element.box), element.align)
            self._lines[element.id, text] = known
        font, lines = known
        for line in lines:
            _draw(painter, font.font, line, element.colour, at)

    def _barcode(
        self, painter: QPainter, element: Barcode, card: CardData, at: tuple[int, int]
    ) -> None:
        modules = code128_modules(card.barcode)
        dots = module_dots(element.module_mm, self._dots.x)
        box = self._dots.box(element.box)
        begin = at[0] + round(box.left + (box.width - len(modules) * dots) / 2)
        upper, height = at[1] + round(box.top), round(box.height)
        self._bars(
            painter,
            element.colour,
            [
                QRect(begin + bar.start * dots, upper, bar.width * dots, height)
                for bar in bars_of(modules)
            ],
        )
        if element.digits:
            text = card.number if card.number.replace(" ", "") == card.barcode else card.barcode
            below = (self._dots.box(digits_box(element)), TextAlign.CENTRE)
            font = self._font(element.id, element.digits_mm, bold=False)
            _line(painter, font, text, below, colour=element.colour, at=at)

    def _code(self, painter: QPainter, element: Code, card: CardData, at: tuple[int, int]) -> None:
        box = self._dots.box(element.box)
        self._panel(painter, element.box, None if card.code is None else element.ground, at)
        if card.code is None:
            font = self._font(element.id, _PANEL_WORDS_MM, bold=False)
            place = (box.grown(-PANEL_RADIUS_MM * self._dots.x), TextAlign.CENTRE)
            _line(painter, font, self._panel_words, place, colour=_PANEL_INK, at=at)
        else:
            font = self._font(element.id, element.size_mm, bold=True)
            place = (box.grown(-PANEL_EDGE_MM * self._dots.x), TextAlign.CENTRE)
            _line(painter, font, card.code, place, colour=element.colour, at=at)

    def _panel(self, painter: QPainter, box: Box, ground: str | None, at: tuple[int, int]) -> None:
        """The scratch panel, or with a ground the place that it will cover."""
        rect = self._dots.rect(box).translated(*at)
        radius = PANEL_RADIUS_MM * self._dots.x
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_silver(rect) if ground is None else QColor(ground))
        painter.drawRoundedRect(rect, radius, radius)

    def _qr(self, painter: QPainter, element: QrCode, link: str, at: tuple[int, int]) -> None:
        rows = qr_rows(link)
        box = self._dots.box(element.box)
        count = qr_modules(link)
        dots = max(1, int(min(box.width, box.height)) // count)
        middle_x, middle_y = box.middle
        begin_x = at[0] + round(middle_x - count * dots / 2) + QR_QUIET_MODULES * dots
        begin_y = at[1] + round(middle_y - count * dots / 2) + QR_QUIET_MODULES * dots
        self._bars(
            painter,
            element.colour,
            [
                QRect(begin_x + bar.start * dots, begin_y + y * dots, bar.width * dots, dots)
                for y, row in enumerate(rows)
                for bar in bars_of(row)
            ],
        )

    def _bars(self, painter: QPainter, colour: str, bars: list[QRect]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        brush = self._brushes.get(colour)
        if brush is None:
            brush = self._brushes[colour] = QBrush(QColor(colour))
        painter.setBrush(brush)
        painter.drawRects(bars)


def _lowest(elements: tuple[AnyElement, ...]) -> tuple[Shape | Artwork, ...]:
    """The elements below all that is no ground."""
    lowest: list[Shape | Artwork] = []
    for element in elements:
        if not isinstance(element, Ground):
            break
        lowest.append(element)
    return tuple(lowest)


def _line(
    painter: QPainter,
    font: CardFont,
    text: str,
    place: tuple[Box, TextAlign],
    *,
    colour: str,
    at: tuple[int, int],
) -> None:
    box, align = place
    font = font.narrowed(text, box.width)
    _draw(painter, font.font, font.in_middle(text, box, align), colour, at)


def _draw(painter: QPainter, font: QFont, line: LineAt, colour: str, at: tuple[int, int]) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(at[0] + line.x, at[1] + line.baseline), line.text)


def _silver(rect: QRectF) -> QBrush:
    gradient = QLinearGradient(rect.topLeft(), rect.topRight())
    for place, colour in zip((0.0, 0.42, 1.0), _SILVER, strict=True):
        gradient.setColorAt(place, QColor(colour))
    return QBrush(gradient)
