"""The day against a file of the shop's own point-of-sale system, line by line: pure.

The file is CSV, with a column for the receipt or payment reference and one for the amount. A line
that cannot be read, or goes with no sale, is told with its number; none is passed over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from card_contract.day_messages import DaySale
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
_AMOUNT: Final = re.compile(r"(-?)(\d{1,9})(?:\.(\d{1,2}))?", re.ASCII)
_SPARE: Final = re.compile(r"[\s\u00a0€£$']|EUR|CHF|GBP|USD")


class NoPosFileError(Exception):
    """The file as a whole cannot be compared; ``word`` says why."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def compare(name: str, content: bytes, sales: Sequence[DaySale], digits: int) -> Comparison:
    """Match lines to sales by receipt number or payment reference.

    ``digits`` follow the decimal point. Raises ``NoPosFileError``.
    """
    if not 0 < len(content) <= POS_FILE_BYTES_MAX:
        raise NoPosFileError("pos.too_large")
    lines, reference_at, amount_at = _table(content)
    by_reference = {key: sale for sale in sales for key in _keys_of(sale)}
    seen: set[str] = set()
    rows: list[ComparedRow] = []
    there_minor = 0
    for number, cells in lines:
        reference = _cell(cells, reference_at).strip()
        amount_minor = _minor(_cell(cells, amount_at), digits)
        there_minor += amount_minor or 0
        sale = by_reference.get(_key(reference))
        row = ComparedRow(
            line=number,
            reference=reference,
            match=_match(reference, amount_minor, sale, seen),
            there_minor=amount_minor,
            here_minor=None if sale is None else sale.amount_minor,
        )
        if sale is not None:
            seen.add(sale.sale_id)
        if row.match is not Match.AGREES:
            rows.append(row)
    agreed = len(lines) - len(rows)
    rows += _missing(sales, seen)
    return Comparison(
        name=name,
        agreed=agreed,
        rows=tuple(rows),
        there_minor=there_minor,
        here_minor=sum(sale.amount_minor for sale in sales),
    )


def _match(reference: str, amount_minor: int | None, sale: DaySale | None, seen: set[str]) -> Match:
    if amount_minor is None or not reference:
        return Match.NOT_READ
    if sale is None:
        return Match.UNKNOWN_HERE
    if sale.sale_id in seen:
        return Match.TWICE
    return Match.AGREES if amount_minor == sale.amount_minor else Match.AMOUNT_DIFFERS


def _missing(sales: Iterable[DaySale], seen: set[str]) -> list[ComparedRow]:
    return [
        ComparedRow(
            line=None,
            reference=sale.receipt_number,
            match=Match.MISSING_THERE,
            there_minor=None,
            here_minor=sale.amount_minor,
        )
        for sale in sales
        if sale.sale_id not in seen
    ]


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
    """25.00, 25,00, 1.234,50 or 1,234.50, with or without a currency; None for anything else."""
    plain = _SPARE.sub("", text)
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


def _keys_of(sale: DaySale) -> list[str]:
    return [_key(text) for text in (sale.receipt_number, sale.reference) if text]


def _key(reference: str) -> str:
    return reference.strip().casefold()


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
