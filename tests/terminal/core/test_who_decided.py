"""Whose sale it is: the one who sold it, whoever is signed in when the server hears of it."""

from __future__ import annotations

import pytest
from msgspec import structs

from card_contract.messages import VoidReason
from pos_terminal.checkout.model import Mode
from support.scripted_cards import Card
from support.scripted_server import ANNA, JONAS, MIA
from support.shop_floor import ShopFloor


@pytest.fixture
def shop(shop: ShopFloor) -> ShopFloor:
    shop.session(1)
    return shop


def sold(shop: ShopFloor, card: Card) -> str:
    assert shop.sell(card).mode is Mode.ACTIVATED
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.checkout.next_sale()
    return sale_id


def void(shop: ShopFloor, sale_id: str) -> str:
    shop.sales.show_sale(sale_id, void=True)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    return refund.refund_id


def seller_of(shop: ShopFloor, sale_id: str) -> str | None:
    request = shop.server.sales[sale_id].request
    assert request is not None
    return request.decided_by


def test_a_sale_and_its_void_name_who_decided_them(shop: ShopFloor) -> None:
    sale_id = sold(shop, shop.server.add_card(1))
    assert seller_of(shop, sale_id) == MIA.operator_id
    refund_id = void(shop, sale_id)
    assert shop.server.voids[refund_id].decided_by == MIA.operator_id


def test_what_a_restored_server_hears_again_is_still_the_sellers(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sale_id = sold(shop, card)
    first = shop.server.sales[sale_id].request
    refund_id = void(shop, sale_id)
    decided = shop.server.voids[refund_id]
    shop.on_duty.signed_in(ANNA)
    shop.server.restore(empty)
    shop.server.voids.clear()
    shop.session(2)
    shop.pass_time(10)
    assert first is not None
    assert shop.server.sales[sale_id].request == structs.replace(first, told_again=True)
    assert shop.server.voids[refund_id] == structs.replace(decided, told_again=True)


def test_a_void_that_is_sent_late_is_still_its_clerks(shop: ShopFloor) -> None:
    sale_id = sold(shop, shop.server.add_card(1))
    shop.server.faults.lose_requests["void"] = 2
    refund_id = void(shop, sale_id)
    shop.restart(JONAS)
    shop.pass_time(60)
    assert shop.server.voids[refund_id].decided_by == MIA.operator_id
