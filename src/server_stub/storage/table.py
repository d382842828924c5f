"""What a row type, an index and a need are: the small language in which commands ask for rows.

A row type is a frozen struct that names its table and primary key. An ``Index`` is a set of columns
by which rows are looked up; ``INDEX.at(...)`` is one look-up. Nothing here knows a database.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeVar

from msgspec import Struct

Key = tuple[str | int | bytes, ...]


class Row(Struct, frozen=True, kw_only=True, array_like=True):
    """One row. Those that are ever updated have a ``version``, which grows by one each time."""

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
    RARELY_CHANGED: ClassVar[bool] = False
    """Whether many decisions read a row and few change it; where rows are locked, it is shared."""
    READ_AGAIN: ClassVar[bool] = False
    """Whether a row that is read is likely to be read again soon, however often it changes."""


R = TypeVar("R", bound=Row)


@functools.cache
def column_types(row_type: type[Row]) -> Mapping[str, Any]:
    """The types of the columns. Python compiles their words anew each time they are asked for."""
    return typing.get_type_hints(row_type)


class Need(NamedTuple):
    """One look-up: the rows of an index under a key; there may be none."""

    by: Index[Any]
    key: Key


Found = dict["Index[Any]", dict[Key, dict[Key, Any]]]
"""Rows by index, key and primary key. A key without rows has an empty place: it was looked for."""

_NEW: Final = tuple.__new__  # each command makes some ten needs; the named way takes twice as long


class Gathering(NamedTuple):
    """How rows that no table has are gathered from one that is there: SQL of each database.

    ``sqlite`` takes a JSON array of keys; the others take the keys as a table, ``<keys>``. What is
    gathered is read once the rows that it comes from are locked, by ``locks``; what no command asks
    for has none. Once a round changes rows of the types that it counts, ``over``, it is good for no
    other command of the round.
    """

    sqlite: str
    postgres: str
    locks: str = ""
    over: tuple[type[Row], ...] = ()


class Index(Generic[R]):
    """Columns by which rows of one table are looked up; made at import, compared by identity."""

    __slots__ = ("columns", "gathering", "is_primary", "key_of", "row_type")

    def __init__(
        self,
        row_type: type[R],
        columns: tuple[str, ...],
        *,
        gathering: Gathering | None = None,
    ) -> None:
        self.row_type = row_type
        self.columns = columns
        self.gathering = gathering
        self.is_primary = columns == row_type.KEY
        self.key_of: Callable[[Row], Key] = values_getter(columns)

    def at(self, *key: str | int | bytes) -> Need:
        """Name the rows under ``key``, one value for each column."""
        return _NEW(Need, (self, key))


def primary(row_type: type[R]) -> Index[R]:
    """The index over the primary key of a table."""
    return Index(row_type, row_type.KEY)


def values_getter(columns: tuple[str, ...]) -> Callable[[Row], tuple[Any, ...]]:
    """A function that takes these columns' values out of a row."""
    getter = attrgetter(*columns)
    if len(columns) > 1:
        return getter
    return lambda row: (getter(row),)


_KEY_GETTERS: dict[type[Row], Callable[[Row], Key]] = {}


def row_key(row: Row) -> Key:
    """The values of a row's primary key."""
    row_type = type(row)
    getter = _KEY_GETTERS.get(row_type)
    if getter is None:
        getter = _KEY_GETTERS[row_type] = values_getter(row_type.KEY)
    return getter(row)
