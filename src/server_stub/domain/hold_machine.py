"""The hold of a card: whose sale it lies in. Codes that are not cards stay free for ever.

A hold belongs to a sale; only that sale's own confirm, cancel or void moves it. No timer does. A
card that is voided is dead. ``REFUSE`` lets a card go that was stopped, recalled or invalidated
while it was held, when its sale is confirmed; ``SELL`` is the activation by a customer's server.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from card_contract.states import HoldState
from server_stub.domain.errors import IllegalMoveError


class HoldEvent(StrEnum):
    """What can happen to a hold."""

    RESERVE = "reserve"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    CANCEL = "cancel"
    VOID = "void"
    SELL = "sell"


MOVES: Final[Mapping[HoldState, Mapping[HoldEvent, HoldState]]] = {
    HoldState.FREE: {
        HoldEvent.RESERVE: HoldState.HELD,
        HoldEvent.SELL: HoldState.SOLD,
    },
    HoldState.HELD: {
        HoldEvent.CONFIRM: HoldState.SOLD,
        HoldEvent.REFUSE: HoldState.FREE,
        HoldEvent.CANCEL: HoldState.FREE,
        HoldEvent.VOID: HoldState.FREE,
    },
    HoldState.SOLD: {HoldEvent.VOID: HoldState.VOIDED},  # CANCEL refused: already confirmed
    HoldState.VOIDED: {},
}


class Hold(NamedTuple):
    """A hold and the sale that it belongs to; a free card belongs to none."""

    state: HoldState
    sale_id: str | None


FREE: Final = Hold(HoldState.FREE, None)


def move_hold(hold: Hold, event: HoldEvent, sale_id: str) -> Hold:
    """Return the hold that follows ``event`` of the sale ``sale_id``.

    Raises ``IllegalMoveError`` where the table has no row, and where the hold is another sale's.
    """
    after = MOVES[hold.state].get(event)
    if after is None or hold.sale_id not in (None, sale_id):
        raise IllegalMoveError(machine="hold", state=hold.state, event=event)
    return FREE if after is HoldState.FREE else Hold(after, sale_id)
