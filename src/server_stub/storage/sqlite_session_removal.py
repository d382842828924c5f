"""Removing sessions that are long over, and old lists, on SQLite: short deletes, in a thread.

It has a connection of its own. A removal that a power cut undoes is done again, so it does not wait
for the disk.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw
import msgspec

from server_stub.storage.session_removal import ENDED_TRIES, LIST_IN_USE, OLD_REQUESTS, SessionTable
from server_stub.storage.sqlite_connection import open_writer, translated


class SqliteSessionRemoval:
    """Removes sessions and lists from the file that this process owns."""

    def __init__(self, path: Path, *, vfs: str | None = None) -> None:
        self._path = path
        self._vfs = vfs
        self._thread = ThreadPoolExecutor(1, "session-removal")
        self._connection: apsw.Connection | None = None

    async def remove(
        self, table: SessionTable, session_ids: list[str], *, over_before_ms: int
    ) -> None:
        sql = f"""
            DELETE FROM {table} WHERE session_id IN (SELECT value FROM json_each(?))
            AND coalesce(ended_at, expires_at) < ?
        """  # noqa: S608 - the name is one of ours
        values = (msgspec.json.encode(session_ids).decode(), over_before_ms)
        await self._run(sql, *values)

    async def remove_list(self, app_id: str, list_id: str, *, first: int, last: int) -> None:
        sql = f"""
            DELETE FROM card_lists AS l WHERE l.app_id = ? AND l.list_id = ?
            AND l.place BETWEEN ? AND ? AND NOT {LIST_IN_USE}
        """  # noqa: S608 - a condition of ours
        await self._run(sql, app_id, list_id, first, last)

    async def remove_requests(self, app_id: str, *, before_ms: int, limit: int) -> int:
        return await self._run(OLD_REQUESTS.format("?", "?", "?"), app_id, before_ms, limit)

    async def remove_tries(self, *, before_ms: int, limit: int) -> int:
        return await self._run(ENDED_TRIES.format("?", "?"), before_ms, limit)

    async def _run(self, sql: str, *values: str | int) -> int:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._execute, sql, values)

    async def close(self) -> None:
        self._thread.shutdown()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _execute(self, sql: str, values: tuple[str | int, ...]) -> int:
        with translated():
            if self._connection is None:
                self._connection = open_writer(self._path, self._vfs)
                self._connection.pragma("synchronous", "normal")
            return len(self._connection.execute(sql, values).fetchall())
