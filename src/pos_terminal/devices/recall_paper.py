"""The pages that say what a recall did: for police and insurer, to be printed and filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from card_contract.card_number import CardNumber
from card_contract.recall_messages import RecallCardView, RecallView
from card_contract.sale_id import SaleId
from pos_terminal.devices.recall_worth import Worth, worths_of
from pos_terminal.look.money import format_number
from pos_terminal.look.recall_words import (
    act_word,
    kind_note,
    meant_words,
    reason_word,
    state_word,
    was_word,
)
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, manner, say
from pos_terminal.words import Message

CONTEXT: Final = "recall_report"
SENTENCES: Final[dict[str, str]] = {
    "title": QT_TRANSLATE_NOOP("recall_report", "{act} R-{number}"),
    "shop": QT_TRANSLATE_NOOP("recall_report", "Shop"),
    "meant": QT_TRANSLATE_NOOP("recall_report", "Which cards"),
    "reason": QT_TRANSLATE_NOOP("recall_report", "Reason"),
    "note": QT_TRANSLATE_NOOP("recall_report", "Note"),
    "by": QT_TRANSLATE_NOOP("recall_report", "Asked for by"),
    "second": QT_TRANSLATE_NOOP("recall_report", "Second signature"),
    "begun": QT_TRANSLATE_NOOP("recall_report", "Begun"),
    "ended": QT_TRANSLATE_NOOP("recall_report", "Ended"),
    "state": QT_TRANSLATE_NOOP("recall_report", "State"),
    "printed": QT_TRANSLATE_NOOP("recall_report", "This report is of"),
    "none": QT_TRANSLATE_NOOP("recall_report", "none"),
    "found.title": QT_TRANSLATE_NOOP("recall_report", "What the cards were, and became"),
    "worth.title.recall": QT_TRANSLATE_NOOP(
        "recall_report", "Value of the cards that were made invalid, at today’s prices"
    ),
    "worth.title.stop-sale": QT_TRANSLATE_NOOP(
        "recall_report", "Value of the cards that were stopped, at today’s prices"
    ),
    "worth.title.lift": QT_TRANSLATE_NOOP(
        "recall_report", "Value of the cards that may be sold again, at today’s prices"
    ),
    "worth": QT_TRANSLATE_NOOP(
        "recall_report",
        "{title}: {changed} of one card at {price_minor}: {worth_minor}|"
        "{title}: {changed} of {count} cards at {price_minor} each: {worth_minor}",
    ),
    "worth.all": QT_TRANSLATE_NOOP("recall_report", "Together: {worth_minor}"),
    "card": QT_TRANSLATE_NOOP("recall_report", "Card"),
    "product": QT_TRANSLATE_NOOP("recall_report", "Product"),
    "was": QT_TRANSLATE_NOOP("recall_report", "Was"),
    "became": QT_TRANSLATE_NOOP("recall_report", "What became of it"),
    "sale": QT_TRANSLATE_NOOP("recall_report", "Receipt"),
    "page": QT_TRANSLATE_NOOP("recall_report", "Page {number} of {pages}"),
}
_RESOLUTION_DPI: Final = 300
_MM_PER_INCH: Final = 25.4
_EDGE_MM: Final = 18.0
_ROW_MM: Final = 5.2
_GAP_MM: Final = 2.0
_TEXT_MM: Final = 3.6
_CELL_MM: Final = 2.7
_FAMILIES: Final = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
_COLUMNS: Final = ("card", "product", "was", "became", "sale")
# The share of the line that each column of the table begins at.
_AT: Final = (0.0, 0.22, 0.43, 0.60, 0.83)


def pdf_bytes(
    recall: RecallView, cards: Sequence[RecallCardView], *, shop: str, unreal: str = ""
) -> bytes:
    """A4 pages: which cards, why and by whom, how many of each and their value, then card by card.

    ``unreal`` stands at the foot of each, where no real shop gave the report.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION_DPI)
    writer.setCreator("pos-terminal")
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    _Report(painter, writer, unreal).draw(list(_head_of(recall, cards, shop)), cards)
    painter.end()
    return bytes(buffer.data().data())


