"""The live picture as a widget: rounded, filled to its edges, with the barcode marked where it is.

The mark stays two seconds after the barcode was last seen, with corners and a word, so that a
glance is enough. Words and colours are given, so that this part knows neither language nor theme.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QIcon,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QWidget

from pos_terminal.scanning.found import Point
from pos_terminal.scanning.frame_reader import Reading

MARK_STAYS_MS: Final = 2000
_MARGIN: Final = 10.0
_CORNER_LENGTH: Final = 34.0
_CORNER_RADIUS: Final = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelColours:
    """The defaults are those of the light theme; the picture itself has none."""

    well: str = "#EDEDE8"
    on_well: str = "#4A4F59"
    mark: str = "#2B4BD6"
    halo: str = "#FFFFFF"
    pill: str = "#15171C"
    on_pill: str = "#FFFFFF"
    live: str = "#3FD68F"
    seen_pill: str = "#FFFFFF"
    on_seen_pill: str = "#15171C"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelWords:
    """What the panel says; an empty word leaves its place empty."""

    live: str = ""
    seen: str = ""
    without_picture: str = ""


class CameraPanel(QWidget):
    """Shows frames and readings; ``clear`` it when the camera is off or lost."""

    def __init__(
        self,
        colours: PanelColours | None = None,
        words: PanelWords | None = None,
        *,
        radius: float = 20.0,
        scale: float = 1.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._colours = colours or PanelColours()
        self._words = words or PanelWords()
        self._radius, self._scale = radius, scale
        self._seen_icon = QIcon()
        self._frame: QVideoFrame | None = None
        self._image = QImage()
        self._mark: tuple[Point, ...] = ()
        self._mark_leaves = QTimer(self)
        self._mark_leaves.setSingleShot(True)
        self._mark_leaves.setInterval(MARK_STAYS_MS)
        self._mark_leaves.timeout.connect(self._drop_mark)

    def show_frame(self, frame: QVideoFrame) -> None:
        """Show the next frame. It becomes an image only when it is painted."""
        self._frame = frame
        self.update()

    def show_reading(self, reading: Reading) -> None:
        """Mark the barcode of a reading; one without leaves the last mark its time."""
        if not reading.found:
            return
        if not self._mark:
            self.update()  # later ones move with the next frame
        self._mark = reading.found[0].polygon
        self._mark_leaves.start()

    def clear(self) -> None:
        """Show no picture but the word for that."""
        self._frame, self._image = None, QImage()
        self._mark_leaves.stop()
        self._drop_mark()

    def set_words(self, words: PanelWords) -> None:
        self._words = words
        self.setAccessibleName(words.live if self._has_picture() else words.without_picture)
        self.update()

    def set_colours(self, colours: PanelColours) -> None:
        self._colours = colours
        self.update()

    def set_seen_icon(self, icon: QIcon) -> None:
        """Put an icon before the word for a barcode that was seen."""
        self._seen_icon = icon
        self.update()

    def set_scale(self, scale: float, *, radius: float) -> None:
        self._scale, self._radius = scale, radius
        self.update()

    @property
    def marks_a_barcode(self) -> bool:
        """Whether a barcode is marked at present."""
        return bool(self._mark)

    def sizeHint(self) -> QSize:
        return QSize(round(640 * self._scale), round(360 * self._scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        image = self._current_image()
        place = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if image.isNull():
            painter.setBrush(QColor(self._colours.well))
            painter.drawRoundedRect(place, self._radius, self._radius)
            self._draw_word_without_picture(painter, place)
            return
        to_panel = _covering(image.size(), place)
        brush = QBrush(image)
        brush.setTransform(to_panel)
        painter.setBrush(brush)
        painter.drawRoundedRect(place, self._radius, self._radius)
        if self._mark:
            self._draw_mark(painter, to_panel, image.size())
        self._draw_pills(painter, place)

    def _has_picture(self) -> bool:
        return self._frame is not None or not self._image.isNull()

    def _is_roomy(self) -> bool:
        """Say whether this is the large picture and not the tile beside a card."""
        return self.width() >= 320 * self._scale

    def _current_image(self) -> QImage:
        if self._frame is not None:
            image = self._frame.toImage()
            self._frame = None
            if not image.isNull():
                self._image = image
        return self._image

    def _draw_mark(self, painter: QPainter, to_panel: QTransform, size: QSize) -> None:
        unit = self._scale * (1.0 if self._is_roomy() else 0.5)
        corners = _spread(
            [to_panel.map(QPointF(x * size.width(), y * size.height())) for x, y in self._mark],
            _MARGIN * unit,
        )
        tint = QColor(self._colours.mark)
        tint.setAlphaF(0.10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawPolygon(QPolygonF(corners))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        for index, corner in enumerate(corners):
            before, after = corners[index - 1], corners[(index + 1) % len(corners)]
            _add_corner(path, before, corner, after, unit)
        for colour, width in ((self._colours.halo, 9.0), (self._colours.mark, 5.0)):
            pen = QPen(QColor(colour), width * unit)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(path)

    def _draw_pills(self, painter: QPainter, place: QRectF) -> None:
        scale = self._scale
        inset = (18 if self._is_roomy() else 8) * scale
        if self._words.live:
            self._draw_pill(painter, QPointF(place.left() + inset, place.top() + inset))
        # A tile has no room for the second word: the corners tell.
        if self._mark and self._words.seen and self._is_roomy():
            self._draw_seen(painter, place, inset)

    def _draw_pill(self, painter: QPainter, top_left: QPointF) -> None:
        scale = self._scale
        font = self._font(15 if self._is_roomy() else 13)
        height = (38 if self._is_roomy() else 26) * scale
        words = self._words.live
        dot = 11 * scale
        width = QFontMetricsF(font).horizontalAdvance(words) + dot + height
        pill = QRectF(top_left.x(), top_left.y(), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.pill))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setBrush(QColor(self._colours.live))
        painter.drawEllipse(
            QRectF(pill.left() + 0.4 * height, pill.center().y() - dot / 2, dot, dot)
        )
        painter.setPen(QColor(self._colours.on_pill))
        painter.setFont(font)
        painter.drawText(
            pill.adjusted(0.4 * height + 1.6 * dot, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            words,
        )

    def _draw_seen(self, painter: QPainter, place: QRectF, inset: float) -> None:
        scale, font, height = self._scale, self._font(16), 46 * self._scale
        icon = 0.0 if self._seen_icon.isNull() else 22 * scale
        gap = 8 * scale if icon else 0.0
        text = QFontMetricsF(font).horizontalAdvance(self._words.seen)
        width = text + icon + gap + height
        pill = QRectF(
            place.center().x() - width / 2, place.bottom() - inset - height, width, height
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.seen_pill))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        left = pill.left() + height / 2
        if icon:
            box = QRectF(left, pill.center().y() - icon / 2, icon, icon)
            self._seen_icon.paint(painter, box.toRect())
        painter.setPen(QColor(self._colours.on_seen_pill))
        painter.setFont(font)
        painter.drawText(
            QRectF(left + icon + gap, pill.top(), text + 2, height),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._words.seen,
        )

    def _draw_word_without_picture(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(QColor(self._colours.on_well))
        painter.setFont(self._font(16))
        painter.drawText(
            place.adjusted(24, 24, -24, -24),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            self._words.without_picture,
        )

    def _font(self, size_px: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(size_px * self._scale))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _drop_mark(self) -> None:
        self._mark = ()
        self.update()


def _covering(size: QSize, place: QRectF) -> QTransform:
    """Lead from the image to the panel so that it is filled, the middle in the middle."""
    factor = max(place.width() / size.width(), place.height() / size.height())
    transform = QTransform()
    transform.translate(place.center().x(), place.center().y())
    transform.scale(factor, factor)
    transform.translate(-size.width() / 2, -size.height() / 2)
    return transform


def _spread(corners: list[QPointF], margin: float) -> list[QPointF]:
    """Move the corners outwards along their edges, so that the marks stand clear of the bars."""
    moved = []
    for index, corner in enumerate(corners):
        x, y = corner.x(), corner.y()
        for neighbour in (corners[index - 1], corners[(index + 1) % len(corners)]):
            length = _distance(corner, neighbour) or 1.0
            x += (corner.x() - neighbour.x()) / length * margin
            y += (corner.y() - neighbour.y()) / length * margin
        moved.append(QPointF(x, y))
    return moved


def _add_corner(
    path: QPainterPath, before: QPointF, corner: QPointF, after: QPointF, unit: float
) -> None:
    for index, neighbour in enumerate((before, after)):
        reach = min(_CORNER_LENGTH * unit, 0.4 * _distance(corner, neighbour))
        outer = _towards(corner, neighbour, reach)
        bend = _towards(corner, neighbour, _CORNER_RADIUS * unit)
        if index == 0:
            path.moveTo(outer)
            path.lineTo(bend)
        else:
            path.quadTo(corner, bend)
            path.lineTo(outer)


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _towards(start: QPointF, goal: QPointF, length: float) -> QPointF:
    part = min(1.0, length / (_distance(start, goal) or 1.0))
    return start + (goal - start) * part
