"""An event loop whose clock jumps: a test passes half an hour in a blink, and always the same way."""

from __future__ import annotations

import asyncio
import selectors
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from pos_terminal.gateway.answers import NoAnswerError

T = TypeVar("T")

NOON_MS = 1_795_600_800_000
_TURNS_MAX = 180


class _JumpingSelector(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """Never waits: what the loop would have waited, its clock is put forward."""

    waited_s = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout:
            self.waited_s += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """An asyncio loop on virtual time; also the till's clock and the forwarder's loop."""

    _ready: deque[asyncio.Handle]  # what asyncio calls at its next turn

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)
        self.faults: list[BaseException] = []

    def time(self) -> float:
        return self._jumping.waited_s

    def now_ms(self) -> int:
        return NOON_MS + round(self.time() * 1000)

    def submit(self, work: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
        done: Future[T] = Future()

        def ended(task: asyncio.Task[T]) -> None:
            if task.cancelled():
                return
            error = task.exception()
            if error is not None:
                self.faults.append(error)
            else:
                done.set_result(task.result())

        self.create_task(work()).add_done_callback(ended)
        return done

    def pass_time(self, seconds: float) -> None:
        """Let virtual time go by."""
        self.run_until_complete(asyncio.sleep(seconds))

    def settle(self) -> None:
        """Let everything happen that can happen now."""
        self.run_until_complete(self._come_to_rest())

    async def _come_to_rest(self) -> None:
        # A timer that is due, or a file that can be read, is found at the turn after the next.
        idle = 0
        for _ in range(_TURNS_MAX):
            await asyncio.sleep(0)
            idle = 0 if self._ready else idle + 1
            if idle == 2:
                return

    def end(self) -> None:
        """Cancel what is under way, as a killed till does."""
        pending = asyncio.all_tasks(self)
        for task in pending:
            task.cancel()
        if pending:
            self.run_until_complete(asyncio.wait(pending))
        self.close()


class TasksAtOnce:
    """The window's side of things without a window: results are delivered when the test lets them."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._posted: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        *,
        then: Callable[[T], None],
        failed: Callable[[NoAnswerError], None],
    ) -> None:
        async def worked() -> None:
            try:
                result = await work()
            except NoAnswerError as error:
                no_answer = error
                self.post(lambda: failed(no_answer))
            else:
                self.post(lambda: then(result))

        self._loop.submit(worked)

    def post(self, act: Callable[[], None]) -> None:
        self._posted.append(act)

    def deliver(self) -> None:
        """Let the loop run and hand over its results, until nothing is left to hand over."""
        self._loop.settle()
        while self._posted:
            posted, self._posted = self._posted, []
            for act in posted:
                act()
            self._loop.settle()
        if self._loop.faults:
            raise self._loop.faults[0]
