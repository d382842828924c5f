"""The report on A4 paper, as PDF: X as the day stands, Z as it was closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from card_contract.day_messages import DayReport, cash_to_be_there
from card_contract.states import DayFigure
from pos_terminal.day_close.figures import bars_of, money_of, people_of, products_of, tiles_of
from pos_terminal.day_close.model import Bar, FigureRow, Sum
from pos_terminal.day_close.open_items import open_rows
from pos_terminal.day_close.sentences_view import tell, tell_message
from pos_terminal.day_close.side_view import difference_words, pos_words
from pos_terminal.day_close.tiles_view import elsewhere_words, money_word
from pos_terminal.look.sentences import manner

_DPI: Final = 600
_MM: Final = _DPI / 25.4
_LEFT: Final = 18 * _MM
_TOP: Final = 18 * _MM
_WIDTH: Final = 174 * _MM
_BOTTOM: Final = 279 * _MM
_ROW: Final = 6.2 * _MM
_FAMILIES: Final = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
# Substituted glyphs lose their letters in Qt's PDF, see the receipts' drawing.
_SUBSTITUTIONS: Final = ("calt", "tnum", "liga", "clig")
_INK: Final = QColor("#15171C")
_QUIET: Final = QColor("#4A4F59")
_LINE: Final = QColor("#C9C9C2")
_BAR: Final = QColor("#2B4BD6")
_NONE: Final = "\u2013"


def pdf_of(report: DayReport, unreal: str = "") -> bytes:
    """The report as the bytes of a PDF; ``unreal`` stands on each page, if no real shop gave it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setCreator("pos-terminal")
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(_title(report))
    sheet = _Sheet(writer, unreal)
    _draw(sheet, report)
    sheet.end()
    return bytes(buffer.data().data())


class _Sheet:
    """Lines from the top down, on as many pages as it takes."""

    def __init__(self, writer: QPdfWriter, unreal: str) -> None:
        self._writer = writer
        self._unreal = unreal
        self._painter = QPainter(writer)
        self._y = _TOP
        self._page = 1
        self._foot()

    def end(self) -> None:
        self._painter.end()

    def gap(self, mm: float) -> None:
        self._y += mm * _MM

    def room(self, mm: float) -> None:
        """Begin a new page where so much does not fit on this one."""
        if self._y + mm * _MM > _BOTTOM:
            self._writer.newPage()
            self._page += 1
            self._y = _TOP
            self._foot()

    def line(self, text: str, mm: float = 3.4, *, bold: bool = False, quiet: bool = False) -> None:
        """A paragraph over the whole width."""
        self._write(mm, bold=bold, quiet=quiet)
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        wanted = QRectF(_LEFT, 0, _WIDTH, 500 * _MM)
        height = self._painter.boundingRect(wanted, flags, text).height()
        self.room(height / _MM)
        self._write(mm, bold=bold, quiet=quiet)
        self._painter.drawText(QRectF(_LEFT, self._y, _WIDTH, height), flags, text)
        self._y += height + 0.8 * _MM

    def heading(self, text: str) -> None:
        self.gap(4)
        self.room(24)
        self.line(text, 4.4, bold=True)
        self._rule()
        self.gap(0.8)

    def cells(self, cells: Sequence[str], *, first: float, head: bool = False) -> None:
        """A row of a table: the first cell is ``first`` of the width, the others share the rest."""
        self.room(_ROW / _MM)
        width = _WIDTH * (1 - first) / max(1, len(cells) - 1)
        for place, text in enumerate(cells):
            left = _LEFT if place == 0 else _LEFT + _WIDTH * first + width * (place - 1)
            box = QRectF(left, self._y, _WIDTH * first if place == 0 else width, _ROW)
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            self._write(3.0 if head else 3.3, bold=head, quiet=head)
            self._squeeze(text, box.width())
            self._painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)
        self._y += _ROW
        self._rule()

    def bars(self, bars: Sequence[Bar]) -> None:
        """The cards of each hour, with their numbers."""
        height = 30 * _MM
        self.room(40)
        highest = max((bar.sum.count for bar in bars), default=0) or 1
        pitch, foot = _WIDTH / max(1, len(bars)), self._y + height
        for place, bar in enumerate(bars):
            tall = (height - 6 * _MM) * bar.sum.count / highest
            left = _LEFT + pitch * place
            solid = QRectF(left + pitch * 0.2, foot - tall, pitch * 0.6, tall)
            self._painter.fillRect(solid, _BAR)
            self._write(2.8, quiet=True)
            below = QRectF(left, foot + _MM, pitch, 4 * _MM)
            self._painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(bar.hour))
            if bar.sum.count:
                above = QRectF(left, solid.top() - 5 * _MM, pitch, 4.4 * _MM)
                self._painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(bar.sum.count))
        self._y = foot
        self._rule()
        self._y += 7 * _MM

    def _squeeze(self, text: str, width: float) -> None:
        """Write smaller where a long name would run into its neighbour."""
        needed = self._painter.fontMetrics().horizontalAdvance(text)
        if needed > width:
            font = self._painter.font()
            font.setPixelSize(int(font.pixelSize() * width / needed))
            self._painter.setFont(font)

    def _rule(self) -> None:
        self._painter.setPen(QPen(_LINE, 0.2 * _MM))
        self._painter.drawLine(int(_LEFT), int(self._y), int(_LEFT + _WIDTH), int(self._y))

    def _foot(self) -> None:
        self._write(2.8, quiet=True)
        box = QRectF(_LEFT, _BOTTOM + 4 * _MM, _WIDTH, 5 * _MM)
        text = tell("paper.page", number=str(self._page))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignRight, text)
        self._write(4.2, bold=True)
        self._painter.drawText(box, Qt.AlignmentFlag.AlignLeft, self._unreal)

    def _write(self, mm: float, *, bold: bool = False, quiet: bool = False) -> None:
        font = QFont()
        font.setFamilies(_FAMILIES)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        for feature in _SUBSTITUTIONS:
            font.setFeature(QFont.Tag(feature), 0)
        font.setPixelSize(round(mm * _MM))
        self._painter.setFont(font)
        self._painter.setPen(_QUIET if quiet else _INK)


