"""A connection for what need not survive a crash: it does not wait for the disk."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from server_stub.storage.postgres.connection import open_writer, translated

_NEED_NOT_LAST: Final = "SET synchronous_commit = off"


class HastyConnection:
    """One statement at a time; opened with the first, and again after the line was cut."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._one_at_a_time = asyncio.Lock()
        self._connection: Any = None
        self._opened = 0

    @property
    def open_one(self) -> int | None:
        """The number of the connection that is open now, as far as it is known."""
        is_open = self._connection is not None and not self._connection.is_closed()
        return self._opened if is_open else None

    async def run(self, sql: str, *values: Any) -> list[Any]:
        async with self._one_at_a_time:
            if self.open_one is None:
                self._connection = await open_writer(self._url)
                self._opened += 1
                with translated():
                    await self._connection.execute(_NEED_NOT_LAST)
            with translated():
                rows: list[Any] = await self._connection.fetch(sql, *values)
            return rows

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed():
            with translated():
                await connection.close()
