"""The stop of a card, beside its hold: open (no reason), or stopped for a reason.

Probed outweighs stop-sale: somebody knows the code, and lifting a stop-sale must not hide that.
Only a manager reopens, with a recorded reason; a stop-sale that is in force is lifted by itself.
What its till had sold before a restore is not stopped for that customer: a sold card never is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from card_contract.states import StopReason
from server_stub.domain.moves import moved


class StopEvent(StrEnum):
    """What can happen to a stop."""

    PROBE = "probe"  # a redemption was asked for before the card was sold
    STOP_SALE = "stop-sale"
    LIFT = "lift"  # a stop-sale is called off
    REOPEN = "reopen"  # a manager clears a probed card
    REOPEN_IN_STOP_SALE = "reopen-in-stop-sale"  # the same, while the sale of it is stopped
    SOLD_BEFORE = "sold-before"  # its till tells that it had sold it before a restore


MOVES: Final[Mapping[StopReason | None, Mapping[StopEvent, StopReason | None]]] = {
    None: {
        StopEvent.PROBE: StopReason.PROBED,
        StopEvent.STOP_SALE: StopReason.STOP_SALE,
    },
    StopReason.STOP_SALE: {
        StopEvent.PROBE: StopReason.PROBED,
        StopEvent.STOP_SALE: StopReason.STOP_SALE,
        StopEvent.LIFT: None,
        StopEvent.SOLD_BEFORE: None,
    },
    StopReason.PROBED: {
        StopEvent.PROBE: StopReason.PROBED,
        StopEvent.STOP_SALE: StopReason.PROBED,
        StopEvent.REOPEN: None,
        StopEvent.REOPEN_IN_STOP_SALE: StopReason.STOP_SALE,
        StopEvent.SOLD_BEFORE: None,
    },
}


def move_stop(stop: StopReason | None, event: StopEvent) -> StopReason | None:
    """Return the stop that follows; raises ``IllegalMoveError`` where the table has no row."""
    return moved(MOVES, stop, event, machine="stop")
