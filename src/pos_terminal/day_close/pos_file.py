"""The day against a file of the shop's own point-of-sale system, line by line: pure.

The file is CSV, with a column for the receipt or payment reference and one for the amount. An
amount below zero went back to a customer, and goes with a void of the sale that it names. A line
that cannot be read, or goes with nothing here, is told with its number; none is passed over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from card_contract.day_messages import DaySale, DayVoid
from card_contract.payment_reference import canonical_reference
from pos_terminal.day_close.model import (
    POS_FILE_BYTES_MAX,
    ComparedRow,
    Comparison,
    Match,
)

LINES_MAX: Final = 20_000
_REFERENCES: Final = frozenset(
    {"reference", "receipt", "receipt number", "receipt_number", "ref", "beleg", "belegnummer",
     "bon", "bonnummer", "referenz"}
)  # fmt: skip
_AMOUNTS: Final = frozenset({"amount", "total", "value", "betrag", "summe"})
_AMOUNT: Final = re.compile(r"(-?)(\d{1,9})(?:\.(\d{1,3}))?", re.ASCII)
_SPARE: Final = re.compile(r"[\s'’]")
# A word like kr, Fr. or PLN, or one of the signs that Unicode has for money.
_CURRENCY: Final = r"(?:[^\W\d_]{1,4}\.?|[$£¤¥֏؋৲৳฿៛\u20a0-\u20cf﷼])?"
_GROUPED: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+|-?\d{1,3}(?:\.\d{3})+", re.ASCII)
_WITH_CURRENCY: Final = re.compile(rf"(-?){_CURRENCY}(-?)([\d.,]+){_CURRENCY}")


class NoPosFileError(Exception):
    """The file as a whole cannot be compared; ``word`` says why."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def compare(
    name: str, content: bytes, sales: Sequence[DaySale], voids: Sequence[DayVoid], digits: int
) -> Comparison:
    """Match lines to sales and voids by receipt number or payment reference.

    ``digits`` follow the decimal point. Raises ``NoPosFileError``.
    """
    if not 0 < len(content) <= POS_FILE_BYTES_MAX:
        raise NoPosFileError("pos.too_large")
    lines, reference_at, amount_at = _table(content)
    ours = _Ours(sales, voids)
    rows: list[ComparedRow] = []
    there_minor = 0
    for number, cells in lines:
        reference = _cell(cells, reference_at).strip()
        amount_minor = _minor(_cell(cells, amount_at), digits)
        there_minor += amount_minor or 0
        match, here_minor = ours.match(reference, amount_minor)
        if match is not Match.AGREES:
            rows.append(
                ComparedRow(
                    line=number,
                    reference=reference,
                    match=match,
                    there_minor=amount_minor,
                    here_minor=here_minor,
                )
            )
    agreed = len(lines) - len(rows)
    rows += ours.missing()
    return Comparison(
        name=name,
        agreed=agreed,
        rows=tuple(rows),
        there_minor=there_minor,
        here_minor=sum(sale.amount_minor for sale in sales)
        - sum(void.amount_minor for void in voids),
    )


class _Ours:
    """The sales and voids of the day, each of which goes with one line."""

    def __init__(self, sales: Sequence[DaySale], voids: Sequence[DayVoid]) -> None:
        self._sales = {sale.sale_id: sale for sale in sales}
        self._by_key = {key: sale for sale in sales for key in _keys_of(sale)}
        self._voids = {void.void_id: void for void in voids}
        # Two, for what went back without a void of its own has the id of its sale.
        self._seen_sales: set[str] = set()
        self._seen_voids: set[str] = set()

    def match(self, reference: str, amount_minor: int | None) -> tuple[Match, int | None]:
        """How a line goes with ours, and what we have of it."""
        if amount_minor is not None and amount_minor < 0 and reference:
            return self._match_void(_key(reference), amount_minor)
        sale = self._by_key.get(_key(reference))
        here_minor = None if sale is None else sale.amount_minor
        match = Match.AGREES if amount_minor == here_minor else Match.AMOUNT_DIFFERS
        if amount_minor is None or not reference:
            match = Match.NOT_READ
        elif sale is None:
            match = Match.UNKNOWN_HERE
        elif sale.sale_id in self._seen_sales:
            match = Match.TWICE
        if sale is not None:
            self._seen_sales.add(sale.sale_id)
        return match, here_minor

    def _match_void(self, key: str, amount_minor: int) -> tuple[Match, int | None]:
        """A sale may be voided card by card: what fits exactly comes first."""
        found = [void for void in self._left() if key in _keys_of(void)]
        if not found:
            return Match.NOT_VOIDED_HERE, None
        void = min(found, key=lambda void: void.amount_minor != -amount_minor)
        self._seen_voids.add(void.void_id)
        agrees = void.amount_minor == -amount_minor
        return Match.AGREES if agrees else Match.AMOUNT_DIFFERS, -void.amount_minor

    def _left(self) -> Iterable[DayVoid]:
        return (void for key, void in self._voids.items() if key not in self._seen_voids)

    def missing(self) -> Iterator[ComparedRow]:
        """What no line went with."""
        for key, sale in self._sales.items():
            if key not in self._seen_sales:
                yield _missing(sale.receipt_number, Match.MISSING_THERE, sale.amount_minor)
        for void in self._left():
            yield _missing(void.receipt_number, Match.VOID_MISSING_THERE, -void.amount_minor)


def _missing(reference: str, match: Match, here_minor: int) -> ComparedRow:
    return ComparedRow(
        line=None, reference=reference, match=match, there_minor=None, here_minor=here_minor
    )


def _table(content: bytes) -> tuple[list[tuple[int, list[str]]], int, int]:
    """The lines below the head, with their numbers, and where reference and amount stand."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what older spreadsheets write
    first = text.partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((reader.line_num, cells))
            if len(lines) > LINES_MAX:
                raise NoPosFileError("pos.too_long")
    except csv.Error as error:
        raise NoPosFileError("pos.no_csv") from error
    head = [cell.strip().casefold() for cell in lines[0][1]] if lines else []
    reference_at = next((at for at, cell in enumerate(head) if cell in _REFERENCES), None)
    amount_at = next((at for at, cell in enumerate(head) if cell in _AMOUNTS), None)
    if reference_at is None or amount_at is None:
        raise NoPosFileError("pos.no_columns")
    return lines[1:], reference_at, amount_at


def _minor(text: str, digits: int) -> int | None:
    """25.00, 25,00, 1.234,50 or 1,234.50, with or without a currency; None for anything else.

    Where money has no smaller unit, what is left of the last three digits is a group.
    """
    written = _WITH_CURRENCY.fullmatch(_SPARE.sub("", text))
    if written is None:
        return None
    plain = "".join(written.groups())
    if digits == 0 and _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(".", "")
    comma, point = plain.rfind(","), plain.rfind(".")
    decimal, group = (",", ".") if comma > point else (".", ",")
    plain = plain.replace(group, "").replace(decimal, ".")
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return None
    sign, whole, rest = found.groups(default="")
    if len(rest) > digits:
        return None
    minor = int(whole + rest.ljust(digits, "0"))
    return -minor if sign else minor


def _keys_of(ours: DaySale | DayVoid) -> list[str]:
    return [_key(text) for text in (ours.receipt_number, ours.reference) if text]


def _key(reference: str) -> str:
    return canonical_reference(reference)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
