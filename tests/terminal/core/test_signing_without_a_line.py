"""Without a connection nobody can sign: an act that may wait for its signature is recorded at once."""

from __future__ import annotations

import pytest

from card_contract.messages import VoidReason
from pos_terminal.approval.model import ApprovalState
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.words import ON, off
from support.shop_floor import ShopFloor

ONLY_OFFLINE = off("without.only_offline")


def line(shop: ShopFloor, reach: Reach) -> ApprovalState:
    """The line is so from now on; returns the dialog's picture."""
    shop.server.faults.down = reach is Reach.OFFLINE
    shop.approval.connection_changed(Connection(reach=reach, since_ms=shop.loop.now_ms()))
    return shop.approval.state


def ask(shop: ShopFloor) -> str:
    """Sell a card and ask for the signature of its void; returns the sale's id."""
    shop.sell(shop.server.add_card(1))
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.checkout.next_sale()
    shop.sales.show_sale(sale_id, void=True)
    shop.tasks.deliver()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    return sale_id


def test_the_clerk_goes_on_without_naming_a_manager_or_typing_a_pin(shop: ShopFloor) -> None:
    sale_id = ask(shop)
    line(shop, Reach.OFFLINE)
    shop.sales.sign_void()
    assert shop.approval.state.without == ON
    assert shop.approval.state.fault is not None
    assert shop.approval.state.fault.id == "no_connection"
    shop.approval.go_without()
    shop.tasks.deliver()
    assert not shop.approval.state.open
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    assert (refund.state, refund.approval) == (RefundState.VOIDING, None)


@pytest.mark.parametrize("reach", [Reach.UNKNOWN, Reach.ONLINE, Reach.READ_ONLY])
def test_while_the_server_is_there_nobody_goes_on_without_a_signature(
    shop: ShopFloor, reach: Reach
) -> None:
    sale_id = ask(shop)
    line(shop, reach)
    shop.sales.sign_void()
    assert shop.approval.state.without == ONLY_OFFLINE
    assert shop.approval.state.fault is None
    shop.approval.go_without()
    assert shop.approval.state.open
    assert shop.journal.refund_of(sale_id) is None


def test_the_dialog_follows_the_line_while_it_is_open(shop: ShopFloor) -> None:
    ask(shop)
    line(shop, Reach.ONLINE)
    shop.sales.sign_void()
    assert line(shop, Reach.OFFLINE).without == ON
    back = line(shop, Reach.ONLINE)
    assert (back.without, back.fault) == (ONLY_OFFLINE, None)


def test_a_question_without_an_answer_counts_until_the_line_is_back(shop: ShopFloor) -> None:
    ask(shop)
    shop.sales.sign_void()
    shop.server.faults.down = True
    shop.sign("333333")
    shop.pass_time(30)
    assert shop.approval.state.without == ON
    assert line(shop, Reach.ONLINE).without == ONLY_OFFLINE
