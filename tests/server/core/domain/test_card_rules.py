"""The joint rules, over every combination of code state, hold, stop and recall."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest

from card_contract.outcomes import CardRefusal
from card_contract.states import CodeState, HoldState, StopReason
from server_stub.domain.card_rules import why_not_confirmed, why_not_sold, why_not_voided


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    is_card: bool = True
    state: CodeState = CodeState.INACTIVE
    hold: HoldState = HoldState.FREE
    sale_id: str | None = None
    stop: StopReason | None = None
    recall_id: str | None = None


def every_card() -> list[Card]:
    return [
        Card(state=state, hold=hold, sale_id=sale, stop=stop, recall_id=recall)
        for state, hold, stop, recall in itertools.product(
            CodeState, HoldState, (None, *StopReason), (None, "R1")
        )
        for sale in ((None,) if hold is HoldState.FREE else ("mine", "another"))
    ]


def test_only_an_inactive_free_open_card_can_be_sold() -> None:
    sellable = [card for card in every_card() if why_not_sold(card) is None]
    assert sellable == [Card()]


def test_only_a_held_open_inactive_card_of_the_sale_can_be_confirmed() -> None:
    good = [card for card in every_card() if why_not_confirmed(card, "mine") is None]
    assert good == [Card(hold=HoldState.HELD, sale_id="mine")]


def test_a_stop_that_came_behind_the_sale_is_all_that_may_be_overlooked_in_a_confirm() -> None:
    was_open = [card for card in every_card() if not why_not_confirmed(card, "mine", was_open=True)]
    stops = (None, *StopReason)
    assert was_open == [Card(hold=HoldState.HELD, sale_id="mine", stop=stop) for stop in stops]


def test_only_a_card_that_the_sale_bought_and_nobody_redeems_can_be_voided() -> None:
    good = [card for card in every_card() if why_not_voided(card, "mine") is None]
    assert {(card.hold, card.sale_id) for card in good} == {(HoldState.SOLD, "mine")}
    spent = {CodeState.REDEEMED, CodeState.IN_PROGRESS}
    assert {card.state for card in good} == set(CodeState) - spent


@pytest.mark.parametrize(
    ("card", "refusal"),
    [
        (Card(is_card=False), CardRefusal.UNKNOWN),
        (Card(state=CodeState.INVALIDATED, recall_id="R1"), CardRefusal.RECALLED),
        (Card(state=CodeState.INVALIDATED), CardRefusal.INVALIDATED),
        (
            Card(state=CodeState.INVALIDATED, hold=HoldState.VOIDED, sale_id="x"),
            CardRefusal.VOIDED,
        ),
        (Card(state=CodeState.AVAILABLE, hold=HoldState.SOLD, sale_id="x"), CardRefusal.SOLD),
        (Card(state=CodeState.REDEEMED, hold=HoldState.SOLD, sale_id="x"), CardRefusal.REDEEMED),
        (
            Card(state=CodeState.IN_PROGRESS, hold=HoldState.SOLD, sale_id="x"),
            CardRefusal.IN_PROGRESS,
        ),
        (Card(hold=HoldState.HELD, sale_id="x"), CardRefusal.HELD_ELSEWHERE),
        (Card(stop=StopReason.PROBED), CardRefusal.PROBED),
        (Card(stop=StopReason.STOP_SALE), CardRefusal.STOP_SALE),
        (Card(state=CodeState.AVAILABLE), CardRefusal.ALREADY_ACTIVE),
    ],
)
def test_a_card_that_cannot_be_sold_says_why(card: Card, refusal: CardRefusal) -> None:
    assert why_not_sold(card) is refusal


@pytest.mark.parametrize(
    ("card", "refusal"),
    [
        (Card(hold=HoldState.HELD, sale_id="mine", stop=StopReason.PROBED), CardRefusal.PROBED),
        (
            Card(hold=HoldState.HELD, sale_id="mine", state=CodeState.INVALIDATED),
            CardRefusal.INVALIDATED,
        ),
        (
            Card(hold=HoldState.HELD, sale_id="mine", state=CodeState.INVALIDATED, recall_id="R1"),
            CardRefusal.RECALLED,
        ),
        (Card(hold=HoldState.HELD, sale_id="another"), CardRefusal.NOT_HELD),
        (Card(), CardRefusal.NOT_HELD),
    ],
)
def test_a_held_card_that_cannot_be_confirmed_says_why(card: Card, refusal: CardRefusal) -> None:
    assert why_not_confirmed(card, "mine") is refusal
