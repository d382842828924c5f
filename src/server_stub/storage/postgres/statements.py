"""The statements over PostgreSQL: one locks, one reads, one writes all rows of a round.

Values travel as one array a column. Rows that a round may change are locked in the order of their
keys; those that many decide over and few change are locked for sharing; rows without a version
never change and are not locked at all. A statement is made for each set of indexes or kinds of
changes that comes up, and is prepared by the connection.
"""

# ruff: noqa: S608 -- names come from row types and indexes only; every value is bound.

from __future__ import annotations

import base64
import typing
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from msgspec.structs import astuple

from server_stub.storage.change import Sweep, Update
from server_stub.storage.statements import bindable
from server_stub.storage.table import Index, Key, Row, column_types, values_getter

Decode = Callable[[Iterable[Any]], list[Any]]
_ARRAYS: Final = {int: "bigint[]", bool: "boolean[]"}


class Reading(NamedTuple):
    """A statement that takes an array for each column of a key, and how its rows are read."""

    sql: str
    decode: Decode


class Writing(NamedTuple):
    """A part of a statement that writes rows of one kind, and how its arrays are made of them."""

    sql: str
    columns: int
    arrays: Callable[[Sequence[Any]], list[tuple[Any, ...]]]


def is_locked(index: Index[Any]) -> bool:
    return index.gathering is not None or "version" in index.row_type.__struct_fields__


def reading(index: Index[Any], *, locked: bool) -> Reading:
    """The statement that reads, and perhaps locks, the rows under many keys of one index."""
    sql = _looked_up(index, _columns_of(index.row_type), 1, locked=locked and is_locked(index))
    return Reading(sql, decoder_of(index.row_type))


def locking(indexes: Sequence[Index[Any]]) -> str:
    """The statement that locks the rows under the keys of several indexes, one after the other."""
    parts, first = [], 1
    for at, index in enumerate(indexes):
        rows = _looked_up(index, "1", first, locked=True)
        parts.append(f"(SELECT count(*) FROM ({rows}) AS l{at})")
        first += len(index.columns)
    return f"SELECT {', '.join(parts)}"


def reading_all(indexes: Sequence[Index[Any]]) -> str:
    """The statement that reads the rows under the keys of several indexes, all at one moment.

    Each comes as the place of its index and the row.
    """
    parts, first = [], 1
    for at, index in enumerate(indexes):
        columns = f"{at} AS place, ROW({_columns_of(index.row_type)})"
        parts.append(f"({_looked_up(index, columns, first, locked=False)})")
        first += len(index.columns)
    return " UNION ALL ".join(parts)


def decoder_of(row_type: type[Row]) -> Decode:
    """How rows of a type's columns become rows of the type."""
    hints = column_types(row_type)
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


def key_arrays(index: Index[Any], keys: Iterable[Key]) -> list[list[Any]]:
    """The keys as one array a column. PostgreSQL's texts hold no NUL: no row has a key with one."""
    found = [[_bound(part) for part in key] for key in keys if not _has_nul(key)]
    return [[key[at] for key in found] for at in range(len(index.columns))]


def inserting(row_type: type[Row]) -> Writing:
    """Inserts rows."""
    names = row_type.__struct_fields__
    hints = column_types(row_type)
    sql = (
        f"INSERT INTO {row_type.TABLE} ({', '.join(names)})"
        f" SELECT * FROM {_unnested([hints[name] for name in names])} RETURNING 1"
    )
    return Writing(sql, len(names), _transposed(bindable(row_type, names, astuple)))


def updating(row_type: type[Row], columns: frozenset[str]) -> Writing:
    """Updates rows which are still as they were loaded, by their version."""
    names = tuple(name for name in row_type.__struct_fields__ if name in columns)
    old_names = (*row_type.KEY, "version")
    hints = column_types(row_type)
    sets = ", ".join(f"{name} = k.c{at}" for at, name in enumerate(names))
    match = " AND ".join(f"r.{name} = k.c{at}" for at, name in enumerate(old_names, len(names)))
    sql = (
        f"UPDATE {row_type.TABLE} AS r SET {sets}"
        f" FROM {_unnested([hints[name] for name in (*names, *old_names)])}"
        f" WHERE {match} RETURNING 1"
    )
    new_values = bindable(row_type, names, values_getter(names))
    old_values = values_getter(old_names)

    def values(update: Update) -> tuple[Any, ...]:
        return new_values(update.after) + old_values(update.before)

    return Writing(sql, len(names) + len(old_names), _transposed(values))


