"""A recall's result as a file: every card as CSV, or as pages to print for police and insurer."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.minor_units import minor_digits
from card_contract.recall_messages import RecallCardView, RecallView
from pos_terminal.devices.recall_paper import pdf_bytes, receipt_of
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.whole_file import write_whole
from pos_terminal.words import Message

CONTEXT: Final = "recall_lines"
SENTENCES: Final[dict[str, str]] = {
    "not_text": QT_TRANSLATE_NOOP("recall_lines", "not readable as text"),
    "empty": QT_TRANSLATE_NOOP("recall_lines", "empty"),
    "too_long": QT_TRANSLATE_NOOP("recall_lines", "far too long"),
    "not_digits": QT_TRANSLATE_NOOP("recall_lines", "no number"),
    "wrong_length": QT_TRANSLATE_NOOP("recall_lines", "not 18 digits"),
    "wrong_check_digit": QT_TRANSLATE_NOOP("recall_lines", "a digit is wrong"),
    "wrong_issuer_form": QT_TRANSLATE_NOOP("recall_lines", "does not begin as a card does"),
}
_COLUMNS: Final = (
    *("place", "number", "card_id", "last_four", "product", "price", "currency"),
    *("was", "became", "receipt", "sale", "decided_at"),
)
_LINE_COLUMNS: Final = ("line", "text", "what is wrong")
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


class RecallReports:
    """Writes from any thread; all raise ``OSError``. ``on_file`` shows a file."""

    def __init__(
        self,
        *,
        shop: Callable[[], str],
        unreal: Callable[[], str],
        on_file: Callable[[Path], None],
    ) -> None:
        self._shop = shop
        self._unreal = unreal
        self._on_file = on_file

    def save_csv(self, recall: RecallView, cards: Sequence[RecallCardView], path: Path) -> None:
        write_whole(path, csv_bytes(cards))

    def save_pdf(self, recall: RecallView, cards: Sequence[RecallCardView], path: Path) -> None:
        content = pdf_bytes(recall, cards, shop=self._shop(), unreal=self._unreal())
        write_whole(path, content)

    def save_faults(self, faults: Iterable[tuple[int, str, str]], path: Path) -> None:
        """Lines of a file with their numbers, what is wrong, and how they begin."""
        rows = ((line, text, _fault(fault)) for line, fault, text in faults)
        write_whole(path, _table(_LINE_COLUMNS, rows))

    def show(self, file: Path) -> None:
        self._on_file(file)


def csv_bytes(cards: Iterable[RecallCardView]) -> bytes:
    """One line a card, in stable words that other programs can rely on.

    Numbers stand in their groups: a spreadsheet would round one of 18 digits.
    """
    return _table(_COLUMNS, map(_row, cards))


def _row(card: RecallCardView) -> tuple[str | int, ...]:
    decided = datetime.fromtimestamp(card.at / 1000, UTC)
    return (
        card.place,
        "" if card.number is None else CardNumber.parse(card.number).grouped(),
        card.card_id or "",
        f"…{card.last_four}" if card.last_four else "",
        card.product or "",
        _decimal(card),
        card.currency or "",
        card.kind.value,
        card.effect.value,
        receipt_of(card.sale_id),
        card.sale_id or "",
        decided.isoformat(timespec="seconds"),
    )


def _decimal(card: RecallCardView) -> str:
    """The price for other programs: a point, and no grouping."""
    if card.price_minor is None:
        return ""
    digits = minor_digits(card.currency or "")
    whole, rest = divmod(card.price_minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits else str(whole)


def _table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """A table that spreadsheets open, whatever language they speak."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([cell if isinstance(cell, int) else _harmless(cell) for cell in row])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _harmless(text: str) -> str:
    """A spreadsheet would run what begins as a formula does."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _fault(fault: str) -> str:
    return say(CONTEXT, SENTENCES, Message(fault))
