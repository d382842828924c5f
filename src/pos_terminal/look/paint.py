"""Strokes that several parts share: rounded boxes, soft shadows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def rounded(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: QColor | None,
    *,
    edge: QColor | None = None,
    edge_width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded box. The edge lies wholly inside ``box``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(edge, edge_width)
        if dashed:
            pen.setDashPattern([5.0, 3.0])
        painter.setPen(pen)
        inset = edge_width / 2
        box = box.adjusted(inset, inset, -inset, -inset)
        radius -= inset
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)


def shadow(
    painter: QPainter, box: QRectF, radius: float, *, down: float, soft: float, strength: int
) -> None:
    """A soft shadow under ``box``, made of a few fading outlines; cheap enough for every paint."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    steps = 6
    for step in range(steps):
        grow = soft * (1 - step / steps) / 2
        painter.setBrush(QColor(0, 0, 0, max(1, strength // steps)))
        painter.drawRoundedRect(
            box.adjusted(-grow, -grow + down, grow, grow + down), radius + grow, radius + grow
        )
