"""What stands under one path and answers browsers: pages, and refusals that are pages too."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from card_contract.outcomes import Refusal
from server_stub.web.replies import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came, its headers' names in lower case."""

    method: str
    path: str
    query: bytes
    headers: Mapping[str, str]
    body: bytes
    client: str


BODY_TIMEOUT_S: Final = 10.0
ANSWER_TIMEOUT_S: Final = 20.0


class Place(NamedTuple):
    """How much may be sent, within what time it comes and is answered; ``why_not`` is said of what
    is more.
    """

    body_bytes_max: int
    body_timeout_s: float = BODY_TIMEOUT_S
    why_not: Refusal = Refusal.TOO_LARGE
    answer_timeout_s: float = ANSWER_TIMEOUT_S


class Site(Protocol):
    """``name`` stands for it in the log and the figures."""

    @property
    def name(self) -> str: ...

    def takes(self, path: str) -> bool: ...

    def place(self, asked: Asked) -> AbstractContextManager[Place]:
        """The place of a request whose body has not come yet, held until it is answered."""

    async def answer(self, asked: Asked) -> Reply: ...

    def refuse(self, asked: Asked, code: Refusal) -> Reply:
        """Say why a request was not answered: it came too large, or something is wrong here."""
