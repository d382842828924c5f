"""The demo shop's ribbon: over every screen, so that nobody takes a demo for a real till."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.theme import Theme, Token, Weight
from pos_terminal.words import Message

CONTEXT: Final = "demo_ribbon"
SENTENCES: Final[dict[str, str]] = {
    "demo": QT_TRANSLATE_NOOP("demo_ribbon", "Demo shop, no real cards or money"),
}
_STRIPE = 5
_HEIGHT = 26  # less than the margin that every screen leaves at its foot


class DemoRibbon(QWidget):
    """A striped edge along the foot of the window, and a tab standing on it that says why.

    Not at the top: there the state of the till is said, and nothing may lie over it.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._place)
        window.installEventFilter(self)
        self._name()
        self._place()

    def _name(self) -> None:
        self.setAccessibleName(say(CONTEXT, SENTENCES, Message("demo")))
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
        height = self._theme.px(_HEIGHT)
        self.setGeometry(0, self._window.height() - height, self._window.width(), height)
        self.raise_()
        self.update()

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_edge(painter)
        text = self.accessibleName()
        font = theme.font(13, Weight.SEMIBOLD)
        words = QFontMetricsF(font).horizontalAdvance(text)
        width = words + px(16) + px(8) + 2 * px(18)
        tab = QRectF((self.width() - width) / 2, 0, width, px(_HEIGHT))
        path = QPainterPath()
        path.addRoundedRect(tab.adjusted(0, 0, 0, px(12)), px(12), px(12))
        painter.fillPath(path, theme.color(Token.INK))
        ink = theme.color(Token.CANVAS)
        icon = QRectF(tab.left() + px(18), (tab.height() - px(16)) / 2, px(16), px(16))
        draw_icon(painter, "flask-fill", icon, ink)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(tab.adjusted(px(42), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _paint_edge(self, painter: QPainter) -> None:
        """Slanted stripes in ink and accent."""
        theme = self._theme
        height = theme.px(_STRIPE)
        painter.save()
        painter.translate(0, self.height() - height)
        painter.setClipRect(0, 0, self.width(), height)
        painter.fillRect(self.rect(), theme.color(Token.ACCENT))
        pitch = theme.px(20)
        path = QPainterPath()
        for left in range(-pitch, self.width() + pitch, pitch):
            path.moveTo(left, height)
            path.lineTo(left + height, 0)
            path.lineTo(left + height + pitch / 2, 0)
            path.lineTo(left + pitch / 2, height)
            path.closeSubpath()
        painter.fillPath(path, theme.color(Token.INK))
        painter.restore()
