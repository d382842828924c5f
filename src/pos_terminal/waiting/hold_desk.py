"""Sales that the server has held for too long: other tills', and those that this till has ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from card_contract.messages import (
    SaleView,
)
from card_contract.settle_messages import HoldsAnswer, HoldView
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.till import Till
from pos_terminal.waiting.listing import held_elsewhere
from pos_terminal.waiting.model import HeldElsewhere
from pos_terminal.words import Message

PAGES_MAX: Final = 50


class HoldDesk:
    """What the server told last. It stays while no newer list comes, with the hour it is of.

    ``in_doubt`` is what was settled here and not answered for: it is listed until it is.
    """

    def __init__(
        self,
        till: Till,
        *,
        changed: Callable[[], None],
        in_doubt: Callable[[], tuple[HoldView, ...]],
    ) -> None:
        self._till = till
        self._changed = changed
        self._in_doubt = in_doubt
        self._holds: tuple[HoldView, ...] = ()
        self._told_at: int | None = None
        self.note: Message | None = None

    def load(self) -> None:
        """Ask the server for all of them, page by page."""
        self._till.tasks.run(
            self._ask,
            then=self._told,
            failed=lambda _: self._not_told("holds.no_line"),
        )

    def find(self, sale_id: str) -> HoldView | None:
        """The hold of this sale, where it is listed."""
        return next((hold for hold in self._listed() if hold.sale.sale_id == sale_id), None)

    @property
    def holds(self) -> tuple[HeldElsewhere, ...]:
        """The list, for whoever looks."""
        doubted = {hold.sale.sale_id for hold in self._in_doubt()}
        return tuple(
            held_elsewhere(
                hold,
                is_manager=self._till.on_duty.is_manager,
                now_ms=self._till.clock.now_ms(),
                ended_here=self._till.journal.sale(hold.sale.sale_id) is not None,
                paid_back_here=self._is_paid_back(hold.sale),
                journal_lost=self._till.journal.has_lost(hold.sale.sale_id),
                in_doubt=hold.sale.sale_id in doubted,
            )
            for hold in self._listed()
        )

    def _is_paid_back(self, sale: SaleView) -> bool:
        """Whether this till gave the whole of its money back, which the server does not know."""
        refunds = self._till.journal.refunds_of(sale.sale_id)
        back = {card_id for refund in refunds for card_id in refund.cards_paid_back}
        return bool(back) and back >= {line.card_id for line in sale.lines}

    def _listed(self) -> list[HoldView]:
        listed = [hold for hold in self._holds if not self._goes_on_here(hold.sale.sale_id)]
        ids = {hold.sale.sale_id for hold in listed}
        return [*listed, *(hold for hold in self._in_doubt() if hold.sale.sale_id not in ids)]

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
            self._not_told("holds.not_now")
            return
        self._holds, self._told_at = tuple(answer.holds), self._till.clock.now_ms()
        self.note = Message("holds.more") if answer.more else None
        self._changed()

    def _not_told(self, word: str) -> None:
        """Keep what was listed: a sale is not ended by a line that is down."""
        told_at = self._told_at
        old = None if told_at is None else Message("holds.as_of", {"told_at": told_at})
        self.note = Message(word) if old is None else old
        self._changed()
