"""A recall's result as a file: every card as CSV, or as pages to print for police and insurer."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from card_contract.card_number import CardNumber
from card_contract.recall_messages import RecallCardView, RecallView
from pos_terminal.look.money import format_number
from pos_terminal.look.recall_words import act_word, kind_word, reason_word, state_word, was_word
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, manner, say
from pos_terminal.whole_file import write_whole
from pos_terminal.words import Message

CONTEXT: Final = "recall_report"
SENTENCES: Final[dict[str, str]] = {
    "title": QT_TRANSLATE_NOOP("recall_report", "{act} R-{number}"),
    "shop": QT_TRANSLATE_NOOP("recall_report", "Shop"),
    "reason": QT_TRANSLATE_NOOP("recall_report", "Reason"),
    "note": QT_TRANSLATE_NOOP("recall_report", "Note"),
    "by": QT_TRANSLATE_NOOP("recall_report", "Asked for by"),
    "second": QT_TRANSLATE_NOOP("recall_report", "Second signature"),
    "begun": QT_TRANSLATE_NOOP("recall_report", "Begun"),
    "state": QT_TRANSLATE_NOOP("recall_report", "State"),
    "at": QT_TRANSLATE_NOOP("recall_report", "{begun_at}"),
    "none": QT_TRANSLATE_NOOP("recall_report", "none"),
    "card": QT_TRANSLATE_NOOP("recall_report", "Card"),
    "was": QT_TRANSLATE_NOOP("recall_report", "Was"),
    "became": QT_TRANSLATE_NOOP("recall_report", "What became of it"),
    "sale": QT_TRANSLATE_NOOP("recall_report", "Sale"),
    "page": QT_TRANSLATE_NOOP("recall_report", "Page {number} of {pages}"),
}
_COLUMNS: Final = ("place", "number", "card_id", "last_four", "was", "became", "sale", "decided_at")
_RESOLUTION_DPI: Final = 300
_MM_PER_INCH: Final = 25.4
_EDGE_MM: Final = 18.0
_ROW_MM: Final = 5.2
_FAMILIES: Final = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
# The share of the line that each column of the table begins at.
_AT: Final = (0.0, 0.3, 0.45, 0.74)


class RecallReports:
    """Writes into ``folder``, from any thread; all raise ``OSError``. ``on_file`` shows a file."""

    def __init__(
        self,
        *,
        folder: Path,
        shop: Callable[[], str],
        unreal: Callable[[], str],
        on_file: Callable[[Path], None],
    ) -> None:
        self._folder = folder
        self._shop = shop
        self._unreal = unreal
        self._on_file = on_file

    def save_csv(self, recall: RecallView, cards: Sequence[RecallCardView]) -> Path:
        return self._write(f"recall-R-{recall.recall_id}.csv", csv_bytes(cards))

    def save_pdf(self, recall: RecallView, cards: Sequence[RecallCardView]) -> Path:
        content = pdf_bytes(recall, cards, shop=self._shop(), unreal=self._unreal())
        return self._write(f"recall-R-{recall.recall_id}.pdf", content)

    def save_lines(self, name: str, lines: Sequence[str]) -> Path:
        return self._write(name, "".join(f"{line}\n" for line in lines).encode())

    def _write(self, name: str, content: bytes) -> Path:
        file = self._folder / name
        write_whole(file, content)
        return file

    def show(self, file: Path) -> None:
        self._on_file(file)


def csv_bytes(cards: Sequence[RecallCardView]) -> bytes:
    """One line a card, in stable words that other programs can rely on."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for card in cards:
        decided = datetime.fromtimestamp(card.at / 1000, UTC)
        writer.writerow(
            (
                card.place,
                card.number or "",
                card.card_id or "",
                card.last_four,
                card.kind.value,
                card.effect.value,
                card.sale_id or "",
                decided.isoformat(timespec="seconds"),
            )
        )
    return text.getvalue().encode()


