"""Keys for a PIN, and the dots that count its digits. It knows no PIN, it passes presses on."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.theme import RADIUS_KEY, Appearance, Theme, Token, Weight
from pos_terminal.words import Message

CONTEXT: Final = "pin_pad"
SENTENCES: Final[dict[str, str]] = {
    "erase": QT_TRANSLATE_NOOP("pin_pad", "Erase the last digit"),
    "enter": QT_TRANSLATE_NOOP("pin_pad", "Enter the PIN"),
    "digits": QT_TRANSLATE_NOOP("pin_pad", "One digit entered|{count} digits entered"),
}
KEY_WIDTH: Final = 120
KEY_HEIGHT: Final = 92
KEY_GAP: Final = 12
DOTS_LEAST: Final = 6


class PinKey(Pressable):
    """One key: a digit, or an icon. Only a touch tints it; the keyboard never does."""

    def __init__(
        self, theme: Theme, *, digit: str = "", icon: str = "", main: bool = False
    ) -> None:
        super().__init__(theme)
        self._digit = digit
        self._icon = icon
        self._main = main
        self.setAccessibleName(digit)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def focus_radius(self) -> int:
        return self._theme.px(RADIUS_KEY)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(KEY_WIDTH), self._theme.px(KEY_HEIGHT))

    def _tokens(self) -> tuple[Token | None, Token | None, Token]:
        """Ground, edge and writing."""
        if self._main:
            if not self.isEnabled():
                return Token.SUNKEN, None, Token.INK_3
            ground = Token.ACCENT_PRESSED if self.isDown() else Token.ACCENT
            return ground, None, Token.ON_ACCENT
        if self.isDown():
            return Token.ACCENT_TINT, Token.ACCENT_TEXT, Token.ACCENT_TEXT
        if not self.isEnabled():
            return Token.SUNKEN, None, Token.INK_3
        if self._icon:
            return None, None, Token.INK
        ground = Token.SUNKEN if self._theme.appearance is Appearance.DARK else Token.CANVAS
        return ground, Token.LINE, Token.INK

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        ground, edge, ink = self._tokens()
        painter = QPainter(self)
        box = QRectF(self.rect())
        rounded(
            painter,
            box,
            self.focus_radius,
            theme.color(ground) if ground else None,
            edge=theme.color(edge) if edge else None,
            edge_width=theme.px(2) if self.isDown() else theme.scale,
        )
        if self._icon:
            side = theme.px(28)
            square = QRectF(0, 0, side, side)
            square.moveCenter(box.center())
            draw_icon(painter, self._icon, square, theme.color(ink))
        else:
            painter.setFont(theme.font(36, Weight.SEMIBOLD))
            painter.setPen(theme.color(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._digit)
        painter.end()


class PinPad(QWidget):
    """`digit`, `erased` and `entered` pass on presses, of the pad or through `take_key`."""

    digit = Signal(str)
    erased = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._digits: list[PinKey] = []
        for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0):
            key = PinKey(theme, digit=str(number))
            key.clicked.connect(partial(self.digit.emit, str(number)))
            self._digits.append(key)
            row, column = (3, 1) if number == 0 else divmod(number - 1, 3)
            self._grid.addWidget(key, row, column)
        self._erase = PinKey(theme, icon="backspace")
        self._erase.clicked.connect(self.erased)
        self._enter = PinKey(theme, icon="arrow-right", main=True)
        self._enter.clicked.connect(self.entered)
        self._grid.addWidget(self._erase, 3, 0)
        self._grid.addWidget(self._enter, 3, 2)
        self.setTabOrder(self._digits[8], self._erase)
        self.setTabOrder(self._erase, self._digits[9])
        self.setTabOrder(self._digits[9], self._enter)
        theme.changed.connect(self._rescale)
        self._rescale()
        self._name_keys()

    def _rescale(self) -> None:
        self._grid.setSpacing(self._theme.px(KEY_GAP))

    def _name_keys(self) -> None:
        self._erase.setAccessibleName(say(CONTEXT, SENTENCES, Message("erase")))
        self._enter.setAccessibleName(say(CONTEXT, SENTENCES, Message("enter")))

    def allow(self, *, digits: bool, enter: bool, why_not: str = "") -> None:
        """What may be pressed now; the arrow's description says why it may not."""
        for key in (*self._digits, self._erase):
            key.setEnabled(digits)
        self._enter.setEnabled(enter)
        self._enter.setAccessibleDescription("" if enter else why_not)

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a key of the keyboard; tell whether it was one for a PIN."""
        text = event.text()
        if len(text) == 1 and text in "0123456789":
            if self._digits[0].isEnabled():
                self.digit.emit(text)
            return True
        if event.key() == Qt.Key.Key_Backspace:
            if self._erase.isEnabled():
                self.erased.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._enter.isEnabled():
                self.entered.emit()
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name_keys()
        super().changeEvent(event)


class PinDots(QWidget):
    """Dots only, six or more; the digits themselves never reach the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(say(CONTEXT, SENTENCES, Message("digits", {"count": count})))
        self._restyle()

    def _dots(self) -> int:
        return max(DOTS_LEAST, self._count)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        pitch = 34 if self._dots() <= DOTS_LEAST else 28
        return QSize(px(20) + px(pitch) * (self._dots() - 1), px(20))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = px(34 if self._dots() <= DOTS_LEAST else 28)
        for index in range(self._dots()):
            box = QRectF(px(1) + index * pitch, px(1), px(18), px(18))
            if index < self._count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(Token.INK))
            else:
                painter.setPen(QPen(theme.color(Token.BORDER), px(2)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                box.adjust(px(1), px(1), -px(1), -px(1))
            painter.drawEllipse(box)
        painter.end()
