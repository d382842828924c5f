"""Removing sessions that are long over, and old lists, on PostgreSQL: short deletes."""

from __future__ import annotations

from server_stub.storage.postgres.hasty_connection import HastyConnection
from server_stub.storage.session_removal import SessionTable


class PostgresSessionRemoval:
    """Processes that remove the same sessions or lists do not disturb each other."""

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

    async def remove_list(self, app_id: str, list_id: str, *, after: int) -> None:
        sql = "DELETE FROM card_lists WHERE app_id = $1 AND list_id = $2 AND place > $3"
        await self._connection.run(sql, app_id, list_id, after)

    async def close(self) -> None:
        await self._connection.close()
