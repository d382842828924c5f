"""Doing a chore again and again, beside answering requests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


async def every(
    interval_s: float, chore: Callable[[], Awaitable[None]], name: str, log: TellsFaults
) -> None:
    """Do a chore again and again. One that fails is logged, and done again at its next turn."""
    while True:
        await asyncio.sleep(interval_s)
        try:
            await chore()
        except Exception as error:  # noqa: BLE001  # a chore must outlive whatever goes wrong in it
            log.fault(name, error)
