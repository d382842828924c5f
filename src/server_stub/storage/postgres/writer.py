"""The PostgreSQL storage: a process's writer, as the engine uses it. There may be any number.

A round is one READ COMMITTED transaction. Every row that a decision reads is locked until the
commit, so that none of them can change under it; what cannot be locked is a row that is not there,
and two processes that insert it meet at its unique key. Each table is read by a statement of its
own, sales before what belongs to them and stored answers last: a statement sees all that was
committed before it began, so that a round which had to wait for another one's rows also sees the
answers and lines that came with them. At the end the one row with the ledger's end is locked, the
entries are chained to it, and the round commits. Whoever loses a race - a lock not given in time, a
deadlock, a key that is there already, a row not as it was loaded - plays its round again.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from server_stub.storage.change import Change, Insert, LedgerEntry, Update
from server_stub.storage.interface import (
    ChangeRefusedError,
    OvertakenError,
    UnavailableError,
    UncertainError,
)
from server_stub.storage.postgres import chain
from server_stub.storage.postgres.connection import open_plain, open_writer, translated
from server_stub.storage.postgres.migrating import migrate
from server_stub.storage.postgres.statements import (
    Reading,
    Writing,
    inserting,
    key_arrays,
    reading,
    updating,
)
from server_stub.storage.rows.all_types import ROW_TYPES
from server_stub.storage.rows.sales import AnswerRow, SaleLineRow, SaleRow
from server_stub.storage.rows.staff import (
    OperatorRow,
    OperatorSessionRow,
    TillRow,
    TillSessionRow,
)
from server_stub.storage.table import Index, Key, Need, Row, row_key

VERIFIED_ENTRIES_MAX: Final = 2_000
"""So many entries at the ledger's end are verified before a database is used again."""

_PROBE: Final = (
    "INSERT INTO meta (name, value) VALUES ('probe', 1)"
    " ON CONFLICT (name) DO UPDATE SET value = meta.value + 1"
)
# Changes of shared rows wait for their readers; two that do so for each other are soon told.
_IMPATIENTLY: Final = "SET LOCAL lock_timeout = '50ms'"
_PATIENTLY: Final = "SET LOCAL lock_timeout TO DEFAULT"

_PLACE: Final = {row_type: place for place, row_type in enumerate(ROW_TYPES)}
# A sale leads to its lines and their cards; whoever holds the sale finds those at rest.
_READ_FIRST: Final = {SaleRow: -2, SaleLineRow: -1, AnswerRow: len(ROW_TYPES)}

# What is kept in memory of sessions is read again, in every process, once one of these changed.
_OF_SESSIONS: Final = (TillRow, TillSessionRow, OperatorRow, OperatorSessionRow)
_NOT_OF_SESSIONS: Final = {"version", "last_seen_at", "failures", "locked_at"}


class PostgresStorage:
    """One connection to write with. ``open`` migrates the database; ``close`` hangs up."""

    is_shared = True

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: Any = None
        self._readings: dict[Index[Any], Reading] = {}
        self._insertings: dict[type[Row], Writing] = {}
        self._updatings: dict[tuple[type[Row], frozenset[str]], Writing] = {}

    async def open(self) -> None:
        """Connect, and bring the database to our schema. Raises what is in the way."""
        connection = await open_plain(self._url)
        try:
            await migrate(connection)
        finally:
            await connection.close()
        await self._connect()

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed():
            with translated():
                await connection.close()

    async def begin(self) -> None:
        if self._connection is None or self._connection.is_closed():
            # The database was started anew between two rounds: nothing was under way.
            await self._connect()
        with translated():
            await self._connection.execute("BEGIN")

    async def load(self, needs: Iterable[Need]) -> list[tuple[Need, list[Any]]]:
        by_index: dict[Index[Any], dict[Key, list[Any]]] = defaultdict(dict)
        found: list[tuple[Need, list[Any]]] = []
        for need in needs:
            rows: list[Any] = []
            by_index[need.by][need.key] = rows
            found.append((need, rows))
        with translated():
            for index in sorted(by_index, key=_read_place):
                await self._read(index, by_index[index])
        return found

    async def store(
        self, changes: Sequence[Change], entries: Sequence[LedgerEntry], *, at_ms: int
    ) -> None:
        inserts: dict[type[Row], list[Row]] = defaultdict(list)
        updates: dict[tuple[type[Row], frozenset[str]], list[Update]] = defaultdict(list)
        for change in changes:
            if isinstance(change, Insert):
                inserts[type(change.row)].append(change.row)
            else:
                updates[type(change.after), change.columns].append(change)
        with translated():
            for (row_type, columns), group in updates.items():
                await self._update(row_type, columns, group)
            # What others refer to comes first.
            for row_type in sorted(inserts, key=_PLACE.__getitem__):
                await self._insert(row_type, inserts[row_type])
            await chain.append(
                self._connection, entries, at_ms, ends_sessions=any(map(_ends_sessions, updates))
            )

    async def commit(self) -> None:
        try:
            await self._connection.execute("COMMIT")
        except Exception as error:
            # Whatever it was, what the database made of it is not known.
            raise UncertainError(f"The database did not confirm the change ({error}).") from error

    async def rollback(self) -> None:
        connection = self._connection
        if connection is not None and not connection.is_closed():
            with translated():
                await connection.execute("ROLLBACK")

    async def recover(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
        await self._connect()
        with translated():
            if not await chain.is_whole_at_end(self._connection, VERIFIED_ENTRIES_MAX):
                raise UnavailableError("The ledger's chain is broken.")
            await self._connection.execute(_PROBE)

    async def _connect(self) -> None:
        self._connection = await open_writer(self._url)

    async def _read(self, index: Index[Any], by_key: dict[Key, list[Any]]) -> None:
        statement = self._readings.get(index)
        if statement is None:
            statement = self._readings[index] = reading(index, locked=True)
        arrays = key_arrays(by_key)
        if arrays is None:
            return
        key_of = index.key_of
        for row in statement.decode(await self._connection.fetch(statement.sql, *arrays)):
            by_key[key_of(row)].append(row)

    async def _insert(self, row_type: type[Row], rows: list[Row]) -> None:
        statement = self._insertings.get(row_type)
        if statement is None:
            statement = self._insertings[row_type] = inserting(row_type)
        rows.sort(key=row_key)
        await self._connection.execute(statement.sql, *statement.arrays(rows))

    async def _update(
        self, row_type: type[Row], columns: frozenset[str], group: list[Update]
    ) -> None:
        statement = self._updatings.get((row_type, columns))
        if statement is None:
            statement = self._updatings[row_type, columns] = updating(row_type, columns)
        if row_type.RARELY_CHANGED:
            await self._connection.execute(_IMPATIENTLY)
        done = await self._connection.execute(statement.sql, *statement.arrays(group))
        if row_type.RARELY_CHANGED:
            await self._connection.execute(_PATIENTLY)
        if done != f"UPDATE {len(group)}":
            raise ChangeRefusedError(f"A row of {row_type.TABLE} is not as it was loaded.")


def _read_place(index: Index[Any]) -> tuple[int, tuple[str, ...]]:
    row_type = index.row_type
    return _READ_FIRST.get(row_type, _PLACE[row_type]), index.columns


def _ends_sessions(kind: tuple[type[Row], frozenset[str]]) -> bool:
    row_type, columns = kind
    return row_type in _OF_SESSIONS and not columns <= _NOT_OF_SESSIONS
