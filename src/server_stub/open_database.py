"""A shop's database: the file in its folder or, where it is told so, PostgreSQL.

What is PostgreSQL's is imported where it is used, so that the embedded server starts sooner.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import NamedTuple

from server_stub.shop_folder.data_folder import DataFolder
from server_stub.shop_folder.head_mark import HeadMark
from server_stub.storage import restoring
from server_stub.storage.interface import Reader, Storage
from server_stub.storage.restoring import Restored
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_reader import SqliteReader


class OpenDatabase(NamedTuple):
    """``session_changes`` counts what other processes do to sessions, where there may be others."""

    storage: Storage
    reader: Reader
    session_changes: Callable[[], Awaitable[int]] | None


@contextlib.asynccontextmanager
async def open_database(folder: DataFolder) -> AsyncIterator[OpenDatabase]:
    """Open the database for reads and for the engine; raises what is in the way."""
    if folder.database_url is not None:
        from server_stub.storage.postgres.reader import PostgresReader
        from server_stub.storage.postgres.writer import PostgresStorage

        shared = PostgresStorage(folder.database_url)
        await shared.open()
        shared_reader = PostgresReader(folder.database_url)
        try:
            yield OpenDatabase(shared, shared_reader, shared_reader.session_changes)
        finally:
            await shared_reader.close()
            await shared.close()
        return
    storage = SqliteStorage(folder.database)
    storage.open()
    reader = SqliteReader(folder.database)
    try:
        yield OpenDatabase(storage, reader, None)
    finally:
        await reader.close()
        await storage.close()


@contextlib.asynccontextmanager
async def open_reader(folder: DataFolder) -> AsyncIterator[Reader]:
    """Open the database for reads alone, beside whoever writes."""
    reader: Reader
    if folder.database_url is None:
        reader = SqliteReader(folder.database)
    else:
        from server_stub.storage.postgres.reader import PostgresReader

        reader = PostgresReader(folder.database_url)
    try:
        yield reader
    finally:
        await reader.close()


async def mark_restored(folder: DataFolder, *, at_ms: int) -> Restored:
    """Say of a database that is not in use that it was restored, else ``AlreadyLockedError``."""
    last_epoch = HeadMark(folder.head_mark).epoch
    if folder.database_url is None:
        return restoring.mark_restored(folder.database, at_ms=at_ms, last_epoch=last_epoch)
    from server_stub.storage.postgres import restoring as restoring_postgres

    return await restoring_postgres.mark_restored(
        folder.database_url, at_ms=at_ms, last_epoch=last_epoch
    )
