"""Several held sales settled at one till: each answer, and each doubt, stays with its own sale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.messages import (
    SaleView,
)
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from card_contract.settle_messages import HoldsAnswer, HoldView
from card_contract.states import PaymentKind, SettledAs
from pos_terminal.waiting.model import SettleForm
from pos_terminal.words import Message
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopFloor]:
    floor = ShopFloor(tmp_path)
    floor.on_duty.signed_in(ANNA)
    yield floor
    floor.close()


@pytest.fixture
def held(shop: ShopFloor) -> tuple[str, str]:
    """Two sales that till 2 holds and does not end, listed at till 1."""
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    other.scan(shop.server.add_card(7))
    other.take_payment()
    (record,) = other.journal.open_records()
    other.close()
    view = shop.server._sale_view(record.sale_id)
    assert isinstance(view, SaleView)
    second = str(SaleId(till="T2", generation=1, sequence=99, random="Q" * 26))
    views = (view, replace(view, sale_id=second))
    shop.server.held_elsewhere = HoldsAnswer(
        holds=[HoldView(sale=each, till_revoked=True, till_last_seen_at=None) for each in views]
    )
    shop.waiting.open()
    shop.tasks.deliver()
    return record.sale_id, second


def fill(shop: ShopFloor, sale_id: str, reason: str = "found in the drawer") -> None:
    shop.waiting.open_settle(sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.PAID, kind=PaymentKind.CASH, reference="", reason=reason
    )


def settle_slowly(shop: ShopFloor, sale_id: str) -> None:
    """Sign it; its answer takes a second."""
    fill(shop, sale_id)
    shop.waiting.sign_settle()
    shop.approval.choose(ANNA.operator_id)
    for digit in "333333":
        shop.approval.press_digit(digit)
    shop.approval.enter()
    shop.loop.settle()
    shop.server.faults.slow_s = 1.0
    shop.tasks.deliver()
    shop.server.faults.slow_s = 0.0


def form(shop: ShopFloor) -> SettleForm:
    shown = shop.waiting.state.settle
    assert shown is not None
    return shown


def in_doubt(shop: ShopFloor) -> list[str]:
    return [each.sale_id for each in shop.waiting.state.held_elsewhere if each.in_doubt]


def test_an_answer_leaves_the_form_of_another_sale_as_it_was_filled_in(
    shop: ShopFloor, held: tuple[str, str]
) -> None:
    first, second = held
    settle_slowly(shop, first)
    fill(shop, second, "told by the clerk")
    assert form(shop).sign.enabled
    shop.pass_time(2)
    assert (form(shop).sale_id, form(shop).reason) == (second, "told by the clerk")
    assert form(shop).fault is None
    state = shop.waiting.state
    assert [each.sale_id for each in state.held_elsewhere] == [second]
    assert state.toast is not None
    assert state.toast.fact == Message("toast.settled", {"number": "T2-1-000001"})


def test_a_doubt_stays_with_its_own_sale_and_its_own_request(
    shop: ShopFloor, held: tuple[str, str]
) -> None:
    first, second = held
    shop.server.faults.lose_replies["settle"] = 1
    settle_slowly(shop, first)
    fill(shop, second)
    shop.pass_time(2)
    assert (form(shop).sale_id, form(shop).fault) == (second, None)
    assert shop.waiting.state.toast is not None
    assert shop.waiting.state.toast.fact.id == "toast.settle_not_known"
    assert in_doubt(shop) == [first]
    shop.waiting.open_settle(first)
    assert form(shop).fault == Message("settle.no_answer")
    shop.waiting.sign_settle()
    shop.tasks.deliver()
    sent, again = shop.server.settled
    assert sent is again
    assert in_doubt(shop) == []
    assert shop.server.calls.count("approve") == 1


def test_a_refusal_of_one_sale_is_not_told_in_the_form_of_another(
    shop: ShopFloor, held: tuple[str, str]
) -> None:
    first, second = held
    shop.server.refusals["settle"] = Refusal.BUSY
    settle_slowly(shop, first)
    fill(shop, second)
    shop.pass_time(2)
    assert form(shop).fault is None
    shop.waiting.open_settle(first)
    assert form(shop).fault == Message("settle.not_now")
    assert in_doubt(shop) == []


def test_a_restored_server_that_is_still_told_takes_it_later_under_the_same_signature(
    shop: ShopFloor, held: tuple[str, str]
) -> None:
    first, _ = held
    shop.server.refusals["settle"] = Refusal.RESTORING
    settle_slowly(shop, first)
    shop.pass_time(2)
    assert form(shop).fault == Message("settle.restoring")
    assert in_doubt(shop) == []
    del shop.server.refusals["settle"]
    shop.waiting.sign_settle()
    shop.tasks.deliver()
    assert shop.waiting.state.toast is not None
    assert shop.waiting.state.toast.fact.id == "toast.settled"
    assert shop.server.calls.count("approve") == 1


def test_what_the_servers_gates_refuse_after_a_lost_reply_is_still_in_doubt(
    shop: ShopFloor, held: tuple[str, str]
) -> None:
    first, _ = held
    shop.server.faults.lose_replies["settle"] = 1
    settle_slowly(shop, first)
    shop.pass_time(2)
    shop.server.refusals["settle"] = Refusal.READ_ONLY
    shop.waiting.sign_settle()
    shop.tasks.deliver()
    assert form(shop).fault == Message("settle.no_answer")
    assert in_doubt(shop) == [first]
    del shop.server.refusals["settle"]
    shop.waiting.sign_settle()
    shop.tasks.deliver()
    assert shop.waiting.state.settle is None


def test_nobody_else_finds_the_form_or_the_signature_of_a_manager(
    shop: ShopFloor, held: tuple[str, str]
) -> None:
    first, second = held
    shop.server.faults.lose_replies["settle"] = 1
    settle_slowly(shop, first)
    shop.pass_time(2)
    fill(shop, second, "told by the clerk")
    shop.on_duty.signed_in(MIA)
    shop.tasks.deliver()
    assert shop.waiting.state.settle is None
    assert in_doubt(shop) == []
    shop.waiting.sign_settle()
    shop.tasks.deliver()
    assert shop.server.calls.count("settle") == 1
    shop.on_duty.signed_in(ANNA)
    shop.tasks.deliver()
    assert in_doubt(shop) == [first]
    shop.waiting.open_settle(second)
    assert form(shop).reason == ""
    shop.waiting.open_settle(first)
    shop.waiting.sign_settle()
    shop.tasks.deliver()
    assert in_doubt(shop) == []


def test_one_round_without_an_answer_leaves_the_list_and_the_form(
    shop: ShopFloor, held: tuple[str, str]
) -> None:
    first, second = held
    fill(shop, first)
    told_at = shop.loop.now_ms()
    shop.server.faults.down = True
    shop.pass_time(60)
    shop.waiting.open()
    shop.tasks.deliver()
    state = shop.waiting.state
    assert [each.sale_id for each in state.held_elsewhere] == [first, second]
    assert state.holds_note == Message("holds.as_of", {"told_at": told_at})
    assert form(shop).reason == "found in the drawer"
    shop.server.faults.down = False
    shop.waiting.open()
    shop.tasks.deliver()
    assert shop.waiting.state.holds_note is None
