"""A hold that a restored server forgot is told with its own proof; else somebody has to sign in."""

from __future__ import annotations

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import HoldState
from pos_terminal.checkout.model import Mode
from support.scripted_cards import Card
from support.shop_floor import ShopFloor


@pytest.fixture
def shop(shop: ShopFloor) -> ShopFloor:
    shop.session(1)
    return shop


def sold(shop: ShopFloor, card: Card) -> str:
    assert shop.sell(card).mode is Mode.ACTIVATED
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    return sale_id


def waits_for_seller(shop: ShopFloor) -> bool:
    return shop.retelling.needs_seller


@pytest.mark.parametrize("lost", ["lose_replies", "lose_requests"])
def test_a_hold_is_told_again_with_the_servers_own_proof_though_nobody_may_sell_here(
    shop: ShopFloor, lost: str
) -> None:
    shop.server.proves_holds = True
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sale_id = sold(shop, card)
    shop.server.restore(empty)
    shop.server.refusals["reserve"] = Refusal.NO_OPERATOR
    getattr(shop.server.faults, lost)["reserve_again"] = 1
    shop.restart()  # nobody is signed in, and the proof was on disk
    shop.session(2)
    shop.pass_time(60)
    assert card.hold_state is HoldState.SOLD
    assert shop.server.calls.count("reserve_again") == 2
    assert "reserve" not in shop.server.calls
    assert [key for key in shop.server.keys if key.endswith("/CONFIRM")] == [f"{sale_id}/CONFIRM"]
    assert shop.server.all_told_for == [2]


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal.NO_OPERATOR,  # whoever sold it was taken on after the backup, say
        Refusal.NOT_FOUND,  # an older version of the server was put back
    ],
)
def test_where_the_server_does_not_take_its_proof_the_till_waits_for_somebody_who_sells(
    shop: ShopFloor, refusal: Refusal
) -> None:
    shop.server.proves_holds = True
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sold(shop, card)
    shop.server.restore(empty)
    shop.server.refusals["reserve_again"] = refusal
    shop.server.refusals["reserve"] = Refusal.NO_OPERATOR
    assert not waits_for_seller(shop)
    shop.session(2)
    shop.pass_time(60)
    assert (card.hold_state, shop.server.all_told_for) == (HoldState.FREE, [])
    assert waits_for_seller(shop)
    del shop.server.refusals["reserve"]
    shop.pass_time(60)
    assert (card.hold_state, shop.server.all_told_for) == (HoldState.SOLD, [2])
    assert not waits_for_seller(shop)


def test_a_server_that_is_busy_or_restored_once_more_waits_for_nobody(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sold(shop, card)
    shop.server.restore(empty)
    shop.server.refusals["reserve"] = Refusal.READ_ONLY
    shop.session(2)
    shop.pass_time(60)
    assert not waits_for_seller(shop)
    shop.server.refusals["reserve"] = Refusal.NOT_ALLOWED  # support is signed in
    shop.pass_time(60)
    assert waits_for_seller(shop)
    shop.server.restore(empty)
    shop.server.refusals["reserve"] = Refusal.READ_ONLY
    shop.session(3)
    assert not waits_for_seller(shop)
