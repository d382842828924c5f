"""The gateway's event loop in its own thread, so that the window never waits for the network."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Final, TypeVar

T = TypeVar("T")

STOP_TIMEOUT_S: Final = 3.0
_LAST_TIMEOUT_S: Final = 2.0

Work = Callable[[], Coroutine[Any, Any, Any]]


class LoopThread:
    """One asyncio loop in a daemon thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._giving = threading.Lock()
        self._ended = False
        self._last: Work | None = None
        self._thread = threading.Thread(target=self._run, name="gateway", daemon=True)

    def start(self) -> None:
        """Begin; work may be given before that."""
        self._thread.start()

    def submit(self, work: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
        """Run ``work`` on the loop; may be called from any thread, also from the loop's own."""
        with self._giving:
            if not self._ended:
                return asyncio.run_coroutine_threadsafe(_started(work), self._loop)
        # The till is closing: what comes late, say from its own server, has nobody to go to.
        ended: Future[T] = Future()
        ended.cancel()
        return ended

    def stop(self, last: Work | None = None) -> None:
        """Cancel what is under way and end the thread; a request in flight delays nothing.

        ``last`` is done when nobody is left who could begin anything, say a connection.
        """
        with self._giving:
            if self._ended:
                return
            self._ended = True  # so nothing is given to the loop after its order to stop
            self._last = last
        if not self._thread.is_alive():
            self._loop.close()
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(STOP_TIMEOUT_S)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._cancel_all()
            if self._last is not None:
                last = asyncio.wait_for(self._last(), _LAST_TIMEOUT_S)
                with contextlib.suppress(Exception):  # the till ends all the same
                    self._loop.run_until_complete(last)
                self._cancel_all()
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    def _cancel_all(self) -> None:
        # A task that is cancelled may have begun another one on its way out.
        while pending := asyncio.all_tasks(self._loop):
            # Before its first turn it would not learn of it, and leave undone what it is to undo.
            begun = [task for task in pending if _has_begun(task)]
            for task in begun:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*begun, return_exceptions=True))


def _has_begun(task: asyncio.Task[Any]) -> bool:
    coroutine = task.get_coro()
    return not (
        inspect.iscoroutine(coroutine)
        and inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED
    )


async def _started(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    # The coroutine is made on the loop, so that what it builds (locks, clients) belongs there.
    return await work()
