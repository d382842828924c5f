"""Rulers in millimetres along the upper and the left edge."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pos_terminal.designer.sentences_view import tell
from pos_terminal.look.theme import Theme, Token, Weight

RULER: Final = 29
_LABEL_LEAST: Final = 34  # px between two numbers


def paint_rulers(
    painter: QPainter, theme: Theme, size: QRectF, origin: QPointF, per_mm: float
) -> None:
    """``origin`` is where the card's corner is."""
    thick = theme.px(RULER)
    surface, line = theme.color(Token.SURFACE), theme.color(Token.LINE)
    painter.fillRect(QRectF(0, 0, size.width(), thick), surface)
    painter.fillRect(QRectF(0, 0, thick, size.height()), surface)
    painter.setFont(theme.font(12, Weight.MEDIUM))
    step = next((mm for mm in (1, 2, 5, 10, 20, 50) if mm * per_mm >= theme.px(_LABEL_LEAST)), 100)
    tick = next((mm for mm in (1, 2, 5, 10) if mm * per_mm >= theme.px(4)), 20)
    pen = QPen(theme.color(Token.BORDER), max(1, theme.px(1)))
    for upright in (False, True):
        start = origin.y() if upright else origin.x()
        end = size.height() if upright else size.width()
        first = math.ceil((thick - start) / per_mm / tick) * tick
        for mm in range(first, math.ceil((end - start) / per_mm) + 1, tick):
            at = start + mm * per_mm
            if at < thick:
                continue
            labelled = mm % step == 0
            length = theme.px(12 if labelled else 5)
            painter.setPen(pen)
            if upright:
                painter.drawLine(QPointF(thick - length, at), QPointF(thick, at))
            else:
                painter.drawLine(QPointF(at, thick - length), QPointF(at, thick))
            if labelled and thick + theme.px(10) < at < end - theme.px(10):
                painter.setPen(theme.color(Token.INK_3))
                _number(painter, theme, str(mm), at, upright=upright)
    corner = QRectF(0, 0, thick, thick)
    painter.fillRect(corner, surface)
    painter.setPen(theme.color(Token.INK_3))
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, tell("view.mm"))
    painter.setPen(QPen(line, max(1, theme.px(1))))
    painter.drawLine(QPointF(0, thick), QPointF(size.width(), thick))
    painter.drawLine(QPointF(thick, 0), QPointF(thick, size.height()))


def _number(painter: QPainter, theme: Theme, text: str, at: float, *, upright: bool) -> None:
    px = theme.px
    if upright:
        box = QRectF(0, at - px(9), px(16), px(18))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    else:
        box = QRectF(at - px(24), px(1), px(48), px(15))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
