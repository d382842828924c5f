"""Text of every kind. Text wraps and is never cut short; figures are tabular everywhere.

Two stars around words make them bold, as in ``"This sale stays under **Waiting**"``. Nothing else
is markup: what comes from the server is shown letter by letter.
"""

from __future__ import annotations

import math
import re
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_terminal.look.theme import Theme, Token, Weight

_BOLD: Final = re.compile(r"\*\*(\S|\S.*?\S)\*\*")

_WIDTHS_KEPT: Final = 12


class _Style(NamedTuple):
    size: float
    weight: int
    token: Token
    line_height: float


class Kind(Enum):
    """The type scale. The value is size in px at scale 1, weight, colour and line height."""

    VERDICT = _Style(64, Weight.BOLD, Token.INK, 1.2)
    NEXT = _Style(56, Weight.BOLD, Token.INK, 1.2)
    DIGITS = _Style(54, Weight.BOLD, Token.INK, 1.2)
    TOTAL = _Style(40, Weight.BOLD, Token.INK, 1.2)
    PRODUCT = _Style(34, Weight.SEMIBOLD, Token.INK, 1.2)
    SENTENCE = _Style(30, Weight.REGULAR, Token.INK, 1.4)
    SUBSENTENCE = _Style(26, Weight.MEDIUM, Token.INK, 1.35)
    TITLE = _Style(24, Weight.SEMIBOLD, Token.INK, 1.2)
    PAGE = _Style(22, Weight.SEMIBOLD, Token.INK, 1.2)
    CARD_TITLE = _Style(20, Weight.SEMIBOLD, Token.INK, 1.2)
    LEAD = _Style(20, Weight.REGULAR, Token.INK_2, 1.4)
    BODY = _Style(16, Weight.REGULAR, Token.INK_2, 1.45)
    STRONG = _Style(16, Weight.SEMIBOLD, Token.INK, 1.4)
    NOTE = _Style(14, Weight.REGULAR, Token.INK_2, 1.4)
    NOTE_STRONG = _Style(14.5, Weight.SEMIBOLD, Token.INK, 1.4)
    QUIET = _Style(15, Weight.MEDIUM, Token.INK_3, 1.4)
    FIELD_LABEL = _Style(14.5, Weight.MEDIUM, Token.INK_2, 1.4)
    STATE = _Style(15.5, Weight.MEDIUM, Token.INK_2, 1.4)
    HEAD = _Style(18, Weight.SEMIBOLD, Token.INK, 1.3)
    BIG_CLOCK = _Style(26, Weight.SEMIBOLD, Token.INK, 1.2)
    CLOCK = _Style(17, Weight.SEMIBOLD, Token.INK, 1.4)
    RAIL = _Style(12.5, Weight.MEDIUM, Token.ON_RAIL_QUIET, 1.3)


class Label(QLabel):
    """A line or paragraph of one kind. It wraps when told so, or when its text has line breaks."""

    def __init__(
        self,
        theme: Theme,
        kind: Kind,
        text: str = "",
        *,
        token: Token | None = None,
        wrap: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        spacing: float = 0.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._token = token or kind.value.token
        self._spacing = spacing
        self._source: str | None = None
        self._plain = ""
        self._bold: list[tuple[int, int]] = []
        self._laid_out: dict[float, tuple[QTextLayout, float, float]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Minimum,
            QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text == self._source:
            return
        self._source = text
        self._bold = []
        plain = ""
        # Every second piece is one that stood between two pairs of stars.
        for index, piece in enumerate(_BOLD.split(text)):
            if index % 2:
                self._bold.append((len(plain), len(piece)))
            plain += piece
        self._plain = plain
        super().setText(plain)
        self.setAccessibleName(plain)
        self._restyle()

    def set_token(self, token: Token) -> None:
        if token is not self._token:
            self._token = token
            self.update()

    def set_kind(self, kind: Kind, token: Token | None = None) -> None:
        if kind is self._kind and (token or kind.value.token) is self._token:
            return
        self._kind = kind
        self._token = token or kind.value.token
        self._restyle()

    def _restyle(self) -> None:
        style = self._kind.value
        self._laid_out.clear()
        self.setFont(self._theme.font(style.size, style.weight, spacing=self._spacing))
        self.updateGeometry()
        self.update()

    def _lay_out(self, width: float) -> tuple[QTextLayout, float, float]:
        """The text broken into lines of at most ``width``; with it the height and widest line.

        A layout asks for the same few widths again and again, in every pass of its parents.
        """
        kept = self._laid_out.get(width)
        if kept is None:
            if len(self._laid_out) >= _WIDTHS_KEPT:
                self._laid_out.clear()
            kept = self._laid_out[width] = self._break_lines(width)
        return kept

    def _break_lines(self, width: float) -> tuple[QTextLayout, float, float]:
        text = self._plain.replace("\n", "\u2028")
        layout = QTextLayout(text, self.font())
        option = QTextOption(self.alignment())
        wrapping = self.wordWrap()
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
            if wrapping
            else QTextOption.WrapMode.ManualWrap
        )
        layout.setTextOption(option)
        layout.setFormats([self._bold_range(start, length) for start, length in self._bold])
        pitch = self._theme.px(self._kind.value.size) * self._kind.value.line_height
        layout.beginLayout()
        top, widest = 0.0, 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + (pitch - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            top += pitch
        layout.endLayout()
        return layout, top or pitch, widest

    def _bold_range(self, start: int, length: int) -> QTextLayout.FormatRange:
        bold = QTextCharFormat()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        bold.setFont(font)
        piece = QTextLayout.FormatRange()
        piece.start = start
        piece.length = length
        piece.format = bold
        return piece

    def sizeHint(self) -> QSize:
        width = float(self._theme.px(560)) if self.wordWrap() else 1e6
        _, height, widest = self._lay_out(width)
        return QSize(math.ceil(widest) + 1, math.ceil(height))

    def minimumSizeHint(self) -> QSize:
        if self.wordWrap():
            return QSize(self._theme.px(80), self.sizeHint().height() if not self._plain else 0)
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._lay_out(float(max(1, width)))[1]) if self.wordWrap() else -1

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        layout, height, _ = self._lay_out(float(self.width()))
        painter.setPen(self._ink())
        top = max(0.0, (self.height() - height) / 2)
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            top = 0.0
        layout.draw(painter, QPointF(0, top))
        painter.end()

    def _ink(self) -> QColor:
        return self._theme.color(self._token if self.isEnabled() else Token.INK_3)
