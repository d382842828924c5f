"""Moving a shop from its file into PostgreSQL, and proving that all of it arrived.

All of it happens in one transaction over there, under the file's lock over here: what was copied
is read back and compared, row by row, and the ledger's chain is walked, before anything counts.
Whoever is interrupted starts again; a shop that is found to be there already, all of it, is good.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import apsw
import asyncpg
import msgspec

from server_stub.storage import ledger, migrate
from server_stub.storage.file_lock import FileLock
from server_stub.storage.interface import StorageError
from server_stub.storage.postgres.connection import open_plain, translated
from server_stub.storage.postgres.migrating import migrate as migrate_postgres
from server_stub.storage.rows.all_types import ROW_TYPES
from server_stub.storage.rows.books import MetaRow
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.sqlite_connection import translated as translated_file
from server_stub.storage.sqlite_ledger import head_of
from server_stub.storage.table import column_types

_PREFETCHED: Final = 2_000
_TAKE: Final = "SELECT position FROM database_state FOR UPDATE"
_END: Final = "UPDATE database_state SET position = $1, hash = $2"


class NotMovedError(StorageError):
    """The shop was not moved; the message says why, and nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What arrived: how many rows of each table, and the end of the ledger that was walked."""

    rows: dict[str, int]
    head: ledger.Head


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, its columns, its key, and which columns are numbers here and truths over there."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    truths: tuple[int, ...] = ()

    @property
    def select(self) -> str:
        columns, key = ", ".join(self.columns), ", ".join(self.key)
        return f"SELECT {columns} FROM {self.name} ORDER BY {key}"  # noqa: S608 - our own names

    def rows_of_file(self, connection: apsw.Connection) -> Iterator[tuple[Any, ...]]:
        for row in connection.execute(self.select):
            if self.truths:
                values = list(row)
                for at in self.truths:
                    values[at] = bool(values[at])
                yield tuple(values)
            else:
                yield row


def _tables() -> tuple[_Table, ...]:
    found = []
    for row_type in ROW_TYPES:
        hints = column_types(row_type)
        names = row_type.__struct_fields__
        truths = tuple(at for at, name in enumerate(names) if hints[name] is bool)
        found.append(_Table(row_type.TABLE, names, row_type.KEY, truths))
    return (*found, _Table("ledger", ledger.Link.__struct_fields__, ("position",)))


async def move_shop(file: Path, url: str, *, told: Callable[[str], None] = lambda _: None) -> Moved:
    """Copy the shop in ``file`` to an empty database; raises what is in the way.

    Raises ``AlreadyLockedError`` where a server has the file open. ``told`` hears of each table.
    """
    lock = FileLock(file.with_name(file.name + ".lock"))
    lock.take()
    try:
        with translated_file(), contextlib.closing(open_writer(file)) as source:
            migrate.migrate(source)
            source.execute("BEGIN IMMEDIATE")  # ends with the connection: nothing is changed
            return await _move(source, url, told)
    finally:
        lock.release()


async def holds_a_shop(url: str) -> bool:
    """Whether somebody's shop is kept there; brings an empty database to our schema."""
    target = await open_plain(url)
    try:
        await migrate_postgres(target)
        with translated():
            return not await _is_empty(target)
    finally:
        await target.close()


async def _move(source: apsw.Connection, url: str, told: Callable[[str], None]) -> Moved:
    target = await open_plain(url)
    try:
        await migrate_postgres(target)
        with translated():
            async with target.transaction():
                await target.fetchval(_TAKE)
                if await _is_empty(target):
                    await _copy(source, target, told)
                    # The database gets to it by itself within a minute or two; until then it would
                    # take the largest tables for empty ones, and read them whole.
                    await target.execute("ANALYZE")
                return await _proved(source, target, told)
    finally:
        await target.close()


async def _is_empty(target: Any) -> bool:
    for table in _tables():
        if table.name == MetaRow.TABLE:
            continue  # a new database has its epoch
        sql = f"SELECT EXISTS (SELECT 1 FROM {table.name})"  # noqa: S608 - our own name
        if await target.fetchval(sql):
            return False
    return True


async def _copy(source: apsw.Connection, target: Any, told: Callable[[str], None]) -> None:
    await target.execute("DELETE FROM meta")
    for table in _tables():
        told(f"Copying {table.name}")
        try:
            await target.copy_records_to_table(
                table.name, columns=table.columns, records=table.rows_of_file(source)
            )
        except asyncpg.DataError as error:
            raise NotMovedError(
                f"The table {table.name} has a value that PostgreSQL cannot keep ({error})."
            ) from error
    head = head_of(source)
    await target.execute(_END, head.position, head.hash)


async def _proved(source: apsw.Connection, target: Any, told: Callable[[str], None]) -> Moved:
    rows = {}
    for table in _tables():
        told(f"Comparing {table.name}")
        here = _digest(table.rows_of_file(source))
        there = await _digest_there(target.cursor(table.select, prefetch=_PREFETCHED))
        if here != there:
            raise NotMovedError(
                f"The table {table.name} has {here[0]} rows in the file, and {there[0]}"
                " or others in the database: was a shop there already?"
            )
        rows[table.name] = there[0]
    told("Walking the ledger")
    return Moved(rows=rows, head=await _walked(target))


async def _walked(target: Any) -> ledger.Head:
    head = ledger.START
    sql = _tables()[-1].select
    async for row in target.cursor(sql, prefetch=_PREFETCHED):
        link = ledger.Link(position=row[0], app_id=row[1], entry=row[2], hash=row[3])
        if ledger.first_broken((link,), head) is not None:
            raise NotMovedError(f"The ledger is broken at entry {link.position}.")
        head = ledger.Head(link.position, link.hash)
    end = await target.fetchrow("SELECT position, hash FROM database_state")
    if ledger.Head(*end) != head:
        raise NotMovedError("The database does not end where its ledger does.")
    return head


def _digest(rows: Iterator[Sequence[Any]]) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    for row in rows:
        count += 1
        digest.update(msgspec.json.encode(row))
    return count, digest.hexdigest()


async def _digest_there(rows: AsyncIterator[Any]) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    async for row in rows:
        count += 1
        digest.update(msgspec.json.encode(tuple(row)))
    return count, digest.hexdigest()
