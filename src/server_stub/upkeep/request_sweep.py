"""Removes requests to redeem that nobody asks about any more: old ones, and all beyond a number.

A few at a time, past the engine, so that nobody notices.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

import msgspec

from server_stub.domain.ids import AppId
from server_stub.queries.shop import ShopQueries
from server_stub.storage import request_selects as selects
from server_stub.storage.interface import Reader

KEPT_MS: Final = 30 * 24 * 60 * 60 * 1000
KEPT_MAX: Final = 100_000
PIECE_MAX: Final = 2_000
PAUSE_S: Final = 0.05
"""Between two pieces: nobody waits for this, and everybody else is let through."""


class RemovesRequests(Protocol):
    async def remove_requests(self, app_id: str, *, before_ms: int, limit: int) -> int:
        """Remove the oldest requests of before a moment, at most so many; how many were."""


class _At(msgspec.Struct, frozen=True, array_like=True):
    at: int


class RequestSweep:
    """``kept_max`` of an app stay, if they are young enough."""

    def __init__(
        self,
        reader: Reader,
        removal: RemovesRequests,
        *,
        now_ms: Callable[[], int],
        kept_max: int = KEPT_MAX,
        piece_max: int = PIECE_MAX,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._reader = reader
        self._removal = removal
        self._shop = ShopQueries(reader)
        self._now_ms = now_ms
        self._kept_max = kept_max
        self._piece_max = piece_max
        self._pause_s = pause_s

    async def sweep(self) -> None:
        """Go through all apps once."""
        for app in await self._shop.apps():
            before_ms = await self._before_ms(AppId(app.app_id))
            removed = self._piece_max
            while removed == self._piece_max:
                removed = await self._removal.remove_requests(
                    app.app_id, before_ms=before_ms, limit=self._piece_max
                )
                await asyncio.sleep(self._pause_s)

    async def _before_ms(self, app_id: AppId) -> int:
        """All of before this moment go; the one that is too many itself stays, with its moment."""
        old_ms = self._now_ms() - KEPT_MS
        beyond = await self._reader.fetch(_At, selects.REQUEST_BEYOND, app_id, self._kept_max)
        return max(old_ms, beyond[0].at) if beyond else old_ms
