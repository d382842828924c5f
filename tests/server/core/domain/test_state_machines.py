"""The three tables, walked over every state and every event."""

from __future__ import annotations

import itertools

import pytest

from card_contract.print_messages import PrintState
from card_contract.states import (
    CodeState,
    CustodyAct,
    CustodyFinding,
    CustodyState,
    HoldState,
    SaleStage,
    SettledAs,
    StopReason,
)
from server_stub.domain import (
    code_machine,
    custody_machine,
    hold_machine,
    print_machine,
    restore_machine,
    settlement_machine,
    stop_machine,
)
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.custody_machine import CustodyEvent, event_of, move_custody
from server_stub.domain.errors import IllegalMoveError
from server_stub.domain.hold_machine import FREE, Hold, HoldEvent, move_hold
from server_stub.domain.print_machine import PrintEvent, move_print
from server_stub.domain.restore_machine import RestoreEvent, RestoreStage, move_restore
from server_stub.domain.stop_machine import StopEvent, move_stop

STOPS = (None, *StopReason)

OFFICIAL_MOVES = {
    ("Inactive", "activate", "Available"),
    ("Inactive", "invalidate", "Invalidated"),
    ("Available", "invalidate", "Invalidated"),
    ("Failed", "invalidate", "Invalidated"),
    ("Available", "redeem", "Redeemed"),
    ("Available", "fail", "Failed"),
    ("Available", "begin", "InProgress"),
    ("InProgress", "progress", "InProgress"),
    ("InProgress", "complete", "Redeemed"),
    ("InProgress", "fail", "Failed"),
    ("InProgress", "time-out", "Failed"),
    ("Failed", "begin", "InProgress"),
    ("Failed", "redeem", "Redeemed"),
    ("Failed", "fail", "Failed"),
}
STAFF_MOVES = {
    ("Failed", "staff-retry", "InProgress"),
    ("Failed", "staff-release", "Available"),
    ("Failed", "staff-fulfil", "Redeemed"),
}


@pytest.mark.parametrize(("state", "event"), list(itertools.product(CodeState, CodeEvent)))
def test_a_code_moves_as_the_table_says_or_not_at_all(state: CodeState, event: CodeEvent) -> None:
    expected = code_machine.MOVES[state].get(event)
    if expected is not None:
        assert move_code(state, event) is expected
        return
    with pytest.raises(IllegalMoveError) as caught:
        move_code(state, event)
    assert (caught.value.machine, caught.value.state, caught.value.event) == ("code", state, event)


def test_the_code_table_has_the_official_moves_and_those_of_staff_only() -> None:
    moves = {
        (str(state), str(event), str(after))
        for state, row in code_machine.MOVES.items()
        for event, after in row.items()
    }
    assert moves == OFFICIAL_MOVES | STAFF_MOVES
    assert {event for _, event, _ in STAFF_MOVES} == {str(e) for e in code_machine.STAFF_EVENTS}


def test_redeemed_and_invalidated_are_ends() -> None:
    assert code_machine.MOVES[CodeState.REDEEMED] == {}
    assert code_machine.MOVES[CodeState.INVALIDATED] == {}


def test_every_state_has_a_row_in_every_table() -> None:
    assert set(code_machine.MOVES) == set(CodeState)
    assert set(hold_machine.MOVES) == set(HoldState)
    assert set(stop_machine.MOVES) == set(STOPS)
    assert set(restore_machine.MOVES) == set(RestoreStage)
    assert set(settlement_machine.MOVES) == set(SaleStage)


def test_a_held_sale_takes_every_answer_and_one_that_has_ended_only_what_agrees() -> None:
    assert set(settlement_machine.MOVES[SaleStage.HELD]) == set(SettledAs)
    for answer, after in settlement_machine.MOVES[SaleStage.HELD].items():
        assert settlement_machine.MOVES[after] == {answer: after}


@pytest.mark.parametrize(("stage", "event"), list(itertools.product(RestoreStage, RestoreEvent)))
def test_a_restored_app_moves_as_the_table_says_or_not_at_all(
    stage: RestoreStage, event: RestoreEvent
) -> None:
    expected = restore_machine.MOVES[stage].get(event)
    if expected is not None:
        assert move_restore(stage, event) is expected
        return
    with pytest.raises(IllegalMoveError):
        move_restore(stage, event)


def test_redemption_is_opened_only_by_its_own_event_after_all_tills_have_told() -> None:
    ways = {
        (stage, event)
        for stage, row in restore_machine.MOVES.items()
        for event, after in row.items()
        if after is RestoreStage.OPEN and stage is not RestoreStage.OPEN
    }
    assert ways == {(RestoreStage.CHECKING, RestoreEvent.OPEN)}
    assert all(
        row[RestoreEvent.RESTORE] is RestoreStage.TELLING for row in restore_machine.MOVES.values()
    )


