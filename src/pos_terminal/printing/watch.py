"""Looking on at a print run from elsewhere: how far it is, and the wish to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum

from pos_terminal.printing.model import StoppedError


class Step(StrEnum):
    """What a run is at; each is counted in things of its own."""

    GIVING = "giving"  # cards
    DRAWING = "drawing"  # pages
    READING = "reading"  # pages
    FEEDING = "feeding"  # sheets, by their numbers
    REPORTING = "reporting"  # cards


Told = Callable[[Step, int, int], None]  # the step, how much of it is done, of how much


class Watch:
    """Tells how far a run is, in whatever thread it works, and may be asked from any to stop it.

    A run is stopped while nothing of it is released, and else between two sheets.
    """

    def __init__(self, told: Told = lambda _step, _done, _of: None) -> None:
        self.tell = told
        self._stop = threading.Event()

    def stop(self) -> None:
        self._stop.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def ensure_wanted(self) -> None:
        """Raise ``StoppedError`` once the run is to stop."""
        if self.stopped:
            raise StoppedError
