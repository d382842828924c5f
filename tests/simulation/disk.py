"""The server's database in memory: the storage interface over dictionaries, with a disk that fails.

A round is on the disk at once and whole, or not at all. A commit can fail so that nobody knows which
of the two it was, as at a power cut.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Any, Final

from server_stub.storage.change import Change, Insert, LedgerEntry, Sweep, Update, changed
from server_stub.storage.interface import ChangeRefusedError, UncertainError
from server_stub.storage.rows.card_classes import CARD_CLASSES, CardClassRow
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import SALES_BY_REFERENCE
from server_stub.storage.table import Found, Need, Row, row_key

COMMIT_S: Final = 0.004

Table = dict[tuple[Any, ...], Row]


class CommitFault(Enum):
    """What becomes of the next commit."""

    NONE = auto()
    LOST = auto()
    KEPT_BUT_NOT_TOLD = auto()


class Disk:
    """What survives: every table's rows, and the ledger's entries in their order."""

    def __init__(self) -> None:
        self.tables: dict[type[Row], Table] = {}
        self.ledger: list[LedgerEntry] = []

    def table(self, row_type: type[Row]) -> Table:
        return self.tables.setdefault(row_type, {})

    def rows(self, row_type: type[Any]) -> list[Any]:
        return list(self.table(row_type).values())

    def put(self, *rows: Row) -> None:
        """Place rows as they are, past every rule: the scene before the play."""
        for row in rows:
            self.table(type(row))[row_key(row)] = row

    def find(self, need: Need) -> list[Any]:
        index, key = need
        if index is CARD_CLASSES:
            return self._classes(*key)
        table = self.table(index.row_type)
        if index.columns == index.row_type.KEY:
            row = table.get(key)
            return [] if row is None else [row]
        found = [
            row
            for row in table.values()
            if all(
                getattr(row, name) == part for name, part in zip(index.columns, key, strict=True)
            )
        ]
        return sorted(found, key=row_key)

    def _classes(self, app_id: Any, asked: Any) -> list[CardClassRow]:
        classes: dict[tuple[Any, ...], list[CodeRow]] = {}
        for code_id in json.loads(asked):
            code: Any = self.table(CodeRow).get((app_id, code_id))
            if code is not None and code.is_card:
                of = (code.state, code.hold, code.stop, code.recall_id is not None)
                classes.setdefault(of, []).append(code)
        return [
            CardClassRow(
                app_id=app_id,
                asked=asked,
                state=state,
                hold=hold,
                stop=stop,
                recalled=recalled,
                code_ids=[code.code_id for code in codes],
                sale_ids=[code.sale_id for code in codes if code.sale_id is not None],
            )
            for (state, hold, stop, recalled), codes in classes.items()
        ]


class MemoryStorage:
    """One writer over a disk; a new one after each restart of the server.

    A commit takes its time, so that commands gather for the next round and a power cut may come in
    the middle; ``committed`` is called once a round is on the disk.
    """

    is_shared = False

    def __init__(
        self, disk: Disk, next_commit: Callable[[], CommitFault], committed: Callable[[], None]
    ) -> None:
        self._disk = disk
        self._next_commit = next_commit
        self._committed = committed
        self._pending: list[tuple[Sequence[Change], Sequence[LedgerEntry]]] = []
        self._swept: list[Update] = []
        self._is_off = False
        self._committing = False

    def power_cut(self, *, kept: bool) -> None:
        """The process is gone. A round that was being committed is on the disk, or never will be."""
        if kept and self._committing:
            self._apply()
        self._is_off = True

    async def begin(self) -> None:
        assert not self._pending, "a round began inside another"

    async def load(self, places: Found) -> None:
        for index, by_key in places.items():
            for key, found in by_key.items():
                found |= {row_key(row): row for row in self._disk.find(index.at(*key))}

    async def store(
        self, changes: Sequence[Change], entries: Sequence[LedgerEntry], *, at_ms: int
    ) -> None:
        del at_ms
        swept, self._swept = self._swept, []
        codes = {row_key(sweep.after) for sweep in swept}
        if any(
            isinstance(row := _row(each), CodeRow) and row_key(row) in codes for each in changes
        ):
            raise ChangeRefusedError("codes: the row has changed")
        self._check(changes)
        self._pending.append(([*swept, *changes], entries))

    async def sweep(self, sweeps: Sequence[Sweep]) -> None:
        for sweep in sweeps:
            for code_id in sweep.code_ids:
                code: Any = self._disk.table(CodeRow)[sweep.app_id, code_id]
                if any(getattr(code, name) != value for name, value in sweep.guard.items()):
                    raise ChangeRefusedError("codes: a code is not of its class")
                self._swept.append(changed(code, **sweep.columns))

    async def commit(self) -> None:
        self._committing = True
        await asyncio.sleep(COMMIT_S)
        self._committing = False
        if self._is_off:
            raise UncertainError("There is no power.")
        fault = self._next_commit()
        if fault is CommitFault.LOST:
            self._pending.clear()
            raise UncertainError("The power went before the round was on the disk.")
        self._apply()
        if fault is CommitFault.KEPT_BUT_NOT_TOLD:
            raise UncertainError("The power went after the round was on the disk.")

    def _apply(self) -> None:
        for changes, entries in self._pending:
            for change in changes:
                self._disk.put(_row(change))
            self._disk.ledger.extend(entries)
        self._pending.clear()
        self._committed()

    async def rollback(self) -> None:
        self._pending.clear()
        self._swept.clear()

    async def recover(self) -> None:
        await self.rollback()

    def _check(self, changes: Sequence[Change]) -> None:
        """Refuse what a database would refuse: a second row under a key, a change of a stale row."""
        seen: set[tuple[type[Row], tuple[Any, ...]]] = set()
        for change in changes:
            row = _row(change)
            name = (type(row), row_key(row))
            assert name not in seen, "a round changes a row twice"
            seen.add(name)
            stored = self._disk.table(type(row)).get(row_key(row))
            if isinstance(change, Insert) and stored is not None:
                raise ChangeRefusedError(f"{type(row).TABLE}: the row exists")
            if not isinstance(change, Insert) and stored != change.before:
                raise ChangeRefusedError(f"{type(row).TABLE}: the row has changed")
            reference = getattr(row, "payment_reference", None)
            if reference is not None:
                others = self._disk.find(SALES_BY_REFERENCE.at(row.app_id, reference))  # type: ignore[attr-defined]  # a sale's row
                if any(row_key(other) != row_key(row) for other in others):
                    raise ChangeRefusedError("sales: the payment reference exists")


def _row(change: Change) -> Row:
    return change.row if isinstance(change, Insert) else change.after
