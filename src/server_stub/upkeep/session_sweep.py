"""Removes sessions that were over long ago, a few at a time, so that nobody notices.

For a day a client is still told that its session has expired, and not that there never was one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from server_stub.storage.interface import Reader
from server_stub.storage.session_removal import (
    RemovesSessions,
    SessionSeen,
    SessionTable,
    sessions_after,
)

KEPT_MS: Final = 24 * 60 * 60 * 1000
PORTAL_KEPT_MS: Final = 7 * KEPT_MS
"""A form that was left open over days is known to be its author's by the session alone."""
PIECE_SESSIONS_MAX: Final = 200
PAUSE_S: Final = 0.05
"""Between two pieces: nobody waits for this, and everybody else is let through."""


class SessionSweep:
    """Walks through all sessions and removes those that are long over."""

    def __init__(
        self,
        reader: Reader,
        removal: RemovesSessions,
        *,
        now_ms: Callable[[], int],
        piece_max: int = PIECE_SESSIONS_MAX,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._reader = reader
        self._removal = removal
        self._now_ms = now_ms
        self._piece_max = piece_max
        self._pause_s = pause_s

    async def sweep(self) -> None:
        """Go through all tables once."""
        for table in SessionTable:
            after: str | None = ""
            while after is not None:
                after = await self._sweep_piece(table, after)
                await asyncio.sleep(self._pause_s)

    async def _sweep_piece(self, table: SessionTable, after: str) -> str | None:
        """Look at the next sessions of a table; returns where to go on, None at its end."""
        seen = await self._reader.fetch(SessionSeen, sessions_after(table), after, self._piece_max)
        kept_ms = PORTAL_KEPT_MS if table is SessionTable.PORTAL else KEPT_MS
        over_before_ms = self._now_ms() - kept_ms
        over = [session.session_id for session in seen if session.over_at < over_before_ms]
        if over:
            await self._removal.remove(table, over, over_before_ms=over_before_ms)
        return seen[-1].session_id if len(seen) == self._piece_max else None
