"""The joint rules over a card's code, hold and stop: what may be sold, confirmed or voided.

The machines say what moves; these functions say it beforehand, in the words that a till
understands.
"""

from __future__ import annotations

from typing import Final, Protocol

from card_contract.outcomes import CardRefusal
from card_contract.states import CodeState, HoldState, StopReason


class CardFacts(Protocol):
    """What the rules look at. A code's row has all of it."""

    @property
    def is_card(self) -> bool: ...
    @property
    def state(self) -> CodeState: ...
    @property
    def hold(self) -> HoldState: ...
    @property
    def sale_id(self) -> str | None: ...
    @property
    def stop(self) -> StopReason | None: ...
    @property
    def recall_id(self) -> str | None: ...


VOIDED_REASON: Final = "sale voided"
"""Why a code is invalid that a void has made so; a recall's code keeps the recall's reason."""
_SPENT: Final = {
    CodeState.REDEEMED: CardRefusal.REDEEMED,
    CodeState.IN_PROGRESS: CardRefusal.IN_PROGRESS,
    CodeState.INVALIDATED: CardRefusal.INVALIDATED,
}
_TAKEN: Final = {
    HoldState.HELD: CardRefusal.HELD_ELSEWHERE,
    HoldState.SOLD: CardRefusal.SOLD,
}
_STOPPED: Final[dict[StopReason | None, CardRefusal]] = {
    StopReason.PROBED: CardRefusal.PROBED,
    StopReason.STOP_SALE: CardRefusal.STOP_SALE,
}


def why_not_sold(card: CardFacts) -> CardRefusal | None:
    """Say why a card cannot be put into a new sale, or None: it is inactive, free and open."""
    return (
        (None if card.is_card else CardRefusal.UNKNOWN)
        or _why_dead(card)
        or _SPENT.get(card.state)
        or _TAKEN.get(card.hold)
        or _STOPPED.get(card.stop)
        or (None if card.state is CodeState.INACTIVE else CardRefusal.ALREADY_ACTIVE)
    )


def why_not_confirmed(
    card: CardFacts, sale_id: str, *, was_open: bool = False
) -> CardRefusal | None:
    """Say why a card of the sale cannot be activated now, or None.

    A held card may have been probed, stopped, recalled or invalidated meanwhile. Where it
    ``was_open`` when it was bought, before a restore, its stop came behind the sale.
    """
    dead = _why_dead(card)
    if dead is not None:
        return dead
    if card.hold is not HoldState.HELD or card.sale_id != sale_id:
        return CardRefusal.NOT_HELD
    if card.stop is not None and not was_open:
        return _STOPPED[card.stop]
    if card.state is not CodeState.INACTIVE:
        return _SPENT.get(card.state, CardRefusal.ALREADY_ACTIVE)
    return None


def why_not_voided(card: CardFacts, sale_id: str) -> CardRefusal | None:
    """Say why a card that the sale bought cannot be voided now, or None.

    ``IN_PROGRESS`` means "not now"; ``REDEEMED`` is for good. A recalled card is voided all the
    same: its buyer is owed the money.
    """
    if card.hold is HoldState.VOIDED:
        return CardRefusal.VOIDED
    if card.hold is not HoldState.SOLD or card.sale_id != sale_id:
        return CardRefusal.NOT_HELD
    if card.state in (CodeState.REDEEMED, CodeState.IN_PROGRESS):
        return _SPENT[card.state]
    return None


def _why_dead(card: CardFacts) -> CardRefusal | None:
    if card.hold is HoldState.VOIDED:
        return CardRefusal.VOIDED
    if card.recall_id is not None:
        return CardRefusal.RECALLED
    if card.state is CodeState.INVALIDATED:
        return CardRefusal.INVALIDATED
    return None
