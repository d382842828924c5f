"""The time until the next try, as ring and number. The only thing in the program that loops."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_terminal.look.theme import Theme, Token, Weight

_SIDE: Final = 184
_WIDTH: Final = 14
_TICK_MS: Final = 100
_CALM_TICK_MS: Final = 1000
_UNIT_FROM: Final = 0.75  # below that share of its size there is room for the number only


class CountdownRing(QLabel):
    """Counts down on ``now_ms``'s clock; without a time it stands empty with its word."""

    def __init__(
        self, theme: Theme, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now_ms = now_ms
        self._due_ms: int | None = None
        self._whole_ms = 1
        self._unit = ""
        self._word = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def count_down(self, due_ms: int, whole_ms: int, *, unit: str) -> None:
        """Count to ``due_ms`` from ``whole_ms`` before; ``unit`` is the word under the number."""
        self._due_ms = due_ms
        self._whole_ms = max(1, whole_ms)
        self._unit = unit
        self.setAccessibleName(f"{self.seconds_left()} {unit}")
        self._timer.start(_CALM_TICK_MS if self._theme.reduced_motion else _TICK_MS)
        self.update()

    def stand(self, word: str) -> None:
        """No time to count to: a try is under way, or nothing is planned."""
        self._due_ms = None
        self._word = word
        self.setAccessibleName(word)
        self._timer.stop()
        self.update()

    def seconds_left(self) -> int:
        return math.ceil(self._left_ms() / 1000)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_SIDE), self._theme.px(_SIDE))

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def showEvent(self, event: object) -> None:
        if self._due_ms is not None:
            self._timer.start(_CALM_TICK_MS if self._theme.reduced_motion else _TICK_MS)

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = theme.px(_WIDTH) / 2
        circle = self._square().adjusted(half, half, -half, -half)
        painter.setPen(QPen(theme.color(Token.SUNKEN), theme.px(_WIDTH)))
        painter.drawEllipse(circle)
        share = min(1.0, self._left_ms() / self._whole_ms)
        if share > 0:
            painter.setPen(
                QPen(
                    theme.color(Token.NOT_KNOWN_RING),
                    theme.px(_WIDTH),
                    c=Qt.PenCapStyle.RoundCap,
                )
            )
            painter.drawArc(circle, 90 * 16, round(-share * 360 * 16))
        self._draw_words(painter)
        painter.end()

    def _draw_words(self, painter: QPainter) -> None:
        theme = self._theme
        square = self._square()
        shrunk = square.width() / theme.px(_SIDE)
        if self._due_ms is None:
            inset = square.width() * 0.16
            painter.setFont(theme.font(16, Weight.MEDIUM))
            painter.setPen(theme.color(Token.INK_2))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(square.adjusted(inset, inset, -inset, -inset), flags, self._word)
            return
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font(64 * shrunk, Weight.BOLD))
        painter.setPen(theme.color(Token.INK))
        number = square.translated(0, -theme.px(7) * shrunk)
        painter.drawText(number, middle, str(self.seconds_left()))
        if shrunk > _UNIT_FROM:
            painter.setFont(theme.font(15, Weight.MEDIUM))
            painter.setPen(theme.color(Token.INK_3))
            unit = square.translated(0, theme.px(40) * shrunk)
            painter.drawText(unit, middle, self._unit)

    def _square(self) -> QRectF:
        """A ring stays round where a crowded screen gives it less room."""
        side = min(self.width(), self.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(self.rect()).center())
        return square

    def _left_ms(self) -> int:
        return 0 if self._due_ms is None else max(0, self._due_ms - self._now_ms())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
