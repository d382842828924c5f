"""What all presenters do alike: keep the picture of now, tell whoever draws it, show toasts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from pos_terminal.words import Message, Toast

Picture = TypeVar("Picture")


class Presenter(ABC, Generic[Picture]):
    """Knows what its page shows, and tells of every other picture once.

    The first picture is taken by the presenter itself, as soon as its parts are put together.
    """

    _state: Picture

    def __init__(self) -> None:
        self._watchers: list[Callable[[Picture], None]] = []

    @property
    def state(self) -> Picture:
        return self._state

    def watch(self, show: Callable[[Picture], None]) -> None:
        """Call ``show`` now and with every change."""
        self._watchers.append(show)
        show(self._state)

    def _refresh(self) -> None:
        state = self._picture()
        if state != self._state:
            self._state = state
            for show in self._watchers:
                show(state)

    @abstractmethod
    def _picture(self) -> Picture:
        """Put together what the page shows now."""


class Toasts:
    """The latest toast of a page; each has a number of its own, so that it is shown once."""

    def __init__(self, *, changed: Callable[[], None]) -> None:
        self._changed = changed
        self.latest: Toast | None = None

    def tell(self, fact: Message, note: Message | None = None) -> None:
        serial = 1 if self.latest is None else self.latest.serial + 1
        self.latest = Toast(serial=serial, fact=fact, note=note)
        self._changed()
