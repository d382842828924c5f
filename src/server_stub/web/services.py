"""What the endpoints work with, gathered in one value that the bootstrap builds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from msgspec import Struct

from server_stub.code_press import CodePress
from server_stub.engine.command import Command, Refused
from server_stub.queries.batches import BatchQueries
from server_stub.queries.cards import CardQueries
from server_stub.queries.sales import SaleQueries
from server_stub.queries.shop import ShopQueries
from server_stub.storage.interface import Reader
from server_stub.web.observer import Observer
from server_stub.web.sessions import Clock, SessionKeeper
from server_stub.web.staff_desk import StaffDesk

A = TypeVar("A", bound=Struct)


class Submits(Protocol):
    """The engine, as the endpoints see it."""

    async def submit(self, command: Command[A]) -> A | Refused: ...


class Health(Protocol):
    """Whether the server takes changes now, and if not, why."""

    @property
    def why_not_writable(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    clock: Clock
    observer: Observer
    engine: Submits
    press: CodePress
    sessions: SessionKeeper
    desk: StaffDesk
    sales: SaleQueries
    reader: Reader
    cards: CardQueries
    batches: BatchQueries
    shop: ShopQueries
    health: Health
    version: str
