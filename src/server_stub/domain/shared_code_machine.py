"""The shared code's state machine: one instance a profile, the only place that says how it moves.

It starts at nothing (``None``): a redemption makes the record. There is no activation and no
invalidation. The moves are brainCloud's and, marked in ``code_machine.STAFF_EVENTS``, our own for
staff; a record that staff gave back to the customer is Available and moves like nothing. The guards
(validity, limit, retries left, time over) are the commands'.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from card_contract.states import CodeState
from server_stub.domain.code_machine import CodeEvent
from server_stub.domain.moves import moved

SharedState = CodeState | None

STATES: Final[tuple[SharedState, ...]] = (
    None,
    CodeState.AVAILABLE,
    CodeState.IN_PROGRESS,
    CodeState.FAILED,
    CodeState.REDEEMED,
)

_FROM_NOTHING: Final[Mapping[CodeEvent, CodeState]] = {
    CodeEvent.REDEEM: CodeState.REDEEMED,
    CodeEvent.BEGIN: CodeState.IN_PROGRESS,
    CodeEvent.FAIL: CodeState.FAILED,
}

MOVES: Final[Mapping[SharedState, Mapping[CodeEvent, CodeState]]] = {
    None: _FROM_NOTHING,
    CodeState.AVAILABLE: _FROM_NOTHING,
    CodeState.IN_PROGRESS: {
        CodeEvent.PROGRESS: CodeState.IN_PROGRESS,
        CodeEvent.COMPLETE: CodeState.REDEEMED,
        CodeEvent.FAIL: CodeState.FAILED,
        CodeEvent.TIME_OUT: CodeState.FAILED,
    },
    CodeState.FAILED: {
        **_FROM_NOTHING,
        CodeEvent.STAFF_RETRY: CodeState.IN_PROGRESS,
        CodeEvent.STAFF_RELEASE: CodeState.AVAILABLE,
        CodeEvent.STAFF_FULFIL: CodeState.REDEEMED,
    },
    CodeState.REDEEMED: {},
}

_TAKING: Final = frozenset({CodeState.IN_PROGRESS, CodeState.REDEEMED})


def move_shared(state: SharedState, event: CodeEvent) -> CodeState:
    """Return the state that follows; raises ``IllegalMoveError`` where the table has no row."""
    return moved(MOVES, state, event, machine="shared code")


def takes_place(state: SharedState) -> bool:
    """Whether a record counts against the campaign's limit: redeemed, or about to be."""
    return state in _TAKING
