"""Tables as CSV: what a spreadsheet would take for a formula goes in as text."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from server_stub.web.portal.words import GERMAN

_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(rows: Iterable[Sequence[str | int]], language: str) -> bytes:
    """Rows as a file that a spreadsheet in this language opens as a table."""
    return codecs.BOM_UTF8 + more_of(rows, language)


def more_of(rows: Iterable[Sequence[str | int]], language: str) -> bytes:
    """Rows that go on where those of a file that was begun before end.

    Where the comma parts the whole from the rest of a number, it parts no columns.
    """
    text = io.StringIO()
    parted_by = ";" if language == GERMAN else ","
    writer = csv.writer(text, delimiter=parted_by, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell if isinstance(cell, int) else _as_text(cell) for cell in row])
    return text.getvalue().encode()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