def pdf_bytes(
    recall: RecallView, cards: Sequence[RecallCardView], *, shop: str, unreal: str = ""
) -> bytes:
    """A4 pages: what was recalled, why and by whom, how many of each, then card by card.

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
    _Report(painter, writer, recall, shop, unreal).draw(cards)
    painter.end()
    return bytes(buffer.data().data())


@dataclass(slots=True)
class _Report:
    painter: QPainter
    writer: QPdfWriter
    recall: RecallView
    shop: str
    unreal: str
    _top: float = 0.0

    def draw(self, cards: Sequence[RecallCardView]) -> None:
        self._head()
        first = max(1, int((self._bottom - self._top) / _dots(_ROW_MM)) - 1)
        each = int((self._bottom - _dots(_EDGE_MM)) / _dots(_ROW_MM)) - 1
        pages = 1 + max(0, -(-(len(cards) - first) // each))
        start, room = 0, first
        for number in range(1, pages + 1):
            if number > 1:
                self.writer.newPage()
                self._top = _dots(_EDGE_MM)
            self._table(cards[start : start + room])
            self._foot(number, pages)
            start, room = start + room, each

    @property
    def _width(self) -> float:
        return self.writer.width() - 2 * _dots(_EDGE_MM)

    @property
    def _bottom(self) -> float:
        return self.writer.height() - _dots(_EDGE_MM + 6)

    def _head(self) -> None:
        recall = self.recall
        self._top = _dots(_EDGE_MM)
        number = str(recall.recall_id)
        self._text(_word("title", act=act_word(recall.act), number=number), 7, bold=True)
        self._top += _dots(3)
        for name, value in (
            ("shop", self.shop),
            ("reason", reason_word(recall.reason)),
            ("note", recall.note),
            ("by", recall.asked_by),
            ("second", recall.approved_by or _word("none")),
            ("begun", _word("at", begun_at=recall.created_at)),
            ("state", state_word(recall.state)),
        ):
            self._text(f"{_word(name)}: {value}", 3.6)
        self._top += _dots(3)
        for row in recall.rows:
            count = format_number(row.count, manner().language)
            self._text(f"{count}  {kind_word(row.kind)}: {was_word(row.effect)}", 3.6, bold=True)
        self._top += _dots(4)

    def _table(self, cards: Sequence[RecallCardView]) -> None:
        self._row([_word(name) for name in ("card", "was", "became", "sale")], bold=True)
        for card in cards:
            number = card.last_four
            if card.number is not None:
                number = CardNumber.parse(card.number).grouped()
            self._row([number, kind_word(card.kind), was_word(card.effect), card.sale_id or ""])

    def _row(self, cells: Sequence[str], *, bold: bool = False) -> None:
        left, width = _dots(_EDGE_MM), self._width
        for cell, at, until in zip(cells, _AT, (*_AT[1:], 1.0), strict=True):
            sale = at == _AT[-1]
            self.painter.setFont(_font(2.0 if sale and not bold else 3.1, bold=bold))
            box = QRectF(left + at * width, self._top, (until - at) * width, _dots(_ROW_MM))
            self.painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cell)
        self._top += _dots(_ROW_MM)
        self.painter.setPen(QPen(QColor("#BBBBBB"), 1))
        self.painter.drawLine(int(left), int(self._top), int(left + width), int(self._top))
        self.painter.setPen(QColor("black"))

    def _foot(self, number: int, pages: int) -> None:
        self.painter.setFont(_font(3.1))
        box = QRectF(_dots(_EDGE_MM), self._bottom, self._width, _dots(8))
        words = _word("page", number=number, pages=pages)
        self.painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), words)
        self.painter.setFont(_font(4.2, bold=True))
        self.painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), self.unreal)

    def _text(self, words: str, size_mm: float, *, bold: bool = False) -> None:
        self.painter.setFont(_font(size_mm, bold=bold))
        box = QRectF(_dots(_EDGE_MM), self._top, self._width, _dots(60))
        drawn = self.painter.drawText(box, Qt.TextFlag.TextWordWrap, words)
        self._top += drawn.height() + _dots(0.8)


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
