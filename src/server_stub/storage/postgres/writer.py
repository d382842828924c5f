"""The PostgreSQL storage: a process's writer, as the engine uses it. There may be any number.

A round is one READ COMMITTED transaction. Every row that its decisions read is locked until the
commit, so that none of them can change under it, and is read, with the stored answers, only once
all of them are locked: a round that had to wait for another one sees all that the other has done.
What cannot be locked is a row that is not there; two processes that insert it meet at its unique
key. What a round writes is one statement; at its end it locks the one row with the ledger's end,
the entries are chained to that, and the round commits. Whoever loses a race - a lock that is not
given in time, a deadlock, a key that is there already, a row that is not as it was loaded - plays
its round again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from server_stub.storage.change import Change, Insert, LedgerEntry, Sweep
from server_stub.storage.interface import (
    ChangeRefusedError,
    UnavailableError,
    UncertainError,
)
from server_stub.storage.ledger import Head
from server_stub.storage.postgres import chain
from server_stub.storage.postgres.agreed_clock import AgreedClock
from server_stub.storage.postgres.connection import open_plain, open_writer, translated
from server_stub.storage.postgres.migrating import migrate
from server_stub.storage.postgres.statements import (
    Decode,
    Writing,
    decoder_of,
    inserting,
    is_locked,
    key_arrays,
    locking,
    reading,
    reading_all,
    sweeping,
    updating,
    writing_all,
)
from server_stub.storage.rows.all_types import ROW_TYPES
from server_stub.storage.rows.card_classes import CardClassRow
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.printing import PrintBatchRow
from server_stub.storage.rows.sales import SaleLineRow, SaleRow
from server_stub.storage.rows.staff import (
    OperatorRow,
    OperatorSessionRow,
    TillRow,
    TillSessionRow,
)
from server_stub.storage.rows.stop_sales import StopSaleRow
from server_stub.storage.rows.unprinted import UnprintedRow
from server_stub.storage.table import Found, Index, Row, row_key

# Rows of a type that are new (None), or of which these columns change.
_Kind = tuple[type[Row], frozenset[str] | None]

VERIFIED_ENTRIES_MAX: Final = 2_000
"""So many entries at the ledger's end are verified before a database is used again."""

_PROBE: Final = (
    "INSERT INTO meta (name, value) VALUES ('probe', 1)"
    " ON CONFLICT (name) DO UPDATE SET value = meta.value + 1"
)
# Changes of shared rows wait for their readers; two that do so for each other are soon told.
_IMPATIENTLY: Final = "SET LOCAL lock_timeout = '50ms'"

_PLACE: Final = {row_type: place for place, row_type in enumerate(ROW_TYPES)}
# Sales come first: they lead to their cards, and whoever holds the sale finds those at rest.
_LOCKED_AT: Final[dict[Any, int]] = {
    **_PLACE,
    SaleRow: -2,
    SaleLineRow: -1,
    CardClassRow: _PLACE[CodeRow],
    StopSaleRow: _PLACE[CodeRow],
    UnprintedRow: _PLACE[PrintBatchRow],
}

# What is kept in memory of sessions is read again, in every process, once one of these changed.
_OF_SESSIONS: Final = (TillRow, TillSessionRow, OperatorRow, OperatorSessionRow)
_NOT_OF_SESSIONS: Final = {"version", "last_seen_at", "failures", "locked_at"}


