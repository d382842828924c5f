"""Which worker has which attempt, on SQLite: one guarded update past the engine.

It has a connection and a thread of its own. A lease need not survive a power cut, so it does not
wait for the disk.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import apsw
import msgspec

from server_stub.storage.leases import BRING_NEAR, FAR_OFF_MS, Leased, alone
from server_stub.storage.sqlite_connection import open_writer, translated

_CLAIM: Final = """
    UPDATE attempts SET lease_by = ?1, lease_until = ?2
    WHERE (app_id, redemption_id, attempt) IN (
        SELECT app_id, redemption_id, attempt FROM attempts
        WHERE due_at IS NOT NULL AND due_at <= ?3 AND (lease_until IS NULL OR lease_until < ?3)
        ORDER BY due_at LIMIT ?4
    )
    RETURNING app_id, redemption_id, attempt
"""
_RELEASE: Final = """
    UPDATE attempts SET lease_by = NULL, lease_until = NULL
    WHERE due_at IS NOT NULL AND lease_by = ?
"""
_RELEASE_ALL: Final = """
    UPDATE attempts SET lease_by = NULL, lease_until = NULL
    WHERE due_at IS NOT NULL AND lease_by IS NOT NULL
"""
_CALLS_CUT_OFF: Final = """
    UPDATE attempts SET due_at = ?1
    WHERE due_at > ?1 AND phase = 'calling' AND (attempted_at < ?1 OR attempted_at > ?2)
"""


class SqliteLeases:
    """The leases of the process that owns the file."""

    def __init__(self, path: Path, *, vfs: str | None = None) -> None:
        self._path = path
        self._vfs = vfs
        self._thread = ThreadPoolExecutor(1, "lease")
        self._connection: apsw.Connection | None = None

    async def take_over(self, *, before_ms: int, now_ms: int) -> None:
        """Nobody else can work on this file, so whoever began something before us is dead."""
        await self._run(_RELEASE_ALL, ())
        await self._run(_CALLS_CUT_OFF, (before_ms, now_ms))

    async def bring_near(self, *, now_ms: int, due_at: int, until_ms: int) -> None:
        await self._run(BRING_NEAR, (now_ms + FAR_OFF_MS, due_at, until_ms))

    async def claim(self, worker: str, *, now_ms: int, until_ms: int, limit: int) -> list[Leased]:
        rows = await self._run(_CLAIM, (worker, until_ms, now_ms, limit))
        return msgspec.convert(rows, list[Leased])

    async def release(self, worker: str) -> None:
        await self._run(_RELEASE, (worker,))

    async def leads(self) -> bool:
        return await alone()

    async def close(self) -> None:
        self._thread.shutdown()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def _run(self, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._execute, sql, values)

    def _execute(self, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with translated():
            if self._connection is None:
                self._connection = open_writer(self._path, self._vfs)
                self._connection.pragma("synchronous", "normal")
            return self._connection.execute(sql, values).fetchall()
