"""A manager who works at the till is told what waits at the server, without opening the page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from pos_terminal.journal.till import Till

LOOK_AGAIN_S: Final = 180.0


class Rounds:
    """Looks when a manager signs in, every few minutes while one is, and when there are news."""

    def __init__(self, till: Till, look: Callable[[], None]) -> None:
        self._till = till
        self._look = look
        self._manager: str | None = None
        self._waits = False

    def people_changed(self) -> None:
        """Somebody signed in or out, or the shop was told anew."""
        operator = self._till.on_duty.operator
        manager = None
        if operator is not None and self._till.on_duty.is_manager:
            manager = operator.operator_id
        was, self._manager = self._manager, manager
        if manager is not None and manager != was:
            self._look()
            self._wait()

    def news_came(self) -> None:
        """The server says that there is something new."""
        if self._manager is not None:
            self._look()

    def _wait(self) -> None:
        if self._waits:
            return
        self._waits = True
        self._till.tasks.run(
            lambda: asyncio.sleep(LOOK_AGAIN_S), then=self._waited, failed=lambda _: None
        )

    def _waited(self, _: None) -> None:
        self._waits = False
        if self._manager is not None:
            self._look()
            self._wait()
