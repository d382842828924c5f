"""Tables as CSV: what a spreadsheet would take for a formula goes in as text."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Rows as a file that spreadsheets open, whatever language they speak."""
    return codecs.BOM_UTF8 + more_of(rows)


def more_of(rows: Iterable[Sequence[str | int]]) -> bytes:
    """Rows that go on where those of a file that was begun before end."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell if isinstance(cell, int) else _as_text(cell) for cell in row])
    return text.getvalue().encode()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
