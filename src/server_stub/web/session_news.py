"""What other processes did to sessions: asked of the database before a session is believed.

A till that is revoked, or a person who is dismissed, at one process must be refused at the next
request at every other. A notification would come a moment too late, and not at all over a broken
line; so each request waits for one number, which counts such changes in the transaction that makes
them. All requests that arrive while it is being read share the next reading, so that a busy server
asks once for many of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class SessionNews:
    """``count`` reads the number, ``forget`` drops all that is kept of sessions in memory."""

    def __init__(self, count: Callable[[], Awaitable[int]], forget: Callable[[], None]) -> None:
        self._count = count
        self._forget = forget
        self._known: int | None = None
        self._reading: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None

    async def heard(self) -> None:
        """Wait for a reading that began after this call; what is kept is as new as that."""
        if self._next is None:
            self._next = asyncio.create_task(self._read(self._reading), name="session-news")
            self._next.add_done_callback(_noticed)
        # One caller that hangs up must not take the reading away from the others.
        await asyncio.shield(self._next)

    async def _read(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        self._reading, self._next = self._next, None
        count = await self._count()
        if count != self._known:
            self._known = count
            self._forget()


def _noticed(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        task.exception()
