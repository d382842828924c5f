"""Removes lists of card numbers that were sent up long ago, a piece at a time.

A list serves one dry run and the recall that follows it; what became of its numbers is kept with
the recall. One that a running recall goes through stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

import msgspec

from server_stub.storage import recall_selects as selects
from server_stub.storage.interface import Reader

KEPT_MS: Final = 7 * 24 * 60 * 60 * 1000
PIECE_NUMBERS_MAX: Final = 2_000
PAUSE_S: Final = 0.05
"""Between two pieces: nobody waits for this, and everybody else is let through."""


class RemovesLists(Protocol):
    async def remove_list(self, app_id: str, list_id: str, *, first: int, last: int) -> None:
        """Remove the numbers of a list at these places, unless a running recall goes through it."""


class _List(msgspec.Struct, frozen=True, array_like=True):
    app_id: str
    list_id: str
    added_at: int
    size: int
    is_used: bool


class ListSweep:
    """Walks through all lists and removes those that are old."""

    def __init__(
        self,
        reader: Reader,
        removal: RemovesLists,
        *,
        now_ms: Callable[[], int],
        piece_max: int = PIECE_NUMBERS_MAX,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._reader = reader
        self._removal = removal
        self._now_ms = now_ms
        self._piece_max = piece_max
        self._pause_s = pause_s

    async def sweep(self) -> None:
        """Go through all lists once."""
        app_id = list_id = ""
        while found := await self._reader.fetch(_List, selects.NEXT_LIST, app_id, list_id):
            seen = found[0]
            app_id, list_id = seen.app_id, seen.list_id
            if seen.added_at < self._now_ms() - KEPT_MS and not seen.is_used:
                await self._remove(seen)

    async def _remove(self, seen: _List) -> None:
        """Its first number before all others: nobody recalls by what is left of a list."""
        first = last = 1
        while first <= seen.size:
            await self._removal.remove_list(seen.app_id, seen.list_id, first=first, last=last)
            await asyncio.sleep(self._pause_s)
            first, last = last + 1, last + self._piece_max
