"""The shared code's table, walked over every state and every event."""

from __future__ import annotations

import itertools

import pytest

from card_contract.states import CodeState
from server_stub.domain.code_machine import STAFF_EVENTS, CodeEvent
from server_stub.domain.errors import IllegalMoveError
from server_stub.domain.shared_code_machine import (
    MOVES,
    STATES,
    SharedState,
    move_shared,
    takes_place,
)

OFFICIAL = {
    (None, "redeem", "Redeemed"),
    (None, "begin", "InProgress"),
    (None, "fail", "Failed"),
    ("InProgress", "progress", "InProgress"),
    ("InProgress", "complete", "Redeemed"),
    ("InProgress", "fail", "Failed"),
    ("InProgress", "time-out", "Failed"),
    ("Failed", "begin", "InProgress"),
    ("Failed", "redeem", "Redeemed"),
    ("Failed", "fail", "Failed"),
}
STAFF = {
    ("Failed", "staff-retry", "InProgress"),
    ("Failed", "staff-release", "Available"),
    ("Failed", "staff-fulfil", "Redeemed"),
}
# What staff gave back is redeemed as if it had never been.
RELEASED = {("Available", event, after) for state, event, after in OFFICIAL if state is None}


@pytest.mark.parametrize(("state", "event"), list(itertools.product(STATES, CodeEvent)))
def test_a_shared_code_moves_as_the_table_says_or_not_at_all(
    state: SharedState, event: CodeEvent
) -> None:
    expected = MOVES[state].get(event)
    if expected is not None:
        assert move_shared(state, event) is expected
        return
    with pytest.raises(IllegalMoveError) as caught:
        move_shared(state, event)
    assert (caught.value.machine, caught.value.state) == ("shared code", state)


def test_the_shared_table_has_the_official_moves_and_those_of_staff_only() -> None:
    moves = {
        (None if state is None else str(state), str(event), str(after))
        for state, row in MOVES.items()
        for event, after in row.items()
    }
    assert moves == OFFICIAL | STAFF | RELEASED
    assert {event for _, event, _ in STAFF} == {str(event) for event in STAFF_EVENTS}


def test_a_shared_code_is_never_activated_or_invalidated() -> None:
    for state in STATES:
        assert CodeEvent.ACTIVATE not in MOVES[state]
        assert CodeEvent.INVALIDATE not in MOVES[state]
    assert MOVES[CodeState.REDEEMED] == {}


def test_only_what_is_redeemed_or_in_progress_takes_a_place() -> None:
    assert {state for state in STATES if takes_place(state)} == {
        CodeState.REDEEMED,
        CodeState.IN_PROGRESS,
    }
