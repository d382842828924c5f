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
        self._waiting: list[asyncio.Future[None]] = []
        self._reading: asyncio.Task[None] | None = None

    async def heard(self) -> None:
        """Wait for a reading that began after this call; what is kept is as new as that."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        if self._reading is None:
            self._reading = asyncio.create_task(self._read(), name="session-news")
        await waiter

    async def _read(self) -> None:
        while self._waiting:
            asked = self._taken()
            try:
                count = await self._count()
                if self._waiting:
                    # Those who came meanwhile go on together with these: into one round, not two.
                    asked += self._taken()
                    count = await self._count()
            except Exception as error:  # noqa: BLE001 - each of them is told, and nobody is believed
                for waiter in asked:
                    if not waiter.done():
                        waiter.set_exception(error)
                continue
            if count != self._known:
                self._known = count
                self._forget()
            for waiter in asked:
                if not waiter.done():
                    waiter.set_result(None)
        self._reading = None

    def _taken(self) -> list[asyncio.Future[None]]:
        taken, self._waiting = self._waiting, []
        return taken
