"""A reader whose line to the database can be cut for some of what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from server_stub.storage.interface import Reader, UnavailableError
from server_stub.storage.table import Index, Key, Need


class FailingReader:
    """Reads through another reader; ``cut_for`` makes it fail as a database that is away."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._cut: tuple[Index[Any], ...] = ()

    @contextmanager
    def cut_for(self, *indexes: Index[Any]) -> Iterator[None]:
        self._cut = indexes
        try:
            yield
        finally:
            self._cut = ()

    async def fetch(self, result: type[Any], sql: str, *values: str | int | None) -> list[Any]:
        return await self._reader.fetch(result, sql, *values)

    async def find(self, need: Need) -> list[Any]:
        if need.by in self._cut:
            raise UnavailableError("The database cannot be reached.")
        return await self._reader.find(need)

    async def find_all(self, index: Index[Any], keys: Sequence[Key]) -> list[Any]:
        if index in self._cut:
            raise UnavailableError("The database cannot be reached.")
        return await self._reader.find_all(index, keys)

    async def close(self) -> None:
        await self._reader.close()
