"""Which worker has which attempt, on PostgreSQL: one update, which passes over what others take.

It has a connection of its own. A lease need not survive a crash, so it does not wait for the disk.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import msgspec

from server_stub.storage.leases import Leased
from server_stub.storage.postgres.connection import open_writer, translated

_CLAIM: Final = """
    UPDATE attempts AS a SET lease_by = $1, lease_until = $2
    FROM (
        SELECT app_id, redemption_id, attempt FROM attempts
        WHERE due_at <= $3 AND (lease_until IS NULL OR lease_until < $3)
        ORDER BY due_at LIMIT $4
        FOR NO KEY UPDATE SKIP LOCKED
    ) AS due
    WHERE (a.app_id, a.redemption_id, a.attempt) = (due.app_id, due.redemption_id, due.attempt)
    RETURNING a.app_id, a.redemption_id, a.attempt
"""
_RELEASE: Final = """
    UPDATE attempts SET lease_by = NULL, lease_until = NULL
    WHERE due_at IS NOT NULL AND lease_by = $1
"""
_LEAD: Final = "SELECT pg_try_advisory_lock(hashtextextended('redemption-server lead', 0))"
_NEED_NOT_LAST: Final = "SET synchronous_commit = off"


class PostgresLeases:
    """The leases of one of the processes that work on the database."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._one_at_a_time = asyncio.Lock()
        self._connection: Any = None
        self._leads = False

    async def take_over(self, *, before_ms: int) -> None:
        """Nobody here knows who else lives: what the dead had ends with its time."""

    async def claim(self, worker: str, *, now_ms: int, until_ms: int, limit: int) -> list[Leased]:
        rows = await self._run(_CLAIM, worker, until_ms, now_ms, limit)
        return msgspec.convert([tuple(row) for row in rows], list[Leased])

    async def release(self, worker: str) -> None:
        await self._run(_RELEASE, worker)

    async def leads(self) -> bool:
        """The lock that says so ends with the connection, however that ends."""
        if not self._leads or self._connection.is_closed():
            self._leads = (await self._run(_LEAD))[0][0]
        return self._leads

    async def close(self) -> None:
        connection, self._connection, self._leads = self._connection, None, False
        if connection is not None and not connection.is_closed():
            with translated():
                await connection.close()

    async def _run(self, sql: str, *values: str | int) -> list[Any]:
        async with self._one_at_a_time:
            if self._connection is None or self._connection.is_closed():
                self._leads = False
                self._connection = await _open(self._url)
            with translated():
                rows: list[Any] = await self._connection.fetch(sql, *values)
            return rows


async def _open(url: str) -> Any:
    connection = await open_writer(url)
    with translated():
        await connection.execute(_NEED_NOT_LAST)
    return connection
