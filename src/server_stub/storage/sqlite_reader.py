"""Reads past the engine, of committed rounds only.

A look at one key takes a few microseconds, less than the way to a thread and back, and is done on
the event loop; those that are asked in one turn of the loop are done together, because most of such
a look is beginning to read. Queries of any length go to threads.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import apsw
import msgspec

from server_stub.storage.sqlite_connection import open_reader, translated
from server_stub.storage.statements import reading
from server_stub.storage.table import Index, Key, Need

_encode: Final = msgspec.json.Encoder().encode

_Asked = dict[Key, list[asyncio.Future[list[Any]]]]


class SqliteReader:
    """Read-only connections, each used by one thread at a time."""

    def __init__(self, path: Path, *, vfs: str | None = None, threads: int = 2) -> None:
        self._path = path
        self._vfs = vfs
        self._pool = ThreadPoolExecutor(threads, "read")
        self._idle: list[apsw.Connection] = []
        self._asked: dict[Index[Any], _Asked] = {}

    async def fetch(self, result: type[Any], sql: str, *values: str | int | None) -> list[Any]:
        found: list[Any] = await self._run(self._fetch, result, sql, values)
        return found

    async def find(self, need: Need) -> list[Any]:
        if not self._asked:
            # Asked for once a turn: naming the running loop is a call of the system each time.
            self._loop = asyncio.get_running_loop()
            self._loop.call_soon(self._look)
        found: asyncio.Future[list[Any]] = self._loop.create_future()
        self._asked.setdefault(need.by, {}).setdefault(need.key, []).append(found)
        return await found

    async def find_all(self, index: Index[Any], keys: Sequence[Key]) -> list[Any]:
        found = await asyncio.gather(*(self.find(Need(index, key)) for key in keys))
        return [row for rows in found for row in rows]

    async def close(self) -> None:
        self._pool.shutdown()
        while self._idle:
            self._idle.pop().close()

    def _look(self) -> None:
        """Read what has been asked in this turn of the loop, in one statement for each index."""
        asked, self._asked = self._asked, {}
        for index, by_key in asked.items():
            try:
                rows = self._read(index, by_key)
            except Exception as error:  # noqa: BLE001  # whoever asked is told
                for waiting in by_key.values():
                    _tell(waiting, error)
            else:
                for key, waiting in by_key.items():
                    _tell(waiting, rows[key])

    def _read(self, index: Index[Any], by_key: _Asked) -> dict[Key, list[Any]]:
        statement = reading(index)
        keys = _encode(list(by_key)).decode()
        text = self._with_connection(lambda db: db.execute(statement.sql, (keys,)).get)
        rows: dict[Key, list[Any]] = defaultdict(list)
        for row in statement.decode(text):
            rows[index.key_of(row)].append(row)
        return rows

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


def _tell(waiting: list[asyncio.Future[list[Any]]], answer: list[Any] | Exception) -> None:
    for each in waiting:
        if each.done():
            continue
        if isinstance(answer, Exception):
            each.set_exception(answer)
        else:
            each.set_result(list(answer))
