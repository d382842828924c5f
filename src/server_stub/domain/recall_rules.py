"""What a recall, a stop-sale and its lifting do to each kind of card: one table.

A sold card is left alone unless a second manager has included the sold ones. A redemption under
way is never cut off: the recall takes effect when its attempt fails. What is redeemed stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from card_contract.states import (
    CardKind,
    CodeState,
    HoldState,
    RecallAct,
    RecallEffect,
    StopReason,
)
from server_stub.domain.stop_machine import MOVES as STOP_MOVES
from server_stub.domain.stop_machine import StopEvent


class RecallEvent(StrEnum):
    """What can be done to a card with others at once."""

    RECALL = "recall"
    RECALL_SOLD = "recall-with-sold"
    STOP_SALE = "stop-sale"
    LIFT = "lift"


EFFECTS: Final[Mapping[CardKind, Mapping[RecallEvent, RecallEffect]]] = {
    CardKind.INACTIVE: {
        RecallEvent.RECALL: RecallEffect.INVALIDATED,
        RecallEvent.RECALL_SOLD: RecallEffect.INVALIDATED,
        RecallEvent.STOP_SALE: RecallEffect.STOPPED,
        RecallEvent.LIFT: RecallEffect.LIFTED,
    },
    CardKind.HELD: {
        RecallEvent.RECALL: RecallEffect.SALE_REFUSED,
        RecallEvent.RECALL_SOLD: RecallEffect.SALE_REFUSED,
        RecallEvent.STOP_SALE: RecallEffect.STOPPED,
        RecallEvent.LIFT: RecallEffect.LIFTED,
    },
    CardKind.AVAILABLE: {
        RecallEvent.RECALL: RecallEffect.SOLD_STAYS,
        RecallEvent.RECALL_SOLD: RecallEffect.REFUND_DUE,
        RecallEvent.STOP_SALE: RecallEffect.SOLD_STAYS,
        RecallEvent.LIFT: RecallEffect.NOTHING_TO_DO,
    },
    CardKind.FAILED: {
        RecallEvent.RECALL: RecallEffect.SOLD_STAYS,
        RecallEvent.RECALL_SOLD: RecallEffect.REFUND_DUE,
        RecallEvent.STOP_SALE: RecallEffect.SOLD_STAYS,
        RecallEvent.LIFT: RecallEffect.NOTHING_TO_DO,
    },
    CardKind.IN_PROGRESS: {
        RecallEvent.RECALL: RecallEffect.SOLD_STAYS,
        RecallEvent.RECALL_SOLD: RecallEffect.WAITS,
        RecallEvent.STOP_SALE: RecallEffect.SOLD_STAYS,
        RecallEvent.LIFT: RecallEffect.NOTHING_TO_DO,
    },
    CardKind.REDEEMED: {
        RecallEvent.RECALL: RecallEffect.REDEEMED_STAYS,
        RecallEvent.RECALL_SOLD: RecallEffect.REDEEMED_STAYS,
        RecallEvent.STOP_SALE: RecallEffect.REDEEMED_STAYS,
        RecallEvent.LIFT: RecallEffect.NOTHING_TO_DO,
    },
    CardKind.INVALIDATED: dict.fromkeys(RecallEvent, RecallEffect.NOTHING_TO_DO),
    CardKind.UNKNOWN: dict.fromkeys(RecallEvent, RecallEffect.UNKNOWN),
}

_KINDS: Final = {
    CodeState.INACTIVE: CardKind.INACTIVE,
    CodeState.AVAILABLE: CardKind.AVAILABLE,
    CodeState.FAILED: CardKind.FAILED,
    CodeState.IN_PROGRESS: CardKind.IN_PROGRESS,
    CodeState.REDEEMED: CardKind.REDEEMED,
    CodeState.INVALIDATED: CardKind.INVALIDATED,
}
WAITED: Final = {
    CodeState.REDEEMED: RecallEffect.REDEEMED_STAYS,
    CodeState.INVALIDATED: RecallEffect.REFUND_DUE,
}
"""What it has come to where a recall waited for a redemption to end; in no other state it has."""
STOP_EVENTS: Final = {
    RecallEffect.STOPPED: StopEvent.STOP_SALE,
    RecallEffect.LIFTED: StopEvent.LIFT,
}


def event_of(act: RecallAct, *, include_sold: bool) -> RecallEvent:
    """The table's event for what was asked."""
    if act is RecallAct.RECALL and include_sold:
        return RecallEvent.RECALL_SOLD
    return RecallEvent(act.value)


def kind_of(state: CodeState, hold: HoldState, *, recalled: bool) -> CardKind:
    """The kind of a card that exists; one that waits for a recall's effect counts as recalled."""
    if recalled and state is not CodeState.REDEEMED:
        return CardKind.INVALIDATED
    if state is CodeState.INACTIVE and hold is HoldState.HELD:
        return CardKind.HELD
    return _KINDS[state]


def effect_on(kind: CardKind, stop: StopReason | None, event: RecallEvent) -> RecallEffect:
    """What happens to a card of this kind that is stopped so, or open."""
    effect = EFFECTS[kind][event]
    stop_event = STOP_EVENTS.get(effect)
    if stop_event is None:
        return effect
    if stop is StopReason.PROBED:
        return RecallEffect.STAYS_STOPPED  # only a manager reopens it, on its own
    if STOP_MOVES[stop].get(stop_event, stop) is stop:
        return RecallEffect.NOTHING_TO_DO
    return effect
