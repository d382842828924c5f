"""An enrolment code, large enough to be typed from across the counter, and the time it has left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token, Weight

_HEIGHT: Final = 112
_GAP: Final = 14
_LETTERS_MAX: Final = 60
_LETTERS_MIN: Final = 24
_SPACING: Final = 8.0
SOON_MS: Final = 120_000


class CodeDisplay(QLabel):
    """A label, so that a screen reader finds a text here; each group stands on a tile."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._groups: tuple[str, ...] = ()
        self._ended = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    @property
    def groups(self) -> tuple[str, ...]:
        return self._groups

    def show_code(self, groups: tuple[str, ...], *, spoken: str, ended: bool) -> None:
        """A code that has ended is not legible any more, so that nobody types it in vain."""
        self._groups = tuple("·" * len(group) for group in groups) if ended else groups
        self._ended = ended
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(_HEIGHT))

    def paintEvent(self, event: object) -> None:
        if not self._groups:
            return
        theme, px = self._theme, self._theme.px
        count = len(self._groups)
        width = (self.width() - px(_GAP) * (count - 1)) / count
        painter = QPainter(self)
        font = theme.font(self._letters(width), Weight.BOLD, spacing=_SPACING)
        ink = theme.color(Token.INK_3 if self._ended else Token.INK)
        for place, group in enumerate(self._groups):
            tile = QRectF(place * (width + px(_GAP)), 0, width, self.height())
            rounded(
                painter,
                tile,
                px(RADIUS_KEY),
                theme.color(Token.CANVAS),
                edge=theme.color(Token.LINE),
                edge_width=max(1, px(1)),
            )
            painter.setFont(font)
            painter.setPen(ink)
            # The space after the last letter would move the group off its middle.
            after = QFontMetricsF(font).horizontalAdvance(group[-1:]) * _SPACING / 100
            painter.drawText(tile.adjusted(after, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, group)
        painter.end()

    def _letters(self, width: float) -> float:
        """The largest size, in px of the sketches, at which every group fits on its tile."""
        theme = self._theme
        probe = QFontMetricsF(theme.font(50, Weight.BOLD, spacing=_SPACING))
        widest = max(probe.horizontalAdvance(group) for group in self._groups)
        room = width - 2 * theme.px(20)
        return max(_LETTERS_MIN, min(_LETTERS_MAX, 50 * room / max(1.0, widest)))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class TimeBar(QWidget):
    """How much of the code's time is left. The words beside it say the same."""

    def __init__(self, theme: Theme, now_ms: Callable[[], int]) -> None:
        super().__init__()
        self._theme = theme
        self._now_ms = now_ms
        self._from_ms = 0
        self._until_ms = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_time(self, from_ms: int, until_ms: int) -> None:
        self._from_ms, self._until_ms = from_ms, until_ms
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(8))

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        radius = box.height() / 2
        rounded(painter, box, radius, theme.color(Token.SUNKEN))
        left_ms = self._until_ms - self._now_ms()
        share = left_ms / max(1, self._until_ms - self._from_ms)
        if share > 0:
            box.setWidth(max(box.height(), box.width() * min(1.0, share)))
            soon = left_ms <= SOON_MS
            ink = theme.color(Token.NOT_KNOWN_RING if soon else Token.ACCENT)
            rounded(painter, box, radius, ink)
        painter.end()


def minutes_left(left_ms: int) -> str:
    """14:32; rounded down: a second too few does no harm, one too many does."""
    seconds = max(0, left_ms) // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"
