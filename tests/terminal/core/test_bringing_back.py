"""A basket that one key has emptied is not lost: its cards can be brought back until the next one."""

from __future__ import annotations

import pytest

from card_contract.outcomes import CardRefusal
from card_contract.states import HoldState
from pos_terminal.checkout.model import Mode
from support.scripted_cards import Card
from support.shop_floor import ShopFloor


@pytest.fixture
def cards(shop: ShopFloor) -> list[Card]:
    """Three cards in the basket."""
    cards = [shop.server.add_card(sequence) for sequence in (1, 2, 3)]
    for card in cards:
        shop.scan(card)
    return cards


def shown(shop: ShopFloor) -> list[str]:
    return [line.card_id for line in shop.screen.lines]


@pytest.mark.usefixtures("cards")
def test_an_emptied_basket_is_brought_back_and_sold(shop: ShopFloor) -> None:
    before = shop.screen
    assert before.bring_back == 0
    shop.checkout.cancel_sale()
    assert (shop.screen.mode, shop.screen.bring_back) == (Mode.READY, 3)
    shop.checkout.bring_back()
    assert shop.screen == before
    shop.take_payment()
    assert shop.pay_cash(15_000).mode is Mode.ACTIVATED
    shop.checkout.next_sale()
    assert shop.screen.bring_back == 0


def test_the_cards_of_a_cancelled_sale_are_held_anew(shop: ShopFloor, cards: list[Card]) -> None:
    shop.take_payment()
    shop.checkout.cancel_sale()
    shop.checkout.bring_back()
    assert shown(shop) == [card.card_id for card in cards]
    assert shop.take_payment().mode is Mode.PAYMENT
    assert {card.hold_state for card in cards} == {HoldState.HELD}
    assert shop.pay_cash(15_000).mode is Mode.ACTIVATED


def test_they_are_held_anew_where_the_word_that_freed_them_was_lost(
    shop: ShopFloor, cards: list[Card]
) -> None:
    shop.take_payment()
    shop.server.faults.lose_requests["cancel"] = 1
    shop.checkout.cancel_sale()
    shop.checkout.bring_back()
    shop.take_payment()
    assert shop.pass_time(30).mode is Mode.PAYMENT
    assert shop.pay_cash(15_000).mode is Mode.ACTIVATED
    assert shop.server.activations == {card.card_id: 1 for card in cards}


def test_a_card_that_cannot_be_sold_any_more_is_refused_when_it_is_held(
    shop: ShopFloor, cards: list[Card]
) -> None:
    shop.checkout.cancel_sale()
    cards[1].refusal = CardRefusal.RECALLED
    shop.checkout.bring_back()
    screen = shop.take_payment()
    assert screen.refusal is not None
    assert shown(shop) == [cards[0].card_id, cards[2].card_id]


@pytest.mark.usefixtures("cards")
def test_the_next_card_begins_another_basket(shop: ShopFloor) -> None:
    shop.checkout.cancel_sale()
    shop.scan(shop.server.add_card(4))
    assert shop.screen.bring_back == 0
    shop.checkout.bring_back()
    assert len(shown(shop)) == 1
    shop.checkout.remove_line(shown(shop)[0])
    assert (shop.screen.mode, shop.screen.bring_back) == (Mode.READY, 0)


@pytest.mark.usefixtures("cards")
def test_what_cannot_be_looked_up_leaves_them_within_reach(shop: ShopFloor) -> None:
    shop.checkout.cancel_sale()
    shop.server.faults.down = True
    shop.scan(shop.server.add_card(4))
    assert shop.screen.bring_back == 3


@pytest.mark.usefixtures("cards")
def test_a_second_press_brings_nothing_twice(shop: ShopFloor) -> None:
    shop.checkout.cancel_sale()
    shop.checkout.bring_back()
    shop.checkout.bring_back()
    assert len(shown(shop)) == 3


def test_nothing_is_brought_back_where_nothing_lay(shop: ShopFloor) -> None:
    shop.checkout.cancel_sale()
    shop.checkout.bring_back()
    assert (shop.screen.mode, shop.screen.bring_back) == (Mode.READY, 0)
