"""A sheet of labels as it will come out: paper in the well, its used places hatched."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.card_design.symbols import MM_PER_INCH
from pos_terminal.devices.sheet_printing import SheetDrawing
from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import Theme, Token, Weight
from pos_terminal.pack_labels.drawing import run_of
from pos_terminal.pack_labels.model import Order
from pos_terminal.sheets.sheet_layout import slot_box

_DPI: Final = 300
_PAPER: Final = QColor("white")
_HATCH: Final = QColor("#DADAD3")
_USED_INK: Final = QColor("#666B75")
_RADIUS_MM: Final = 1.5


class SheetPaper(QWidget):
    """`place_pressed` tells the place that was pressed, counted from 0, where it could be begun."""

    place_pressed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._order: Order | None = None
        self._sheet = 1
        self._used_word = ""
        self._drawn: tuple[tuple[object, ...], QPixmap] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(420))

    def show_sheet(self, order: Order | None, sheet: int, used_word: str) -> None:
        if (order, sheet, used_word) != (self._order, self._sheet, self._used_word):
            self._order, self._sheet, self._used_word = order, sheet, used_word
            can_begin = order is not None and sheet == 1 and order.layout.slots > 1
            shape = Qt.CursorShape.PointingHandCursor if can_begin else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def place_box(self, place: int) -> QRectF:
        """Where a place of the sheet is in this widget."""
        if self._order is None:
            return QRectF()
        box, paper, scale = slot_box(self._order.layout, place), self._paper(), self._scale()
        return QRectF(
            paper.left() + box.left * scale,
            paper.top() + box.top * scale,
            box.width * scale,
            box.height * scale,
        )

    def _scale(self) -> float:
        """Pixels of the screen a millimetre."""
        if self._order is None:
            return 1.0
        page = self._order.layout.page
        return min(self.width() / page.width, self.height() / page.height)

    def _paper(self) -> QRectF:
        if self._order is None:
            return QRectF()
        page, scale = self._order.layout.page, self._scale()
        width, height = page.width * scale, page.height * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        order = self._order
        if order is None or self._sheet != 1:
            return
        for place in range(order.layout.slots):
            if self.place_box(place).contains(event.position()):
                self.place_pressed.emit(place)
                return

    def paintEvent(self, event: object) -> None:
        order = self._order
        if order is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = self._paper()
        shade = self._theme.color(Token.LINE)
        painter.fillRect(paper.translated(0, self._theme.px(5)), shade)
        painter.fillRect(paper, _PAPER)
        painter.drawPixmap(paper.topLeft(), self._labels(order))
        self._paint_places(painter, order)
        painter.end()

    def _paint_places(self, painter: QPainter, order: Order) -> None:
        if order.layout.slots == 1:
            return
        radius = _RADIUS_MM * self._scale()
        start = order.start if self._sheet == 1 else 0
        for place in range(order.layout.slots):
            box = self.place_box(place)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(_HATCH, 1))
            if place < start:
                self._paint_used(painter, box, radius)
            elif place == start and self._sheet == 1:
                painter.setPen(QPen(self._theme.color(Token.ACCENT), self._theme.px(3)))
                painter.drawRoundedRect(box, radius, radius)
            else:
                painter.drawRoundedRect(box, radius, radius)

    def _paint_used(self, painter: QPainter, box: QRectF, radius: float) -> None:
        painter.save()
        painter.setClipRect(box)
        step = self._theme.px(9)
        at = box.left() - box.height()
        while at < box.right():
            painter.drawLine(QPointF(at, box.bottom()), QPointF(at + box.height(), box.top()))
            at += step
        painter.restore()
        pen = QPen(_USED_INK, 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, radius, radius)
        painter.setFont(self._theme.font(14, Weight.SEMIBOLD))
        words = painter.fontMetrics().boundingRect(self._used_word)
        middle = QRectF(0, 0, words.width() + self._theme.px(16), words.height())
        middle.moveCenter(box.center())
        rounded(painter, middle, self._theme.px(6), _PAPER)
        painter.setPen(_USED_INK)
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, self._used_word)

    def _labels(self, order: Order) -> QPixmap:
        """The labels of the shown sheet, painted once for a size."""
        ratio = self.devicePixelRatioF()
        paper = self._paper()
        key = (order, self._sheet, paper.width(), paper.height(), ratio)
        if self._drawn is not None and self._drawn[0] == key:
            return self._drawn[1]
        pixmap = QPixmap(round(paper.width() * ratio), round(paper.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        run = replace(run_of(_of_sheet(order, self._sheet)), dpi=_DPI)
        painter = QPainter(pixmap)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        per_dot = self._scale() * MM_PER_INCH / _DPI
        painter.scale(per_dot, per_dot)
        SheetDrawing(run).paint(painter, run.pages()[0])
        painter.end()
        self._drawn = (key, pixmap)
        return pixmap


def _of_sheet(order: Order, sheet: int) -> Order:
    """What of an order is on one of its sheets."""
    first = (sheet - 1) * order.layout.slots - order.start
    lines = order.lines[max(0, first) : first + order.layout.slots]
    return replace(order, lines=lines, start=order.start if sheet == 1 else 0)
