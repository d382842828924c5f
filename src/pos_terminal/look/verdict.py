"""The answer: a filled area with one word. It is whole at once, stays, and is spoken first."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.icons import OCTAGON_CROSS, WAITING, draw_icon
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_CARD, Theme, Token
from pos_terminal.words import Tone


class _Colours(NamedTuple):
    ground: Token
    writing: Token


_COLOURS: Final = {
    Tone.PLAIN: _Colours(Token.SUNKEN, Token.INK),
    Tone.ACTIVATED: _Colours(Token.ACTIVATED, Token.ON_ACTIVATED),
    Tone.REFUSED: _Colours(Token.REFUSED, Token.ON_REFUSED),
    Tone.NOT_KNOWN: _Colours(Token.NOT_KNOWN, Token.ON_NOT_KNOWN),
}


class VerdictShape(QWidget):
    """Circle with tick, octagon with cross, hourglass: told apart without colour."""

    def __init__(self, theme: Theme, tone: Tone, side: float) -> None:
        super().__init__()
        self._theme = theme
        self._tone = tone
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        keep_size(theme, self, width=side, height=side)

    def show_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        colours = _COLOURS[self._tone]
        ink = self._theme.color(colours.writing)
        if self._tone is Tone.ACTIVATED:
            _draw_tick(painter, box, ink, self._theme.color(colours.ground))
        elif self._tone is Tone.REFUSED:
            draw_icon(painter, OCTAGON_CROSS, box, ink)
        elif self._tone is Tone.NOT_KNOWN:
            draw_icon(painter, f"{WAITING}-bold", box, ink)
        painter.end()


def _draw_tick(painter: QPainter, box: QRectF, ink: QColor, ground: QColor) -> None:
    side = box.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(box)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(ground, side * 0.095, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    )
    tick = [(0.30, 0.51), (0.44, 0.65), (0.71, 0.38)]
    painter.drawPolyline(QPolygonF([QPointF(x * side, y * side) for x, y in tick]))


class VerdictBanner(QFrame):
    """Solid head of a card or dialog. ``corners`` are rounded at the top only: content follows."""

    def __init__(
        self, theme: Theme, tone: Tone, *, height: float = 236, corners: float = RADIUS_CARD
    ) -> None:
        super().__init__()
        self._theme = theme
        self._tone = tone
        self._corners = corners
        self._height = height
        writing = _COLOURS[tone].writing
        column = Column(theme, spacing=22, margins=(40, 24, 40, 24), parent=self)
        column.addStretch()
        self.head = Row(theme, spacing=34)
        self._shape = VerdictShape(theme, tone, 100 if tone is Tone.REFUSED else 80)
        self._word = Label(theme, Kind.VERDICT, token=writing, wrap=True)
        self._sentence = Label(theme, Kind.SUBSENTENCE, token=writing, wrap=True)
        self.head.addWidget(self._shape)
        self.head.addWidget(self._word, 1)
        column.addLayout(self.head)
        column.addWidget(self._sentence)
        column.addStretch()
        self._sentence.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._rescale)
        self._rescale()

    @property
    def tone(self) -> Tone:
        return self._tone

    def show_answer(
        self, word: str, sentence: str = "", *, tone: Tone | None = None, spoken_more: str = ""
    ) -> None:
        """Show an answer, and say it before anything else when it is a new one."""
        if tone is not None and tone is not self._tone:
            self._take_tone(tone)
        relabel(self._word, word)
        relabel(self._sentence, sentence, hide_empty=True)
        parts = (f"{word}.", sentence, spoken_more)
        spoken = " ".join(filter(None, parts)).replace("**", "")
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)
            announce(self, spoken)

    def _take_tone(self, tone: Tone) -> None:
        self._tone = tone
        writing = _COLOURS[tone].writing
        self._shape.show_tone(tone)
        self._word.set_token(writing)
        self._sentence.set_token(writing)
        self.update()

    def showEvent(self, event: object) -> None:
        announce(self, self.accessibleName())

    def _rescale(self) -> None:
        self.setMinimumHeight(self._theme.px(self._height))
        self.update()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(self._corners)
        box = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(box.adjusted(0, 0, 0, radius), radius, radius)
        painter.setClipRect(self.rect())
        painter.fillPath(shape, self._theme.color(_COLOURS[self._tone].ground))
        painter.end()


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say this at once, whatever it was saying."""
    if not text or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
