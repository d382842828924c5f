"""The table of recalls: total, and never against the machines of code and stop."""

from __future__ import annotations

import itertools

import pytest

from card_contract.states import (
    CHANGING,
    CardKind,
    CodeState,
    HoldState,
    RecallAct,
    RecallEffect,
    StopReason,
)
from server_stub.domain import code_machine, stop_machine
from server_stub.domain.code_machine import CodeEvent
from server_stub.domain.recall_rules import (
    EFFECTS,
    STOP_EVENTS,
    RecallEvent,
    effect_on,
    event_of,
    kind_of,
)

DEADLY = {RecallEffect.INVALIDATED, RecallEffect.SALE_REFUSED, RecallEffect.REFUND_DUE}
STOPS = [None, *StopReason]


def test_the_table_says_what_happens_to_every_kind_at_every_event() -> None:
    assert set(EFFECTS) == set(CardKind)
    assert all(set(row) == set(RecallEvent) for row in EFFECTS.values())


def test_every_state_of_a_card_is_a_kind() -> None:
    for state, hold, recalled in itertools.product(CodeState, HoldState, (False, True)):
        assert kind_of(state, hold, recalled=recalled) is not CardKind.UNKNOWN


@pytest.mark.parametrize(
    ("state", "hold", "event"), list(itertools.product(CodeState, HoldState, RecallEvent))
)
def test_what_the_table_does_the_machines_of_code_and_stop_allow(
    state: CodeState, hold: HoldState, event: RecallEvent
) -> None:
    for stop in STOPS:
        effect = effect_on(kind_of(state, hold, recalled=False), stop, event)
        if effect in DEADLY:
            assert CodeEvent.INVALIDATE in code_machine.MOVES[state]
        if effect in STOP_EVENTS:
            moved = stop_machine.MOVES[stop][STOP_EVENTS[effect]]
            assert moved is not stop


@pytest.mark.parametrize("event", list(RecallEvent))
def test_only_a_recall_with_sold_cards_touches_one_that_is_sold(event: RecallEvent) -> None:
    sold = (CardKind.AVAILABLE, CardKind.FAILED, CardKind.IN_PROGRESS)
    changes = {EFFECTS[kind][event] in CHANGING for kind in sold}
    assert changes == {event is RecallEvent.RECALL_SOLD}


def test_what_is_redeemed_or_recalled_stays_as_it_is() -> None:
    for kind in (CardKind.REDEEMED, CardKind.INVALIDATED, CardKind.UNKNOWN):
        assert not set(EFFECTS[kind].values()) & CHANGING


def test_a_card_that_waits_for_a_recall_counts_as_recalled_and_a_redeemed_one_does_not() -> None:
    free = HoldState.SOLD
    assert kind_of(CodeState.IN_PROGRESS, free, recalled=True) is CardKind.INVALIDATED
    assert kind_of(CodeState.REDEEMED, free, recalled=True) is CardKind.REDEEMED


def test_a_probed_card_is_neither_stopped_again_nor_lifted_with_others() -> None:
    for event in (RecallEvent.STOP_SALE, RecallEvent.LIFT):
        effect = effect_on(CardKind.INACTIVE, StopReason.PROBED, event)
        assert effect is RecallEffect.STAYS_STOPPED


def test_stopping_what_is_stopped_and_lifting_what_is_open_does_nothing() -> None:
    stopped = effect_on(CardKind.INACTIVE, StopReason.STOP_SALE, RecallEvent.STOP_SALE)
    opened = effect_on(CardKind.HELD, None, RecallEvent.LIFT)
    assert stopped is opened is RecallEffect.NOTHING_TO_DO


def test_an_act_is_an_event_of_the_table() -> None:
    assert event_of(RecallAct.RECALL, include_sold=True) is RecallEvent.RECALL_SOLD
    for act in RecallAct:
        assert event_of(act, include_sold=False).value == act.value
