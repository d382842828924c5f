"""The sheet in the well: paper with its cards, drawn by the painter that prints them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CR80, CR80_RADIUS_MM
from pos_terminal.devices.card_painter import Dots
from pos_terminal.devices.sheet_printing import PDF_DPI, SheetDrawing, SheetRun
from pos_terminal.look.icons import OCTAGON_CROSS, draw_icon
from pos_terminal.look.paint import rounded, shadow
from pos_terminal.look.theme import COLOURS, Theme, Token, Weight
from pos_terminal.print_page.intents import PrintIntents
from pos_terminal.print_page.model import SheetSight
from pos_terminal.print_page.sentences_view import tell
from pos_terminal.sheets.sheet_layout import pages

# On paper, which is light in the dark theme too.
_GREEN: Final = COLOURS[Token.ACTIVATED][0]
_BLUE: Final = COLOURS[Token.ACCENT][0]
_RED: Final = COLOURS[Token.REFUSED][0]
_SHADOW: Final = 10
_TICK: Final = 24
_START_EDGE: Final = 2.5


class SheetWidget(QWidget):
    """A tap on a place says that it is the first free one."""

    def __init__(self, theme: Theme, intents: PrintIntents) -> None:
        super().__init__()
        self._theme = theme
        self._intents = intents
        self._sight: SheetSight | None = None
        self._kept: tuple[tuple[object, ...], QPixmap] | None = None
        self._places: tuple[Box, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_sight(self, sight: SheetSight | None) -> None:
        if sight == self._sight:
            return
        self._sight = sight
        self._places = () if sight is None else _places_of(sight)
        cursor = sight is not None and (sight.can_start or sight.can_spoil)
        self.setCursor(Qt.CursorShape.PointingHandCursor if cursor else Qt.CursorShape.ArrowCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(452), self._theme.px(400))

    # --- Where things are ------------------------------------------------------------------------

    def _paper(self, sight: SheetSight) -> QRectF:
        """The sheet as large as there is room for it, its shadow included."""
        room = self._theme.px(_SHADOW)
        page = sight.layout.page
        wide, high = self.width() - 2 * room, self.height() - 2 * room
        per_mm = min(wide / page.width, high / page.height)
        width, height = page.width * per_mm, page.height * per_mm
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def place_rect(self, place: int) -> QRectF:
        """Where a place of the sheet is seen, counted from 0."""
        sight = self._sight
        if sight is None:
            return QRectF()
        paper = self._paper(sight)
        per_mm = paper.width() / sight.layout.page.width
        box = self._places[place]
        return QRectF(
            paper.left() + box.left * per_mm,
            paper.top() + box.top * per_mm,
            box.width * per_mm,
            box.height * per_mm,
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        sight = self._sight
        if sight is None:
            return
        for place in range(len(self._places)):
            if self.place_rect(place).contains(event.position()):
                if sight.can_spoil:
                    self._intents.spoil(place - sight.used)
                elif sight.can_start:
                    self._intents.start_at(place + 1)
                return

    # --- Painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        sight = self._sight
        if sight is None:
            return
        theme = self._theme
        painter = QPainter(self)
        paper = self._paper(sight)
        down = theme.px(4)
        shadow(painter, paper, theme.px(2), down=down, soft=theme.px(_SHADOW), strength=60)
        painter.fillRect(paper, theme.color(Token.PAPER))
        painter.drawPixmap(paper.topLeft(), self._drawn(sight, paper))
        first = sight.used
        for place in range(len(self._places)):
            rect = self.place_rect(place)
            if place < sight.used:
                self._paint_used(painter, rect)
            elif place - first < len(sight.cards):
                self._paint_card_edge(painter, sight, rect, is_first=place == first)
                self._paint_mark(painter, rect, sight, place - first)
        painter.end()

    def _paint_used(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        radius = theme.px(10)
        ground = theme.color(Token.PAPER)
        line = theme.color(Token.ON_PAPER_QUIET)
        line.setAlphaF(0.12)
        rounded(painter, rect, radius, ground)
        rounded_hatch = QBrush(line, Qt.BrushStyle.BDiagPattern)
        edge = theme.color(Token.ON_PAPER_QUIET)
        edge.setAlphaF(0.45)
        painter.setPen(QPen(edge, 1.25 * theme.scale, Qt.PenStyle.DashLine))
        painter.setBrush(rounded_hatch)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
        painter.setFont(theme.font(13.5, Weight.SEMIBOLD))
        painter.setPen(theme.color(Token.ON_PAPER_QUIET))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(rect, flags, tell("view.used"))

    def _paint_card_edge(
        self, painter: QPainter, sight: SheetSight, rect: QRectF, *, is_first: bool
    ) -> None:
        theme = self._theme
        is_rounded = sight.layout.slot == CR80
        radius = rect.width() * CR80_RADIUS_MM / CR80.width if is_rounded else theme.px(2)
        if is_first and sight.can_start:
            edge, width = QColor(_BLUE), _START_EDGE * theme.scale
            ring = rect.adjusted(-width, -width, width, width)
            white = theme.color(Token.PAPER)  # the artwork may be as blue
            rounded(painter, ring, radius, None, edge=white, edge_width=2 * width)
            rect = ring.adjusted(-width, -width, width, width)
        else:
            edge, width = theme.color(Token.ON_PAPER_QUIET), 1.0
            edge.setAlphaF(0.35)
        rounded(painter, rect, radius, None, edge=edge, edge_width=width)

    def _paint_mark(self, painter: QPainter, rect: QRectF, sight: SheetSight, card: int) -> None:
        """A tick for what was read back, a cross over what is spoiled."""
        theme = self._theme
        side, gap = min(theme.px(_TICK), rect.height() / 2), theme.px(7)
        disc = QRectF(rect.right() - side - gap, rect.bottom() - side - gap, side, side)
        if card in sight.spoiled:
            veil = theme.color(Token.PAPER)
            veil.setAlphaF(0.72)
            painter.fillRect(rect, veil)
            rounded(painter, rect, theme.px(8), None, edge=QColor(_RED), edge_width=theme.px(2))
            painter.setFont(theme.font(13.5, Weight.SEMIBOLD))
            painter.setPen(QColor(_RED))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, tell("view.spoiled"))
            draw_icon(painter, OCTAGON_CROSS, disc, QColor(_RED))
        elif sight.proved:
            rounded(painter, disc, side / 2, theme.color(Token.PAPER))
            draw_icon(painter, "check-circle-fill", disc, QColor(_GREEN))

    def _drawn(self, sight: SheetSight, paper: QRectF) -> QPixmap:
        """The page as it is printed, painted once for a size."""
        ratio = self.devicePixelRatioF()
        wide, high = round(paper.width() * ratio), round(paper.height() * ratio)
        key = (_as_drawn(sight), wide, high)
        if self._kept is not None and self._kept[0] == key:
            return self._kept[1]
        pixmap = QPixmap(max(1, wide), max(1, high))
        pixmap.fill(Qt.GlobalColor.transparent)
        if sight.cards:
            _paint_page(pixmap, sight)
        pixmap.setDevicePixelRatio(ratio)
        self._kept = (key, pixmap)
        return pixmap


def _paint_page(pixmap: QPixmap, sight: SheetSight) -> None:
    run = SheetRun(
        design=sight.template.design,
        pictures=sight.template.pictures,
        cards=sight.cards,
        layout=sight.layout,
        start=sight.used,
        sides=(sight.side,),
    )
    dots = Dots.of(PDF_DPI)
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    page = sight.layout.page
    scale = QPointF(
        pixmap.width() / (page.width * dots.x), pixmap.height() / (page.height * dots.y)
    )
    painter.scale(scale.x(), scale.y())
    SheetDrawing(run).paint(painter, run.pages()[0])
    painter.end()


def _places_of(sight: SheetSight) -> tuple[Box, ...]:
    """All places of the sheet as they are seen from this side."""
    whole = next(pages(sight.layout, sight.layout.slots, sides=(sight.side,)))
    return tuple(placed.box for placed in whole.placements)


def _as_drawn(sight: SheetSight) -> SheetSight:
    """The sight without what is painted over it."""
    return replace(sight, proved=False, can_start=False, can_spoil=False, spoiled=frozenset())
