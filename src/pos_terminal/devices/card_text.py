"""Texts of a card as lines at their places, in printer dots from the card's corner.

No letter is left out: a text that is too long for its box is set smaller until it fits.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.elements import TextAlign
from pos_terminal.card_design.geometry import CAPITAL_EMS

_FAMILIES: Final = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
_LINE_EMS: Final = 1.24
_SMALLER: Final = 0.94
# Substituted glyphs lose their letters in Qt's PDF, as on receipts.
_SUBSTITUTIONS: Final = ("calt", "tnum", "liga", "clig")


class LineAt(NamedTuple):
    """A line of text and where its baseline begins."""

    x: float
    baseline: float
    text: str


class CardFont:
    """A font by the height of its capitals, with its measures."""

    def __init__(self, capitals: float, *, bold: bool) -> None:
        self.font = QFont()
        self.font.setFamilies(_FAMILIES)
        self.font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Medium)
        self.font.setPixelSize(max(1, round(capitals / CAPITAL_EMS)))
        for name in _SUBSTITUTIONS:
            self.font.setFeature(QFont.Tag(name), 0)
        self._bold = bold
        self._metrics = QFontMetricsF(self.font)

    @property
    def capitals(self) -> float:
        return self.font.pixelSize() * CAPITAL_EMS

    def width(self, text: str) -> float:
        return self._metrics.horizontalAdvance(text)

    def narrowed(self, text: str, width: float) -> CardFont:
        """The same, or a smaller one in which the line is no wider than ``width``."""
        needed = self.width(text)
        if needed <= width or not needed or self.font.pixelSize() <= 1:
            return self
        return CardFont(self.capitals * width / needed * 0.995, bold=self._bold)

    def wrapped(self, text: str, box: Box, align: TextAlign) -> tuple[CardFont, tuple[LineAt, ...]]:
        """Lines broken at spaces, from the top of their box."""
        lines = self._broken(text, box.width)
        pitch = self.font.pixelSize() * _LINE_EMS
        high = self.capitals + (len(lines) - 1) * pitch
        wide = max(map(self.width, lines))
        if (high > box.height or wide > box.width) and self.font.pixelSize() > 1:
            smaller = min(self.capitals * _SMALLER, self.capitals - CAPITAL_EMS)
            return CardFont(smaller, bold=self._bold).wrapped(text, box, align)
        return self, tuple(
            LineAt(
                _left(self.width(line), box, align),
                box.top + self.capitals + number * pitch,
                line,
            )
            for number, line in enumerate(lines)
        )

    def in_middle(self, text: str, box: Box, align: TextAlign) -> LineAt:
        """One line in the middle of its box's height."""
        baseline = box.top + (box.height + self.capitals) / 2
        return LineAt(_left(self.width(text), box, align), baseline, text)

    def _broken(self, text: str, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


def _left(width: float, box: Box, align: TextAlign) -> float:
    share = {TextAlign.LEFT: 0.0, TextAlign.CENTRE: 0.5, TextAlign.RIGHT: 1.0}[align]
    return box.left + (box.width - width) * share
