"""Keeping what requests to redeem came to, for staff to look at. Nothing is decided by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from server_stub.commands.unstored import Noted, Unstored
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert
from server_stub.storage.rows.requests import RequestRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRequests(Unstored):
    """Keep some requests of one app; each has a name of its own."""

    answer_type: ClassVar = Noted

    requests: Sequence[RequestRow]

    def needs(self) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        return Decision(Noted(), tuple(Insert(request) for request in self.requests))
