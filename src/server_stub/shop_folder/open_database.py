"""A shop's database: the file in its folder or, where it is told so, PostgreSQL.

What is PostgreSQL's is imported where it is used, so that the embedded server starts sooner.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

from server_stub.shop_folder.data_folder import DataFolder
from server_stub.shop_folder.head_mark import HeadMark
from server_stub.shop_folder.shop_check import check_shop
from server_stub.storage import restoring
from server_stub.storage.file_lock import FileLock
from server_stub.storage.interface import Reader, Storage, UnavailableError
from server_stub.storage.leases import Leases
from server_stub.storage.restoring import Restored
from server_stub.storage.sealing import Keys
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_leases import SqliteLeases
from server_stub.storage.sqlite_reader import SqliteReader
from server_stub.storage.sqlite_session_removal import SqliteSessionRemoval
from server_stub.storage.sqlite_shop import refuse_without_shop

if TYPE_CHECKING:
    from server_stub.storage.postgres.agreed_clock import Clock
    from server_stub.storage.postgres.session_removal import PostgresSessionRemoval


class OpenDatabase(NamedTuple):
    """``session_changes`` counts what other processes do to sessions, where there may be others."""

    storage: Storage
    reader: Reader
    leases: Leases
    removal: SqliteSessionRemoval | PostgresSessionRemoval
    session_changes: Callable[[], Awaitable[int]] | None


@contextlib.asynccontextmanager
async def open_database(
    folder: DataFolder, clock: Clock, *, is_new: bool = False
) -> AsyncIterator[OpenDatabase]:
    """Open the database for reads and for the engine; raises what is in the way.

    Where other machines may work on it too, the clock's being off is in the way as well.
    """
    if not is_new and folder.database_url is None:
        refuse_without_shop(folder.database)
    async with contextlib.AsyncExitStack() as opened:
        if folder.database_url is None:
            yield await _file(folder, opened)
        else:
            yield await _postgres(folder, opened, clock)


async def _file(folder: DataFolder, opened: contextlib.AsyncExitStack) -> OpenDatabase:
    storage = SqliteStorage(folder.database)
    storage.open()
    opened.push_async_callback(storage.close)
    reader = SqliteReader(folder.database)
    opened.push_async_callback(reader.close)
    leases = SqliteLeases(folder.database)
    opened.push_async_callback(leases.close)
    removal = SqliteSessionRemoval(folder.database)
    opened.push_async_callback(removal.close)
    return OpenDatabase(storage, reader, leases, removal, None)


async def _postgres(
    folder: DataFolder, opened: contextlib.AsyncExitStack, clock: Clock
) -> OpenDatabase:
    from server_stub.storage.postgres.agreed_clock import AgreedClock
    from server_stub.storage.postgres.leases import PostgresLeases
    from server_stub.storage.postgres.reader import PostgresReader
    from server_stub.storage.postgres.session_removal import PostgresSessionRemoval
    from server_stub.storage.postgres.writer import PostgresStorage

    if folder.database.is_file():
        raise UnavailableError(
            f"There is a shop in a file in {folder.root} too: move it with redemption-server copy."
        )
    url, agreed = folder.database_url or "", AgreedClock(clock)
    storage = PostgresStorage(url, clock=agreed)
    await storage.open()
    opened.push_async_callback(storage.close)
    reader = PostgresReader(url)
    opened.push_async_callback(reader.close)
    leases = PostgresLeases(url, clock=agreed)
    opened.push_async_callback(leases.close)
    removal = PostgresSessionRemoval(url, clock=agreed)
    opened.push_async_callback(removal.close)
    return OpenDatabase(storage, reader, leases, removal, reader.session_changes)


@contextlib.asynccontextmanager
async def open_reader(folder: DataFolder) -> AsyncIterator[Reader]:
    """Open the database for reads alone, beside whoever writes."""
    reader: Reader
    if folder.database_url is None:
        refuse_without_shop(folder.database)
        reader = SqliteReader(folder.database)
    else:
        from server_stub.storage.postgres.reader import PostgresReader

        reader = PostgresReader(folder.database_url)
    try:
        yield reader
    finally:
        await reader.close()


@contextlib.asynccontextmanager
async def nobody_else(folder: DataFolder) -> AsyncIterator[None]:
    """Keep servers from the database for a while; ``AlreadyLockedError`` where one is there."""
    if folder.database_url is None:
        lock = FileLock(folder.database.with_name(folder.database.name + ".lock"))
        lock.take()
        try:
            yield
        finally:
            lock.release()
        return
    from server_stub.storage.postgres.connection import alone

    async with alone(folder.database_url):
        yield


async def mark_restored(
    folder: DataFolder, clock: Clock, *, is_clock_right: bool = False
) -> Restored:
    """Say of a database that is not in use that it was restored, else ``AlreadyLockedError``.

    With keys that are not its own, or by a clock that is not the database's, nothing is said of it:
    it cannot be taken back.
    """
    async with open_reader(folder) as reader:
        await check_shop(folder, reader, Keys.read(folder.keys))
    last_epoch = HeadMark(folder.head_mark).epoch
    if folder.database_url is None:
        return restoring.mark_restored(
            folder.database,
            at_ms=clock.now_ms(),
            last_epoch=last_epoch,
            is_clock_right=is_clock_right,
        )
    from server_stub.storage.postgres import restoring as restoring_postgres
    from server_stub.storage.postgres.agreed_clock import AgreedClock

    return await restoring_postgres.mark_restored(
        folder.database_url,
        at_ms=clock.now_ms(),
        last_epoch=last_epoch,
        clock=AgreedClock(clock),
        is_clock_right=is_clock_right,
    )
