"""Waiting for what another process, thread or task does, within a limit."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 60.0


def until(
    look: Callable[[], T],
    *,
    wanted: Callable[[T], object] = bool,
    limit_s: float = PATIENCE_S,
    every_s: float = 0.05,
) -> T:
    """Look until what is seen is wanted, and return it."""
    end = time.monotonic() + limit_s
    while not wanted(found := look()):
        assert time.monotonic() < end, f"It did not happen within {limit_s:.0f} s: {found}"
        time.sleep(every_s)
    return found


async def until_async(
    holds: Callable[[], bool | Awaitable[bool]], *, limit_s: float = PATIENCE_S
) -> None:
    """Let other tasks work until this holds."""
    async with asyncio.timeout(limit_s):
        # What tests wait for here has no event of its own.
        while not (await held if inspect.isawaitable(held := holds()) else held):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
