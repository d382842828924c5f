"""The personal code's state machine: the only place that says how a code moves.

The six states and their moves are those of brainCloud's Redemption Code service. Three events are
our own, for staff, each with a recorded reason: a failed redemption is tried again
(``STAFF_RETRY``), given back to the customer (``STAFF_RELEASE``), or declared delivered
(``STAFF_FULFIL``). Redeemed and Invalidated are the ends. The guards (same profile, retries left,
time over) are the commands'.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from card_contract.states import CodeState
from server_stub.domain.moves import moved

BIRTH_STATES: Final = frozenset({CodeState.INACTIVE, CodeState.AVAILABLE})
"""The states in which a code may be made."""


class CodeEvent(StrEnum):
    """What can happen to a code."""

    ACTIVATE = "activate"
    INVALIDATE = "invalidate"
    REDEEM = "redeem"  # at once: no script, or a synchronous one that succeeded
    BEGIN = "begin"  # an attempt starts whose end comes later
    PROGRESS = "progress"  # a report that the attempt goes on
    COMPLETE = "complete"
    FAIL = "fail"
    TIME_OUT = "time-out"
    STAFF_RETRY = "staff-retry"
    STAFF_RELEASE = "staff-release"
    STAFF_FULFIL = "staff-fulfil"


STAFF_EVENTS: Final = frozenset(
    {CodeEvent.STAFF_RETRY, CodeEvent.STAFF_RELEASE, CodeEvent.STAFF_FULFIL}
)
"""The events that brainCloud does not know."""

MOVES: Final[Mapping[CodeState, Mapping[CodeEvent, CodeState]]] = {
    CodeState.INACTIVE: {
        CodeEvent.ACTIVATE: CodeState.AVAILABLE,
        CodeEvent.INVALIDATE: CodeState.INVALIDATED,
    },
    CodeState.AVAILABLE: {
        CodeEvent.REDEEM: CodeState.REDEEMED,
        CodeEvent.BEGIN: CodeState.IN_PROGRESS,
        CodeEvent.FAIL: CodeState.FAILED,
        CodeEvent.INVALIDATE: CodeState.INVALIDATED,
    },
    CodeState.IN_PROGRESS: {
        CodeEvent.PROGRESS: CodeState.IN_PROGRESS,
        CodeEvent.COMPLETE: CodeState.REDEEMED,
        CodeEvent.FAIL: CodeState.FAILED,
        CodeEvent.TIME_OUT: CodeState.FAILED,
    },
    CodeState.FAILED: {
        # The customer's retry, in the same three forms as the first try.
        CodeEvent.REDEEM: CodeState.REDEEMED,
        CodeEvent.BEGIN: CodeState.IN_PROGRESS,
        CodeEvent.FAIL: CodeState.FAILED,
        CodeEvent.INVALIDATE: CodeState.INVALIDATED,
        CodeEvent.STAFF_RETRY: CodeState.IN_PROGRESS,
        CodeEvent.STAFF_RELEASE: CodeState.AVAILABLE,
        CodeEvent.STAFF_FULFIL: CodeState.REDEEMED,
    },
    CodeState.REDEEMED: {},
    CodeState.INVALIDATED: {},
}


def move_code(state: CodeState, event: CodeEvent) -> CodeState:
    """Return the state that follows; raises ``IllegalMoveError`` where the table has no row."""
    return moved(MOVES, state, event, machine="code")
