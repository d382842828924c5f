"""Reads past the engine, of committed rounds only.

A look at one key takes a few microseconds, less than the way to a thread and back, and is done on
the event loop; queries of any length go to threads.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import apsw
import msgspec

from server_stub.storage.sqlite_connection import open_reader, translated
from server_stub.storage.statements import reading
from server_stub.storage.table import Need

_encode: Final = msgspec.json.Encoder().encode


class SqliteReader:
    """Read-only connections, each used by one thread at a time."""

    def __init__(self, path: Path, *, vfs: str | None = None, threads: int = 2) -> None:
        self._path = path
        self._vfs = vfs
        self._pool = ThreadPoolExecutor(threads, "read")
        self._idle: list[apsw.Connection] = []

    async def fetch(self, result: type[Any], sql: str, *values: str | int | None) -> list[Any]:
        found: list[Any] = await self._run(self._fetch, result, sql, values)
        return found

    async def find(self, need: Need) -> list[Any]:
        statement = reading(need.by)
        keys = _encode([need.key]).decode()
        text = self._with_connection(lambda db: db.execute(statement.sql, (keys,)).get)
        found: list[Any] = statement.decode(text)
        return found

    async def close(self) -> None:
        self._pool.shutdown()
        while self._idle:
            self._idle.pop().close()

    async def _run(self, work: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)

    def _fetch(self, result: type[Any], sql: str, values: tuple[str | int | None, ...]) -> Any:
        rows = self._with_connection(lambda db: db.execute(sql, values).fetchall())
        return msgspec.convert(rows, list[result], strict=False)  # type: ignore[valid-type]

    def _with_connection(self, work: Any) -> Any:
        with translated():
            connection = self._idle.pop() if self._idle else open_reader(self._path, self._vfs)
            try:
                answer = work(connection)
            except BaseException:
                connection.close()
                raise
            self._idle.append(connection)
            return answer
