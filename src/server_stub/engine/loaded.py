"""The rows that a round has loaded, as commands see them.

A command's changes are applied only once it has returned; from then on the commands after it in
the round see them. Asking for what was not named in ``needs`` is a fault of the command, not an
empty answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from server_stub.storage.change import Change, Update
from server_stub.storage.table import Index, Key, Need, Row, row_key

R = TypeVar("R", bound=Row)


class NotLoadedError(LookupError):
    """A command asked for rows that it did not name in its needs."""


class Rows:
    """Loaded rows by index and key; commands use ``find`` and ``all``, the engine the rest."""

    __slots__ = ("_counted", "_found", "_of_type")

    def __init__(self) -> None:
        self._found: dict[Index[Any], dict[Key, dict[Key, Any]]] = {}
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

    def missing(self, needs: Iterable[Need]) -> set[Need]:
        """Those of ``needs`` that have not been loaded yet."""
        found = self._found
        return {need for need in needs if need.key not in found.get(need.by, ())}

    def add(self, loaded: Iterable[tuple[Need, list[Any]]]) -> None:
        """Take in what the storage found."""
        for need, rows in loaded:
            under = self._found.get(need.by)
            if under is None:
                under = self._found[need.by] = {}
                self._of_type.setdefault(need.by.row_type, []).append(need.by)
                for row_type in need.by.gathering.over if need.by.gathering else ():
                    self._counted.setdefault(row_type, []).append(need.by)
            under[need.key] = dict(zip(map(row_key, rows), rows, strict=True))

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
