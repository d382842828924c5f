"""The till on a full disk: nothing is claimed, nothing stays held, and it ends by itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from card_contract.states import HoldState
from pos_terminal.checkout.board import DISK_AGAIN_S
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.forwarder import UNHELD_WAIT_S
from pos_terminal.journal.sale_machine import SaleState
from support.scripted_server import MIA
from support.shop_floor import ShopFloor
from terminal.core.test_asked_before_money_goes_back import refused_card


@contextlib.contextmanager
def full_disk(shop: ShopFloor) -> Iterator[None]:
    """Until its end no step is kept; how much is free is another matter."""
    shop.disk.refuses = True
    yield
    shop.disk.refuses = False


def test_a_hold_that_could_not_be_kept_is_freed_as_soon_as_there_is_room(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.faults.slow_s = 1
    shop.take_payment()
    with full_disk(shop):
        screen = shop.pass_time(2)
        assert screen.mode is Mode.CLOSED
        assert card.hold_state is HoldState.HELD
        assert [line.card_id for line in shop.checkout.state.lines] == [card.card_id]
    screen = shop.pass_time(max(UNHELD_WAIT_S, DISK_AGAIN_S) + 2)
    assert card.hold_state is HoldState.FREE
    assert screen.mode is Mode.BASKET
    assert shop.journal.open_records() == ()


def test_disk_full_ends_by_itself_and_a_sale_that_was_not_begun_is_begun_then(
    shop: ShopFloor,
) -> None:
    shop.scan(shop.server.add_card(1))
    with full_disk(shop):
        screen = shop.take_payment()
        assert screen.mode is Mode.CLOSED
        assert screen.trouble is not None
        assert screen.trouble.headline.id == "trouble.disk"
        assert shop.pass_time(60).mode is Mode.CLOSED
    assert shop.pass_time(DISK_AGAIN_S + 1).mode is Mode.BASKET
    assert shop.take_payment().mode is Mode.PAYMENT
    assert shop.pay_cash(5000).mode is Mode.ACTIVATED


def test_too_little_room_ends_by_itself_too(shop: ShopFloor) -> None:
    shop.disk.free = 100
    shop.on_duty.signed_in(MIA)
    assert shop.screen.mode is Mode.CLOSED
    shop.disk.free = 10**12
    assert shop.pass_time(DISK_AGAIN_S + 1).mode is Mode.READY


def test_a_payment_that_could_not_be_recorded_is_said_and_taken_again(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    with full_disk(shop):
        screen = shop.pay_cash(5000)
        assert screen.mode is Mode.PAYMENT
        assert shop.printer.drawer_opened == 0
        assert screen.payment is not None
        assert screen.payment.fault is not None
        assert screen.payment.fault.id == "paid.disk_full"
    assert shop.server.activations == {}
    assert shop.pay_cash(5000).mode is Mode.ACTIVATED


def test_an_answer_that_could_not_be_kept_comes_again(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.slow_s = 1
    shop.pay_cash(5000)
    with full_disk(shop):
        assert shop.pass_time(10).mode is Mode.NOT_KNOWN_YET
    assert shop.pass_time(60).mode is Mode.ACTIVATED
    assert set(shop.server.activations.values()) == {1}


def test_a_start_on_a_full_disk_starts_and_cancels_once_there_is_room(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.faults.lose_replies["reserve"] = 99
    shop.take_payment()
    shop.close()
    shop.server.faults.lose_replies.clear()
    with full_disk(shop):
        shop.start(MIA)
        assert shop.screen.mode is Mode.CLOSED
        (sale,) = shop.journal.open_records()
        assert sale.state is SaleState.NEW
        assert card.hold_state is HoldState.HELD
    shop.pass_time(UNHELD_WAIT_S + DISK_AGAIN_S + 2)
    assert card.hold_state is HoldState.FREE
    assert shop.screen.mode is Mode.READY


def test_money_that_could_not_be_recorded_as_given_back_is_said_at_each_press_and_not_given(
    shop: ShopFloor,
) -> None:
    refused_card(shop)
    verdict = shop.screen.verdict
    assert verdict is not None
    papers = len(shop.printer.papers)
    with full_disk(shop):
        serials = []
        for _ in range(2):
            shop.checkout.hand_back()
            toast = shop.pass_time(3).toast
            assert toast is not None
            assert toast.note is not None
            assert (toast.fact.id, toast.note.id) == ("toast.disk_full", "toast.disk_full.note")
            serials.append(toast.serial)
        assert serials[0] != serials[1]
        assert shop.screen.verdict == verdict
        assert (shop.printer.drawer_opened, len(shop.printer.papers)) == (0, papers)
    shop.checkout.hand_back()
    shop.pass_time(3)
    assert (shop.printer.drawer_opened, len(shop.printer.papers)) == (1, papers + 1)
    verdict = shop.screen.verdict
    assert verdict is not None
    assert verdict.given_minor
