"""Removing sessions that are long over, on PostgreSQL: one short delete at a time."""

from __future__ import annotations

from server_stub.storage.postgres.hasty_connection import HastyConnection
from server_stub.storage.session_removal import SessionTable


class PostgresSessionRemoval:
    """Removes sessions; processes that remove the same ones do not disturb each other."""

    def __init__(self, url: str) -> None:
        self._connection = HastyConnection(url)

    async def remove(
        self, table: SessionTable, session_ids: list[str], *, over_before_ms: int
    ) -> None:
        sql = f"""
            DELETE FROM {table} WHERE session_id = ANY($1)
            AND coalesce(ended_at, expires_at) < $2
        """  # noqa: S608 - the name is one of ours
        await self._connection.run(sql, session_ids, over_before_ms)

    async def close(self) -> None:
        await self._connection.close()
