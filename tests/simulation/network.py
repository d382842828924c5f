"""The wire between tills and server: messages are lost, repeated, delayed, and overtake each other.

A request that was given up by its sender may still arrive, minutes or days later; a reply arrives only
while its sender still waits for it, as on a connection.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request on its way; ``attempt`` tells its sender which reply belongs to it."""

    sender: str
    attempt: int
    text: str
    command: Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer on its way back."""

    receiver: str
    attempt: int
    answer: Any


@dataclass(frozen=True, slots=True)
class Weather:
    """How bad the line is, in parts of one."""

    lost: float
    repeated: float
    lingering: float


STORM = Weather(lost=0.15, repeated=0.15, lingering=0.1)
CALM = Weather(lost=0.0, repeated=0.0, lingering=0.0)


class Network:
    """A bag of messages; each step may take any of them, so that order means nothing."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.weather = STORM
        self.requests: list[Request] = []
        self.replies: list[Reply] = []
        self._lingering: list[Request] = []

    def send(self, request: Request) -> None:
        if self._chance.random() >= self.weather.lost:
            self.requests.append(request)
        if self._chance.random() < self.weather.repeated:
            self.requests.append(request)
        if self._chance.random() < self.weather.lingering:
            self._lingering.append(request)

    def send_back(self, reply: Reply) -> None:
        if self._chance.random() >= self.weather.lost:
            self.replies.append(reply)

    def take_request(self) -> Request | None:
        return _take(self.requests, self._chance)

    def take_reply(self) -> Reply | None:
        return _take(self.replies, self._chance)

    def take_lingering(self) -> Request | None:
        """An old copy that comes out of nowhere, long after everybody has forgotten it."""
        return _take(self._lingering, self._chance)

    def lose_everything(self) -> None:
        """A cable is pulled: what is on its way is gone, except for copies that linger."""
        self.requests.clear()
        self.replies.clear()


def _take(bag: list[Any], chance: random.Random) -> Any | None:
    return bag.pop(chance.randrange(len(bag))) if bag else None
