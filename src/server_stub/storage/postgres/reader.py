"""Reads past the engine: on connections of their own, of committed rounds only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import msgspec

from server_stub.storage.postgres.connection import open_reader, translated
from server_stub.storage.postgres.dialect import select_sql
from server_stub.storage.postgres.statements import Reading, key_arrays, reading
from server_stub.storage.table import Index, Key, Need

_CHANGES: Final = "SELECT sessions FROM database_state"


class PostgresReader:
    """A few connections that cannot write, each used by one read at a time."""

    def __init__(self, url: str, *, connections: int = 4) -> None:
        self._url = url
        self._free = asyncio.Semaphore(connections)
        self._idle: list[Any] = []
        self._readings: dict[Index[Any], Reading] = {}

    async def fetch(self, result: type[Any], sql: str, *values: str | int | None) -> list[Any]:
        if any(isinstance(value, str) and "\0" in value for value in values):
            return []  # no text of the database holds a NUL
        rows = await self._with_connection(lambda db: db.fetch(select_sql(sql), *values))
        return msgspec.convert(
            [tuple(row) for row in rows],
            list[result],  # type: ignore[valid-type]  # a type made at run time
        )

    async def find(self, need: Need) -> list[Any]:
        return await self.find_all(need.by, [need.key])

    async def find_all(self, index: Index[Any], keys: Sequence[Key]) -> list[Any]:
        statement = self._readings.get(index)
        if statement is None:
            statement = self._readings[index] = reading(index, locked=False)
        arrays = key_arrays(index, keys)
        rows = await self._with_connection(lambda db: db.fetch(statement.sql, *arrays))
        return statement.decode(rows)

    async def session_changes(self) -> int:
        """How often a session was ended or altered, by any process, until now."""
        found: int = await self._with_connection(lambda db: db.fetchval(_CHANGES))
        return found

    async def close(self) -> None:
        while self._idle:
            await self._idle.pop().close()

    async def _with_connection(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        async with self._free:
            with translated():
                connection = await self._taken()
                try:
                    answer = await work(connection)
                except BaseException:
                    connection.terminate()
                    raise
                self._idle.append(connection)
                return answer

    async def _taken(self) -> Any:
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return await open_reader(self._url)
