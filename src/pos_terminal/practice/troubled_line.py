"""The line of a practice till: a real one, and before it the trouble that is switched on.

What the till is told is always what it would be told by a real line in that trouble: that a request
was surely not sent (``Unreachable``) only where it was not, and everywhere else that nothing is
known (``ReplyLost``).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, Protocol

from pos_terminal.gateway.answers import NoAnswerError, ReplyLost, Unreachable
from pos_terminal.gateway.wire import Line, Reply, ServerAddress
from pos_terminal.practice.troubles import Trouble, Troubles

SLOW_S: Final = 2.0
SILENCE_S: Final = 1.5  # how long the till listens for an answer that does not come

Send = Callable[[], Awaitable[Reply]]


class Power(Protocol):
    """What feeds the till."""

    def cut(self, target: str) -> None:
        """End this process here and now, in the middle of the request to ``target``."""


class TroubledLine:
    """A line with trouble. ``pause`` waits some seconds."""

    def __init__(
        self,
        line: Line,
        troubles: Troubles,
        power: Power,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._line = line
        self._troubles = troubles
        self._power = power
        self._pause = pause

    async def exchange(
        self,
        method: str,
        target: str,
        *,
        body: bytes,
        headers: dict[str, str],
        read_timeout_s: float,
    ) -> Reply:
        """As the line does it, or as the trouble will have it."""

        async def send() -> Reply:
            return await self._line.exchange(
                method, target, body=body, headers=headers, read_timeout_s=read_timeout_s
            )

        match self._troubles.meet(method, target):
            case None:
                return await send()
            case Trouble.SLOW:
                return await self._slow(send, read_timeout_s)
            case Trouble.LOST_REQUEST:
                return await self._silence(read_timeout_s)
            case Trouble.LOST_REPLY:
                await send()
                return await self._silence(read_timeout_s)
            case Trouble.DUPLICATE:
                return await _twice(send)
            case Trouble.SERVER_DOWN:
                raise Unreachable("Practice: the server is down.")
            case Trouble.POWER_CUT:
                # The server may have heard it and may not, as with any cut.
                with contextlib.suppress(NoAnswerError):
                    await send()
                self._power.cut(target)
                raise ReplyLost("Practice: the power was cut.")

    async def lines(self, target: str, *, headers: dict[str, str]) -> AsyncIterator[str]:
        """News are a hint only: they come undisturbed, or with the server down not at all."""
        if self._troubles.meet("GET", target) is Trouble.SERVER_DOWN:
            raise Unreachable("Practice: the server is down.")
        async for line in self._line.lines(target, headers=headers):
            yield line

    async def move_to(self, address: ServerAddress) -> None:
        """The server is there from now on."""
        await self._line.move_to(address)

    async def close(self) -> None:
        """Drop the connections."""
        await self._line.close()

    async def _slow(self, send: Send, limit_s: float) -> Reply:
        reply = await send()
        await self._pause(min(SLOW_S, limit_s))
        if limit_s <= SLOW_S:
            raise ReplyLost("Practice: the answer came too late.")
        return reply

    async def _silence(self, limit_s: float) -> Reply:
        await self._pause(min(SILENCE_S, limit_s))
        raise ReplyLost("Practice: no answer came.")


async def _twice(send: Send) -> Reply:
    await send()
    try:
        return await send()
    except Unreachable as error:
        # True of the second one; but the first has arrived.
        raise ReplyLost("Practice: only the first of two arrived.") from error
