"""Commits that wait until they are let go, or fail: for what is done between decision and disk."""

from __future__ import annotations

import asyncio
from typing import Any

from server_stub.storage.interface import Storage


class PausedCommits:
    """A shop's storage. Its commits go through, but those that begin between ``pause`` and ``go_on``.

    ``begun`` are the commits that have come so far.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._free = asyncio.Event()
        self._free.set()
        self._error: Exception | None = None
        self.begun = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    def pause(self) -> None:
        self._free.clear()

    def go_on(self, error: Exception | None = None) -> None:
        """Let them go to disk; with an error the next one fails with it, and nothing is stored."""
        self._error = error
        self._free.set()

    async def commit(self) -> None:
        self.begun += 1
        await self._free.wait()
        error, self._error = self._error, None
        if error is not None:
            await self._storage.rollback()
            raise error
        await self._storage.commit()
