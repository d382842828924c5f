"""Where a pack is: at the warehouse, on its way to a store, or received there. Total by eye.

What was scanned is in somebody's hands, so whatever was known of the pack before, it is shipped or
received now. How it was found is told: what differs from what was to be expected is a finding of
its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from card_contract.states import CustodyAct, CustodyFinding, CustodyState
from server_stub.domain.moves import moved


class CustodyEvent(StrEnum):
    """What can happen to a pack."""

    SHIP = "ship"
    SHIP_AGAIN = "ship-again"  # to the store that it is at, or on its way to
    RECEIVE = "receive"  # at the store that it is at, or on its way to
    RECEIVE_STRAY = "receive-stray"  # at a store that it was not shipped to


class Move(NamedTuple):
    """The state that follows, and how the pack was found."""

    state: CustodyState
    finding: CustodyFinding


MOVES: Final[Mapping[CustodyState, Mapping[CustodyEvent, Move]]] = {
    CustodyState.WAREHOUSE: {
        CustodyEvent.SHIP: Move(CustodyState.SHIPPED, CustodyFinding.SHIPPED),
        CustodyEvent.RECEIVE_STRAY: Move(CustodyState.RECEIVED, CustodyFinding.NEVER_SHIPPED),
    },
    CustodyState.SHIPPED: {
        CustodyEvent.SHIP: Move(CustodyState.SHIPPED, CustodyFinding.REDIRECTED),
        CustodyEvent.SHIP_AGAIN: Move(CustodyState.SHIPPED, CustodyFinding.ALREADY_DONE),
        CustodyEvent.RECEIVE: Move(CustodyState.RECEIVED, CustodyFinding.RECEIVED),
        CustodyEvent.RECEIVE_STRAY: Move(CustodyState.RECEIVED, CustodyFinding.SENT_ELSEWHERE),
    },
    CustodyState.RECEIVED: {
        CustodyEvent.SHIP: Move(CustodyState.SHIPPED, CustodyFinding.PASSED_ON),
        CustodyEvent.SHIP_AGAIN: Move(CustodyState.RECEIVED, CustodyFinding.ALREADY_DONE),
        CustodyEvent.RECEIVE: Move(CustodyState.RECEIVED, CustodyFinding.ALREADY_DONE),
        CustodyEvent.RECEIVE_STRAY: Move(CustodyState.RECEIVED, CustodyFinding.HELD_ELSEWHERE),
    },
}


def event_of(act: CustodyAct, *, is_same_store: bool) -> CustodyEvent:
    """The table's event for what was done; is the named store the one that is known?"""
    if act is CustodyAct.SHIP:
        return CustodyEvent.SHIP_AGAIN if is_same_store else CustodyEvent.SHIP
    return CustodyEvent.RECEIVE if is_same_store else CustodyEvent.RECEIVE_STRAY


def move_custody(state: CustodyState, event: CustodyEvent) -> Move:
    """Return what follows; raises ``IllegalMoveError`` where the table has no row."""
    return moved(MOVES, state, event, machine="custody")
