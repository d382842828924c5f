"""The one bridge to the window's thread: results arrive there by a queued signal."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pos_terminal.gateway.answers import BrokenOff, NoAnswerError
from pos_terminal.gateway.loop_thread import LoopThread

T = TypeVar("T")


class QtTaskRunner(QObject):
    """Runs work on the loop thread and brings its result to the thread this object was made on."""

    _arrived = Signal(object)

    def __init__(self, loop: LoopThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loop = loop
        self._closed = False
        self._arrived.connect(self._act, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        *,
        then: Callable[[T], None],
        failed: Callable[[NoAnswerError], None],
    ) -> None:
        """Start ``work``; call ``then`` with its result, or ``failed`` where no answer came."""

        def done(future: Future[T]) -> None:
            self.post(lambda: _deliver(future, then, failed))

        self._loop.submit(work).add_done_callback(done)

    def post(self, act: Callable[[], None]) -> None:
        """Call ``act`` on the window's thread, soon."""
        self._arrived.emit(act)

    def close(self) -> None:
        """Drop what arrives from now on: the window that it is for is gone."""
        self._closed = True

    @Slot(object)
    def _act(self, act: Callable[[], None]) -> None:
        if not self._closed:
            act()


def _deliver(
    future: Future[T], then: Callable[[T], None], failed: Callable[[NoAnswerError], None]
) -> None:
    try:
        then(future.result())
    except NoAnswerError as error:
        failed(error)
    except CancelledError:
        return  # The program is ending; nobody waits for this any more.
    except Exception:  # whatever it is: the page says so and goes on; raised, it is logged
        failed(BrokenOff("a fault of the till's own"))
        raise
