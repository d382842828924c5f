"""The rows that a writer which is alone need not read again: sessions, profiles, campaigns, tills.

What it has read or written is what the database has, as long as no other connection writes. A row
is kept under its primary key, or that there is none; whoever keeps it says when all are in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from server_stub.storage.change import Change, Update
from server_stub.storage.rows.all_types import ROW_TYPES
from server_stub.storage.table import Index, Key, Row, row_key

ROWS_MAX: Final = 10_000
"""So many of a type; then they are forgotten, and those that are in use come back by themselves."""
_NOT_KEPT: Final = object()


class KeptRows:
    """Rows of the types that are read again and again, by type and primary key."""

    def __init__(self, rows_max: int = ROWS_MAX) -> None:
        self._rows_max = rows_max
        self._of_type: dict[type[Row], dict[Key, Row | None]] = {
            row_type: {} for row_type in ROW_TYPES if row_type.RARELY_CHANGED or row_type.READ_AGAIN
        }

    def fill(self, index: Index[Any], by_key: dict[Key, dict[Key, Any]]) -> list[Key]:
        """Fill the places whose rows are kept; returns the keys of all others."""
        kept = self._of_type.get(index.row_type) if index.is_primary else None
        if kept is None:
            return list(by_key)
        others = []
        for key, place in by_key.items():
            row = kept.get(key, _NOT_KEPT)
            if row is _NOT_KEPT:
                others.append(key)
            elif row is not None:
                place[key] = row
        return others

    def read(self, index: Index[Any], by_key: dict[Key, dict[Key, Any]], keys: list[Key]) -> None:
        """Keep what was read for these keys."""
        kept = self._of_type.get(index.row_type) if index.is_primary else None
        if kept is None:
            return
        if len(kept) + len(keys) > self._rows_max:
            kept.clear()
        for key in keys:
            kept[key] = by_key[key].get(key)

    def written(self, changes: Iterable[Change]) -> None:
        """Keep what is kept as it is being written. Unless that comes to disk, forget all.

        Rows that nobody has looked for are not taken in: a batch may bring more than are kept.
        """
        for change in changes:
            row = change.after if isinstance(change, Update) else change.row
            kept = self._of_type.get(type(row))
            if kept is not None and (key := row_key(row)) in kept:
                kept[key] = row

    def forget(self) -> None:
        for kept in self._of_type.values():
            kept.clear()
