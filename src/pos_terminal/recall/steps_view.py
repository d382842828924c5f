"""The way of a recall above the page: circles with their words beside them, joined by lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.theme import Theme, Token, Weight
from pos_terminal.words import StepState

_CIRCLE: Final = 26
_GAP: Final = 8
_LINE: Final = 28
_HEIGHT: Final = 34


@dataclass(frozen=True, slots=True)
class StepWord:
    """One step; ``spoken`` is what a screen reader says of it."""

    word: str
    state: StepState
    spoken: str


class StepsLine(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: tuple[StepWord, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_steps(self, steps: tuple[StepWord, ...]) -> None:
        if steps != self._steps:
            self._steps = steps
            self.setAccessibleName("; ".join(step.spoken for step in steps))
            self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _font(self, state: StepState) -> QFont:
        weight = Weight.SEMIBOLD if state is StepState.CURRENT else Weight.MEDIUM
        return self._theme.font(16, weight)

    def _width_of(self, step: StepWord) -> float:
        words = QFontMetricsF(self._font(step.state)).horizontalAdvance(step.word)
        return self._theme.px(_CIRCLE + _GAP) + words

    def sizeHint(self) -> QSize:
        px = self._theme.px
        lines = max(0, len(self._steps) - 1) * px(_LINE + 2 * _GAP)
        return QSize(round(sum(map(self._width_of, self._steps)) + lines) + 2, px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.px(_HEIGHT))

    def _line(self) -> float:
        """How long the lines are: shorter in a narrow place, so that every word is there."""
        px, joints = self._theme.px, max(1, len(self._steps) - 1)
        room = (self.width() - sum(map(self._width_of, self._steps))) / joints
        return min(px(_LINE), max(0.0, room - px(2 * _GAP)))

    def paintEvent(self, event: object) -> None:
        theme, px, line = self._theme, self._theme.px, self._line()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = 0.0, self.height() / 2
        for number, step in enumerate(self._steps, start=1):
            if number > 1:
                painter.setPen(QPen(theme.color(Token.BORDER), px(1.5)))
                end = left + px(_GAP) + line
                painter.drawLine(QPointF(left + px(_GAP), middle), QPointF(end, middle))
                left = end + px(_GAP)
            side = px(_CIRCLE)
            self._draw_circle(painter, QRectF(left, middle - side / 2, side, side), number, step)
            painter.setFont(self._font(step.state))
            quiet = step.state is StepState.NEXT
            painter.setPen(theme.color(Token.INK_3 if quiet else Token.INK))
            words = QRectF(left + px(_CIRCLE + _GAP), 0, 1e4, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, step.word)
            left += self._width_of(step)
        painter.end()

    def _draw_circle(self, painter: QPainter, box: QRectF, number: int, step: StepWord) -> None:
        theme = self._theme
        if step.state is StepState.DONE:
            draw_icon(painter, "check-circle-fill", box, theme.color(Token.ACTIVATED_TEXT))
            return
        current = step.state is StepState.CURRENT
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Token.ACCENT))
            painter.drawEllipse(box)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(Token.BORDER), theme.px(2)))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        painter.setPen(theme.color(Token.ON_ACCENT if current else Token.INK_3))
        painter.setFont(theme.font(14, Weight.BOLD))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
