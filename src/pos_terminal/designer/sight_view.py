"""How large the card is seen on the board, and where its millimetres are on the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from pos_terminal.card_design.box import Box, Size
from pos_terminal.card_design.symbols import MM_PER_INCH
from pos_terminal.designer.rulers_view import RULER
from pos_terminal.look.theme import Theme

ZOOM_MIN, ZOOM_MAX = 0.5, 4.0
STRIP: Final = 76  # the upper part that the buttons lie on
_EDGE: Final = 24
_USUAL_DPI: Final = 96.0  # of screens that do not tell theirs


class Sight:
    """A zoom of 1 shows the card as large as it is."""

    def __init__(self, theme: Theme, board: QWidget, size: Size) -> None:
        self._theme = theme
        self._board = board
        self._size = size
        self._zoom: float | None = None  # none fits the card into the board
        self._shift = QPointF(0, 0)

    def show_card(self, size: Size) -> None:
        if size != self._size:
            self._size = size
            self._shift = QPointF(0, 0)

    @property
    def zoom(self) -> float:
        return self.per_mm / self._true_per_mm

    @property
    def fits(self) -> bool:
        return self._zoom is None

    @property
    def per_mm(self) -> float:
        """Pixels a millimetre."""
        true = self._true_per_mm
        if self._zoom is not None:
            return self._zoom * true
        room, size = self._room(), self._size
        fit = min(room.width() / size.width, room.height() / size.height)
        return max(ZOOM_MIN * true, min(ZOOM_MAX * true, fit))

    @property
    def _true_per_mm(self) -> float:
        dots = self._board.screen().physicalDotsPerInch()
        return (dots if dots > 0 else _USUAL_DPI) / MM_PER_INCH

    def fit(self) -> None:
        self._zoom = None
        self._shift = QPointF(0, 0)

    def zoom_to(self, zoom: float) -> None:
        self._zoom = max(ZOOM_MIN, min(ZOOM_MAX, zoom))

    def shift_by(self, way: QPointF) -> None:
        """Move the card, but never out of sight; one that fits stays in the middle."""
        if self._zoom is None:
            return
        wide, high = self._size.width * self.per_mm / 2, self._size.height * self.per_mm / 2
        shift = self._shift + way
        self._shift = QPointF(max(-wide, min(wide, shift.x())), max(-high, min(high, shift.y())))

    def origin(self) -> QPointF:
        """Where the card's corner is."""
        middle = self._room().center() + self._shift
        half = QPointF(self._size.width, self._size.height) * self.per_mm / 2
        return middle - half

    def on_screen(self, box: Box) -> QRectF:
        origin, per_mm = self.origin(), self.per_mm
        return QRectF(
            origin.x() + box.left * per_mm,
            origin.y() + box.top * per_mm,
            box.width * per_mm,
            box.height * per_mm,
        )

    def on_card(self, point: QPointF) -> tuple[float, float]:
        way = (point - self.origin()) / self.per_mm
        return way.x(), way.y()

    def _room(self) -> QRectF:
        px = self._theme.px
        left, top = px(RULER + _EDGE), px(RULER + STRIP)
        return QRectF(
            left,
            top,
            max(1.0, self._board.width() - left - px(_EDGE)),
            max(1.0, self._board.height() - top - px(_EDGE)),
        )
