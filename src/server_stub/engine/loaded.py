"""The rows that a round has loaded, as commands see them.

A command's changes are applied only once it has returned; from then on the commands after it in
the round see them. Asking for what was not named in ``needs`` is a fault of the command, not an
empty answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from server_stub.storage.change import Change, Update
from server_stub.storage.table import Found, Index, Key, Need, Row, row_key

R = TypeVar("R", bound=Row)


class NotLoadedError(LookupError):
    """A command asked for rows that it did not name in its needs."""


class Rows:
    """Loaded rows by index and key; commands use ``find`` and ``all``, the engine the rest."""

    __slots__ = ("_counted", "_found", "_of_type")

    def __init__(self) -> None:
        self._found: Found = {}
        self._of_type: dict[type[Row], list[Index[Any]]] = {}
        self._counted: dict[type[Row], list[Index[Any]]] = {}  # what gathers rows of a type

    def find(self, index: Index[R], *key: str | int | bytes) -> R | None:
        """The one row under ``key``, or nothing."""
        try:
            under: dict[Key, R] = self._found[index][key]
        except KeyError:
            raise _not_loaded(index) from None
        for row in under.values():
            return row
        return None

    def all(self, index: Index[R], *key: str | int | bytes) -> list[R]:
        """All rows under ``key``, in the order of their primary keys."""
        try:
            return list(self._found[index][key].values())
        except KeyError:
            raise _not_loaded(index) from None

    def has(self, need: Need) -> bool:
        """Say whether rows were looked for there."""
        return need.key in self._found.get(need.by, ())

    def add(self, loaded: Found) -> None:
        """Take in what the storage found."""
        for index, by_key in loaded.items():
            if index in self._found:
                self._found[index] |= by_key
                continue
            self._found[index] = by_key
            self._of_type.setdefault(index.row_type, []).append(index)
            for row_type in index.gathering.over if index.gathering else ():
                self._counted.setdefault(row_type, []).append(index)

    def apply(self, changes: Iterable[Change]) -> None:
        """Let the commands that follow see ``changes``."""
        for change in changes:
            if isinstance(change, Update):
                self._replace(change.before, change.after)
            else:
                self._replace(None, change.row)

    def _replace(self, before: Row | None, after: Row) -> None:
        primary_key = row_key(after)
        for index in self._counted.get(type(after), ()):
            self._found[index].clear()  # a count from before the change: to be loaded anew
        for index in self._of_type.get(type(after), ()):
            by_key = self._found[index]
            key = primary_key if index.is_primary else index.key_of(after)
            if before is not None and not index.is_primary:
                old_key = index.key_of(before)
                if old_key != key and old_key in by_key:
                    by_key[old_key].pop(primary_key, None)
            under = by_key.get(key)
            if under is not None:
                under[primary_key] = after


def _not_loaded(index: Index[Any]) -> NotLoadedError:
    return NotLoadedError(f"{index.row_type.TABLE} {index.columns}: not needed")
