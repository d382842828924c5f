"""Several machines work on one database: their clocks are to tell the same time, as the database's.

By a clock that is ahead attempts end too early, and whoever calls a script is taken for dead; so a
process whose clock is off changes nothing. It is compared once a minute, and whenever it jumps.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from server_stub.storage.interface import UnavailableError

DIFFERENCE_MS_MAX: Final = 5_000
"""Two machines may be twice as far apart, and a call of a script still has its time."""
COMPARED_EVERY_S: Final = 60.0
_JUMP_MS: Final = 1_000
_NOW: Final = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"

Fetch = Callable[[str], Awaitable[list[Any]]]


class Clock(Protocol):
    def now_ms(self) -> int: ...

    def monotonic(self) -> float: ...


class AgreedClock:
    """The clock of this process, as far as it agrees with the database's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._compared_at_s = float("-inf")
        self._compared_at_ms = 0

    async def check(self, fetch: Fetch) -> None:
        """Raise ``UnavailableError`` while the clock is off; asks the database where it has to."""
        now_ms, now_s = self._clock.now_ms(), self._clock.monotonic()
        passed_s = now_s - self._compared_at_s
        if (
            passed_s < COMPARED_EVERY_S
            and abs(now_ms - self._compared_at_ms - passed_s * 1_000) < _JUMP_MS
        ):
            return
        theirs_ms: int = (await fetch(_NOW))[0][0]
        took_ms = (self._clock.monotonic() - now_s) * 1_000
        # The database looked at its clock somewhere between the question and the answer.
        ahead_ms = now_ms + took_ms / 2 - theirs_ms
        if abs(ahead_ms) > DIFFERENCE_MS_MAX + took_ms / 2:
            self._compared_at_s = float("-inf")
            raise UnavailableError(
                f"This computer's clock is {abs(ahead_ms) / 1_000:.0f} s"
                f" {'ahead of' if ahead_ms > 0 else 'behind'} the database's: set both right, best"
                " with a time service (NTP) on each."
            )
        self._compared_at_s, self._compared_at_ms = now_s, now_ms
