"""Sales that the server has held for too long: other tills', and those that this till has ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from card_contract.messages import HoldsAnswer, HoldView
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.till import Till
from pos_terminal.waiting.listing import held_elsewhere
from pos_terminal.waiting.model import HeldElsewhere
from pos_terminal.words import Message

PAGES_MAX: Final = 50


class HoldDesk:
    """What the server told last."""

    def __init__(self, till: Till, *, changed: Callable[[], None]) -> None:
        self._till = till
        self._changed = changed
        self._holds: tuple[HoldView, ...] = ()
        self.note: Message | None = None

    def load(self) -> None:
        """Ask the server for all of them, page by page."""
        self._till.tasks.run(
            self._ask,
            then=self._told,
            failed=lambda _: self._show((), Message("holds.no_line")),
        )

    def find(self, sale_id: str) -> HoldView | None:
        """The hold of this sale, where it is listed."""
        return next((hold for hold in self._listed() if hold.sale.sale_id == sale_id), None)

    @property
    def holds(self) -> tuple[HeldElsewhere, ...]:
        """The list, for whoever looks."""
        return tuple(
            held_elsewhere(
                hold,
                is_manager=self._till.on_duty.is_manager,
                now_ms=self._till.clock.now_ms(),
                ended_here=self._till.journal.sale(hold.sale.sale_id) is not None,
                journal_lost=self._till.journal.has_lost(hold.sale.sale_id),
            )
            for hold in self._listed()
        )

    def _listed(self) -> list[HoldView]:
        return [hold for hold in self._holds if not self._goes_on_here(hold.sale.sale_id)]

    def _goes_on_here(self, sale_id: str) -> bool:
        """Whether this till still ends it: it has a row or a question, or is on the screen.

        What it holds for ended may be held at the server all the same, and is listed like any other
        till's.
        """
        own = self._till.journal.sale(sale_id)
        return own is not None and own.is_open

    async def _ask(self) -> HoldsAnswer | Refused:
        holds: list[HoldView] = []
        after: str | None = None
        for _ in range(PAGES_MAX):
            answer = await self._till.server.holds(after=after)
            if isinstance(answer, Refused):
                return answer
            holds += answer.holds
            if not answer.more or not answer.holds:
                break
            after = answer.holds[-1].sale.sale_id
        else:
            return HoldsAnswer(holds=holds, more=True)
        return HoldsAnswer(holds=holds)

    def _told(self, answer: HoldsAnswer | Refused) -> None:
        if isinstance(answer, Refused):
            self._show((), Message("holds.not_now"))
        else:
            self._show(tuple(answer.holds), Message("holds.more") if answer.more else None)

    def _show(self, holds: tuple[HoldView, ...], note: Message | None) -> None:
        self._holds, self.note = holds, note
        self._changed()
