"""The forwarder: how often it asks, what hastens it, and what it leaves to a person."""

from __future__ import annotations

import pytest

from card_contract.outcomes import Refusal
from pos_terminal.journal.forwarder import WAIT_FIRST_S, WAIT_MAX_S
from pos_terminal.journal.sale_machine import SaleState
from support.shop_floor import ShopFloor


def paid_offline(shop: ShopFloor) -> str:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.down = True
    shop.pay_cash(5000)
    return shop.journal.open_records()[0].sale_id


def test_waits_grow_to_half_a_minute_and_are_never_longer(shop: ShopFloor) -> None:
    sale_id = paid_offline(shop)
    longest = 0
    for turn in range(400):
        forwarding = shop.forwarder.forwarding(sale_id)
        assert forwarding is not None
        if forwarding.next_try_ms is not None:
            waited = forwarding.next_try_ms - forwarding.waiting_from_ms
            limit_s = min(WAIT_FIRST_S * 2 ** (forwarding.tries - 1), WAIT_MAX_S)
            assert waited <= limit_s * 1000 + 1
            longest = max(longest, waited)
        shop.pass_time(turn % 7)
    assert longest > 20_000


def test_the_servers_return_hastens_everything_that_is_owed(shop: ShopFloor) -> None:
    sale_id = paid_offline(shop)
    shop.pass_time(1800)
    shop.server.faults.down = False
    shop.forwarder.wake_all()
    shop.tasks.deliver()
    sale = shop.journal.sale(sale_id)
    assert sale is not None
    assert sale.state is SaleState.DONE
    assert shop.forwarder.forwarding(sale_id) is None


@pytest.mark.parametrize(
    "code", [Refusal.BUSY, Refusal.READ_ONLY, Refusal.THROTTLED, Refusal.TILL_REVOKED]
)
def test_not_now_is_asked_again_with_the_same_id(shop: ShopFloor, code: Refusal) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["confirm"] = code
    shop.pay_cash(5000)
    sale = shop.journal.open_records()[0]
    shop.pass_time(300)
    assert shop.journal.sale(sale.sale_id) == sale
    assert shop.server.calls.count("confirm") > 10
    del shop.server.refusals["confirm"]
    shop.pass_time(60)
    assert set(shop.server.activations.values()) == {1}


def test_waking_twice_makes_one_task(shop: ShopFloor) -> None:
    sale_id = paid_offline(shop)
    before = shop.server.calls.count("confirm")
    shop.server.faults.slow_s = 5
    for _ in range(10):
        shop.forwarder.wake(sale_id)
    shop.pass_time(1)
    assert shop.server.calls.count("confirm") == before + 1


def test_a_sale_that_is_new_is_never_forwarded(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.server.faults.slow_s = 60
    shop.take_payment()
    shop.forwarder.wake_all()
    shop.tasks.deliver()
    assert shop.server.calls.count("reserve") == 1


def test_an_error_that_nobody_thought_of_is_written_down_and_the_sale_forwarded_again(
    shop: ShopFloor, caplog: pytest.LogCaptureFixture
) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.breaks["confirm"] = 3
    shop.pay_cash(5000)
    sale = shop.journal.open_records()[0]
    forwarding = shop.forwarder.forwarding(sale.sale_id)
    assert forwarding is not None
    assert forwarding.next_try_ms == forwarding.waiting_from_ms + WAIT_MAX_S * 1000
    assert "nobody thought of this" in caplog.text
    shop.pass_time(3 * WAIT_MAX_S + 1)
    done = shop.journal.sale(sale.sale_id)
    assert done is not None
    assert done.state is SaleState.DONE
    assert set(shop.server.activations.values()) == {1}
