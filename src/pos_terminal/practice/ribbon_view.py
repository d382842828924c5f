"""The foot of a practice till's window: that nothing is real, and which trouble is switched on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QWidget

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.theme import TOUCH_MIN, Theme, Token, Weight
from pos_terminal.practice.model import PracticeIntents, PracticeState
from pos_terminal.practice.sentences_view import tell, tell_setting

KEY: Final = "F7"
_SIDE: Final = 24
_PILL: Final = 32
_LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignCenter)


class PracticeRibbon(Pressable):
    """Has the foot of the window for itself, so that nothing lies over it and it over nothing.

    A press, or its key, opens the sheet.
    """

    def __init__(self, theme: Theme, intents: PracticeIntents, window: QWidget) -> None:
        super().__init__(theme, window)
        self._window = window
        self._state: PracticeState = intents.state
        self.clicked.connect(intents.toggle)
        QShortcut(QKeySequence(KEY), window).activated.connect(intents.toggle)
        theme.changed.connect(self._place)
        window.installEventFilter(self)
        intents.watch(self.show_state)
        self._place()
        self.show()

    @property
    def focus_radius(self) -> int:
        return 0

    def show_state(self, state: PracticeState) -> None:
        self._state = state
        self._name()

    def _name(self) -> None:
        said = (tell("practice"), tell("unreal"), tell_setting(self._state.setting), tell("open"))
        self.setAccessibleName(". ".join(said))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        height = self._theme.px(TOUCH_MIN)
        window = self._window
        window.setContentsMargins(0, 0, 0, height)
        self.setGeometry(0, window.height() - height, window.width(), height)
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._window.width(), self._theme.px(TOUCH_MIN))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color(Token.PRACTICE))
        room = QRectF(self.rect()).adjusted(px(_SIDE), 0, -px(_SIDE), 0)
        mark_right = self._paint_mark(painter, room)
        room.setRight(self._paint_key(painter, room) - px(10))
        state_left = self._paint_state(painter, room)
        room = QRectF(mark_right, 0, state_left - mark_right, room.height())
        self._paint_invitation(painter, room)
        painter.end()

    def _paint_mark(self, painter: QPainter, room: QRectF) -> float:
        """That it is practice, and what that means; gives where that ends."""
        theme, px = self._theme, self._theme.px
        ink = theme.color(Token.ON_PRACTICE)
        icon = QRectF(room.left(), room.center().y() - px(12), px(24), px(24))
        draw_icon(painter, "graduation-cap-fill", icon, ink)
        left = icon.right() + px(10)
        painter.setPen(ink)
        words = (
            (tell("practice"), theme.font(18, Weight.BOLD, spacing=4)),
            (
                tell("unreal"),
                theme.font(15, Weight.MEDIUM),
            ),
        )
        for text, font in words:
            painter.setFont(font)
            painter.drawText(room.adjusted(left - room.left(), 0, 0, 0), _LEFT, text)
            left += QFontMetricsF(font).horizontalAdvance(text) + px(14)
        return left

    def _paint_invitation(self, painter: QPainter, room: QRectF) -> None:
        """What a press opens, in words, where there is room for them."""
        theme = self._theme
        font, text = theme.font(15, Weight.MEDIUM), tell("open")
        if QFontMetricsF(font).horizontalAdvance(text) + theme.px(48) < room.width():
            painter.setFont(font)
            painter.setPen(theme.color(Token.ON_PRACTICE))
            painter.drawText(room, _MIDDLE, text)

    def _paint_key(self, painter: QPainter, room: QRectF) -> float:
        """Which way the sheet goes, and its key; gives where that begins."""
        theme, px = self._theme, self._theme.px
        font = theme.font(13, Weight.BOLD)
        width = QFontMetricsF(font).horizontalAdvance(KEY) + px(16)
        cap = QRectF(room.right() - width, room.center().y() - px(12), width, px(24))
        ink = theme.color(Token.ON_PRACTICE)
        ground = theme.color(Token.ON_PRACTICE)
        ground.setAlphaF(0.22)
        rounded(painter, cap, px(6), ground)
        painter.setPen(ink)
        painter.setFont(font)
        painter.drawText(cap, _MIDDLE, KEY)
        arrow = QRectF(cap.left() - px(30), cap.center().y() - px(9), px(18), px(18))
        draw_icon(painter, "caret-down-bold" if self._state.open else "caret-up-bold", arrow, ink)
        return arrow.left()

    def _paint_state(self, painter: QPainter, room: QRectF) -> float:
        """The trouble of now, on white where there is one; gives where it begins."""
        theme, px = self._theme, self._theme.px
        trouble = self._state.setting.trouble
        text = tell_setting(self._state.setting)
        font = theme.font(15, Weight.MEDIUM if trouble is None else Weight.SEMIBOLD)
        words = QFontMetricsF(font).horizontalAdvance(text)
        width = words + px(18) + px(8) + 2 * px(14)
        box = QRectF(room.right() - width, room.center().y() - px(_PILL) / 2, width, px(_PILL))
        ink = theme.color(Token.ON_PRACTICE)
        if trouble is not None:
            rounded(painter, box, box.height() / 2, ink)
            ink = theme.color(Token.PRACTICE)
        icon = QRectF(box.left() + px(14), box.center().y() - px(9), px(18), px(18))
        name = "check-circle-bold" if trouble is None else "warning-fill"
        draw_icon(painter, name, icon, ink)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box.adjusted(px(40), 0, 0, 0), _LEFT, text)
        return box.left()
