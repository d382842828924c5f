"""The sheet that was read last, as a map: where a symbol stands, and how it stands with it.

What is printed on the sheet is not shown, since it may bear codes.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded, shadow
from pos_terminal.look.theme import Theme, Token
from pos_terminal.proofing.grades import Grade
from pos_terminal.proofing.model import Mark, SheetMap, Standing

_WIDTH: Final = 240
_HEIGHT: Final = 300
_EDGE: Final = 10
_LEAST: Final = (44, 16)
_BADGE: Final = 24
_BARS: Final = 14


class _Badge(NamedTuple):
    ground: Token
    ink: Token
    icon: str


# Solid, since paper is white in the dark theme too.
_BADGES: Final = {
    Standing.READ: _Badge(Token.ACCENT, Token.ON_ACCENT, "barcode-bold"),
    Standing.ASKED: _Badge(Token.ACCENT, Token.ON_ACCENT, "hourglass-medium-bold"),
    Standing.UNANSWERED: _Badge(Token.NOT_KNOWN, Token.ON_NOT_KNOWN, "hourglass-medium-bold"),
    Standing.PROVEN: _Badge(Token.ACTIVATED, Token.ON_ACTIVATED, "check-bold"),
    Standing.REFUSED: _Badge(Token.REFUSED, Token.ON_REFUSED, "x-bold"),
    Standing.UNREAD: _Badge(Token.REFUSED, Token.ON_REFUSED, "question-bold"),
}
_BAD_PRINT: Final = _Badge(Token.NOT_KNOWN, Token.ON_NOT_KNOWN, "warning-bold")


class MapPaper(QWidget):
    """Paper, bars, and on each a badge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._map: SheetMap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_map(self, sheet: SheetMap | None, spoken: str) -> None:
        self._map = sheet
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paintEvent(self, event: object) -> None:
        if self._map is None:
            return
        theme = self._theme
        painter = QPainter(self)
        paper = self._paper(self._map.shape)
        shadow(painter, paper, 3, down=theme.px(2), soft=theme.px(8), strength=30)
        rounded(painter, paper, 3, theme.color(Token.PAPER))
        for mark in self._map.marks:
            self._paint_mark(painter, paper, mark)
        painter.end()

    def _paper(self, shape: float) -> QRectF:
        """As large as there is room for, in the sheet's own shape."""
        edge = self._theme.px(_EDGE)
        room = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        width = min(room.width(), room.height() / shape)
        paper = QRectF(0, 0, width, width * shape)
        paper.moveCenter(room.center())
        return paper

    def _paint_mark(self, painter: QPainter, paper: QRectF, mark: Mark) -> None:
        theme, place = self._theme, mark.place
        box = QRectF(
            paper.left() + place.left * paper.width(),
            paper.top() + place.top * paper.height(),
            place.width * paper.width(),
            place.height * paper.height(),
        )
        middle = box.center()
        box.setWidth(max(box.width(), theme.px(_LEAST[0])))
        box.setHeight(max(box.height(), theme.px(_LEAST[1])))
        box.moveCenter(middle)
        pitch = box.width() / _BARS
        for bar in range(_BARS):
            width = pitch * (0.6 if bar % 3 else 0.3)
            line = QRectF(box.left() + pitch * bar, box.top(), width, box.height())
            painter.fillRect(line, theme.color(Token.ON_PAPER_QUIET))
        badge = _badge(mark)
        side = theme.px(_BADGE)
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(middle)
        rim = disc.adjusted(-2, -2, 2, 2)
        rounded(painter, rim, rim.height() / 2, theme.color(Token.PAPER))
        rounded(painter, disc, side / 2, theme.color(badge.ground))
        inset = side * 0.2
        icon = disc.adjusted(inset, inset, -inset, -inset)
        draw_icon(painter, badge.icon, icon, theme.color(badge.ink))


def _badge(mark: Mark) -> _Badge:
    is_bad = mark.grade in (Grade.THIN, Grade.POOR)
    is_fine = mark.standing in (Standing.READ, Standing.PROVEN)
    return _BAD_PRINT if is_bad and is_fine else _BADGES[mark.standing]
