"""The set-based statements: one reads all rows of a round by an index, one writes them.

Rows travel as JSON in both directions, many in one value, because each row that is stepped through
or bound on its own costs a turn of the interpreter's lock. Column names come from the row types
only.
"""

# ruff: noqa: S608 -- names come from row types and indexes only; every value is bound.

from __future__ import annotations

import types
import typing
from typing import Any, NamedTuple

import msgspec

from server_stub.storage.table import Index, Row


class Reading(NamedTuple):
    """A statement that takes a JSON array of keys and gives one JSON array of rows."""

    sql: str
    decode: Any


def reading(index: Index[Any]) -> Reading:
    """The statement that reads rows of many keys of an index, ordered by primary key."""
    row_type = index.row_type
    match = " AND ".join(f"r.{name} = k.value->>{at}" for at, name in enumerate(index.columns))
    unique = index.columns == row_type.KEY
    order = "" if unique else " ORDER BY " + ", ".join(f"r.{name}" for name in row_type.KEY)
    sql = (
        f"SELECT json_group_array(json_array({columns_of(row_type)}){order})"
        f" FROM json_each(?) AS k CROSS JOIN {row_type.TABLE} AS r ON {match}"
    )
    return Reading(sql, decoder_of(row_type).decode)


def decoder_of(row_type: type[Row]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(list[row_type])  # type: ignore[valid-type]  # a type made at run time


def columns_of(row_type: type[Row]) -> str:
    """The columns of a row type as arguments of ``json_array``."""
    hints = typing.get_type_hints(row_type)
    return ", ".join(_as_json(f"r.{name}", hints[name]) for name in row_type.__struct_fields__)


def inserting(row_type: type[Row]) -> str:
    """The statement that inserts a JSON array of rows."""
    names = row_type.__struct_fields__
    values = ", ".join(f"value->>{at}" for at in range(len(names)))
    return f"INSERT INTO {row_type.TABLE} ({', '.join(names)}) SELECT {values} FROM json_each(?)"


def updating(row_type: type[Row], columns: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The statement that updates rows, and the columns whose values it takes after key and version.

    Each element of its JSON array is the primary key, the version that the row must still have, and
    the new values.
    """
    names = tuple(name for name in row_type.__struct_fields__ if name in columns)
    first = len(row_type.KEY) + 1
    sets = ", ".join(f"{name} = v.value->>{at}" for at, name in enumerate(names, start=first))
    match = " AND ".join(
        f"{row_type.TABLE}.{name} = v.value->>{at}" for at, name in enumerate(row_type.KEY)
    )
    sql = (
        f"UPDATE {row_type.TABLE} SET {sets}"
        f" FROM json_each(?) AS v WHERE {match}"
        f" AND {row_type.TABLE}.version = v.value->>{len(row_type.KEY)}"
    )
    return sql, names


def _as_json(column: str, hint: Any) -> str:
    """SQLite keeps booleans as numbers and lists as text; JSON has its own forms for both."""
    if hint is bool:
        return f"json(iif({column}, 'true', 'false'))"
    if typing.get_origin(hint) is list:
        return f"json({column})"
    if isinstance(hint, types.UnionType) and bool in hint.__args__:
        raise TypeError(f"{column}: a boolean that may be null needs a form of its own.")
    return column
