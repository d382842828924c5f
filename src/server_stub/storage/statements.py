"""The statements: one reads all rows of a round by an index; one writes rows, run once for many.

Rows are read as one JSON value: each row that is stepped through on its own costs a turn of the
interpreter's lock and a conversion in Python, which doubles the time of a load (measured). Writing
is quicker with bound values. Column names come from the row types only.
"""

# ruff: noqa: S608 -- names come from row types and indexes only; every value is bound.

from __future__ import annotations

import base64
import functools
import typing
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import astuple

from server_stub.storage.change import Sweep, Update
from server_stub.storage.table import Index, Row, column_types, values_getter


class Writing(NamedTuple):
    """A statement that writes one row, and how its values are taken from a row or an update."""

    sql: str
    values: Callable[[Any], tuple[Any, ...]]


class Reading(NamedTuple):
    """A statement that takes a JSON array of keys and gives one JSON array of rows."""

    sql: str
    decode: Any


@functools.cache
def reading(index: Index[Any]) -> Reading:
    """The statement that reads rows of many keys of an index, ordered by primary key."""
    row_type = index.row_type
    decode = decoder_of(row_type).decode
    columns = columns_of(row_type)
    if index.gathering is not None:
        rows = index.gathering.sqlite
        return Reading(f"SELECT json_group_array(json_array({columns})) FROM ({rows}) AS r", decode)
    match = " AND ".join(f"r.{name} = k.value->>{at}" for at, name in enumerate(index.columns))
    unique = index.columns == row_type.KEY
    order = "" if unique else " ORDER BY " + ", ".join(f"r.{name}" for name in row_type.KEY)
    sql = (
        f"SELECT json_group_array(json_array({columns}){order})"
        f" FROM json_each(?) AS k CROSS JOIN {row_type.TABLE} AS r ON {match}"
    )
    return Reading(sql, decode)


def decoder_of(row_type: type[Row]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(list[row_type])  # type: ignore[valid-type]  # a type made at run time


def columns_of(row_type: type[Row]) -> str:
    """The columns of a row type as arguments of ``json_array``."""
    hints = column_types(row_type)
    return ", ".join(_as_json(f"r.{name}", hints[name]) for name in row_type.__struct_fields__)


@functools.cache
def inserting(row_type: type[Row]) -> Writing:
    """The statement that inserts a row."""
    names = row_type.__struct_fields__
    marks = ", ".join("?" for _ in names)
    sql = f"INSERT INTO {row_type.TABLE} ({', '.join(names)}) VALUES ({marks})"
    return Writing(sql, bindable(row_type, names, astuple))


@functools.cache
def updating(row_type: type[Row], columns: frozenset[str]) -> Writing:
    """The statement that updates a row which is still as it was loaded, by its version."""
    names = tuple(name for name in row_type.__struct_fields__ if name in columns)
    sets = ", ".join(f"{name} = ?" for name in names)
    match = " AND ".join(f"{name} = ?" for name in (*row_type.KEY, "version"))
    new_values = bindable(row_type, names, values_getter(names))
    old_values = values_getter((*row_type.KEY, "version"))

    def values(update: Update) -> tuple[Any, ...]:
        return new_values(update.after) + old_values(update.before)

    return Writing(f"UPDATE {row_type.TABLE} SET {sets} WHERE {match}", values)


def sweeping(sweep: Sweep) -> tuple[str, tuple[Any, ...]]:
    """The statement that changes all codes of a sweep, and its values.

    Ids that follow one another are one range: SQLite then changes the rows as it finds them, where
    it would collect the keys of all of them first.
    """
    ids = sorted(sweep.code_ids)
    named: tuple[Any, ...]
    if ids[-1] - ids[0] == len(ids) - 1:
        which, named = "code_id BETWEEN ? AND ?", (ids[0], ids[-1])
    else:
        which = "code_id IN (SELECT value FROM json_each(?))"
        named = (msgspec.json.encode(ids).decode(),)
    sets = ", ".join(f"{name} = ?" for name in sweep.columns)
    guard = " AND ".join(f"{name} IS ?" for name in sweep.guard)
    sql = f"UPDATE codes SET {sets}, version = version + 1 WHERE app_id = ? AND {which} AND {guard}"
    return sql, (*sweep.columns.values(), sweep.app_id, *named, *sweep.guard.values())


def bindable(
    row_type: type[Row], names: tuple[str, ...], getter: Callable[[Any], tuple[Any, ...]]
) -> Callable[[Any], tuple[Any, ...]]:
    """``getter``, with bytes as base64 and lists as JSON where the row type has such columns."""
    hints = column_types(row_type)
    if not any(_kept_as_json(hints[name]) or hints[name] is bytes for name in names):
        return getter
    encoders = [_encoder(hints[name]) for name in names]

    def values(row: Row) -> tuple[Any, ...]:
        pairs = zip(encoders, getter(row), strict=True)
        return tuple(value if encode is None else encode(value) for encode, value in pairs)

    return values


def _encoder(hint: Any) -> Callable[[Any], str] | None:
    if hint is bytes:
        return lambda value: base64.b64encode(value).decode()
    if _kept_as_json(hint):
        return lambda value: msgspec.json.encode(value).decode()
    return None


def _kept_as_json(hint: Any) -> bool:
    return typing.get_origin(hint) is list


def _as_json(column: str, hint: Any) -> str:
    """SQLite keeps booleans as numbers and lists as text; JSON has its own forms for both."""
    if hint is bool:
        return f"json(iif({column}, 'true', 'false'))"
    if _kept_as_json(hint):
        return f"json({column})"
    if {bool, bytes} & set(typing.get_args(hint)):
        raise TypeError(f"{column}: a boolean or bytes that may be null need a form of their own.")
    return column
