"""Reads of what is on the disk: the product's own SELECTs, over a copy of its tables in SQLite.

Reading takes its time, now and then a long one, so that what was read may be old when it is used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import apsw
import msgspec

from server_stub.storage.migrate import migrate
from server_stub.storage.statements import inserting
from server_stub.storage.table import Index, Key, Need, Row
from simulation.disk import Disk, Table


class MemoryReader:
    """The storage's reader over the tables in memory."""

    def __init__(self, disk: Disk, takes_s: Callable[[], float]) -> None:
        self._disk = disk
        self._takes_s = takes_s
        self._copied: dict[type[Row], Table] = {}
        self._database: apsw.Connection | None = None

    async def fetch(self, result: type[Any], sql: str, *values: str | int | None) -> list[Any]:
        await asyncio.sleep(self._takes_s())
        rows = self._copy().execute(sql, values).fetchall()
        found: list[Any] = msgspec.convert(rows, list[result], strict=False)  # type: ignore[valid-type]  # a type made at run time
        return found

    async def find(self, need: Need) -> list[Any]:
        await asyncio.sleep(self._takes_s())
        return self._disk.find(need)

    async def find_all(self, index: Index[Any], keys: Sequence[Key]) -> list[Any]:
        await asyncio.sleep(self._takes_s())
        return [row for key in keys for row in self._disk.find(Need(index, key))]

    async def close(self) -> None:
        if self._database is not None:
            self._database.close()

    def _copy(self) -> apsw.Connection:
        """The tables as they are now. Rows never change: what is copied is good while it is there."""
        if self._database is None:
            self._database = apsw.Connection(":memory:")
            self._database.deserialize("main", _empty())
        for row_type, table in self._disk.tables.items():
            copied = self._copied.setdefault(row_type, {})
            if not copied.keys() <= table.keys():
                self._database.execute(f"DELETE FROM {row_type.TABLE}")  # noqa: S608 - a name of ours
                copied.clear()
            new = {key: row for key, row in table.items() if copied.get(key) is not row}
            if not new:
                continue
            writing = inserting(row_type)
            statement = writing.sql.replace("INSERT", "REPLACE", 1)
            self._database.executemany(statement, map(writing.values, new.values()))
            copied.update(new)
        return self._database


@cache
def _empty() -> bytes:
    """A database with all tables and no row: migrated once, since every day of a run begins with it."""
    database = apsw.Connection(":memory:")
    migrate(database)
    return database.serialize("main")