class _Line(NamedTuple):
    """A line of the head; ``before_mm`` is the space above it."""

    words: str
    size_mm: float = _TEXT_MM
    bold: bool = False
    before_mm: float = 0.8


def _head_of(recall: RecallView, cards: Sequence[RecallCardView], shop: str) -> Iterator[_Line]:
    number = str(recall.recall_id)
    yield _Line(_word("title", act=act_word(recall.act), number=number), 7, bold=True, before_mm=0)
    ended = recall.ended_at
    facts = (
        ("shop", shop),
        ("meant", meant_words(recall.selection, recall.named)),
        ("reason", reason_word(recall.reason)),
        ("note", recall.note),
        ("by", recall.asked_by),
        ("second", recall.approved_by or _word("none")),
        ("begun", _moment(recall.created_at)),
        ("ended", "" if ended is None else _moment(ended)),
        ("state", state_word(recall.state)),
        ("printed", _moment(manner().now_ms())),
    )
    for place, (name, value) in enumerate(facts):
        if value:
            yield _Line(f"{_word(name)}: {value}", before_mm=0.8 if place else 3)
    if recall.rows:
        yield _Line(_word("found.title"), bold=True, before_mm=3)
    for row in recall.rows:
        count = format_number(row.count, manner().language)
        yield _Line(f"{count}  {kind_note(row.kind)}: {was_word(row.effect)}")
    worths = worths_of(cards)
    if worths:
        yield _Line(_word(f"worth.title.{recall.act.value}"), bold=True, before_mm=3)
    for worth in worths:
        values = {**worth._asdict(), "count": worth.cards, "worth_minor": worth.minor}
        yield _Line(_word("worth", **values))
    yield from _together(worths)


def _together(worths: Sequence[Worth]) -> Iterator[_Line]:
    """What all products are worth, in each currency."""
    if len(worths) > 1:
        for currency in sorted({worth.currency for worth in worths}):
            minor = sum(worth.minor for worth in worths if worth.currency == currency)
            yield _Line(_word("worth.all", worth_minor=minor, currency=currency), bold=True)


