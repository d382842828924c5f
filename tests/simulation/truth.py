"""What really happened, as an onlooker sees it: money that changed hands, goods that were delivered.

Neither the till nor the server knows this; the rules compare what both believe with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from card_contract.messages import Payment
from card_contract.states import MoneyWay


class TakenOut(NamedTuple):
    """The price of one card that a till's drawer gave back."""

    drawer: str
    at_ms: int


class HandedOut(NamedTuple):
    """Money of a refund, or of a case, that was handed out, and by which way."""

    refund: str
    sale_id: str
    at_ms: int
    way: MoneyWay


@dataclass(slots=True)
class Truth:
    """The onlooker's notes of one run."""

    paid: dict[str, frozenset[str]] = field(default_factory=dict)
    squared: dict[str, frozenset[str]] = field(default_factory=dict)
    managers_words: defaultdict[str, list[Payment | None]] = field(
        default_factory=lambda: defaultdict(list)
    )
    called_paid: set[str] = field(default_factory=set)
    handed_back: Counter[tuple[str, str]] = field(default_factory=Counter)
    taken_out: list[TakenOut] = field(default_factory=list)
    refunds_given: set[str] = field(default_factory=set)
    handed_out: list[HandedOut] = field(default_factory=list)
    deliveries: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def customer_pays(self, sale_id: str, cards: frozenset[str]) -> None:
        assert sale_id not in self.paid, "the play itself let a customer pay twice"
        self.paid[sale_id] = cards

    def manager_says(self, sale_id: str, payment: Payment | None) -> None:
        """That a sale was paid so, or that it was not."""
        self.managers_words[sale_id].append(payment)

    def drawers_are_squared(self, sale_id: str, cards: Iterable[str], out_of: TakenOut) -> None:
        """A manager was wrong, and nobody had paid, so there is nobody whom the money belongs to.

        What the books have as in the drawer of the sale's till is put there, out of the other one.
        """
        self.squared[sale_id] = frozenset(cards)
        self.taken_out += [out_of] * len(self.squared[sale_id])

    @property
    def put_in(self) -> dict[str, frozenset[str]]:
        """The sales whose money has been put into the drawer of their till, with their cards."""
        return self.paid | self.squared

    @property
    def called_paid_by_mistake(self) -> set[str]:
        """Sales of which a manager has said that they were paid for, and nobody did."""
        return self.called_paid - self.paid.keys()

    def was_paid(self, sale_id: str | None, card_id: str) -> bool:
        return sale_id is not None and card_id in self.paid.get(sale_id, ())

    def money_goes_back(
        self, refund_id: str, sale_id: str, cards: Iterable[str], out_of: TakenOut
    ) -> None:
        self.refunds_given.add(refund_id)
        for card_id in cards:
            self.handed_back[sale_id, card_id] += 1
            self.taken_out.append(out_of)

    def delivered(self, card_id: str, redemption: str) -> None:
        self.deliveries[card_id].add(redemption)
