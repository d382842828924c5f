"""Handing commands to the engine, as those see it who have some."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeVar

from msgspec import Struct

from server_stub.engine.command import Command, Refused

A = TypeVar("A", bound=Struct)


class Pledge(Struct):
    """Whoever submits with one is answered as soon as it is decided, ahead of the commit.

    Nobody is told such an answer, and nothing is done on its strength, before it is ``is_on_disk``.
    Until ``commit`` is set there is nothing to wait for.
    """

    commit: asyncio.Future[None] | None = None

    @property
    def is_on_disk(self) -> bool:
        """Whether the answer holds. One that came without a commit was on disk before."""
        return self.commit is None or is_on_disk(self.commit)

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet if the answer will hold."""
        return self.commit is not None and not self.commit.done()

    def when_on_disk(self, then: Callable[[], None]) -> None:
        """Do something once the answer holds, if it does."""
        if self.commit is None:
            then()
        else:
            self.commit.add_done_callback(lambda _: then() if self.is_on_disk else None)

    async def comes_to_disk(self) -> bool:
        """Wait until it is known whether the answer holds. Giving up does not end the commit."""
        if self.commit is not None:
            await asyncio.wait({self.commit})
        return self.is_on_disk


def is_on_disk(commit: asyncio.Future[None]) -> bool:
    """Whether a commit has been carried out."""
    return commit.done() and not commit.cancelled() and commit.exception() is None


class Submits(Protocol):
    """The engine, as those see it who have commands for it."""

    async def submit(self, command: Command[A], pledge: Pledge | None = None) -> A | Refused:
        """Have a command decided; returns when what it changed is on disk, unless pledged."""