class PostgresStorage:
    """One connection to write with. ``open`` migrates the database; ``close`` hangs up.

    Nothing is changed while ``clock`` is not the database's.
    """

    is_shared = True

    def __init__(self, url: str, *, clock: AgreedClock | None = None) -> None:
        self._url = url
        self._clock = clock
        self._connection: Any = None
        self._lookings: dict[tuple[Index[Any], ...], _Looking] = {}
        self._writings: dict[_Kind, Writing] = {}
        self._storings: dict[tuple[_Kind, ...], str] = {}

    async def open(self) -> None:
        """Connect, and bring the database to our schema. Raises what is in the way.

        A clock that is off is found before the schema is newer than servers take that still run.
        """
        connection = await open_plain(self._url)
        try:
            await self._agree(connection)
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
        await self._agree(self._connection)
        with translated():
            await self._connection.execute("BEGIN")

    async def load(self, places: Found) -> None:
        indexes = tuple(sorted(places, key=_locked_place))
        looking = self._lookings.get(indexes)
        if looking is None:
            looking = self._lookings[indexes] = _Looking.at(indexes)
        with translated():
            await self._look(looking, places)

    async def sweep(self, sweeps: Sequence[Sweep]) -> None:
        with translated():
            for sweep in sweeps:
                sql, values = sweeping(sweep)
                done: str = await self._connection.execute(sql, *values)
                if done != f"UPDATE {len(sweep.code_ids)}":
                    raise ChangeRefusedError("Codes of a class are not as they were loaded.")

    async def store(
        self, changes: Sequence[Change], entries: Sequence[LedgerEntry], *, at_ms: int
    ) -> None:
        groups: dict[_Kind, list[Any]] = defaultdict(list)
        for change in changes:
            if isinstance(change, Insert):
                groups[type(change.row), None].append(change.row)
            else:
                groups[type(change.after), change.columns].append(change)
        kinds = tuple(sorted(groups, key=_written_place))
        arrays: list[Any] = []
        for kind in kinds:
            if kind[1] is None:
                groups[kind].sort(key=row_key)
            arrays += self._writing(kind).arrays(groups[kind])
        with translated():
            if any(row_type.RARELY_CHANGED and columns for row_type, columns in kinds):
                await self._connection.execute(_IMPATIENTLY)
            counts, schema, *end = await self._connection.fetchrow(self._storing(kinds), *arrays)
            chain.refuse_newer_schema(schema)
            for (row_type, _), count, group in zip(
                kinds, counts, map(groups.__getitem__, kinds), strict=True
            ):
                if count != len(group):
                    raise ChangeRefusedError(f"A row of {row_type.TABLE} is not as it was loaded.")
            ends_sessions = any(map(_ends_sessions, kinds))
            if entries or ends_sessions:
                await chain.append(
                    self._connection, Head(*end), entries, at_ms, ends_sessions=ends_sessions
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
        try:
            await self._agree(self._connection)
        except UnavailableError:
            self._connection.terminate()
            raise

    async def _agree(self, connection: Any) -> None:
        if self._clock is not None:
            with translated():
                await self._clock.check(connection.fetch)

    async def _look(self, looking: _Looking, places: Found) -> None:
        arrays = {index: key_arrays(index, places[index]) for index in looking.indexes}
        if looking.lock is not None:
            keys = [array for index in looking.locked for array in arrays[index]]
            await self._connection.fetchrow(looking.lock, *keys)
        keys = [array for index in looking.indexes for array in arrays[index]]
        records = await self._connection.fetch(looking.read, *keys)
        for index, decode, found in looking.sorted_out(records):
            key_of, by_key = index.key_of, places[index]
            for row in decode(found):
                by_key[key_of(row)][row_key(row)] = row

    def _writing(self, kind: _Kind) -> Writing:
        found = self._writings.get(kind)
        if found is None:
            row_type, columns = kind
            found = inserting(row_type) if columns is None else updating(row_type, columns)
            self._writings[kind] = found
        return found

    def _storing(self, kinds: tuple[_Kind, ...]) -> str:
        found = self._storings.get(kinds)
        if found is None:
            found = writing_all([self._writing(kind) for kind in kinds], chain.TAKE_END)
            self._storings[kinds] = found
        return found


@dataclass(frozen=True, slots=True)
class _Looking:
    """How the rows under the keys of these indexes are locked, and read once all are locked.

    A single table is locked as it is read.
    """

    indexes: tuple[Index[Any], ...]
    locked: tuple[Index[Any], ...]
    lock: str | None
    read: str
    decodes: tuple[Decode, ...]

    @classmethod
    def at(cls, indexes: tuple[Index[Any], ...]) -> _Looking:
        decodes = tuple(decoder_of(index.row_type) for index in indexes)
        if len(indexes) == 1 and indexes[0].gathering is None:
            return cls(indexes, (), None, reading(indexes[0], locked=True).sql, decodes)
        locked = tuple(filter(is_locked, indexes))
        lock = locking(locked) if locked else None
        return cls(indexes, locked, lock, reading_all(indexes), decodes)

    def sorted_out(
        self, records: Sequence[Any]
    ) -> Iterable[tuple[Index[Any], Decode, Sequence[Any]]]:
        if len(self.indexes) == 1 and self.lock is None:
            return ((self.indexes[0], self.decodes[0], records),)
        rows: tuple[list[Any], ...] = tuple([] for _ in self.indexes)
        for place, row in records:
            rows[place].append(row)
        return zip(self.indexes, self.decodes, rows, strict=True)


def _locked_place(index: Index[Any]) -> tuple[int, tuple[str, ...]]:
    return _LOCKED_AT[index.row_type], index.columns


def _written_place(kind: _Kind) -> tuple[int, tuple[str, ...]]:
    row_type, columns = kind
    return _PLACE[row_type], () if columns is None else tuple(sorted(columns))


def _ends_sessions(kind: _Kind) -> bool:
    row_type, columns = kind
    return row_type in _OF_SESSIONS and columns is not None and not columns <= _NOT_OF_SESSIONS
