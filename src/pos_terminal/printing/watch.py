"""Looking on at a print run from elsewhere: how far it is, and the wish to stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from pos_terminal.printing.model import StoppedError


class Step(StrEnum):
    """What a run is at; each is counted in things of its own."""

    GIVING = "giving"  # cards
    DRAWING = "drawing"  # pages
    READING = "reading"  # pages
    FEEDING = "feeding"  # sheets, by their numbers
    REPORTING = "reporting"  # cards


_BETWEEN_S: Final = 0.2  # a page is drawn in a few milliseconds, and a window has more to do

Told = Callable[[Step, int, int], None]  # the step, how much of it is done, of how much


class Watch:
    """Tells how far a run is, in whatever thread it works, and may be asked from any to stop it.

    A run is stopped while nothing of it is released, and else between two sheets.
    """

    def __init__(self, told: Told = lambda _step, _done, _of: None) -> None:
        self._told = told
        self._step: Step | None = None
        self._next_s = 0.0
        self._stop = threading.Event()

    def tell(self, step: Step, done: int, of: int) -> None:
        """Tell each sheet that is fed; of another step, its begin, its end, and what lies between
        a few times a second.
        """
        now_s = time.monotonic()
        is_due = step is Step.FEEDING or now_s >= self._next_s
        if is_due or step is not self._step or done >= of:
            self._step, self._next_s = step, now_s + _BETWEEN_S
            self._told(step, done, of)

    def stop(self) -> None:
        self._stop.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def ensure_wanted(self) -> None:
        """Raise ``StoppedError`` once the run is to stop."""
        if self.stopped:
            raise StoppedError
