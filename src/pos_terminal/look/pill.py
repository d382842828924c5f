"""A state as a tint with icon and word. Colour never stands alone."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.icons import OCTAGON_CROSS, WAITING, draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import Theme, Token, Weight


class Mood(Enum):
    """What a state means: its tint, its writing and its usual icon."""

    ACTIVATED = (Token.ACTIVATED_TINT, Token.ACTIVATED_TEXT, "check-circle-fill")
    REFUSED = (Token.REFUSED_TINT, Token.REFUSED_TEXT, OCTAGON_CROSS)
    NOT_KNOWN = (Token.NOT_KNOWN_TINT, Token.NOT_KNOWN_TEXT, f"{WAITING}-bold")
    ACCENT = (Token.ACCENT_TINT, Token.ACCENT_TEXT, "info-bold")
    QUIET = (Token.SUNKEN, Token.INK_2, "info-bold")

    @property
    def tint(self) -> Token:
        return self.value[0]

    @property
    def writing(self) -> Token:
        return self.value[1]

    @property
    def icon(self) -> str:
        return self.value[2]


class Pill(QWidget):
    """``bare`` leaves the tint out: icon and word alone, as in the top bar and in rows."""

    def __init__(
        self,
        theme: Theme,
        mood: Mood,
        text: str = "",
        *,
        icon: str | None = None,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bare = bare
        self._icon: str | None = icon
        self._mood = mood
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self.show_state(mood, text, icon=icon)

    def show_state(self, mood: Mood, text: str, *, icon: str | None = None) -> None:
        self._mood = mood
        self._text = text
        self._icon = icon or mood.icon
        self.setAccessibleName(text)
        self._restyle()

    def text(self) -> str:
        return self._text

    def _restyle(self) -> None:
        self.setFont(self._theme.font(15, Weight.SEMIBOLD))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        words = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        side = 0 if self._bare else px(12)
        return QSize(round(words + px(18) + px(8) + 2 * side) + 2, px(24 if self._bare else 32))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        if not self._bare:
            rounded(painter, box, box.height() / 2, theme.color(self._mood.tint))
        ink = theme.color(self._mood.writing)
        left = 0 if self._bare else px(12)
        side = px(18)
        draw_icon(
            painter, self._icon or "info", QRectF(left, (box.height() - side) / 2, side, side), ink
        )
        painter.setFont(self.font())
        painter.setPen(ink)
        painter.drawText(
            box.adjusted(left + side + px(8), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text
        )
        painter.end()
