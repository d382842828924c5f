"""The folders that this till lives in, locked against a second till."""

from __future__ import annotations

from collections.abc import Callable

from pos_terminal.bootstrap.places import Places
from pos_terminal.instance_lock import InstanceLock


class Residence:
    """One lock at a time, on the folders where the till is at home now."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._lock = InstanceLock(places.till)
        self._show: Callable[[], None] | None = None

    def move_in(self) -> bool:
        """Say whether the folders are this till's now; raises ``OSError`` for folders of no use."""
        return self._lock.is_held or self._lock.take()

    def wake_first(self) -> bool:
        """Let the till that has the folders show itself; false where it does not answer."""
        return self._lock.ask_first_to_show()

    def on_second_start(self, show: Callable[[], None]) -> None:
        """Call ``show``, in a thread of its own, whenever somebody starts a till here again."""
        self._show = show
        self._lock.on_second_start(show)

    def move_to(self, places: Places) -> bool:
        """Leave these folders for others; false where a till is there, which then shows itself."""
        lock = InstanceLock(places.till)
        if not lock.take():
            lock.ask_first_to_show()
            return False
        if self._show is not None:
            lock.on_second_start(self._show)
        self._lock.release()
        self._lock, self.places = lock, places
        return True

    def move_out(self) -> None:
        """Let the folders go."""
        self._lock.release()
