"""Where a sale stands: what is done, what is under way, what comes next, each with its word."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_terminal.look.icons import WAITING, draw_icon
from pos_terminal.look.theme import Theme, Token, Weight
from pos_terminal.words import StepState

_CIRCLE: Final = 32
_WORD_TOP: Final = 42
_NOTE_GAP: Final = 2
_WORD: Final = 16
_NOTE: Final = 14.5


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText:
    """One step in words; ``spoken`` is what a screen reader says of its state."""

    word: str
    note: str
    state: StepState
    spoken: str


class Stepper(QLabel):
    """Circles joined by lines, the words below. It shows; there is nothing to press."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[StepText, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_steps(self, steps: tuple[StepText, ...]) -> None:
        if steps == self._steps:
            return
        self._steps = steps
        self.setAccessibleName("; ".join(step.spoken for step in steps))
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._height(self._theme.px(624)))

    def resizeEvent(self, event: object) -> None:
        self.setFixedHeight(self._height(self.width()))

    def _height(self, width: int) -> int:
        tallest = max((self._words_height(step, width) for step in self._steps), default=0.0)
        return math.ceil(self._theme.px(_WORD_TOP) + tallest) + 1

    def _column(self, width: int) -> float:
        """The room of one step's words: two middle ones meet, the outer ones stand at the edge."""
        return width / max(1, len(self._steps))

    def _words_height(self, step: StepText, width: int) -> float:
        room = QRectF(0, 0, self._column(width), 1000)
        flags = int(Qt.TextFlag.TextWordWrap)
        word = QFontMetricsF(self._theme.font(_WORD, Weight.SEMIBOLD))
        note = QFontMetricsF(self._theme.font(_NOTE, Weight.MEDIUM))
        height = word.boundingRect(room, flags, step.word).height()
        if not step.note:
            return height
        return (
            height + self._theme.px(_NOTE_GAP) + note.boundingRect(room, flags, step.note).height()
        )

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centres = self._centres()
        for left, right, step in zip(centres, centres[1:], self._steps[1:], strict=False):
            self._draw_line(painter, left, right, step.state)
        for index, (middle, step) in enumerate(zip(centres, self._steps, strict=True)):
            self._draw_circle(painter, middle, step.state)
            self._draw_words(painter, index, middle, step)
        painter.end()

    def _centres(self) -> list[float]:
        """The first circle begins at the left edge, the last ends at the right one."""
        count = len(self._steps)
        half = self._theme.px(_CIRCLE) / 2
        if count < 2:
            return [half] * count
        pitch = (self.width() - 2 * half) / (count - 1)
        return [half + pitch * index for index in range(count)]

    def _draw_line(self, painter: QPainter, left: float, right: float, towards: StepState) -> None:
        theme = self._theme
        token = {
            StepState.DONE: Token.ACTIVATED_TEXT,
            StepState.CURRENT: Token.NOT_KNOWN_RING,
            StepState.NEXT: Token.LINE,
        }[towards]
        gap = theme.px(_CIRCLE) / 2 + theme.px(6)
        middle = theme.px(_CIRCLE) / 2
        painter.setPen(QPen(theme.color(token), theme.px(3)))
        painter.drawLine(QPointF(left + gap, middle), QPointF(right - gap, middle))

    def _draw_circle(self, painter: QPainter, middle: float, state: StepState) -> None:
        theme = self._theme
        side = theme.px(_CIRCLE)
        box = QRectF(middle - side / 2, 0, side, side)
        if state is StepState.DONE:
            grown = box.adjusted(*(theme.px(by) for by in (-1, -1, 1, 1)))
            draw_icon(painter, "check-circle-fill", grown, theme.color(Token.ACTIVATED_TEXT))
        elif state is StepState.CURRENT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Token.NOT_KNOWN))
            painter.drawEllipse(box)
            inset = side * 0.25
            inner = box.adjusted(inset, inset, -inset, -inset)
            draw_icon(painter, f"{WAITING}-bold", inner, theme.color(Token.ON_NOT_KNOWN))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color(Token.BORDER), theme.px(2)))
            painter.drawEllipse(box.adjusted(2, 2, -2, -2))

    def _draw_words(self, painter: QPainter, index: int, middle: float, step: StepText) -> None:
        theme = self._theme
        room = self._column(self.width())
        last = len(self._steps) - 1
        align = Qt.AlignmentFlag.AlignHCenter
        left = middle - room / 2
        if index == 0:
            align, left = Qt.AlignmentFlag.AlignLeft, 0.0
        elif index == last:
            align, left = Qt.AlignmentFlag.AlignRight, self.width() - room
        flags = int(align) | int(Qt.TextFlag.TextWordWrap)
        box = QRectF(left, theme.px(_WORD_TOP), room, 1000)
        painter.setFont(theme.font(_WORD, Weight.SEMIBOLD))
        painter.setPen(theme.color(Token.INK_3 if step.state is StepState.NEXT else Token.INK))
        painter.drawText(box, flags, step.word)
        if step.note:
            used = painter.fontMetrics().boundingRect(box.toRect(), flags, step.word).height()
            painter.setFont(theme.font(_NOTE, Weight.MEDIUM))
            painter.setPen(theme.color(Token.INK_3))
            painter.drawText(box.translated(0, used + theme.px(_NOTE_GAP)), flags, step.note)

    def _restyle(self) -> None:
        self.setFixedHeight(self._height(self.width()))
        self.update()
