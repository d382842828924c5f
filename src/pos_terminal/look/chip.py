"""A choice: border at rest, tint with accent border and word when chosen; never filled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token, Weight

_SIDE = 16
_GAP = 10
_WRAP = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


class Chip(Pressable):
    """Checkable. The owner says which one is chosen; a press alone only asks for it."""

    def __init__(
        self, theme: Theme, text: str = "", *, icon: str | None = None, height: float = 56
    ) -> None:
        super().__init__(theme)
        self._icon = icon
        self._least_height = height
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    @property
    def focus_radius(self) -> int:
        return self._theme.px(RADIUS_BUTTON)

    def set_words(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def set_icon(self, name: str | None) -> None:
        """Another picture beside the words, such as a tick where several can be chosen."""
        if name != self._icon:
            self._icon = name
            self.updateGeometry()
            self.update()

    def nextCheckState(self) -> None:
        """A press does not check: the next picture does, once the presenter has agreed."""

    def sizeHint(self) -> QSize:
        px = self._theme.px
        words = QFontMetricsF(self._words_font()).horizontalAdvance(self.text())
        icon = px(22 + _GAP) if self._icon else 0
        return QSize(round(words) + icon + 2 * px(_SIDE) + 2, px(self._least_height))

    def minimumSizeHint(self) -> QSize:
        px = self._theme.px
        metrics = QFontMetricsF(self._words_font())
        widest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        icon = px(22 + _GAP) if self._icon else 0
        return QSize(round(widest) + icon + 2 * px(8) + 2, px(self._least_height))

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        chosen = self.isChecked()
        painter = QPainter(self)
        box = QRectF(self.rect())
        ground = Token.ACCENT_TINT if chosen else Token.SURFACE
        if self.isDown():
            ground = Token.ACCENT_TINT if chosen else Token.SUNKEN
        rounded(
            painter,
            box,
            self.focus_radius,
            theme.color(ground if self.isEnabled() else Token.SUNKEN),
            edge=theme.color(Token.ACCENT_TEXT if chosen else Token.BORDER),
            edge_width=(2.0 if chosen else 1.25) * theme.scale,
        )
        ink = Token.ACCENT_TEXT if chosen else Token.INK
        if not self.isEnabled():
            ink = Token.INK_3
        self._draw_words(painter, box, ink)
        painter.end()

    def _draw_words(self, painter: QPainter, box: QRectF, ink: Token) -> None:
        theme = self._theme
        font = self._words_font()
        inner = box.adjusted(theme.px(8), 0, -theme.px(8), 0)
        if self._icon:
            side = theme.px(22)
            words = QFontMetricsF(font).horizontalAdvance(self.text())
            left = max(inner.left(), box.center().x() - (words + side + theme.px(_GAP)) / 2)
            square = QRectF(left, box.center().y() - side / 2, side, side)
            draw_icon(painter, self._icon, square, theme.color(ink))
            inner.setLeft(left + side + theme.px(_GAP))
            flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        else:
            flags = _WRAP
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        painter.drawText(inner, flags, self.text())

    def _words_font(self) -> QFont:
        return self._theme.font(16, Weight.SEMIBOLD)
