"""What stands under one path and answers browsers: pages, and refusals that are pages too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

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


class Site(Protocol):
    """``name`` stands for it in the log and the figures."""

    @property
    def name(self) -> str: ...

    @property
    def body_bytes_max(self) -> int: ...

    def takes(self, path: str) -> bool: ...

    async def answer(self, asked: Asked) -> Reply: ...

    def refuse(self, asked: Asked, code: Refusal) -> Reply:
        """Say why a request was not answered: it came too large, or something is wrong here."""
