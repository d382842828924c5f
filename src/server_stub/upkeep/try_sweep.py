"""Removes counts of wrong tries whose time is over, a few at a time, so that nobody notices."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

PIECE_MAX: Final = 2_000
PAUSE_S: Final = 0.05
"""Between two pieces: nobody waits for this, and everybody else is let through."""


class RemovesTries(Protocol):
    async def remove_tries(self, *, before_ms: int, limit: int) -> int:
        """Remove counts that were over before a moment, at most so many; how many were."""


class TrySweep:
    def __init__(
        self,
        removal: RemovesTries,
        *,
        now_ms: Callable[[], int],
        piece_max: int = PIECE_MAX,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._removal = removal
        self._now_ms = now_ms
        self._piece_max = piece_max
        self._pause_s = pause_s

    async def sweep(self) -> None:
        removed = self._piece_max
        while removed == self._piece_max:
            removed = await self._removal.remove_tries(
                before_ms=self._now_ms(), limit=self._piece_max
            )
            await asyncio.sleep(self._pause_s)
