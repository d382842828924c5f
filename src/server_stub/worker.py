"""What the server does from time to time by itself, beside answering requests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from server_stub.commands.tills import NoteTillSeen
from server_stub.domain.ids import AppId, TillId
from server_stub.web.services import Services

SEEN_EVERY_S: Final = 60.0
SWEEP_EVERY_S: Final = 3600.0


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


class NotesOfTills:
    """Writes down when each till was last heard of."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._noted: dict[tuple[str, str], int] = {}

    async def write(self) -> None:
        for (app_id, till_id), seen_at in self._services.sessions.seen().items():
            if self._noted.get((app_id, till_id)) != seen_at:
                await self._services.engine.submit(
                    NoteTillSeen(app_id=AppId(app_id), till_id=TillId(till_id), seen_at=seen_at)
                )
                self._noted[app_id, till_id] = seen_at
