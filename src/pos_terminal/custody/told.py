"""What the server has told of stores, of what is on its way here, and of cards sold unreceived."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from card_contract.custody_messages import (
    MisplacedAnswer,
    OnTheWayAnswer,
    StoresAnswer,
    StoreView,
)
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner

T = TypeVar("T")


@dataclass(slots=True)
class Told:
    """What no answer came to is asked for again once the line is back; see ``ask_missed``."""

    server: Server
    tasks: TaskRunner
    changed: Callable[[], None]
    stores: tuple[StoreView, ...] = ()
    carried: OnTheWayAnswer | None = None
    strays: MisplacedAnswer | None = None
    _missed: set[Callable[[], None]] = field(default_factory=set)
    _ticket: int = 0

    def name_of(self, store_id: str) -> str:
        return next((store.name for store in self.stores if store.store_id == store_id), store_id)

    def ask(self) -> None:
        for ask in (self._ask_stores, self.ask_on_the_way, self._ask_strays):
            ask()

    def ask_on_the_way(self) -> None:
        def told(answer: OnTheWayAnswer) -> None:
            self.carried = answer

        self._ask(self.server.on_the_way, told, self.ask_on_the_way)

    def ask_missed(self) -> None:
        """Ask again for what no answer came to."""
        missed, self._missed = self._missed, set()
        for ask in missed:
            ask()

    def forget(self) -> None:
        """Somebody else works here now; the stores are the same for everybody."""
        self._ticket += 1
        self.carried = self.strays = None
        self._missed = set()

    def _ask_stores(self) -> None:
        def told(answer: StoresAnswer) -> None:
            self.stores = tuple(answer.stores)

        self._ask(self.server.stores, told, self._ask_stores)

    def _ask_strays(self) -> None:
        def told(answer: MisplacedAnswer) -> None:
            self.strays = answer

        self._ask(self.server.misplaced_sales, told, self._ask_strays)

    def _ask(
        self,
        work: Callable[[], Coroutine[Any, Any, T | Refused]],
        told: Callable[[T], None],
        again: Callable[[], None],
    ) -> None:
        ticket = self._ticket

        def then(answer: T | Refused) -> None:
            if ticket == self._ticket and not isinstance(answer, Refused):
                told(answer)
                self.changed()

        def failed(_: Exception) -> None:
            if ticket == self._ticket:
                self._missed.add(again)

        self.tasks.run(work, then=then, failed=failed)
