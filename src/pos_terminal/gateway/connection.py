"""Whether the server is there: asked all the time, so that its return is noticed within seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from card_contract.messages import Health
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.session import Clock

ASK_ONLINE_EVERY_S: Final = 5.0
ASK_OFFLINE_EVERY_S: Final = 1.0
_LOG: Final = logging.getLogger(__name__)


class Reach(StrEnum):
    """How the server stands to this till."""

    UNKNOWN = "unknown"  # not asked yet
    ONLINE = "online"
    OFFLINE = "offline"
    READ_ONLY = "read_only"  # there, but it takes no changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """The connection as the status line shows it."""

    reach: Reach
    since_ms: int


class HealthCall(Protocol):
    """What the watcher asks."""

    async def health(self) -> Health | Refused:
        """Ask for the server's health."""


class ConnectionWatcher:
    """Asks the server for its health and tells of every change; runs on the gateway's loop."""

    def __init__(self, server: HealthCall, clock: Clock) -> None:
        self._server = server
        self._clock = clock
        self._watchers: list[Callable[[Connection], None]] = []
        self._hurry = asyncio.Event()
        self.connection = Connection(reach=Reach.UNKNOWN, since_ms=clock.now_ms())

    def watch(self, changed: Callable[[Connection], None]) -> None:
        """Call ``changed`` on the loop's thread with every change."""
        self._watchers.append(changed)

    async def run(self) -> None:
        """Watch until cancelled; nothing that goes wrong in a question or a listener ends it."""
        while True:
            self._set(await self._ask())
            online = self.connection.reach is Reach.ONLINE
            self._hurry.clear()
            try:
                async with asyncio.timeout(ASK_ONLINE_EVERY_S if online else ASK_OFFLINE_EVERY_S):
                    await self._hurry.wait()
            except TimeoutError:
                continue

    def suspect(self) -> None:
        """A request got no answer: ask at once. Called on the loop's thread."""
        self._hurry.set()

    async def _ask(self) -> Reach:
        try:
            health = await self._server.health()
        except NoAnswerError:
            return Reach.OFFLINE
        except Exception:  # noqa: BLE001 - see below
            # A fault of ours; but a line that nobody watches would stay "online" for ever.
            _LOG.exception("The server's health could not be asked for.")
            return Reach.OFFLINE
        if isinstance(health, Refused) or not health.writable:
            return Reach.READ_ONLY
        return Reach.ONLINE

    def _set(self, reach: Reach) -> None:
        if reach is self.connection.reach:
            return
        self.connection = Connection(reach=reach, since_ms=self._clock.now_ms())
        for changed in self._watchers:
            try:
                changed(self.connection)
            except Exception:  # noqa: BLE001 - the others are still to be told
                _LOG.exception("A listener failed at a change of the connection.")
