"""The last four digits as large as the room allows, the whole number under them.

The clerk holds the card against the screen and compares: this is the one check against a barcode
that was stuck over another, so nothing on the screen is larger.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_terminal.look.theme import Theme, Token, Weight

_FADE_MS: Final = 120
_FADE_FROM: Final = 0.35  # readable from the first frame on
_DIGITS_MIN: Final = 96
_DIGITS_MAX: Final = 360
_NUMBER_SIZE: Final = 20
_GAP: Final = 34
_SHARE: Final = 0.8  # of the height; the rest keeps them off the words above
_LAST: Final = 4
_BLEED: Final = 6  # round digits reach a little over their line


class NumberDisplay(QLabel):
    """A label, so that a screen reader finds a text here; what is seen is drawn."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._last_four = ""
        self._number: str | None = None
        self._opacity = 1.0
        self._glyphs: dict[str, QPixmap] = {}
        self._glyph_key: tuple[int, int, float] | None = None
        self._room: tuple[int, int, int, float] | None = None
        self._size = float(_DIGITS_MIN)
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(_FADE_FROM)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(self._faded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def digits(self) -> str:
        return self._last_four

    def show_number(self, last_four: str, grouped: str | None, *, spoken: str) -> None:
        """``grouped`` is the printed form, or nothing where the barcode is the code."""
        if (last_four, grouped) == (self._last_four, self._number):
            return
        self._last_four = last_four
        self._number = grouped
        self.setAccessibleName(spoken)
        duration = self._theme.duration_ms(_FADE_MS)
        self._fade.stop()
        if duration:
            self._fade.setDuration(duration)
            self._fade.start()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(490), self._theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(150))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        theme = self._theme
        below = theme.px(_GAP + _NUMBER_SIZE) if self._number else 0
        font = theme.font(self._digits_size(below), Weight.BOLD, spacing=3.0)
        metrics = QFontMetricsF(font)
        tall = metrics.capHeight()
        top = max(0.0, (self.height() - tall - below) / 2)
        advances = [metrics.horizontalAdvance(digit) for digit in self._last_four]
        # Centred by the ink, since a figure like 1 stands narrow in its place.
        ink = metrics.tightBoundingRect(self._last_four)
        left = (self.width() - ink.width()) / 2 - ink.x()
        for digit, advance in zip(self._last_four, advances, strict=True):
            glyph = self._glyph(digit, font, metrics)
            painter.drawPixmap(QPointF(left - _BLEED, top - _BLEED), glyph)
            left += advance
        painter.setOpacity(1.0)  # text drawn with less takes twenty times as long
        if self._number:
            self._draw_number(painter, self._number, top + tall + below)
        painter.end()

    def _glyph(self, digit: str, font: QFont, metrics: QFontMetricsF) -> QPixmap:
        """A digit as a picture: filling outlines of this size anew would cost every scan dearly."""
        ratio = self.devicePixelRatioF()
        ink = self._theme.color(Token.INK)
        key = (font.pixelSize(), ink.rgba(), ratio)
        if key != self._glyph_key:
            self._glyph_key = key
            self._glyphs.clear()
        glyph = self._glyphs.get(digit)
        if glyph is None:
            wide = math.ceil(metrics.horizontalAdvance(digit)) + 2 * _BLEED
            high = math.ceil(metrics.capHeight() + metrics.descent()) + 2 * _BLEED
            glyph = QPixmap(QSize(wide, high) * ratio)
            glyph.setDevicePixelRatio(ratio)
            glyph.fill(Qt.GlobalColor.transparent)
            painter = QPainter(glyph)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(QPointF(_BLEED, _BLEED + metrics.capHeight()), digit)
            painter.end()
            self._glyphs[digit] = glyph
        return glyph

    def _digits_size(self, below: int) -> float:
        """The largest size, in px of the sketches, at which the digits fit over ``below`` px."""
        room = (self.width(), self.height() - below, len(self._last_four), self._theme.scale)
        if room != self._room:
            self._room = room
            probe = QFontMetricsF(self._theme.font(100, Weight.BOLD, spacing=3.0))
            wide = probe.horizontalAdvance("0") * (room[2] or _LAST)
            fits = min(room[0] * 0.96 / wide, room[1] * _SHARE / probe.capHeight()) * 100
            self._size = max(_DIGITS_MIN, min(_DIGITS_MAX, fits))
        return self._size

    def _draw_number(self, painter: QPainter, number: str, baseline: float) -> None:
        head, tail = _split(number)
        theme = self._theme
        plain = theme.font(_NUMBER_SIZE, Weight.MEDIUM, spacing=3.0)
        bold = theme.font(_NUMBER_SIZE, Weight.BOLD, spacing=3.0)
        head_width = QFontMetricsF(plain).horizontalAdvance(head)
        left = (self.width() - head_width - QFontMetricsF(bold).horizontalAdvance(tail)) / 2
        painter.setFont(plain)
        painter.setPen(theme.color(Token.INK_3))
        painter.drawText(QPointF(left, baseline), head)
        painter.setFont(bold)
        painter.setPen(theme.color(Token.INK))
        painter.drawText(QPointF(left + head_width, baseline), tail)

    def _faded(self, opacity: float) -> None:
        self._opacity = opacity
        self.update()


def _split(grouped: str) -> tuple[str, str]:
    """Cut before the fourth digit from the end; the group's space may lie among those four."""
    digits = 0
    for place in range(len(grouped) - 1, -1, -1):
        digits += grouped[place].isdigit()
        if digits == _LAST:
            return grouped[:place], grouped[place:]
    return "", grouped
