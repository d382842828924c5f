"""Brakes in front of what is costly or can be guessed: cheap, in memory, counting failures only.

What must hold for ever (the PIN lock) is counted in the database; these only slow a flood down.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Final

from server_stub.desks.ports import Clock

CALLERS_MAX: Final = 10_000


@lru_cache(1024)
def is_this_machine(address: str) -> bool:
    """Whether the address is this machine's own: that of a proxy too, which everybody has then."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def network_of(address: str) -> str:
    """The address to count under: of IPv6 its /64, in which one customer has all addresses."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), 64), strict=False))


class FailureBrake:
    """Lets a caller fail ``failures_max`` times within ``window_s``; then it has to wait.

    Of so many callers that it cannot keep them all, those that began longest ago are forgotten.
    """

    def __init__(self, clock: Clock, *, failures_max: int, window_s: float) -> None:
        self._clock = clock
        self._failures_max = failures_max
        self._window_s = window_s
        self._failures: dict[str, tuple[float, int]] = {}  # whose window began first stands first

    def is_on(self, caller: str) -> bool:
        return self._count(caller) >= self._failures_max

    def has_failed(self, caller: str) -> bool:
        """Whether a failure of this caller is known, be it only one."""
        return self._count(caller) > 0

    def wait_s(self, caller: str) -> float:
        """How long a caller who has to wait does so from now on; 0 for any other."""
        return self.forgotten_in_s(caller) if self.is_on(caller) else 0.0

    def forgotten_in_s(self, caller: str) -> float:
        """When no failure of this caller is known any more; 0 where none is."""
        since, count = self._failures.get(caller, (0.0, 0))
        return max(0.0, since + self._window_s - self._clock.monotonic()) if count else 0.0

    def note_failure(self, caller: str) -> None:
        now = self._clock.monotonic()
        since, count = self._failures.get(caller, (now, 0))
        if now - since > self._window_s:
            del self._failures[caller]
            since, count = now, 0
        if caller not in self._failures and len(self._failures) >= CALLERS_MAX:
            del self._failures[next(iter(self._failures))]
        self._failures[caller] = (since, count + 1)

    def forgive(self, caller: str) -> None:
        """Take back one failure that was counted before it was known to be none."""
        since, count = self._failures.get(caller, (0.0, 0))
        if count > 0:
            self._failures[caller] = (since, count - 1)

    def _count(self, caller: str) -> int:
        since, count = self._failures.get(caller, (0.0, 0))
        return 0 if self._clock.monotonic() - since > self._window_s else count


class TooManyWaitingError(Exception):
    """So many wait for a slow check already that one more is turned away."""


class SlowChecks:
    """Lets few slow checks run at a time and few wait for them."""

    def __init__(self, *, running_max: int, waiting_max: int) -> None:
        self._gate = asyncio.Semaphore(running_max)
        self._waiting_max = waiting_max
        self._inside = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        if self._inside >= self._waiting_max:
            raise TooManyWaitingError
        self._inside += 1
        try:
            async with self._gate:
                yield
        finally:
            self._inside -= 1
