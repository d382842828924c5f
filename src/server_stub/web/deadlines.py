"""Ends requests that take too long. One timer looks at all of them, now and then.

A timer for each request, made and cancelled, took a twentieth of the time of a CONFIRM.
"""

from __future__ import annotations

import asyncio
from typing import Final

LOOK_EVERY_S: Final = 0.5


class Deadline:
    """How long one task may still take. Past it the task is cancelled, and ``is_over`` is set."""

    __slots__ = ("_ends_at", "_loop", "is_over", "task")

    def __init__(self, task: asyncio.Task[object], limit_s: float) -> None:
        self.task = task
        self.is_over = False
        self._loop = task.get_loop()
        self.allow(limit_s)

    def allow(self, limit_s: float) -> None:
        """Count anew from this moment."""
        self._ends_at = self._loop.time() + limit_s

    def look(self, now_s: float) -> None:
        if now_s > self._ends_at and not self.is_over:
            self.is_over = True
            self.task.cancel()


class Deadlines:
    """All deadlines of one application, which is one event loop's for ever.

    A deadline is kept up to ``LOOK_EVERY_S`` late.
    """

    def __init__(self) -> None:
        self._open: set[Deadline] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self, limit_s: float) -> Deadline:
        """Give the running task a deadline; ``end`` it in any case."""
        # Naming the running loop is a call of the system each time: it is asked for once.
        self._loop = self._loop or asyncio.get_running_loop()
        task = asyncio.current_task(self._loop)
        if task is None:
            raise RuntimeError("Only a task has a deadline.")
        deadline = Deadline(task, limit_s)
        self._open.add(deadline)
        if self._timer is None:
            self._arm()
        return deadline

    def end(self, deadline: Deadline) -> None:
        self._open.discard(deadline)

    def _arm(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(LOOK_EVERY_S, self._look)

    def _look(self) -> None:
        self._timer = None
        now_s = asyncio.get_running_loop().time()
        for deadline in self._open:
            deadline.look(now_s)
        if self._open:
            self._arm()
