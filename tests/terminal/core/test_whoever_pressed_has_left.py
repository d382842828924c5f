"""Money is recorded only while whoever pressed sees it: who has left, or was told otherwise, gives nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from card_contract.states import PaymentKind
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.handing_back import Place
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.model import Act
from pos_terminal.words import ON, WayBack, off
from support.open_cases import open_page
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor
from terminal.core.test_asked_before_money_goes_back import refused_card
from terminal.core.test_contradicted_refunds import Floor
from terminal.core.test_money_given_once import CASH, answer_comes, ask_slowly, find_it

NUMBER_HERE = "T1-1-000001"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    open_page(floor.shop)
    find_it(floor)
    yield floor
    floor.shop.close()


def press_in_sales(floor: Floor) -> None:
    ask_slowly(floor, lambda: floor.shop.sales.hand_back(floor.refund_id))


def press_in_waiting(floor: Floor) -> None:
    floor.shop.waiting.choose(floor.refund_id)
    floor.shop.tasks.deliver()
    ask_slowly(floor, lambda: floor.shop.waiting.hand_back(floor.refund_id))
    assert floor.row.decide == off("off.trying")


def nothing_went_out(shop: ShopFloor, refund: RefundRecord) -> bool:
    """Whether it is still due, nobody was told otherwise, and no paper or drawer says so."""
    recorded = refund.state is not RefundState.REFUND_DUE or bool(shop.server.handed_back)
    papers = [paper for paper in shop.printer.papers if paper.kind.value == "refund"]
    return not recorded and not papers and not shop.printer.drawer_opened


# --- Under Sales ----------------------------------------------------------------------------------


def close_it(floor: Floor) -> None:
    floor.shop.sales.close_sale()


def open_another(floor: Floor) -> None:
    floor.shop.sales.find(NUMBER_HERE)


def look_for_another_day(floor: Floor) -> None:
    floor.shop.sales.choose_day("2026-01-01")


def open_it_under_waiting(floor: Floor) -> None:
    floor.shop.waiting.choose(floor.refund_id)


def leave_the_page(floor: Floor) -> None:
    floor.shop.till.handing_back.left(Place.SALES)


def go_and_come_back(floor: Floor) -> None:
    floor.shop.on_duty.signed_out()
    floor.shop.on_duty.signed_in(ANNA)


LEAVE_SALES = [
    close_it,
    open_another,
    look_for_another_day,
    open_it_under_waiting,
    leave_the_page,
    go_and_come_back,
]


@pytest.mark.parametrize("is_lost", [False, True])
@pytest.mark.parametrize("leave", LEAVE_SALES)
def test_who_leaves_the_sale_before_the_answer_gives_nothing_and_it_stays_due(
    floor: Floor, leave: Callable[[Floor], None], *, is_lost: bool
) -> None:
    press_in_sales(floor)
    leave(floor)
    answer_comes(floor, is_lost=is_lost)
    assert nothing_went_out(floor.shop, floor.refund)
    assert floor.row.act in (Act.ASK, Act.HAND_BACK)
    find_it(floor)  # it is looked at again, and offered once more
    assert floor.result.hand_back == ON
    floor.shop.sales.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()
    detail = floor.shop.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    assert (detail.result.sentence.id, detail.result.way) == ("result.given", CASH)
    assert floor.shop.printer.drawer_opened == 1


def test_who_chooses_the_sale_that_is_open_still_gets_the_answer(floor: Floor) -> None:
    press_in_sales(floor)
    floor.shop.sales.choose(floor.sale_id)
    answer_comes(floor, is_lost=False)
    assert floor.refund.state is RefundState.CLOSED


# --- Under Waiting --------------------------------------------------------------------------------


def test_who_chooses_another_row_before_the_answer_gives_nothing(floor: Floor) -> None:
    press_in_waiting(floor)
    floor.shop.waiting.choose("T1.1.000009.00000000000000000000000000")
    answer_comes(floor, is_lost=False)
    assert nothing_went_out(floor.shop, floor.refund)


def test_who_looks_at_a_case_before_the_answer_gives_nothing(floor: Floor) -> None:
    press_in_waiting(floor)
    floor.shop.waiting.look_elsewhere()
    answer_comes(floor, is_lost=False)
    assert nothing_went_out(floor.shop, floor.refund)


def test_who_chooses_the_same_row_again_still_gets_the_answer(floor: Floor) -> None:
    press_in_waiting(floor)
    floor.shop.waiting.choose(floor.refund_id)
    answer_comes(floor, is_lost=False)
    (told,) = floor.shop.waiting.state.given
    assert (told.key, told.way) == (floor.refund_id, CASH)


# --- At the checkout ------------------------------------------------------------------------------


def refused_by_reference(shop: ShopFloor) -> None:
    """A card that is not activated was paid elsewhere: no drawer opens for its refund."""
    shop.session(1)
    refused_card(shop, reference="ABC123")


def due_at_the_checkout(shop: ShopFloor) -> RefundRecord:
    (refund,) = [one for one in shop.journal.newest(9) if isinstance(one, RefundRecord)]
    return refund


def press_at_the_checkout(shop: ShopFloor) -> None:
    shop.server.faults.slow_s = 3.0
    shop.checkout.hand_back()
    shop.loop.settle()
    shop.server.faults.slow_s = 0.0


def test_the_next_sale_waits_for_the_answer(shop: ShopFloor) -> None:
    refused_by_reference(shop)
    assert shop.screen.buttons.next_sale == ON
    press_at_the_checkout(shop)
    assert shop.screen.buttons.next_sale == off("off.asking")
    shop.checkout.next_sale()
    screen = shop.pass_time(5)
    assert screen.mode is Mode.NOT_ACTIVATED
    assert screen.verdict is not None
    way = WayBack(kind=PaymentKind.REFERENCE, reference="ABC123")
    assert (screen.verdict.given_minor, screen.verdict.way) == (5000, way)
    assert screen.buttons.next_sale == ON


def test_who_opens_its_void_before_the_answer_gives_nothing_and_it_waits(shop: ShopFloor) -> None:
    refused_by_reference(shop)
    press_at_the_checkout(shop)
    shop.checkout.void_sale()
    assert shop.screen.mode is Mode.READY
    shop.pass_time(5)
    assert nothing_went_out(shop, due_at_the_checkout(shop))
    (row,) = shop.waiting.state.rows
    assert row.act is Act.HAND_BACK


def test_who_goes_to_another_page_before_the_answer_gives_nothing(shop: ShopFloor) -> None:
    refused_by_reference(shop)
    press_at_the_checkout(shop)
    shop.till.handing_back.left(Place.CHECKOUT)
    verdict = shop.pass_time(5).verdict
    assert nothing_went_out(shop, due_at_the_checkout(shop))
    assert verdict is not None
    assert verdict.hand_back == ON


# --- Called off -----------------------------------------------------------------------------------


@pytest.mark.parametrize("press", [press_in_sales, press_in_waiting])
def test_a_press_that_the_lost_line_has_called_off_hands_nothing_out_when_it_is_answered(
    floor: Floor, press: Callable[[Floor], None]
) -> None:
    press(floor)
    floor.shop.till.handing_back.line_lost()
    assert floor.row.fact.id == "row.refund_no_line"
    answer_comes(floor, is_lost=False)
    assert nothing_went_out(floor.shop, floor.refund)
    assert (floor.row.fact.id, floor.row.act) == ("row.refund_due", Act.HAND_BACK)


def test_a_press_after_one_that_was_called_off_is_answered_by_its_own_answer(floor: Floor) -> None:
    press_in_waiting(floor)
    floor.shop.till.handing_back.line_lost()
    floor.shop.waiting.try_now(floor.refund_id)
    floor.shop.tasks.deliver()
    floor.shop.server.faults.slow_s = 20.0
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.loop.settle()
    floor.shop.server.faults.slow_s = 0.0
    answer_comes(floor, is_lost=False)
    assert floor.row.decide == off("off.trying")
    assert nothing_went_out(floor.shop, floor.refund)
    floor.shop.pass_time(30)
    assert floor.refund.state is RefundState.CLOSED
    assert floor.shop.printer.drawer_opened == 1


# --- What Waiting says of money that is given now -------------------------------------------------


def test_waiting_lists_all_that_is_given_now(floor: Floor) -> None:
    other = another_due(floor.shop)
    for refund_id in (other, floor.refund_id):
        floor.shop.waiting.hand_back(refund_id)
        floor.shop.tasks.deliver()
    assert [one.key for one in floor.shop.waiting.state.given] == [other, floor.refund_id]
    assert floor.shop.waiting.state.rows == ()


def another_due(shop: ShopFloor) -> str:
    refused_card(shop)
    shop.checkout.next_sale()
    open_page(shop)
    return next(
        one.refund_id
        for one in shop.journal.newest(9)
        if isinstance(one, RefundRecord) and one.is_of_own_sale
    )


@pytest.mark.parametrize(
    "go_on",
    [
        lambda floor: floor.shop.waiting.choose(floor.refund_id),
        lambda floor: floor.shop.waiting.look_elsewhere(),
        lambda floor: floor.shop.till.handing_back.left(Place.WAITING),
        find_it,
    ],
)
def test_who_goes_on_to_something_else_is_told_no_more_to_give_it(
    floor: Floor, go_on: Callable[[Floor], None]
) -> None:
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.shop.waiting.state.given
    go_on(floor)
    assert floor.shop.waiting.state.given == ()