@pytest.mark.parametrize(("state", "event"), list(itertools.product(HoldState, HoldEvent)))
def test_a_hold_moves_as_the_table_says_or_not_at_all(state: HoldState, event: HoldEvent) -> None:
    hold = FREE if state is HoldState.FREE else Hold(state, "mine")
    expected = hold_machine.MOVES[state].get(event)
    if expected is None:
        with pytest.raises(IllegalMoveError):
            move_hold(hold, event, "mine")
        return
    after = move_hold(hold, event, "mine")
    assert after.state is expected
    assert after.sale_id == (None if expected is HoldState.FREE else "mine")


@pytest.mark.parametrize(
    ("state", "event"), list(itertools.product((HoldState.HELD, HoldState.SOLD), HoldEvent))
)
def test_no_event_of_another_sale_moves_a_hold(state: HoldState, event: HoldEvent) -> None:
    with pytest.raises(IllegalMoveError):
        move_hold(Hold(state, "mine"), event, "another")


def test_a_sold_card_cannot_be_cancelled() -> None:
    with pytest.raises(IllegalMoveError):
        move_hold(Hold(HoldState.SOLD, "mine"), HoldEvent.CANCEL, "mine")


@pytest.mark.parametrize(("stop", "event"), list(itertools.product(STOPS, StopEvent)))
def test_a_stop_moves_as_the_table_says_or_not_at_all(
    stop: StopReason | None, event: StopEvent
) -> None:
    if event in stop_machine.MOVES[stop]:
        assert move_stop(stop, event) is stop_machine.MOVES[stop][event]
        return
    with pytest.raises(IllegalMoveError):
        move_stop(stop, event)


def test_lifting_a_stop_sale_does_not_open_a_probed_card() -> None:
    probed = move_stop(move_stop(None, StopEvent.STOP_SALE), StopEvent.PROBE)
    assert probed is StopReason.PROBED
    assert move_stop(probed, StopEvent.STOP_SALE) is StopReason.PROBED
    with pytest.raises(IllegalMoveError):
        move_stop(probed, StopEvent.LIFT)
    assert move_stop(probed, StopEvent.REOPEN) is None
    assert move_stop(probed, StopEvent.REOPEN_IN_STOP_SALE) is StopReason.STOP_SALE


def test_a_stop_sale_ends_by_being_lifted_alone() -> None:
    with pytest.raises(IllegalMoveError):
        move_stop(StopReason.STOP_SALE, StopEvent.REOPEN)


@pytest.mark.parametrize(("state", "event"), list(itertools.product(CustodyState, CustodyEvent)))
def test_a_pack_moves_as_the_table_says_or_not_at_all(
    state: CustodyState, event: CustodyEvent
) -> None:
    expected = custody_machine.MOVES[state].get(event)
    if expected is None:
        with pytest.raises(IllegalMoveError):
            move_custody(state, event)
        return
    assert move_custody(state, event) == expected


@pytest.mark.parametrize(("state", "act"), list(itertools.product(CustodyState, CustodyAct)))
def test_whatever_is_known_of_a_pack_it_can_be_shipped_and_received(
    state: CustodyState, act: CustodyAct
) -> None:
    elsewhere = move_custody(state, event_of(act, is_same_store=False))
    shipped = act is CustodyAct.SHIP
    assert elsewhere.state is (CustodyState.SHIPPED if shipped else CustodyState.RECEIVED)
    assert elsewhere.finding is not CustodyFinding.ALREADY_DONE
    if state is not CustodyState.WAREHOUSE:  # what is there belongs to no store
        here = move_custody(state, event_of(act, is_same_store=True))
        assert (here.finding is CustodyFinding.ALREADY_DONE) is (here.state is state)


def test_each_finding_of_a_pack_is_told_of_one_move_only() -> None:
    told = [move.finding for row in custody_machine.MOVES.values() for move in row.values()]
    assert set(told) == set(CustodyFinding)
    told_once = [finding for finding in told if finding is not CustodyFinding.ALREADY_DONE]
    assert len(told_once) == len(set(told_once))


@pytest.mark.parametrize(("state", "event"), list(itertools.product(PrintState, PrintEvent)))
def test_a_card_in_printing_moves_as_the_table_says_or_not_at_all(
    state: PrintState, event: PrintEvent
) -> None:
    expected = print_machine.MOVES[state].get(event)
    if expected is not None:
        assert move_print(state, event) is expected
        return
    with pytest.raises(IllegalMoveError):
        move_print(state, event)


def test_no_code_is_given_out_once_its_card_is_printed_or_spoiled() -> None:
    done = {PrintState.PRINTED, PrintState.SPOILED}
    for state in done:
        assert PrintEvent.GIVE not in print_machine.MOVES[state]
        assert set(print_machine.MOVES[state].values()) <= done
