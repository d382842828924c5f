"""What is painted over the card: safe zone, guides, the chosen element with its handles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from pos_terminal.card_design.box import Box
from pos_terminal.designer.checks import CheckRow
from pos_terminal.designer.model import DesignerPicture, Selection
from pos_terminal.designer.sentences_view import tell
from pos_terminal.designer.snapping import Handle
from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.sentences import manner
from pos_terminal.look.theme import Theme, Token, Weight

HANDLE: Final = 10
# On paper, which is light in the dark theme too.
_SAFE: Final = "#8a8d94"
_AMBER: Final = "#a86a00"
_SHARES: Final = {
    Handle.TOP_LEFT: (0.0, 0.0), Handle.TOP: (0.5, 0.0), Handle.TOP_RIGHT: (1.0, 0.0),
    Handle.RIGHT: (1.0, 0.5), Handle.BOTTOM_RIGHT: (1.0, 1.0), Handle.BOTTOM: (0.5, 1.0),
    Handle.BOTTOM_LEFT: (0.0, 1.0), Handle.LEFT: (0.0, 0.5),
}  # fmt: skip

ToScreen = Callable[[Box], QRectF]


def frame_of(selection: Selection) -> Box:
    """What the frame of the chosen element goes around: bars with their quiet zone."""
    if selection.kind != "barcode":
        return selection.box
    outline, box = selection.outline, selection.box
    return Box(outline.left, box.top, outline.width, box.height)


def handle_points(frame: QRectF) -> dict[Handle, QPointF]:
    return {
        handle: QPointF(frame.left() + x * frame.width(), frame.top() + y * frame.height())
        for handle, (x, y) in _SHARES.items()
    }


def paint_safe_zone(painter: QPainter, theme: Theme, zone: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(_SAFE), max(1, theme.px(1)))
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(zone, theme.px(4), theme.px(4))


def paint_guides(painter: QPainter, theme: Theme, picture: DesignerPicture, to: ToScreen) -> None:
    card = to(picture.design.bleed)
    painter.setPen(QPen(theme.color(Token.ACCENT), max(1, theme.px(1.5))))
    for guide in picture.guides:
        at = to(Box(guide.at, guide.at, 0, 0)).topLeft()
        if guide.upright:
            painter.drawLine(QPointF(at.x(), card.top()), QPointF(at.x(), card.bottom()))
        else:
            painter.drawLine(QPointF(card.left(), at.y()), QPointF(card.right(), at.y()))


def paint_to_fix(
    painter: QPainter, theme: Theme, rows: tuple[CheckRow, ...], place_of: Callable[[str], QRectF]
) -> None:
    """Amber around what the check found, with a sign at its corner."""
    for name in {row.element_id for row in rows if row.element_id}:
        box = place_of(name)
        if box.isNull():
            continue
        amber = QColor(_AMBER)
        rounded(painter, box, theme.px(3), None, edge=amber, edge_width=theme.px(2))
        side = theme.px(18)
        sign = QRectF(box.left() - side / 2, box.top() - side / 2, side, side)
        draw_icon(painter, "warning-fill", sign, amber)


def paint_selection(
    painter: QPainter,
    theme: Theme,
    selection: Selection,
    to: ToScreen,
    *,
    room: QRectF,
    moving: bool,
) -> None:
    """``room`` is where the tag with the size can be seen."""
    frame = to(frame_of(selection))
    accent = theme.color(Token.ACCENT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if selection.kind == "barcode":
        ground = QColor(accent)
        ground.setAlpha(60)
        wide = to(Box(0, 0, _quiet_mm(selection), 0)).width()
        for left in (frame.left(), frame.right() - wide):
            quiet = QRectF(left, frame.top(), wide, frame.height())
            painter.fillRect(quiet, QBrush(ground, Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(accent, theme.px(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    if not moving:
        for point in handle_points(frame).values():
            side = theme.px(HANDLE)
            square = QRectF(point.x() - side / 2, point.y() - side / 2, side, side)
            rounded(
                painter, square, theme.px(2), QColor("white"), edge=accent, edge_width=theme.px(2)
            )
    _paint_size(painter, theme, selection, frame, room)


def _quiet_mm(selection: Selection) -> float:
    return next((each.number for each in selection.fields if each.name == "quiet"), 0.0)


def _paint_size(
    painter: QPainter, theme: Theme, selection: Selection, frame: QRectF, room: QRectF
) -> None:
    """The size on a tag above the frame, below it or inside where there is no room."""
    shown = frame_of(selection)
    word = "view.with_quiet" if selection.kind == "barcode" else "view.without_quiet"
    write = manner().decimal
    text = tell(word, width=write(shown.width, 1), height=write(shown.height, 1))
    font = theme.font(13, Weight.BOLD)
    width = QFontMetricsF(font).horizontalAdvance(text) + 2 * theme.px(10)
    high = theme.px(28)
    top = frame.top() - high - theme.px(10)
    if top < room.top():
        top = frame.bottom() + theme.px(10)
    if top + high > room.bottom():
        top = min(frame.bottom(), room.bottom()) - high - theme.px(10)
    tag = QRectF(frame.center().x() - width / 2, top, width, high)
    rounded(painter, tag, theme.px(6), theme.color(Token.ACCENT))
    painter.setFont(font)
    painter.setPen(theme.color(Token.ON_ACCENT))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)
