"""Buttons: one filled a screen, others with a border, red only for what takes something away.

A button that cannot be used keeps its place, shows a padlock and says why in a second line.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.icons import LOCKED, draw_icon
from pos_terminal.look.paint import rounded, shadow
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.theme import RADIUS_BUTTON, RADIUS_KEY, Theme, Token, Weight

_GAP = 12
_STATES_KEPT = 4
_WRAP = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class Paint(NamedTuple):
    """The colours of a button in one state."""

    fill: Token | None
    edge: Token | None
    word: Token


class Button(Pressable):
    """What all buttons share. ``key`` is a function key such as ``"F12"`` that presses it."""

    REST: Paint
    PRESSED: Paint
    HEIGHT = 56
    SIDE = 20
    EDGE_WIDTH: float = 1.25

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        icon: str | None = None,
        key: str | None = None,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._icon_name = icon
        self._key = key
        self._large = large
        self._why: str | None = None
        self._drawn: dict[tuple[object, ...], QPixmap] = {}
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if key:
            # Not setShortcut(): that animates the press and so delays every key by 100 ms.
            QShortcut(QKeySequence(key), self).activated.connect(self.click)
        self.set_words(text)

    @property
    def focus_radius(self) -> int:
        return self._theme.px(RADIUS_KEY if self._large else RADIUS_BUTTON)

    def words(self) -> str:
        return self._words

    def set_words(self, text: str) -> None:
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self._restyle()

    def set_icon(self, name: str | None) -> None:
        self._icon_name = name
        self._restyle()

    def turn_off(self, why: str) -> None:
        """Take no presses, and say why not."""
        self._why = why
        self.setEnabled(False)
        self.setAccessibleDescription(why)
        self._restyle()

    def turn_on(self) -> None:
        self._why = None
        self.setEnabled(True)
        self.setAccessibleDescription("")
        self._restyle()

    def why_off(self) -> str | None:
        return self._why

    def _restyle(self) -> None:
        self.setFont(self._theme.font(24 if self._large else 17, Weight.SEMIBOLD))
        self.updateGeometry()
        self.update()

    def _height(self) -> int:
        return self._theme.px(84 if self._large else self.HEIGHT)

    def _icon_side(self) -> int:
        if self._why is not None:
            return self._theme.px(20)
        return self._theme.px(28 if self._large else 22)

    def sizeHint(self) -> QSize:
        width = max(self._content_width(cap=self._key is not None), self._why_width())
        return QSize(round(width + 2 * self._theme.px(self.SIDE)) + 1, self._height())

    def minimumSizeHint(self) -> QSize:
        widest = max((self._text_width(word) for word in self._words.split()), default=0.0)
        icon = self._icon_side() + self._theme.px(_GAP) if self._shown_icon() else 0
        return QSize(round(widest + icon) + 2 * self._theme.px(min(8, self.SIDE)), self._height())

    def _why_font(self) -> QFont:
        return self._theme.font(14.5 if self._large else 13, Weight.MEDIUM)

    def _why_width(self) -> float:
        return QFontMetricsF(self._why_font()).horizontalAdvance(self._why or "")

    def _text_width(self, text: str) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(text) + 1

    def _shown_icon(self) -> str | None:
        return f"{LOCKED}-fill" if self._why is not None else self._icon_name

    def _cap_width(self) -> float:
        font = self._theme.font(13, Weight.BOLD)
        return QFontMetricsF(font).horizontalAdvance(self._key or "") + 2 * self._theme.px(8)

    def _content_width(self, *, cap: bool) -> float:
        gap = self._theme.px(_GAP)
        if not self._words:
            return self._icon_side()  # an icon alone, with a name for screen readers
        width = self._text_width(self._words)
        if self._shown_icon():
            width += self._icon_side() + gap
        if cap and self._why is None:
            width += self._cap_width() + gap
        return width

    def _wrapped_width(self, room: float) -> float:
        """The content's width once the words are broken to fit beside the icon."""
        beside = self._icon_side() + self._theme.px(_GAP) if self._shown_icon() else 0
        words = QFontMetricsF(self.font()).boundingRect(
            QRectF(0, 0, room - beside, self.height()), _WRAP, self._words
        )
        return min(room, words.width() + beside + 2)

    def _paint(self) -> Paint:
        if not self.isEnabled():
            return Paint(Token.SUNKEN, None, Token.INK_2)
        return self.PRESSED if self.isDown() else self.REST

    def _stands_up(self) -> bool:
        """The large main button alone stands a little above its ground and sinks when pressed."""
        return self._large and self.isEnabled() and self.EDGE_WIDTH == 0

    def paintEvent(self, event: object) -> None:
        """Drawn once a state and kept: a scan turns the main button off and on again."""
        theme, ratio = self._theme, self.devicePixelRatioF()
        state = (self._words, self._why, self._icon_name, self.isEnabled(), self.isDown())
        key = (*state, self.size().toTuple(), theme.appearance, theme.scale, ratio)
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= _STATES_KEPT:
                self._drawn.clear()
            drawn = QPixmap(self.size() * ratio)
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            self._draw(painter)
            painter.end()
            self._drawn[key] = drawn
        painter = QPainter(self)
        painter.drawPixmap(0, 0, drawn)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        paint = self._paint()
        theme = self._theme
        box = QRectF(self.rect())
        if self._stands_up():
            box.adjust(0, 0, 0, -theme.px(3))
            if self.isDown():
                box.translate(0, theme.px(2))
            else:
                ground = box.adjusted(theme.px(1), 0, -theme.px(1), 0)
                shadow(painter, ground, self.focus_radius, down=theme.px(2), soft=2, strength=44)
        rounded(
            painter,
            box,
            self.focus_radius,
            theme.color(paint.fill) if paint.fill else None,
            edge=theme.color(paint.edge) if paint.edge else None,
            edge_width=self.EDGE_WIDTH * theme.scale,
        )
        self._paint_content(painter, box, theme.color(paint.word))

    def _paint_content(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        """Icon, words and key cap in the middle; in a tight place the cap goes, then it wraps."""
        theme = self._theme
        gap = theme.px(_GAP)
        room = box.width() - 2 * theme.px(min(8, self.SIDE))
        cap = self._key is not None and self._why is None
        if cap and self._content_width(cap=True) > room:
            cap = False
        if self._why:
            box = self._paint_why(painter, box, ink)
        width = self._content_width(cap=cap)
        if width > room:
            width = self._wrapped_width(room)
        left = box.left() + (box.width() - width) / 2
        icon = self._shown_icon()
        if icon:
            side = self._icon_side()
            top = box.center().y() - side / 2
            draw_icon(painter, icon, QRectF(left, top, side, side), ink)
            left += side + gap
            width -= side + gap
        if cap:
            width -= self._cap_width() + gap
        painter.setFont(self.font())
        painter.setPen(ink)
        painter.drawText(QRectF(left, box.top(), width, box.height()), _WRAP, self._words)
        if cap:
            self._paint_cap(painter, left + width + gap, box.center().y(), ink)

    def _paint_why(self, painter: QPainter, box: QRectF, ink: QColor) -> QRectF:
        """The second line; returns what is left for the first."""
        font = self._why_font()
        painter.setFont(font)
        painter.setPen(ink)
        line = QFontMetricsF(font).height()
        first = QFontMetricsF(self.font()).height()
        top = box.top() + (box.height() - line - first) / 2
        painter.drawText(
            QRectF(box.left(), top + first, box.width(), line),
            Qt.AlignmentFlag.AlignCenter,
            self._why or "",
        )
        return QRectF(box.left(), top, box.width(), first)

    def _paint_cap(self, painter: QPainter, left: float, middle: float, ink: QColor) -> None:
        theme = self._theme
        height = theme.px(24)
        box = QRectF(left, middle - height / 2, self._cap_width(), height)
        ground = QColor(ink)
        ground.setAlphaF(0.16)
        rounded(painter, box, theme.px(6), ground)
        painter.setFont(theme.font(13, Weight.BOLD))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key or "")


