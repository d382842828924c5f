"""Removing sessions that are long over, and old lists, on PostgreSQL: short deletes."""

from __future__ import annotations

from typing import Any

from server_stub.storage.postgres.agreed_clock import AgreedClock
from server_stub.storage.postgres.hasty_connection import HastyConnection
from server_stub.storage.session_removal import ENDED_TRIES, LIST_IN_USE, OLD_REQUESTS, SessionTable


class PostgresSessionRemoval:
    """Processes that remove the same sessions or lists do not disturb each other.

    Nothing is removed while ``clock`` is not the database's: by a clock ahead all would be old.
    """

    def __init__(self, url: str, *, clock: AgreedClock | None = None) -> None:
        self._clock = clock
        self._connection = HastyConnection(url)

    async def remove(
        self, table: SessionTable, session_ids: list[str], *, over_before_ms: int
    ) -> None:
        sql = f"""
            DELETE FROM {table} WHERE session_id = ANY($1)
            AND coalesce(ended_at, expires_at) < $2
        """  # noqa: S608 - the name is one of ours
        await self._remove(sql, session_ids, over_before_ms)

    async def remove_list(self, app_id: str, list_id: str, *, first: int, last: int) -> None:
        sql = f"""
            DELETE FROM card_lists AS l WHERE l.app_id = $1 AND l.list_id = $2
            AND l.place BETWEEN $3 AND $4 AND NOT {LIST_IN_USE}
        """  # noqa: S608 - a condition of ours
        await self._remove(sql, app_id, list_id, first, last)

    async def remove_requests(self, app_id: str, *, before_ms: int, limit: int) -> int:
        sql = OLD_REQUESTS.format("$1", "$2", "$3")
        return len(await self._remove(sql, app_id, before_ms, limit))

    async def remove_tries(self, *, before_ms: int, limit: int) -> int:
        sql = ENDED_TRIES.format("$1", "$2")
        return len(await self._remove(sql, before_ms, limit))

    async def close(self) -> None:
        await self._connection.close()

    async def _remove(self, sql: str, *values: Any) -> list[Any]:
        if self._clock is not None:
            await self._clock.check(self._connection.run)
        return await self._connection.run(sql, *values)
