"""A stored answer says what was true when it was given: before a card is shown as active, it is asked."""

from __future__ import annotations

import pytest

from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CodeState, HoldState
from pos_terminal.checkout.model import Mode
from support.scripted_cards import Card
from support.shop_floor import ShopFloor


def paid_and_unanswered(shop: ShopFloor, *cards: Card) -> None:
    """The server has activated the cards, and its answer is lost."""
    for card in cards:
        shop.scan(card)
    shop.take_payment()
    shop.server.faults.lose_replies["confirm"] = 1
    shop.server.calls.clear()
    shop.checkout.pay_cash(sum(card.price_minor for card in cards))
    shop.loop.settle()


def recall(card: Card) -> None:
    card.code_state = CodeState.INVALIDATED


def test_a_card_that_is_active_still_is_shown_so_after_it_was_asked(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    paid_and_unanswered(shop, card)
    shop.pass_time(10)
    assert shop.screen.mode is Mode.ACTIVATED
    assert shop.server.calls.count("sale") == 1
    assert shop.server.activations == {card.card_id: 1}


def test_a_first_answer_is_taken_as_it_comes(shop: ShopFloor) -> None:
    shop.server.calls.clear()
    shop.sell(shop.server.add_card(1))
    assert shop.screen.mode is Mode.ACTIVATED
    assert "sale" not in shop.server.calls


def test_a_card_that_was_recalled_since_is_not_handed_over(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    paid_and_unanswered(shop, card)
    recall(card)
    shop.pass_time(10)
    screen = shop.screen
    assert screen.mode is Mode.NOT_ACTIVATED
    assert screen.verdict is not None
    assert screen.verdict.sentence.id == "not_activated.voided_elsewhere"
    assert (screen.verdict.refund_minor, screen.verdict.receipt) == (0, None)


def test_the_other_card_of_the_sale_is(shop: ShopFloor) -> None:
    gone, good = shop.server.add_card(1), shop.server.add_card(2)
    paid_and_unanswered(shop, gone, good)
    gone.hold_state, gone.code_state = HoldState.VOIDED, CodeState.INVALIDATED
    shop.pass_time(10)
    assert shop.screen.mode is Mode.PARTLY_ACTIVATED
    (record,) = shop.journal.newest(1)
    assert [line.voided for line in record.lines] == [True, False]


def test_a_used_card_was_active_and_stays_so(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    paid_and_unanswered(shop, card)
    card.code_state = CodeState.REDEEMED
    shop.pass_time(10)
    assert shop.screen.mode is Mode.ACTIVATED


def test_a_card_that_was_refused_is_refunded_as_it_was_told(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    for one in (card,):
        shop.scan(one)
    shop.take_payment()
    card.refusal = CardRefusal.RECALLED
    shop.server.faults.lose_replies["confirm"] = 1
    shop.checkout.pay_cash(5000)
    shop.pass_time(10)
    assert shop.screen.mode is Mode.NOT_ACTIVATED
    assert shop.screen.verdict is not None
    assert shop.screen.verdict.refund_minor == 5000


@pytest.mark.parametrize("refusal", [Refusal.BUSY, Refusal.NOT_FOUND])
def test_while_that_is_not_told_it_is_not_known_yet(shop: ShopFloor, refusal: Refusal) -> None:
    card = shop.server.add_card(1)
    shop.server.refusals["sale"] = refusal
    paid_and_unanswered(shop, card)
    recall(card)
    shop.pass_time(30)
    assert shop.screen.mode is Mode.NOT_KNOWN_YET
    del shop.server.refusals["sale"]
    shop.pass_time(60)
    assert shop.screen.mode is Mode.NOT_ACTIVATED


def test_a_till_that_was_killed_in_between_asks_after_its_restart(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.server.faults.lose_replies["sale"] = 99
    paid_and_unanswered(shop, card)
    shop.pass_time(10)
    assert shop.screen.mode is Mode.NOT_KNOWN_YET
    shop.restart()
    recall(card)
    shop.server.faults.lose_replies.clear()
    shop.pass_time(60)
    (record,) = shop.journal.newest(1)
    assert [line.activated for line in record.lines] == [False]
    assert not shop.journal.open_records()
