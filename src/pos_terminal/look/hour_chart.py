"""Bars over the hours of a day, in one colour, and a line over them; the highest has its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.theme import Theme, Token, Weight

_AXIS: Final = 36
_FOOT: Final = 30
_HEAD: Final = 22
_GRID_LINES: Final = 4


class HourChart(QWidget):
    """``show_bars`` gives each hour its number, and what the line is at."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[tuple[int, int], ...] = ()
        self._line: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_bars(
        self, bars: Sequence[tuple[int, int]], spoken: str, line: Sequence[int] = ()
    ) -> None:
        """Hours with their numbers; ``spoken`` says them in words. The line has a point an hour."""
        self._bars = tuple(bars)
        self._line = tuple(line)
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self._theme.px(160))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(110))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = QRectF(self.rect()).adjusted(px(_AXIS), px(_HEAD), 0, -px(_FOOT))
        top = scale_top(max((*(count for _, count in self._bars), *self._line), default=0))
        self._paint_grid(painter, field, top)
        pitch = field.width() / max(1, len(self._bars))
        for place, (hour, count) in enumerate(self._bars):
            column = QRectF(field.left() + pitch * place, field.top(), pitch, field.height())
            painter.setFont(theme.font(13, Weight.MEDIUM))
            painter.setPen(theme.color(Token.INK_3))
            below = QRectF(column.left(), field.bottom() + px(6), pitch, px(20))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(hour))
            if count:
                height = max(float(px(2)), field.height() * count / top)
                self._paint_bar(painter, column, height)
        self._paint_line(painter, field, pitch, top)
        self._paint_highest(painter, field, pitch, top)
        painter.end()

    def _paint_grid(self, painter: QPainter, field: QRectF, top: int) -> None:
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font(13, Weight.MEDIUM))
        for line in range(_GRID_LINES + 1):
            y = field.bottom() - field.height() * line / _GRID_LINES
            painter.setPen(QPen(theme.color(Token.LINE), max(1, px(1))))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(theme.color(Token.INK_3))
            number = QRectF(0, y - px(10), field.left() - px(12), px(20))
            middle_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(number, middle_right, str(top * line // _GRID_LINES))

    def _paint_line(self, painter: QPainter, field: QRectF, pitch: float, top: int) -> None:
        points = [
            QPointF(
                field.left() + pitch * (place + 0.5), field.bottom() - field.height() * at / top
            )
            for place, at in enumerate(self._line)
        ]
        # A rim in the colour of the ground keeps it apart from the bars that it crosses.
        for token, width in ((Token.SURFACE, 5), (Token.INK_2, 2)):
            pen = QPen(self._theme.color(token), self._theme.px(width))
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(points)

    def _paint_highest(self, painter: QPainter, field: QRectF, pitch: float, top: int) -> None:
        """The numbers of the highest bars, readable also where the line passes."""
        theme, px = self._theme, self._theme.px
        highest = max((count for _, count in self._bars), default=0)
        painter.setFont(theme.font(15, Weight.BOLD))
        for place, (_, count) in enumerate(self._bars):
            if count and count == highest:
                y = field.bottom() - field.height() * count / top
                above = QRectF(field.left() + pitch * place, y - px(22), pitch, px(20))
                text = painter.boundingRect(above, Qt.AlignmentFlag.AlignCenter, str(count))
                painter.fillRect(text.adjusted(-px(3), 0, px(3), 0), theme.color(Token.SURFACE))
                painter.setPen(theme.color(Token.INK))
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_bar(self, painter: QPainter, column: QRectF, height: float) -> None:
        theme, px = self._theme, self._theme.px
        width = min(column.width() * 0.66, px(44))
        bar = QRectF(column.center().x() - width / 2, column.bottom() - height, width, height)
        radius = min(px(6), height, width / 2)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(bar, radius, radius)
        path.addRect(bar.adjusted(0, radius, 0, 0))  # flat on its foot
        painter.fillPath(path.simplified(), theme.color(Token.ACCENT))


def scale_top(highest: int) -> int:
    """The number at the top of the axis: a multiple of four that is easily read."""
    steps = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500, 5000)
    step = next((step for step in steps if highest <= step * _GRID_LINES), highest)
    return step * _GRID_LINES
