"""The board: the card at its true proportions, where things are chosen, moved and sized by hand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

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
from pos_terminal.designer.sight_view import STRIP, Sight
from pos_terminal.designer.snapping import Handle
from pos_terminal.look.paint import shadow
from pos_terminal.look.sentences import manner
from pos_terminal.look.theme import Theme, Token

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
        self._sight = Sight(theme, self, self._picture.design.size)
        self._pressed_at: QPointF | None = None
        self._handle: Handle | None = None
        self._chosen_before = False
        self._dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_ring", False)  # the board draws its own, inside
        theme.changed.connect(self.update)

    def show_state(self, picture: DesignerPicture) -> None:
        self._sight.show_card(picture.design.size)
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

    @property
    def sight(self) -> Sight:
        return self._sight

    def fit(self) -> None:
        self._sight.fit()
        self._seen_otherwise()

    def zoom_to(self, zoom: float) -> None:
        self._sight.zoom_to(zoom)
        self._seen_otherwise()

    def _seen_otherwise(self) -> None:
        self.update()
        self.zoomed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.zoomed.emit()

    # --- By hand ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position()
        self._pressed_at, self._dragging = at, False
        self._handle = self._handle_at(at)
        self._chosen_before = self._is_on_chosen(at)
        if self._handle is None and (
            not self._chosen_before or self._picture.tool is not Tool.SELECT
        ):
            self._intents.press(*self._sight.on_card(at))
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
        right, down = way.x() / self._sight.per_mm, way.y() / self._sight.per_mm
        reach = self._theme.px(_REACH) / self._sight.per_mm
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
            self._intents.press(*self._sight.on_card(event.position()))
        self._pressed_at, self._handle, self._dragging = None, None, False
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self._sight.zoom * (1.1 if by.y() > 0 else 1 / 1.1))
        else:
            self._sight.shift_by(QPointF(by.x(), by.y()) / 2)
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

    def _handle_at(self, at: QPointF) -> Handle | None:
        chosen = self._picture.selection
        if chosen is None or self._picture.tool is not Tool.SELECT:
            return None
        near = self._theme.px(HANDLE)
        points = handle_points(self._sight.on_screen(frame_of(chosen)))
        found = (one for one, point in points.items() if (point - at).manhattanLength() <= near)
        return next(found, None)

    def _is_on_chosen(self, at: QPointF) -> bool:
        chosen = self._picture.selection
        return chosen is not None and self._sight.on_screen(frame_of(chosen)).contains(at)

    def _show_cursor(self, at: QPointF) -> None:
        handle = self._handle_at(at)
        if self._picture.tool is not Tool.SELECT:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif handle is not None:
            self.setCursor(_CURSORS[handle.value])
        elif self._is_on_chosen(at):
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
        paint_safe_zone(painter, theme, self._sight.on_screen(picture.design.safe))
        rows = tuple(row for row in picture.to_fix if row.side is picture.side)
        if not self._dragging:
            paint_to_fix(painter, theme, rows, self._place_of)
        if picture.selection is not None:
            top = theme.px(RULER + STRIP)
            paint_selection(
                painter,
                theme,
                picture.selection,
                self._sight.on_screen,
                room=QRectF(self.rect()).adjusted(0, top, 0, 0),
                moving=self._dragging,
            )
        paint_guides(painter, theme, picture, self._sight.on_screen)
        painter.restore()
        paint_rulers(painter, theme, QRectF(self.rect()), self._sight.origin(), self._sight.per_mm)
        if self.hasFocus():
            painter.setPen(theme.color(Token.ACCENT_TEXT))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(thick, thick, -1, -1))
        painter.end()

    def _paint_card(self, painter: QPainter) -> None:
        theme, picture = self._theme, self._picture
        place = self._sight.on_screen(picture.design.trim)
        radius = CR80_RADIUS_MM * self._sight.per_mm
        shadow(painter, place, radius, down=theme.px(4), soft=theme.px(12), strength=60)
        drawn = self._preview.pixmap(
            picture.design,
            picture.pictures,
            picture.side,
            picture.card,
            per_mm=self._sight.per_mm,
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
        return self._sight.on_screen(covered(found[1], self._picture.card, PRINTER_DPI))