class PrimaryButton(Button):
    """The one thing to do on this screen. There is one a screen, bottom right."""

    EDGE_WIDTH = 0
    REST = Paint(Token.ACCENT, None, Token.ON_ACCENT)
    PRESSED = Paint(Token.ACCENT_PRESSED, None, Token.ON_ACCENT)


class SecondaryButton(Button):
    """Everything else that can be done."""

    REST = Paint(Token.SURFACE, Token.BORDER, Token.INK)
    PRESSED = Paint(Token.SUNKEN, Token.BORDER, Token.INK)


class DangerButton(Button):
    """What takes something away. Red border and word; filled red is only for holding."""

    EDGE_WIDTH = 1.5
    REST = Paint(Token.SURFACE, Token.REFUSED, Token.REFUSED_TEXT)
    PRESSED = Paint(Token.REFUSED_TINT, Token.REFUSED, Token.REFUSED_TEXT)


class LinkButton(Button):
    """A quiet act in the text's own line: accent words without a border, 48 px to touch."""

    HEIGHT = 48
    SIDE = 12
    REST = Paint(None, None, Token.ACCENT_TEXT)
    PRESSED = Paint(Token.ACCENT_TINT, None, Token.ACCENT_TEXT)

    def _restyle(self) -> None:
        super()._restyle()
        self.setFont(self._theme.font(15.5, Weight.SEMIBOLD))


class FlushLink(LinkButton):
    """A link whose words end where the text around them does."""

    SIDE = 0


class QuietButton(LinkButton):
    """Like a link, in ink: language, theme, back."""

    REST = Paint(None, None, Token.INK_2)
    PRESSED = Paint(Token.SUNKEN, None, Token.INK)


class FlushQuietButton(QuietButton):
    """A quiet button whose words begin where the text around them does."""

    SIDE = 0
