"""The shops of ``recall.py``, kept in a file or in PostgreSQL, and the bare UPDATE over a copy."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import apsw
import asyncpg

from confirm import Ground
from own_server import server
from server_stub.storage.postgres.reader import PostgresReader
from server_stub.storage.postgres.writer import PostgresStorage
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.sqlite_reader import SqliteReader
from support.postgres import PostgresServer, query

END = "SELECT max(position) FROM ledger"
SINCE = "SELECT position, app_id, entry, hash FROM ledger WHERE position > {position}"


@dataclass(slots=True)
class Took:
    """How long something took, and how much of this process's time on the processor."""

    wall_s: float = 0.0
    cpu_s: float = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall_s, self.cpu_s = time.perf_counter() - wall, time.process_time() - cpu


class Shop(Protocol):
    """A shop that no server uses while it is asked for anything but ``opened``."""

    counts_cpu: bool

    async def opened(self) -> tuple[Any, Any]:
        """Its storage and its reads."""

    def ask(self, sql: str) -> list[Any]: ...

    def copy(self) -> None:
        """Keep a copy of it as it is now."""

    def bare(self, update: str, entries: list[Any]) -> tuple[Took, int]:
        """Over the copy: one UPDATE with the ledger's rows; how many rows it changed."""


class FileShop:
    counts_cpu = True

    def __init__(self, ground: Ground) -> None:
        self._file: Path = ground.database
        self._copy = ground.bare

    async def opened(self) -> tuple[Any, Any]:
        storage = SqliteStorage(self._file)
        storage.open()
        return storage, SqliteReader(self._file)

    def ask(self, sql: str) -> list[Any]:
        with closing(apsw.Connection(str(self._file))) as db:
            return db.execute(sql).fetchall()

    def copy(self) -> None:
        shutil.copyfile(self._file, self._copy)

    def bare(self, update: str, entries: list[Any]) -> tuple[Took, int]:
        took = Took()
        with closing(open_writer(self._copy)) as writer, took.measured(), writer:
            writer.execute(update)
            changed = writer.changes()
            writer.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?)", entries)
        return took, changed


class PostgresShop:
    counts_cpu = False

    def __init__(self, postgres: PostgresServer, ground: Ground) -> None:
        self._postgres = postgres
        self._url = postgres.database(empty=True)
        self._copy = ""
        subprocess.run(
            server("copy", "--from", str(ground.folder), "--to", self._url),
            check=True,
            stdout=subprocess.DEVNULL,
        )

    async def opened(self) -> tuple[Any, Any]:
        storage = PostgresStorage(self._url)
        await storage.open()
        return storage, PostgresReader(self._url)

    def ask(self, sql: str) -> list[Any]:
        return query(self._url, sql)

    def copy(self) -> None:
        if self._copy:
            self._postgres.drop(self._copy)
        self._copy = self._postgres.copy_of(self._url)
        for url in (self._url, self._copy):
            query(url, "ANALYZE")
        query(self._url, "CHECKPOINT")

    def bare(self, update: str, entries: list[Any]) -> tuple[Took, int]:
        return asyncio.run(self._bare(update, entries))

    async def _bare(self, update: str, entries: list[Any]) -> tuple[Took, int]:
        took = Took()
        connection = await asyncpg.connect(self._copy)
        with took.measured():
            async with connection.transaction():
                done = await connection.execute(update)
                await connection.executemany(
                    "INSERT INTO ledger VALUES ($1, $2, $3, $4)", [tuple(row) for row in entries]
                )
        await connection.close()
        return took, int(done.split()[-1])
