"""Our SQL as PostgreSQL reads it: the one source of tables and of reads serves both databases.

The migrations and ``selects.py`` are written in what both understand. What differs is translated
here, by a few fixed rules: types, SQLite's table options, the marks of values, and SQLite's ways of
opening and making a JSON array, of taking one part out of it, and of finding a text in another.
Booleans therefore stand bare in conditions, never compared with numbers. Text is compared byte by
byte, as SQLite does it, whatever language the database was made for.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import Final

_BOOLEAN: Final = re.compile(
    r"\b(\w+) INTEGER NOT NULL(?: DEFAULT ([01]))? CHECK \(\1 IN \(0, 1\)\)"
)
_TYPES: Final = (
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bTEXT\b"), 'TEXT COLLATE "C"'),
)
_NOW: Final = ("unixepoch('now')", "CAST(extract(epoch FROM now()) AS BIGINT)")
_PART: Final = re.compile(r"json_extract\((\w+), '\$\[(\d+)\]'\)")
_PART_WITHIN: Final = re.compile(r"json_extract\((\w+), '\$\[(\d+)\]\.(\w+)\[(\d+)\]'\)")
_SQLITE_ALONE: Final = "-- SQLite alone."
_OPTIONS: Final = re.compile(r"\) STRICT(?:, WITHOUT ROWID)?;")
_TRUTH: Final = {None: "", "0": " DEFAULT FALSE", "1": " DEFAULT TRUE"}


def tables_sql(step: str) -> str:
    """A migration step, as written for SQLite; nothing where it is for SQLite alone."""
    if step.startswith(_SQLITE_ALONE):
        return ""
    sql = _BOOLEAN.sub(lambda found: f"{found[1]} BOOLEAN NOT NULL{_TRUTH[found[2]]}", step)
    for pattern, type_name in _TYPES:
        sql = pattern.sub(type_name, sql)
    sql = _part(_each(sql.replace(*_NOW)))
    return _OPTIONS.sub(");", sql)


@cache
def select_sql(sql: str) -> str:
    """A read, with ``?`` for its values; a list of texts is handed over as a JSON array."""
    numbers = count(1)
    marked = re.sub(r"\?", lambda _: f"${next(numbers)}", sql)
    grouped = re.sub(
        r"json_group_array\((\w+)\)", r"coalesce(CAST(json_agg(\1) AS TEXT), '[]')", marked
    )
    return _part(_each(grouped).replace("instr(", "strpos("))


def _each(sql: str) -> str:
    """A column or value that holds a JSON array, as rows."""
    return re.sub(
        r"json_each\(([$\w]+)\)", r"json_array_elements_text(\1::json) AS each (value)", sql
    )


def _part(sql: str) -> str:
    """One part of a column that holds a JSON array, or of an array within it."""
    within = _PART_WITHIN.sub(r"(\1::json -> \2 -> '\3' ->> \4)", sql)
    return _PART.sub(r"(\1::json ->> \2)", within)
