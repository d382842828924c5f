"""The statements over PostgreSQL: each reads or writes all rows of one kind in a round at once.

Values travel as one array a column. Rows that a round may change are locked as they are read, in
the order of their keys; those that many decide over and few change are locked for sharing; rows
without a version never change and are not locked at all.
"""

# ruff: noqa: S608 -- names come from row types and indexes only; every value is bound.

from __future__ import annotations

import base64
import typing
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from msgspec.structs import astuple

from server_stub.storage.change import Update
from server_stub.storage.statements import bindable
from server_stub.storage.table import Index, Key, Row, values_getter

_ARRAYS: Final = {int: "bigint[]", bool: "boolean[]"}


class Reading(NamedTuple):
    """A statement that takes an array for each column of a key, and how its rows are read."""

    sql: str
    decode: Callable[[Iterable[Any]], list[Any]]


class Writing(NamedTuple):
    """A statement that writes many rows, and how its arrays are made of rows or updates."""

    sql: str
    arrays: Callable[[Sequence[Any]], list[tuple[Any, ...]]]


def reading(index: Index[Any], *, locked: bool) -> Reading:
    """The statement that reads, and perhaps locks, the rows of many keys of an index."""
    row_type = index.row_type
    hints = typing.get_type_hints(row_type)
    arrays = _arrays([hints[name] for name in index.columns])
    match = " AND ".join(f"r.{name} = k.c{at}" for at, name in enumerate(index.columns))
    sql = (
        f"SELECT {columns_of(row_type)} FROM {_unnested(arrays)} JOIN {row_type.TABLE} AS r"
        f" ON {match} ORDER BY {', '.join(f'r.{name}' for name in row_type.KEY)}"
    )
    if locked and "version" in row_type.__struct_fields__:
        sql += " FOR SHARE OF r" if row_type.RARELY_CHANGED else " FOR NO KEY UPDATE OF r"
    return Reading(sql, decoder_of(row_type))


def columns_of(row_type: type[Row]) -> str:
    return ", ".join(f"r.{name}" for name in row_type.__struct_fields__)


def decoder_of(row_type: type[Row]) -> Callable[[Iterable[Any]], list[Any]]:
    """How rows of these columns become rows of the type."""
    hints = typing.get_type_hints(row_type)
    kept_as_json = [
        at
        for at, name in enumerate(row_type.__struct_fields__)
        if typing.get_origin(hints[name]) is list
    ]
    rows_type = list[row_type]  # type: ignore[valid-type]  # a type made at run time

    def decode(records: Iterable[Any]) -> list[Any]:
        return msgspec.convert([tuple(record) for record in records], rows_type)

    def decode_lists_too(records: Iterable[Any]) -> list[Any]:
        rows = [list(record) for record in records]
        for row in rows:
            for at in kept_as_json:
                row[at] = msgspec.json.decode(row[at])
        return msgspec.convert(rows, rows_type)

    return decode_lists_too if kept_as_json else decode


def key_arrays(keys: Iterable[Key]) -> list[list[Any]] | None:
    """The keys as one array a column; None where there are none.

    PostgreSQL's texts hold no NUL, so that no row can have a key with one.
    """
    found = [[_bound(part) for part in key] for key in keys if not _has_nul(key)]
    return [list(column) for column in zip(*found, strict=True)] if found else None


def inserting(row_type: type[Row]) -> Writing:
    """The statement that inserts rows."""
    names = row_type.__struct_fields__
    hints = typing.get_type_hints(row_type)
    arrays = _arrays([hints[name] for name in names])
    sql = f"INSERT INTO {row_type.TABLE} ({', '.join(names)}) SELECT * FROM {_unnested(arrays)}"
    values = bindable(row_type, names, astuple)

    def columns(rows: Sequence[Any]) -> list[tuple[Any, ...]]:
        return list(zip(*map(values, rows), strict=True))

    return Writing(sql, columns)


def updating(row_type: type[Row], columns: frozenset[str]) -> Writing:
    """The statement that updates rows which are still as they were loaded, by their version."""
    names = tuple(name for name in row_type.__struct_fields__ if name in columns)
    old_names = (*row_type.KEY, "version")
    hints = typing.get_type_hints(row_type)
    arrays = _arrays([hints[name] for name in (*names, *old_names)])
    sets = ", ".join(f"{name} = k.c{at}" for at, name in enumerate(names))
    match = " AND ".join(f"r.{name} = k.c{at}" for at, name in enumerate(old_names, len(names)))
    sql = f"UPDATE {row_type.TABLE} AS r SET {sets} FROM {_unnested(arrays)} WHERE {match}"
    new_values = bindable(row_type, names, values_getter(names))
    old_values = values_getter(old_names)

    def values(update: Update) -> tuple[Any, ...]:
        return new_values(update.after) + old_values(update.before)

    def arrays_of(updates: Sequence[Any]) -> list[tuple[Any, ...]]:
        return list(zip(*map(values, updates), strict=True))

    return Writing(sql, arrays_of)


def _arrays(hints: Sequence[Any]) -> list[str]:
    return [_ARRAYS.get(_plain(hint), "text[]") for hint in hints]


def _plain(hint: Any) -> Any:
    """A column's type without its ``None`` and without the name that we gave it."""
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    if parts and typing.get_origin(hint) is not list:
        hint = parts[0]
    return getattr(hint, "__supertype__", hint)


def _unnested(arrays: Sequence[str]) -> str:
    values = ", ".join(f"${at}::{array}" for at, array in enumerate(arrays, 1))
    return f"unnest({values}) AS k ({', '.join(f'c{at}' for at in range(len(arrays)))})"


def _has_nul(key: Key) -> bool:
    return any(isinstance(part, str) and "\0" in part for part in key)


def _bound(part: str | int | bytes) -> str | int:
    return base64.b64encode(part).decode() if isinstance(part, bytes) else part