@dataclass(slots=True)
class _Report:
    painter: QPainter
    writer: QPdfWriter
    unreal: str
    _top: float = 0.0

    def draw(self, head: Sequence[_Line], cards: Sequence[RecallCardView]) -> None:
        head_pages = self._pages_of(head)
        each = int((self._bottom - _dots(_EDGE_MM)) / _dots(_ROW_MM)) - 1
        last = sum(map(self._height, head_pages[-1])) + _dots(_EDGE_MM + 4)
        first = max(0, int((self._bottom - last) / _dots(_ROW_MM)) - 1)
        first = first if first > 1 else 0
        pages = len(head_pages) + max(0, -(-(len(cards) - first) // each))
        for number, lines in enumerate(head_pages, start=1):
            self._begin(number)
            for line in lines:
                self._text(line)
            if number < len(head_pages):
                self._foot(number, pages)
        self._top += _dots(4)
        if first:
            self._table(cards[:first])
        self._foot(len(head_pages), pages)
        for number in range(len(head_pages) + 1, pages + 1):
            start = first + (number - len(head_pages) - 1) * each
            self._begin(number)
            self._table(cards[start : start + each])
            self._foot(number, pages)

    def _pages_of(self, head: Sequence[_Line]) -> list[list[_Line]]:
        """The lines of the head, on as many pages as they take."""
        pages: list[list[_Line]] = [[]]
        top = _dots(_EDGE_MM)
        for line in head:
            height = self._height(line)
            if pages[-1] and top + height > self._bottom:
                pages.append([])
                top = _dots(_EDGE_MM)
            pages[-1].append(line)
            top += height
        return pages

    def _begin(self, number: int) -> None:
        if number > 1:
            self.writer.newPage()
        self._top = _dots(_EDGE_MM)

    @property
    def _width(self) -> float:
        return self.writer.width() - 2 * _dots(_EDGE_MM)

    @property
    def _bottom(self) -> float:
        return self.writer.height() - _dots(_EDGE_MM + 6)

    def _height(self, line: _Line) -> float:
        metrics = self._metrics(_font(line.size_mm, bold=line.bold))
        room = QRectF(0, 0, self._width, self.writer.height())
        lain = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, line.words)
        return lain.height() + _dots(line.before_mm)

    def _text(self, line: _Line) -> None:
        self.painter.setFont(_font(line.size_mm, bold=line.bold))
        top = self._top + _dots(line.before_mm)
        box = QRectF(_dots(_EDGE_MM), top, self._width, self.writer.height())
        self.painter.drawText(box, Qt.TextFlag.TextWordWrap, line.words)
        self._top += self._height(line)

    def _table(self, cards: Sequence[RecallCardView]) -> None:
        self._row([_word(name) for name in _COLUMNS], bold=True)
        for card in cards:
            number = f"…{card.last_four}" if card.last_four else ""
            if card.number is not None:
                number = CardNumber.parse(card.number).grouped()
            what = (kind_note(card.kind), was_word(card.effect))
            self._row([number, card.product or "", *what, receipt_of(card.sale_id)])

    def _row(self, cells: Sequence[str], *, bold: bool = False) -> None:
        left, width = _dots(_EDGE_MM), self._width
        for name, cell, at, until in zip(_COLUMNS, cells, _AT, (*_AT[1:], 1.0), strict=True):
            room = (until - at) * width - _dots(_GAP_MM)
            font, words = self._fitting(cell, room, bold=bold), cell
            if name == "product":  # the head has the whole title
                font = _font(_CELL_MM, bold=bold)
                words = self._metrics(font).elidedText(cell, Qt.TextElideMode.ElideMiddle, room)
            self.painter.setFont(font)
            box = QRectF(left + at * width, self._top, room, _dots(_ROW_MM))
            self.painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        self._top += _dots(_ROW_MM)
        self.painter.setPen(QPen(QColor("#BBBBBB"), 1))
        self.painter.drawLine(int(left), int(self._top), int(left + width), int(self._top))
        self.painter.setPen(QColor("black"))

    def _fitting(self, cell: str, room: float, *, bold: bool) -> QFont:
        """Smaller letters where a word would run into the next column: none is left out."""
        size = _CELL_MM
        while self._metrics(_font(size, bold=bold)).horizontalAdvance(cell) > room and size > 1:
            size = round(size - 0.1, 1)
        return _font(size, bold=bold)

    def _metrics(self, font: QFont) -> QFontMetricsF:
        return QFontMetricsF(font, self.writer)

    def _foot(self, number: int, pages: int) -> None:
        self.painter.setFont(_font(3.1))
        box = QRectF(_dots(_EDGE_MM), self._bottom, self._width, _dots(8))
        words = _word("page", number=number, pages=pages)
        self.painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), words)
        self.painter.setFont(_font(4.2, bold=True))
        self.painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), self.unreal)


def receipt_of(sale_id: str | None) -> str:
    """The number by which people find a sale at a till; one that was sold elsewhere has none."""
    try:
        return SaleId.parse(sale_id or "").receipt_number
    except ValueError:
        return ""


def _moment(at_ms: int) -> str:
    """A day with its time: the paper is read on other days."""
    local = manner().local(at_ms)
    return f"{manner().day(local.date())}, {local:%H:%M}"


def _dots(millimetres: float) -> float:
    return millimetres / _MM_PER_INCH * _RESOLUTION_DPI


@cache
def _font(size_mm: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setPixelSize(round(_dots(size_mm)))
    # Contextual glyphs lose their letters in Qt's PDF, as on receipts.
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def _word(name: str, **values: str | int) -> str:
    return say(CONTEXT, SENTENCES, Message(name, values))
