"""Money that is recorded is given once: by whoever pressed, on that page, and by nobody after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from card_contract.messages import VoidReason
from card_contract.states import PaymentKind
from pos_terminal.journal.handing_back import Place
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.words import WayBack, off
from support.open_cases import open_page
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor
from terminal.core.test_asked_before_money_goes_back import refused_card
from terminal.core.test_contradicted_refunds import NUMBER, Floor

CASH = WayBack(kind=PaymentKind.CASH)


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    open_page(floor.shop)
    assert floor.result.hand_back.enabled
    yield floor
    floor.shop.close()


def hand_back_in_sales(floor: Floor) -> None:
    floor.shop.sales.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()


def hand_back_in_waiting(floor: Floor) -> None:
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()


def shown_in_sales(floor: Floor) -> tuple[str, WayBack | None]:
    """The sentence of the open sale, as it stands, and how its money goes back."""
    detail = floor.shop.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    return detail.result.sentence.id, detail.result.way


def next_clerk(shop: ShopFloor) -> None:
    """Whoever pressed goes, and Mia comes an hour later."""
    shop.pass_time(3600)
    shop.on_duty.signed_out()
    shop.tasks.deliver()
    shop.on_duty.signed_in(MIA)
    shop.tasks.deliver()


# --- What comes late ------------------------------------------------------------------------------


def ask_slowly(floor: Floor, ask: Callable[[], None]) -> None:
    """Ask the server something that takes it so long that others ask meanwhile."""
    floor.shop.server.faults.slow_s = 3.0
    ask()
    floor.shop.loop.settle()
    floor.shop.server.faults.slow_s = 0.0


def answer_comes(floor: Floor, *, is_lost: bool) -> None:
    """Now the slow answer comes, or is lost on its way."""
    floor.shop.server.faults.lose_replies["sale"] = int(is_lost)
    floor.shop.pass_time(5)
    assert floor.shop.server.faults.lose_replies["sale"] == 0


def find_it(floor: Floor) -> None:
    floor.shop.sales.find(NUMBER)
    floor.shop.tasks.deliver()


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_look_that_comes_late_or_is_lost_says_nothing_against_what_was_recorded_since(
    floor: Floor, *, is_lost: bool
) -> None:
    ask_slowly(floor, floor.shop.waiting.open)
    hand_back_in_sales(floor)
    assert shown_in_sales(floor) == ("result.given", CASH)
    answer_comes(floor, is_lost=is_lost)
    assert shown_in_sales(floor) == ("result.given", CASH)


@pytest.mark.parametrize("is_lost", [False, True])
def test_who_opens_the_sale_and_presses_at_once_is_told_what_to_give_all_the_same(
    floor: Floor, *, is_lost: bool
) -> None:
    find_it(floor)
    refund = floor.refund
    ask_slowly(floor, lambda: floor.shop.till.handing_back.opened(refund, Place.SALES))
    hand_back_in_sales(floor)
    answer_comes(floor, is_lost=is_lost)
    assert shown_in_sales(floor) == ("result.given", CASH)
    assert floor.shop.printer.drawer_opened == 1


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_press_that_is_answered_after_another_says_nothing_against_it_and_gives_no_more(
    floor: Floor, *, is_lost: bool
) -> None:
    ask_slowly(floor, lambda: floor.shop.waiting.hand_back(floor.refund_id))
    floor.shop.till.handing_back.line_lost()
    floor.shop.waiting.try_now(floor.refund_id)  # the line is back, and it is offered again
    floor.shop.tasks.deliver()
    hand_back_in_sales(floor)
    answer_comes(floor, is_lost=is_lost)
    assert shown_in_sales(floor) == ("result.given", CASH)
    assert floor.shop.waiting.state.given == ()
    assert floor.shop.printer.drawer_opened == 1
    assert list(floor.shop.server.handed_back) == [f"{floor.refund_id}/HANDED_BACK"]


def test_a_look_that_is_lost_while_somebody_asks_leaves_the_word_to_the_press(
    floor: Floor,
) -> None:
    floor.shop.server.faults.slow_s = 3.0
    floor.shop.waiting.open()
    floor.shop.loop.settle()
    floor.shop.server.faults.slow_s = 20.0
    floor.shop.waiting.hand_back(floor.refund_id)
    answer_comes(floor, is_lost=True)
    assert (floor.row.fact.id, floor.row.decide) == ("row.refund_due", off("off.trying"))
    floor.shop.pass_time(30)
    assert floor.refund.state is RefundState.CLOSED


def test_a_look_that_is_lost_says_of_what_is_still_due_that_it_is_not_known(floor: Floor) -> None:
    ask_slowly(floor, floor.shop.waiting.open)
    answer_comes(floor, is_lost=True)
    assert floor.row.fact.id == "row.refund_no_line"
    assert shown_in_sales(floor) == ("result.refund_no_line", None)


# --- Only where, and as long as, somebody pressed -------------------------------------------------


def test_it_is_said_on_the_page_where_somebody_pressed_and_on_no_other(floor: Floor) -> None:
    floor.shop.printer.fails = True
    hand_back_in_sales(floor)
    assert shown_in_sales(floor) == ("result.given", CASH)
    assert (floor.row.fact.id, floor.row.way) == ("row.refund_receipt_missing", None)
    assert floor.shop.waiting.state.given == ()


def test_the_open_sale_says_only_what_is_recorded_where_somebody_pressed_under_waiting(
    floor: Floor,
) -> None:
    hand_back_in_waiting(floor)
    assert floor.shop.waiting.state.given
    assert shown_in_sales(floor) == ("result.handed_back", None)


def test_whoever_works_here_next_is_told_nowhere_to_give_what_the_one_before_has_given(
    floor: Floor,
) -> None:
    floor.shop.printer.fails = True
    hand_back_in_waiting(floor)
    assert floor.row.fact.id == "row.refund_given"
    next_clerk(floor.shop)
    open_page(floor.shop)
    assert floor.shop.waiting.state.given == ()
    assert (floor.row.fact.id, floor.row.way) == ("row.refund_receipt_missing", None)
    assert floor.row.fact.values["handed_at"] == floor.refund.handed_back_at
    assert shown_in_sales(floor) == ("result.handed_back", None)
    for hand_back in (hand_back_in_waiting, hand_back_in_sales):
        hand_back(floor)
    assert floor.shop.printer.drawer_opened == 1


def test_where_nobody_works_it_is_said_no_more_either(floor: Floor) -> None:
    hand_back_in_waiting(floor)
    floor.shop.on_duty.signed_out()
    floor.shop.tasks.deliver()
    assert floor.shop.waiting.state.given == ()


def test_whoever_pressed_is_told_it_as_long_as_they_work_here(floor: Floor) -> None:
    hand_back_in_waiting(floor)
    floor.shop.pass_time(60)
    floor.shop.on_duty.signed_in(ANNA)  # her PIN was asked for once more
    floor.shop.tasks.deliver()
    (told,) = floor.shop.waiting.state.given
    assert (told.fact.id, told.way) == ("handed_back", CASH)


def test_the_checkout_says_to_the_next_clerk_that_it_is_recorded_and_no_more(
    shop: ShopFloor,
) -> None:
    refused_card(shop)
    shop.checkout.hand_back()
    shop.tasks.deliver()
    shop.on_duty.signed_out()
    shop.on_duty.signed_in(ANNA)
    verdict = shop.screen.verdict
    assert verdict is not None
    assert (verdict.refund_minor, verdict.given_minor, verdict.way) == (0, 0, None)
    shop.checkout.hand_back()
    shop.tasks.deliver()
    assert shop.printer.drawer_opened == 1


def test_the_checkout_does_not_say_to_give_what_was_handed_back_under_sales(
    shop: ShopFloor,
) -> None:
    refund = voided_while_on_the_screen(shop)
    shop.sales.hand_back(refund.refund_id)
    shop.tasks.deliver()
    detail = shop.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    assert detail.result.sentence.id == "result.given"
    verdict = shop.screen.verdict
    assert verdict is not None
    assert (verdict.given_minor, verdict.way) == (0, None)


def voided_while_on_the_screen(shop: ShopFloor) -> RefundRecord:
    """One of two cards of the sale on the screen is voided under *Sales*, and its money is due."""
    shop.session(1)
    cards = [shop.server.add_card(number) for number in (1, 2)]
    shop.sell(*cards)
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.on_duty.signed_in(ANNA)
    shop.sales.find("T1-1-000001")
    shop.tasks.deliver()
    shop.sales.open_void()
    shop.sales.choose_card(cards[1].card_id, chosen=False)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    (refund,) = shop.journal.refunds_of(sale_id)
    assert refund.is_due
    return refund


# --- Its receipt ----------------------------------------------------------------------------------


def test_while_its_receipt_is_printed_the_row_says_so_and_afterwards_it_is_gone(
    floor: Floor,
) -> None:
    floor.shop.printer.slow_s = 3.0
    hand_back_in_waiting(floor)
    assert (floor.row.fact.id, floor.row.what_to_do.id) == (
        "row.refund_given",
        "row.refund_given.printing",
    )
    floor.shop.pass_time(5)
    assert floor.shop.waiting.state.rows == ()


def test_of_a_receipt_that_did_not_come_out_no_row_says_that_it_is_being_printed(
    floor: Floor,
) -> None:
    floor.shop.printer.fails = True
    hand_back_in_waiting(floor)
    for _ in range(2):
        floor.shop.pass_time(3600)
        assert (floor.row.fact.id, floor.row.what_to_do.id) == (
            "row.refund_given",
            "row.refund_given.todo",
        )
        floor.shop.waiting.reprint(floor.refund_id)
        floor.shop.tasks.deliver()


def test_once_it_is_printed_again_the_row_says_so_until_it_has_come_out(floor: Floor) -> None:
    floor.shop.printer.fails = True
    hand_back_in_waiting(floor)
    floor.shop.printer.fails, floor.shop.printer.slow_s = False, 3.0
    floor.shop.waiting.reprint(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.row.what_to_do.id == "row.refund_given.printing"
    floor.shop.pass_time(5)
    assert floor.shop.waiting.state.rows == ()
    assert len(floor.shop.printer.papers) == 1


def test_a_receipt_that_is_printed_from_another_page_is_only_not_out_yet(floor: Floor) -> None:
    floor.shop.printer.slow_s = 3.0
    hand_back_in_sales(floor)
    assert (floor.row.fact.id, floor.row.what_to_do.id) == (
        "row.refund_receipt_missing",
        "row.refund_receipt_missing.todo",
    )
    floor.shop.pass_time(5)
    assert floor.shop.waiting.state.rows == ()
