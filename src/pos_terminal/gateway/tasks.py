"""Work off the window's thread, and the way back: what presenters know of threads."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from pos_terminal.gateway.answers import NoAnswerError

T = TypeVar("T")


class TaskRunner(Protocol):
    """Runs coroutines on the gateway's loop and brings the results to the window's thread."""

    def run(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        *,
        then: Callable[[T], None],
        failed: Callable[[NoAnswerError], None],
    ) -> None:
        """Start ``work``; call ``then`` with its result, or ``failed`` where no answer came.

        Any other exception is a bug, in the work or in ``then``: ``failed`` is called for it too,
        so that no page waits for ever, and it is raised on the window's thread.
        """

    def post(self, act: Callable[[], None]) -> None:
        """Call ``act`` on the window's thread, soon; may be called from any thread."""