def _title(report: DayReport) -> str:
    if report.closing is None:
        return tell("paper.x")
    return tell("paper.z", number=str(report.closing.z_number))


def _draw(sheet: _Sheet, report: DayReport) -> None:
    day = manner().weekday(dt.date.fromisoformat(report.day))
    year = report.day[:4]
    sheet.line(_title(report), 7, bold=True)
    sheet.line(f"{day} {year} · {report.store_name} · {report.till_name}", 3.8)
    closing = report.closing
    if closing is None:
        sheet.line(tell("paper.x_note", told_at=report.as_of), quiet=True)
    else:
        note = tell("paper.z_note", closed_at=closing.closed_at, name=closing.closed_by)
        sheet.line(note, quiet=True)
    _draw_figures(sheet, report)
    _draw_money(sheet, report)
    _draw_open(sheet, report)
    if any(bar.sum.count for bar in bars_of(report)):
        sheet.heading(tell("chart.title"))
        sheet.bars(bars_of(report))
    _draw_rows(sheet, report, "table.product", products_of(report))
    _draw_rows(sheet, report, "table.person", people_of(report))


def _draw_figures(sheet: _Sheet, report: DayReport) -> None:
    sheet.heading(tell("paper.figures"))
    late = 0
    for tile in tiles_of(report):
        late += tile.late
        value = manner().money(tile.sum.value_minor, report.currency)
        word = tell(f"figure.{tile.figure.value}")
        sheet.cells((word, str(tile.sum.count), value), first=0.5)
    if late:
        sheet.gap(1)
        sheet.line(tell("paper.late", count=late))


def _draw_money(sheet: _Sheet, report: DayReport) -> None:
    def money(minor: int) -> str:
        return manner().money(minor, report.currency)

    sheet.heading(tell("money.title"))
    columns = ("money.taken", "money.handed_back", "money.owed", "money.in_hand")
    sheet.cells(("", *map(tell, columns)), first=0.28, head=True)
    for row in money_of(report):
        amounts = (row.taken_minor, row.handed_back_minor, row.owed_minor, row.in_hand_minor)
        sheet.cells((money_word(row.kind), *map(money, amounts)), first=0.28)
    for words in elsewhere_words(money_of(report), report.currency):
        sheet.gap(1)
        sheet.line(words)
    closing = report.closing
    if closing is None:
        return
    sheet.heading(tell("paper.count"))
    counted = closing.counted_cash_minor
    if counted is None:
        sheet.line(tell("view.not_counted"))
    else:
        told = tell("view.counted", counted_minor=counted, currency=report.currency)
        over = counted - cash_to_be_there(report.money)
        sheet.line(f"{told}. {difference_words(over, report.currency)}", bold=True)
    for words in pos_words(closing, report.currency):
        sheet.line(words)
    if closing.note:
        sheet.line(closing.note)


def _draw_open(sheet: _Sheet, report: DayReport) -> None:
    """Each thing by its name: it is what was signed for."""
    if not report.open:
        return
    sheet.heading(tell("paper.open"))
    for row in open_rows(report.open, is_own_till=True, one_by_one=True):
        sheet.line(tell_message(row.what))
    if report.closing is not None and report.closing.signed_by is not None:
        sheet.line(tell("paper.signed", name=report.closing.signed_by), bold=True)


def _draw_rows(sheet: _Sheet, report: DayReport, head: str, rows: Sequence[FigureRow]) -> None:
    if not rows:
        return
    sheet.heading(tell(head))
    figures = [tell(f"figure.{figure.value}") for figure in DayFigure]
    sheet.cells(("", *figures), first=0.24, head=True)
    for row in rows:
        cells = [_written(one, report.currency) for one in row.sums]
        sheet.cells((row.name or tell("table.nobody"), *cells), first=0.24)


def _written(one: Sum, currency: str) -> str:
    if not one.count:
        return _NONE
    return f"{one.count} · {manner().money(one.value_minor, currency)}"
