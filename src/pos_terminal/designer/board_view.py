"""The board: the card at its true proportions, where things are chosen, moved and sized by hand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CR80_RADIUS_MM
from pos_terminal.card_design.geometry import covered
from pos_terminal.card_design.linter import PRINTER_DPI
from pos_terminal.designer.model import DesignerIntents, DesignerPicture
from pos_terminal.designer.new_elements import Tool
from pos_terminal.designer.preview_view import CardPreview
from pos_terminal.designer.rulers_view import RULER, paint_rulers
from pos_terminal.designer.selection_view import (
    HANDLE,
    frame_of,
    handle_points,
    paint_guides,
    paint_safe_zone,
    paint_selection,
    paint_to_fix,
)
from pos_terminal.designer.sentences_view import tell
from pos_terminal.designer.snapping import Handle
from pos_terminal.look.paint import shadow
from pos_terminal.look.sentences import manner
from pos_terminal.look.theme import Theme, Token

ZOOM_MIN, ZOOM_MAX = 0.5, 4.0
STRIP: Final = 76  # the upper part that the buttons lie on
_MM_PER_INCH: Final = 25.4
_EDGE: Final = 24
_SLOP: Final = 4  # px that a hand trembles
_REACH: Final = 6  # px within which lines draw
_CURSORS: Final = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
}  # fmt: skip
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_STEP_MM, _LARGE_STEP_MM = 0.1, 1.0


class Board(QWidget):
    """`zoomed` tells that the card is shown larger or smaller."""

    zoomed = Signal()

    def __init__(self, theme: Theme, intents: DesignerIntents) -> None:
        super().__init__()
        self._theme = theme
        self._intents = intents
        self._preview = CardPreview()
        self._picture = intents.state
        self._zoom: float | None = None  # none fits the card into the board
        self._shift = QPointF(0, 0)
        self._pressed_at: QPointF | None = None
        self._handle: Handle | None = None
        self._chosen_before = False
        self._dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", False)  # the board draws its own, inside
        theme.changed.connect(self.update)

    def show_state(self, picture: DesignerPicture) -> None:
        if picture.design.size != self._picture.design.size:
            self._shift = QPointF(0, 0)
        self._picture = picture
        side = tell(f"view.side.{picture.side}")
        self.setAccessibleName(tell("view.board", side=side))
        self.setAccessibleDescription(self._spoken())
        self.update()

    def _spoken(self) -> str:
        chosen = self._picture.selection
        if chosen is None:
            return tell("view.board_none")
        write = manner().decimal
        return tell(
            "view.board_chosen",
            kind=tell(f"view.kind.{chosen.kind}"),
            left=write(chosen.box.left, 1),
            top=write(chosen.box.top, 1),
            width=write(chosen.box.width, 1),
            height=write(chosen.box.height, 1),
        )

    # --- Zoom ------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 shows the card as large as it is."""
        return self.per_mm / self._true_per_mm

    @property
    def fits(self) -> bool:
        return self._zoom is None

    @property
    def per_mm(self) -> float:
        """Pixels a millimetre."""
        if self._zoom is not None:
            return self._zoom * self._true_per_mm
        room, size = self._room(), self._picture.design.size
        fit = min(room.width() / size.width, room.height() / size.height)
        true = self._true_per_mm
        return max(ZOOM_MIN * true, min(ZOOM_MAX * true, fit))

    @property
    def _true_per_mm(self) -> float:
        dots = self.screen().physicalDotsPerInch()
        return (dots if dots > 0 else 96.0) / _MM_PER_INCH

    def fit(self) -> None:
        self._zoom = None
        self._shift = QPointF(0, 0)
        self.update()
        self.zoomed.emit()

    def zoom_to(self, zoom: float) -> None:
        self._zoom = max(ZOOM_MIN, min(ZOOM_MAX, zoom))
        self.update()
        self.zoomed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.zoomed.emit()

    def _room(self) -> QRectF:
        px = self._theme.px
        left, top = px(RULER + _EDGE), px(RULER + STRIP)
        return QRectF(
            left,
            top,
            max(1.0, self.width() - left - px(_EDGE)),
            max(1.0, self.height() - top - px(_EDGE)),
        )

    def origin(self) -> QPointF:
        """Where the card's corner is."""
        room, size = self._room(), self._picture.design.size
        middle = room.center() + self._shift
        return QPointF(
            middle.x() - size.width * self.per_mm / 2, middle.y() - size.height * self.per_mm / 2
        )

    def on_screen(self, box: Box) -> QRectF:
        origin, per_mm = self.origin(), self.per_mm
        return QRectF(
            origin.x() + box.left * per_mm,
            origin.y() + box.top * per_mm,
            box.width * per_mm,
            box.height * per_mm,
        )

    def on_card(self, point: QPointF) -> tuple[float, float]:
        origin, per_mm = self.origin(), self.per_mm
        return (point.x() - origin.x()) / per_mm, (point.y() - origin.y()) / per_mm

    # --- By hand ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position()
        self._pressed_at, self._dragging = at, False
        self._handle = self._handle_at(at)
        chosen = self._picture.selection
        self._chosen_before = chosen is not None and self.on_screen(frame_of(chosen)).contains(at)
        if self._handle is None and (
            not self._chosen_before or self._picture.tool is not Tool.SELECT
        ):
            self._intents.press(*self.on_card(at))
            chosen = self._picture.selection
            # A ground under everything is not dragged by the press that only chooses it.
            if chosen is None or chosen.box.holds(self._picture.design.trim):
                self._pressed_at = None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_cursor(at)
            return
        way = at - self._pressed_at
        if not self._dragging:
            if way.manhattanLength() < self._theme.px(_SLOP):
                return
            self._dragging = True
            self._intents.grab()
        right, down = way.x() / self.per_mm, way.y() / self.per_mm
        reach = self._theme.px(_REACH) / self.per_mm
        if self._handle is None:
            self._intents.drag(right, down, reach)
        else:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._intents.stretch(self._handle, right, down, reach, in_proportion=shift)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        if self._dragging:
            self._intents.drop()
        elif self._chosen_before and self._handle is None:
            self._intents.press(*self.on_card(event.position()))
        self._pressed_at, self._handle, self._dragging = None, None, False
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.zoom * (1.1 if by.y() > 0 else 1 / 1.1))
        elif not self.fits:
            self._shift += QPointF(by.x(), by.y()) / 2
            self._keep_in_sight()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = _LARGE_STEP_MM if large else _STEP_MM
            right, down = _ARROWS[key]
            self._intents.nudge(right * step, down * step)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._intents.remove()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._intents.choose_next(backwards=key == Qt.Key.Key_PageUp)
        elif key == Qt.Key.Key_Escape:
            self._intents.choose_tool(Tool.SELECT)
            self._intents.choose(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def _keep_in_sight(self) -> None:
        size = self._picture.design.size
        wide, high = size.width * self.per_mm / 2, size.height * self.per_mm / 2
        x = max(-wide, min(wide, self._shift.x()))
        y = max(-high, min(high, self._shift.y()))
        self._shift = QPointF(x, y)

    def _handle_at(self, at: QPointF) -> Handle | None:
        chosen = self._picture.selection
        if chosen is None or self._picture.tool is not Tool.SELECT:
            return None
        near = self._theme.px(HANDLE)
        points = handle_points(self.on_screen(frame_of(chosen)))
        found = (one for one, point in points.items() if (point - at).manhattanLength() <= near)
        return next(found, None)

    def _show_cursor(self, at: QPointF) -> None:
        handle = self._handle_at(at)
        chosen = self._picture.selection
        if self._picture.tool is not Tool.SELECT:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif handle is not None:
            self.setCursor(_CURSORS[handle.value])
        elif chosen is not None and self.on_screen(frame_of(chosen)).contains(at):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor)

    # --- Painting --------------------------------------------------------------------------------

    def paintEvent(self, event: object) -> None:
        theme, picture = self._theme, self._picture
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(Token.SUNKEN))
        painter.save()
        thick = theme.px(RULER)
        painter.setClipRect(QRectF(self.rect()).adjusted(thick, thick, 0, 0))
        self._paint_card(painter)
        paint_safe_zone(painter, theme, self.on_screen(picture.design.safe))
        rows = tuple(row for row in picture.to_fix if row.side is picture.side)
        if not self._dragging:
            paint_to_fix(painter, theme, rows, self._place_of)
        if picture.selection is not None:
            top = theme.px(RULER + STRIP)
            paint_selection(
                painter,
                theme,
                picture.selection,
                self.on_screen,
                room=QRectF(self.rect()).adjusted(0, top, 0, 0),
                moving=self._dragging,
            )
        paint_guides(painter, theme, picture, self.on_screen)
        painter.restore()
        paint_rulers(painter, theme, QRectF(self.rect()), self.origin(), self.per_mm)
        if self.hasFocus():
            painter.setPen(theme.color(Token.ACCENT_TEXT))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(thick, thick, -1, -1))
        painter.end()

    def _paint_card(self, painter: QPainter) -> None:
        theme, picture = self._theme, self._picture
        place = self.on_screen(picture.design.trim)
        radius = CR80_RADIUS_MM * self.per_mm
        shadow(painter, place, radius, down=theme.px(4), soft=theme.px(12), strength=60)
        drawn = self._preview.pixmap(
            picture.design,
            picture.pictures,
            picture.side,
            picture.card,
            per_mm=self.per_mm,
            ratio=self.devicePixelRatioF(),
            panel_words=tell("view.panel"),
        )
        path = QPainterPath()
        path.addRoundedRect(place, radius, radius)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(place.topLeft(), drawn)
        painter.restore()

    def _place_of(self, element_id: str) -> QRectF:
        found = self._picture.design.find(element_id)
        if found is None or found[0] is not self._picture.side:
            return QRectF()
        return self.on_screen(covered(found[1], self._picture.card, PRINTER_DPI))
