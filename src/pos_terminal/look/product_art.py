"""A card's artwork in the shape of a real card; a neutral card while the picture is on its way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QBuffer, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImageReader, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.icons import PAY, draw_icon
from pos_terminal.look.theme import Theme, Token, Weight

CARD_RATIO: Final = 85.60 / 53.98  # ISO/IEC 7810, ID-1
RADIUS_RATIO: Final = 3.18 / 85.60
_ARTWORKS_MAX: Final = 64  # more campaigns than any shop hangs on its wall
_CARDS_MAX: Final = 128  # of a few hundred kilobytes at most
_PICTURE_BYTES_MAX: Final = 4 * 1024 * 1024


class Artworks(QObject):
    """Pictures by artwork id. An unknown one is asked for once; `changed` tells when it came."""

    changed = Signal(str)

    def __init__(self, fetch: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._pictures: dict[str, QPixmap] = {}
        self._cards: dict[tuple[str, int, float], QPixmap] = {}
        self._asked: set[str] = set()

    def __call__(self, artwork: str | None) -> QPixmap | None:
        """The picture, or nothing while it is on its way and where there is none."""
        if artwork is None:
            return None
        if artwork not in self._asked and len(self._asked) < _ARTWORKS_MAX:
            self._asked.add(artwork)
            self._fetch(artwork)
        return self._pictures.get(artwork)

    def card(self, artwork: str | None, size: QSize, ratio: float) -> QPixmap | None:
        """The picture as a card of this size, corners rounded; scaling a picture takes a while."""
        picture = self(artwork)
        if picture is None or artwork is None:
            return None
        key = (artwork, size.width(), ratio)
        card = self._cards.get(key)
        if card is None:
            if len(self._cards) >= _CARDS_MAX:
                self._cards.clear()
            card = self._cards[key] = _rounded_card(picture, size, ratio)
        return card

    def put(self, artwork: str, content: bytes) -> None:
        """Take a picture that has come; what cannot be read leaves the neutral card standing."""
        picture = _read(content) if len(content) <= _PICTURE_BYTES_MAX else QPixmap()
        if not picture.isNull():
            self._asked.add(artwork)
            self._pictures[artwork] = picture
            self._cards.clear()
            self.changed.emit(artwork)

    def lost(self, artwork: str) -> None:
        """The picture could not be fetched; the next one who needs it may ask again."""
        self._asked.discard(artwork)


class ProductArt(QWidget):
    """One card, ``width`` px of the sketches wide; proportions and corners of ISO/IEC 7810."""

    def __init__(
        self, theme: Theme, artworks: Artworks, width: float, *, lifted: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self._artworks = artworks
        self._card_width = width
        self._lifted = lifted
        self._artwork: str | None = None
        self._name = ""
        self._price = ""
        self._drawn: QPixmap | None = None
        self._shadow: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        artworks.changed.connect(self._picture_came)
        theme.changed.connect(self._restyle)

    def show_product(self, name: str, price: str, artwork: str | None) -> None:
        """Show this product; name and price stand on the neutral card only."""
        if (name, price, artwork) != (self._name, self._price, self._artwork):
            self._name, self._price, self._artwork = name, price, artwork
            self._drawn = None
            self.update()

    def sizeHint(self) -> QSize:
        shadow = self._theme.px(8) if self._lifted else 0
        return self._card_size() + QSize(0, shadow)

    def paintEvent(self, event: object) -> None:
        if self._drawn is None:
            self._drawn = self._draw_card()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.end()

    def _card_size(self) -> QSize:
        width = self._theme.px(self._card_width)
        return QSize(width, round(width / CARD_RATIO))

    def _picture_came(self, artwork: str) -> None:
        if artwork == self._artwork:
            self._drawn = None
            self.update()

    def _restyle(self) -> None:
        self._drawn = self._shadow = None
        self.updateGeometry()
        self.update()

    def _draw_card(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self._card_size()
        card = QPixmap(self.sizeHint() * ratio)
        card.setDevicePixelRatio(ratio)
        card.fill(Qt.GlobalColor.transparent)
        painter = QPainter(card)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = QRectF(0, 0, size.width(), size.height())
        if self._lifted:
            painter.drawPixmap(0, 0, self._shadow_under())
        picture = self._artworks.card(self._artwork, size, ratio)
        if picture is None:
            self._draw_neutral(painter, face)
        else:
            painter.drawPixmap(0, 0, picture)
        painter.end()
        return card

    def _draw_neutral(self, painter: QPainter, face: QRectF) -> None:
        theme = self._theme
        radius = face.width() * RADIUS_RATIO
        painter.setPen(QPen(theme.color(Token.LINE), theme.px(1)))
        painter.setBrush(theme.color(Token.SUNKEN))
        painter.drawRoundedRect(face.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        inset = face.width() * 0.07
        inner = face.adjusted(inset, inset, -inset, -inset)
        wide = self._card_width >= 160  # below that, letters on the card could not be read
        if wide:
            painter.setPen(theme.color(Token.INK_2))
            painter.setFont(theme.font(15, Weight.SEMIBOLD))
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, self._name
            )
            painter.setFont(theme.font(26, Weight.BOLD))
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._price
            )
        side = theme.px(26)
        box = QRectF(0, 0, side, side)
        if wide:
            box.moveBottomRight(inner.bottomRight())
        else:
            box.moveCenter(face.center())
        draw_icon(painter, PAY, box, theme.color(Token.INK_3))

    def _shadow_under(self) -> QPixmap:
        """2 px down, 8 px soft, as a stack of faint outlines; made once a size."""
        ratio = self.devicePixelRatioF()
        if self._shadow is not None and self._shadow.devicePixelRatio() == ratio:
            return self._shadow
        theme, size = self._theme, self._card_size()
        self._shadow = QPixmap(self.sizeHint() * ratio)
        self._shadow.setDevicePixelRatio(ratio)
        self._shadow.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._shadow)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 9))
        radius = size.width() * RADIUS_RATIO
        for step in range(6):
            spread = theme.px(1) * (step - 2)
            down = theme.px(2)
            face = QRectF(0, 0, size.width(), size.height()).adjusted(
                max(0, -spread), down, min(0, spread), down + max(0, spread)
            )
            painter.drawRoundedRect(face, radius, radius)
        painter.end()
        return self._shadow


def _read(content: bytes) -> QPixmap:
    """The picture as it was taken, however its camera was held."""
    buffer = QBuffer()
    buffer.setData(content)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    return QPixmap.fromImage(reader.read())


def _rounded_card(picture: QPixmap, size: QSize, ratio: float) -> QPixmap:
    """Of a picture of another shape the middle is seen."""
    whole = size * ratio
    scaled = picture.scaled(
        whole,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    middle = QRect(QPoint(0, 0), whole)
    middle.moveCenter(scaled.rect().center())
    scaled = scaled.copy(middle)
    scaled.setDevicePixelRatio(ratio)
    card = QPixmap(size * ratio)
    card.setDevicePixelRatio(ratio)
    card.fill(Qt.GlobalColor.transparent)
    painter = QPainter(card)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(scaled))  # a brush keeps the corners smooth, a clip would not
    radius = size.width() * RADIUS_RATIO
    painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), radius, radius)
    painter.end()
    return card
