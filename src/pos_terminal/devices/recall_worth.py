"""What the cards of a recall are worth, product by product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from card_contract.recall_messages import RecallCardView
from card_contract.states import CHANGING, RecallEffect


class Worth(NamedTuple):
    """Cards of one product at one price: how many there are, and how many were changed."""

    title: str
    price_minor: int
    currency: str
    cards: int
    changed: int

    @property
    def minor(self) -> int:
        return self.changed * self.price_minor


def worths_of(cards: Sequence[RecallCardView]) -> list[Worth]:
    """The products of a recall, the dearest first; one that waits has not been changed yet."""
    counted: Counter[tuple[str, int, str]] = Counter()
    changed: Counter[tuple[str, int, str]] = Counter()
    for card in cards:
        if card.product is not None:
            product = (card.product, card.price_minor or 0, card.currency or "")
            counted[product] += 1
            changed[product] += card.effect in CHANGING - {RecallEffect.WAITS}
    found = [Worth(*product, counted[product], changed[product]) for product in counted]
    return sorted(found, key=lambda worth: (-worth.minor, worth.title))
