"""Small parts of the page: the switch, swatches of colour, tools."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.fields import TextField
from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, RADIUS_TILE, Theme, Token, Weight

SWATCHES_MAX: Final = 5


class ToolButton(Pressable):
    """Icon over word; tinted while it is the tool in hand."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme)
        self._icon = icon
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.update()

    def nextCheckState(self) -> None:
        """The presenter says which tool is in hand."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(66), self._theme.px(64))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked() or self.isDown():
            ground = Token.ACCENT_TINT if self.isChecked() else Token.SUNKEN
            rounded(painter, box, px(RADIUS_BUTTON), theme.color(ground))
        ink = theme.color(Token.ACCENT_TEXT if self.isChecked() else Token.INK_2)
        side = px(22)
        draw_icon(painter, self._icon, QRectF((box.width() - side) / 2, px(9), side, side), ink)
        painter.setFont(theme.font(12.5, Weight.SEMIBOLD if self.isChecked() else Weight.MEDIUM))
        painter.setPen(ink)
        painter.drawText(
            QRectF(0, px(35), box.width(), px(22)), Qt.AlignmentFlag.AlignCenter, self.text()
        )
        painter.end()


class Switch(Pressable):
    """On or off. It shows what the presenter says; a press asks for the other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def focus_radius(self) -> int:
        return self._theme.px(24)

    def nextCheckState(self) -> None:
        """The presenter says so."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(52), self._theme.px(48))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        high = px(30)
        box = QRectF(0, (self.height() - high) / 2, self.width(), high)
        fill = Token.ACCENT if self.isChecked() else Token.BORDER
        rounded(painter, box, high / 2, theme.color(fill))
        inset = px(3)
        knob = high - 2 * inset
        left = box.right() - inset - knob if self.isChecked() else box.left() + inset
        rounded(
            painter,
            QRectF(left, box.top() + inset, knob, knob),
            knob / 2,
            theme.color(Token.ON_ACCENT),
        )
        painter.end()


class SwitchRow(QWidget):
    """A word with its switch. `switched` asks for ``"on"`` or ``"off"``."""

    switched = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, parent=self)
        self._label = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self.switch = Switch(theme)
        row.addWidget(self._label, 1)
        row.addWidget(self.switch)
        self.switch.clicked.connect(self._ask)

    def show_switch(self, words: str, *, on: bool) -> None:
        self._label.setText(words)
        self.switch.setAccessibleName(words)
        self.switch.setChecked(on)

    def _ask(self) -> None:
        self.switched.emit("off" if self.switch.isChecked() else "on")


class Swatch(Pressable):
    """A colour that the design has, to be taken once more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_colour(self, colour: str) -> None:
        self.colour = colour
        self.setAccessibleName(colour)
        self.setToolTip(colour)
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(48)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        inset = theme.px(5)
        painter = QPainter(self)
        rounded(
            painter,
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
            theme.px(RADIUS_TILE),
            QColor(self.colour),
            edge=theme.color(Token.BORDER),
        )
        painter.end()


class ColourField(QWidget):
    """A colour to type, or to take from those of the design. `chosen` brings it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=4, parent=self)
        self.field = TextField(theme, size=16)
        column.addWidget(self.field)
        row = Row(theme, spacing=2)
        self.swatches = [Swatch(theme) for _ in range(SWATCHES_MAX)]
        for swatch in self.swatches:
            row.addWidget(swatch)
            swatch.clicked.connect(lambda _checked=False, one=swatch: self.chosen.emit(one.colour))
        row.addStretch(1)
        column.addLayout(row)

    def show_colours(self, colours: tuple[str, ...]) -> None:
        for place, swatch in enumerate(self.swatches):
            swatch.setVisible(place < len(colours))
            if place < len(colours):
                swatch.show_colour(colours[place])