def sweeping(sweep: Sweep) -> tuple[str, tuple[Any, ...]]:
    """The statement that changes all codes of a sweep, and its values."""
    names = tuple(sweep.columns)
    sets = ", ".join(f"{name} = ${at}" for at, name in enumerate(names, start=3))
    guard = " AND ".join(
        f"{name} IS NOT DISTINCT FROM ${at}"
        for at, name in enumerate(sweep.guard, start=3 + len(names))
    )
    sql = (
        f"UPDATE codes SET {sets}, version = version + 1"
        f" WHERE app_id = $1 AND code_id = ANY($2::bigint[]) AND {guard}"
    )
    return sql, (sweep.app_id, sweep.code_ids, *sweep.columns.values(), *sweep.guard.values())


def writing_all(writings: Sequence[Writing], then: str) -> str:
    """The statement that writes all of these, and only then does ``then``.

    ``then`` may name ``done``, a table of one row: how many rows each of them wrote.
    """
    parts, counts, first = [], [], 1
    for at, writing in enumerate(writings):
        marks = {f"<{number}>": f"${first + number}" for number in range(writing.columns)}
        sql = writing.sql
        for mark, value in marks.items():
            sql = sql.replace(mark, value)
        parts.append(f"w{at} AS ({sql})")
        counts.append(f"(SELECT count(*) FROM w{at})")
        first += writing.columns
    done = f"done AS MATERIALIZED (SELECT ARRAY[{', '.join(counts)}]::bigint[] AS counts)"
    return f"WITH {', '.join((*parts, done))} {then}"


def _columns_of(row_type: type[Row]) -> str:
    return ", ".join(f"r.{name}" for name in row_type.__struct_fields__)


def _looked_up(index: Index[Any], columns: str, first: int, *, locked: bool) -> str:
    row_type: type[Row] = index.row_type
    hints = column_types(row_type)
    match = " AND ".join(f"r.{name} = k.c{at}" for at, name in enumerate(index.columns))
    keys = _unnested([hints[name] for name in index.columns])
    for at in range(len(index.columns)):
        keys = keys.replace(f"<{at}>", f"${first + at}")
    if index.gathering is not None:
        if locked:
            return index.gathering.locks.replace("<keys>", keys)
        return f"SELECT {columns} FROM ({index.gathering.postgres.replace('<keys>', keys)}) AS r"
    sql = (
        f"SELECT {columns} FROM {keys} JOIN {row_type.TABLE} AS r ON {match}"
        f" ORDER BY {', '.join(f'r.{name}' for name in row_type.KEY)}"
    )
    if locked:
        sql += " FOR SHARE OF r" if row_type.RARELY_CHANGED else " FOR NO KEY UPDATE OF r"
    return sql


def _unnested(hints: Sequence[Any]) -> str:
    """Arrays as a table ``k``; the number of each value is still to be put in for its ``<n>``."""
    arrays = [_ARRAYS.get(_plain(hint), "text[]") for hint in hints]
    values = ", ".join(f"<{at}>::{array}" for at, array in enumerate(arrays))
    return f"unnest({values}) AS k ({', '.join(f'c{at}' for at in range(len(arrays)))})"


def _plain(hint: Any) -> Any:
    """A column's type without its ``None`` and without the name that we gave it."""
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    if parts and typing.get_origin(hint) is not list:
        hint = parts[0]
    return getattr(hint, "__supertype__", hint)


def _transposed(
    values: Callable[[Any], tuple[Any, ...]],
) -> Callable[[Sequence[Any]], list[tuple[Any, ...]]]:
    return lambda rows: list(zip(*map(values, rows), strict=True))


def _has_nul(key: Key) -> bool:
    return any(isinstance(part, str) and "\0" in part for part in key)


def _bound(part: str | int | bytes) -> str | int:
    return base64.b64encode(part).decode() if isinstance(part, bytes) else part
