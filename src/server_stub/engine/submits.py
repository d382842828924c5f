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

    Nobody is told such an answer, and nothing is done on its strength, before it is ``is_kept``.
    Until ``on_disk`` is set there is nothing to wait for.
    """

    on_disk: asyncio.Future[None] | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the answer holds: it is on disk, or came when it was."""
        return self.on_disk is None or is_kept(self.on_disk)

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet if the answer will hold."""
        return self.on_disk is not None and not self.on_disk.done()

    def when_kept(self, then: Callable[[], None]) -> None:
        """Do something once the answer holds, if it does."""
        if self.on_disk is None:
            then()
        else:
            self.on_disk.add_done_callback(lambda _: then() if self.is_kept else None)

    async def kept(self) -> bool:
        """Wait until it is known whether the answer holds. Giving up does not end the commit."""
        if self.on_disk is not None:
            await asyncio.wait({self.on_disk})
        return self.is_kept


def is_kept(on_disk: asyncio.Future[None]) -> bool:
    """Whether a commit has been carried out."""
    return on_disk.done() and not on_disk.cancelled() and on_disk.exception() is None


class Submits(Protocol):
    """The engine, as those see it who have commands for it."""

    async def submit(self, command: Command[A], pledge: Pledge | None = None) -> A | Refused:
        """Have a command decided; returns when what it changed is on disk, unless pledged."""
