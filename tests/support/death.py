"""Dying without a last word at a chosen step, in a process of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from typing import Any

from server_stub.storage.change import Change, LedgerEntry
from server_stub.storage.interface import Storage


class Death:
    """Comes at the n-th call of ``pass_by`` with its step, to this process or to another."""

    def __init__(self, step: str, nth: int, pid: int | None = None) -> None:
        self._step = step
        self._left = nth
        self._pid = pid or os.getpid()

    def pass_by(self, step: str) -> None:
        if step == self._step:
            self._left -= 1
            if self._left == 0:
                os.kill(self._pid, signal.SIGKILL)


class DyingStorage:
    """A storage, in a file or in PostgreSQL, that dies around what it stores."""

    def __init__(self, storage: Storage, death: Death) -> None:
        self._storage = storage
        self._death = death

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    async def store(
        self, changes: Sequence[Change], entries: Sequence[LedgerEntry], *, at_ms: int
    ) -> None:
        self._death.pass_by("before-store")
        await self._storage.store(changes, entries, at_ms=at_ms)

    async def commit(self) -> None:
        self._death.pass_by("before-commit")
        await self._storage.commit()
        self._death.pass_by("after-commit")
