"""A till that ends just after it has recorded a refund does not know whether it was given: it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from card_contract.outcomes import Refusal
from card_contract.states import PaymentKind
from pos_terminal.checkout.board import DISK_AGAIN_S
from pos_terminal.journal.page import Page
from pos_terminal.journal.reconciliation import GIVEN_WITHIN_MS
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import IllegalMoveError, RefundState
from pos_terminal.waiting.model import Act, WaitingKind
from pos_terminal.words import ON, WayBack, off
from support.open_cases import open_page
from support.scripted_server import ANNA
from terminal.core.test_asked_before_money_goes_back import paid_by_tom, refused_card
from terminal.core.test_contradicted_refunds import Floor

CASH = WayBack(kind=PaymentKind.CASH)


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    hand_back(floor)
    yield floor
    floor.shop.close()


def hand_back(floor: Floor) -> None:
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.refund.handed_back_at is not None


def restart(floor: Floor) -> None:
    """The till dies and is started again."""
    floor.shop.restart(ANNA)
    open_page(floor.shop)


def acknowledge(floor: Floor) -> None:
    floor.shop.waiting.acknowledge(floor.refund_id)
    floor.shop.tasks.deliver()


def record(refund: RefundRecord) -> tuple[bool, bool]:
    """Whether it was ever in doubt, and whether it still is."""
    return refund.given_doubted_at is not None, refund.may_not_be_given


# --- It asks --------------------------------------------------------------------------------------


def test_a_till_that_dies_just_after_the_press_asks_whether_the_customer_has_the_money(
    floor: Floor,
) -> None:
    restart(floor)
    assert (floor.row.kind, floor.row.fact.id, floor.row.what_to_do.id) == (
        WaitingKind.GIVEN_IN_DOUBT,
        "row.given_in_doubt_by",
        "row.given_in_doubt_by.todo",
    )
    assert floor.row.fact.values["handed_at"] == floor.refund.handed_back_at
    assert floor.row.what_to_do.values["by"] == ANNA.name
    assert (floor.row.act, floor.row.decide, floor.row.not_given) == (Act.ACKNOWLEDGE, ON, ON)
    assert floor.row.way is None  # nothing is given before that is known
    assert floor.shop.waiting.state.count == 1
    result = floor.result
    assert (result.sentence.id, result.way) == ("result.given_in_doubt", None)


def test_once_somebody_says_that_the_customer_has_it_that_is_kept(floor: Floor) -> None:
    restart(floor)
    for _ in range(2):
        acknowledge(floor)
    assert floor.shop.waiting.state.rows == ()
    assert floor.result.sentence.id == "result.handed_back"
    assert floor.shop.printer.drawer_opened == 1
    restart(floor)
    assert floor.shop.waiting.state.rows == ()
    assert record(floor.refund) == (True, False)


def test_it_asks_once_and_until_it_is_answered_however_often_it_is_started(floor: Floor) -> None:
    for _ in range(3):
        restart(floor)
        floor.shop.pass_time(7200)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    acknowledge(floor)
    restart(floor)  # within a minute of the answer
    assert floor.shop.waiting.state.rows == ()


def test_whoever_is_not_signed_in_does_not_answer(floor: Floor) -> None:
    floor.shop.restart()
    for button in (floor.row.decide, floor.row.not_given):
        assert button == off("off.sign_in_first")
    for answer in (acknowledge, not_given):
        answer(floor)
    assert record(floor.refund) == (True, True)


def test_who_recorded_it_before_names_were_kept_is_not_named(floor: Floor) -> None:
    floor.shop.close()
    floor.shop.start()
    nameless(floor)
    restart(floor)
    assert floor.row.fact.id == "row.given_in_doubt"


def nameless(floor: Floor) -> None:
    """The record as a till of an older version has left it."""

    def step(page: Page) -> None:
        page.put("handed_back", msgspec.structs.replace(floor.refund, handed_back_by=""))

    floor.shop.journal.write(step)


# --- What is told, and when -----------------------------------------------------------------------


def told(floor: Floor) -> list[int]:
    """When the server was told that the money is back, each time it was."""
    return [request.at for request in floor.shop.server.handed_back.values()]


@pytest.fixture
def untold(tmp_path: Path) -> Iterator[Floor]:
    """A till that dies before it could tell the server."""
    floor = Floor(tmp_path)
    floor.shop.server.faults.lose_requests["hand_back_void"] = 99
    hand_back(floor)
    floor.shop.server.faults.lose_requests["hand_back_void"] = 0
    restart(floor)
    yield floor
    floor.shop.close()


def test_nobody_is_told_that_the_money_is_back_before_somebody_has_said_so(untold: Floor) -> None:
    untold.shop.pass_time(3600)
    untold.shop.waiting.try_now(untold.refund_id)
    untold.shop.pass_time(60)
    assert told(untold) == []
    acknowledge(untold)
    assert told(untold) == [untold.refund.handed_back_at]
    assert (untold.refund.given_known_by, untold.refund.owes_word) == (ANNA.name, False)


def test_while_the_disk_is_full_at_the_start_nobody_is_told_either(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.shop.server.faults.lose_requests["hand_back_void"] = 99
    hand_back(floor)
    floor.shop.server.faults.lose_requests["hand_back_void"] = 0
    floor.shop.disk.refuses = True
    restart(floor)
    floor.shop.pass_time(600)
    assert told(floor) == []
    floor.shop.disk.refuses = False
    floor.shop.on_duty.signed_in(ANNA)
    floor.shop.pass_time(600)
    assert told(floor) == []
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    floor.shop.close()


# --- It was not given -----------------------------------------------------------------------------


def not_given(floor: Floor) -> None:
    floor.shop.waiting.not_given(floor.refund_id)
    floor.shop.tasks.deliver()


def test_what_was_not_given_is_due_again_and_the_drawer_opens_for_it(untold: Floor) -> None:
    opened = untold.shop.printer.drawer_opened
    for _ in range(2):
        not_given(untold)
    assert untold.shop.printer.drawer_opened == opened
    noted = untold.shop.waiting.state.settled
    assert noted is not None
    assert (noted.key, noted.fact.id) == (untold.refund_id, "not_given")
    assert (untold.row.act, untold.row.chosen, untold.row.way) == (Act.HAND_BACK, False, CASH)
    assert (untold.refund.handed_back_at, untold.refund.given_known_by) == (None, ANNA.name)
    assert untold.result.sentence.id == "result.refund_due"
    untold.shop.pass_time(90)
    hand_back(untold)
    assert untold.shop.printer.drawer_opened == opened + 1
    (given,) = untold.shop.waiting.state.given
    assert given.way == CASH
    untold.shop.pass_time(60)
    assert not untold.refund.owes_word


def test_the_server_that_had_heard_it_hears_the_same_again_once_it_is_given(floor: Floor) -> None:
    first_at = floor.refund.handed_back_at
    restart(floor)
    assert told(floor) == [first_at]
    not_given(floor)
    floor.shop.pass_time(600)
    assert floor.shop.server.calls.count("hand_back_void") == 1
    hand_back(floor)
    floor.shop.pass_time(60)
    assert floor.shop.server.calls.count("hand_back_void") == 2
    assert told(floor) == [first_at]
    assert floor.refund.handed_back_at != first_at
    assert not floor.refund.owes_word


def restore(floor: Floor) -> None:
    """The server is put back to before the void, and hears it again."""
    floor.shop.server.handed_back.clear()
    floor.shop.server.restore(floor.before)
    floor.shop.session(2)
    floor.shop.pass_time(30)
    assert floor.shop.server.keys[-1].endswith("/VOID")


def test_a_restored_server_hears_only_once_it_is_known_that_it_was_given(floor: Floor) -> None:
    first_at = floor.refund.handed_back_at
    restart(floor)
    restore(floor)
    assert told(floor) == []
    acknowledge(floor)
    floor.shop.pass_time(60)
    assert (told(floor), floor.refund.owes_word) == ([first_at], False)


def test_a_restored_server_hears_of_what_was_not_given_once_it_is(floor: Floor) -> None:
    first_at = floor.refund.handed_back_at
    restart(floor)
    not_given(floor)
    restore(floor)
    assert told(floor) == []
    assert floor.row.act is Act.HAND_BACK
    hand_back(floor)
    floor.shop.pass_time(60)
    assert (told(floor), floor.refund.owes_word) == ([first_at], False)


def test_what_a_manager_has_paid_elsewhere_meanwhile_is_not_given_from_here(untold: Floor) -> None:
    paid_by_tom(untold)
    not_given(untold)
    assert untold.refund.state is RefundState.SETTLED_ELSEWHERE
    assert told(untold) == []
    opened = untold.shop.printer.drawer_opened
    hand_back_anyway(untold)
    assert untold.shop.printer.drawer_opened == opened


def hand_back_anyway(floor: Floor) -> None:
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()


def test_what_was_not_given_is_asked_about_again_where_the_till_dies_again(floor: Floor) -> None:
    restart(floor)
    not_given(floor)
    hand_back(floor)
    restart(floor)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    acknowledge(floor)
    assert record(floor.refund) == (True, False)


def test_what_was_not_given_and_is_still_due_is_not_asked_about_at_the_next_start(
    floor: Floor,
) -> None:
    restart(floor)
    not_given(floor)
    restart(floor)
    assert floor.row.kind is WaitingKind.REFUND_DUE


def test_what_was_given_beyond_doubt_is_never_due_again(floor: Floor) -> None:
    with pytest.raises(IllegalMoveError):
        floor.shop.book.not_given(floor.refund_id)
    restart(floor)
    acknowledge(floor)
    not_given(floor)
    assert floor.refund.state is RefundState.CLOSED
    with pytest.raises(IllegalMoveError):
        floor.shop.book.given_known(floor.refund_id)


def test_that_it_was_not_given_is_not_claimed_where_the_disk_does_not_take_it(floor: Floor) -> None:
    restart(floor)
    floor.shop.disk.refuses = True
    not_given(floor)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    assert floor.shop.waiting.state.settled is None
    floor.shop.disk.refuses = False


# --- Its receipt ----------------------------------------------------------------------------------


def print_under_sales(floor: Floor) -> None:
    floor.shop.sales.print_refund(floor.refund_id)
    floor.shop.tasks.deliver()


def test_while_it_is_in_doubt_no_page_shows_or_prints_a_receipt_of_it(floor: Floor) -> None:
    floor.shop.printer.papers.clear()
    restart(floor)
    assert floor.result.receipt is None
    print_under_sales(floor)
    floor.shop.waiting.reprint(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.papers == []
    acknowledge(floor)
    assert floor.result.receipt is not None
    print_under_sales(floor)
    (paper,) = floor.shop.printer.papers
    assert paper.copy


def test_a_receipt_that_had_not_come_out_is_not_printed_while_it_is_in_doubt(
    tmp_path: Path,
) -> None:
    floor = Floor(tmp_path)
    floor.shop.printer.fails = True
    hand_back(floor)
    floor.shop.printer.fails = False
    restart(floor)
    assert not floor.refund.owes_receipt
    floor.shop.waiting.reprint(floor.refund_id)
    print_under_sales(floor)
    floor.shop.waiting.without_receipt(floor.refund_id)
    assert (floor.shop.printer.papers, floor.refund.waived_at) == ([], None)
    floor.shop.close()


def test_a_full_disk_at_the_start_offers_and_prints_no_receipt_that_had_not_come_out(
    tmp_path: Path,
) -> None:
    floor = Floor(tmp_path)
    floor.shop.printer.fails = True
    hand_back(floor)
    floor.shop.printer.fails = False
    floor.shop.disk.refuses = True
    restart(floor)
    assert (floor.row.kind, floor.result.receipt) == (WaitingKind.GIVEN_IN_DOUBT, None)
    floor.shop.waiting.reprint(floor.refund_id)
    print_under_sales(floor)
    floor.shop.pass_time(60)
    assert floor.shop.printer.papers == []
    floor.shop.disk.refuses = False
    acknowledge(floor)
    assert floor.row.fact.id == "row.refund_receipt_missing"
    floor.shop.close()


@pytest.mark.parametrize("is_printed", [True, False])
def test_what_is_given_after_it_was_not_has_a_receipt_of_its_own(
    tmp_path: Path, *, is_printed: bool
) -> None:
    floor = Floor(tmp_path)
    floor.shop.printer.fails = not is_printed
    hand_back(floor)
    if not is_printed:
        floor.shop.waiting.without_receipt(floor.refund_id)
    assert (floor.refund.printed_at is not None, floor.refund.waived_at is not None) == (
        is_printed,
        not is_printed,
    )
    floor.shop.printer.fails = False
    floor.shop.printer.papers.clear()
    restart(floor)
    not_given(floor)
    assert (floor.refund.printed_at, floor.refund.waived_at) == (None, None)
    hand_back(floor)
    (paper,) = floor.shop.printer.papers
    assert (paper.copy, floor.refund.owes_receipt) == (False, False)
    floor.shop.close()


# --- A till that is shut out ----------------------------------------------------------------------


def test_a_till_that_is_shut_out_says_that_nothing_is_given_from_it(untold: Floor) -> None:
    for call in ("holds", "cases", "sale"):
        untold.shop.server.refusals[call] = Refusal.TILL_REVOKED
    open_page(untold.shop)
    assert (untold.row.what_to_do.id, untold.row.way) == ("row.given_in_doubt_by.shut_out", None)
    not_given(untold)
    assert (untold.row.what_to_do.id, untold.row.decide) == (
        "row.shut_out.todo",
        off("off.shut_out"),
    )


# --- Contradicted, too ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "refusal", [Refusal.SALE_NOT_CONFIRMED, Refusal.BASKET_INVALID, Refusal.APPROVAL_INVALID]
)
def test_whether_it_was_given_is_asked_before_what_a_restored_server_says_of_it(
    floor: Floor, refusal: Refusal
) -> None:
    restart(floor)
    floor.restore(refusal)
    open_page(floor.shop)
    assert floor.refund.contradicted == refusal
    assert (floor.row.kind, floor.row.act) == (WaitingKind.GIVEN_IN_DOUBT, Act.ACKNOWLEDGE)
    assert floor.row.fact.id == "row.given_in_doubt_by"
    assert floor.result.sentence.id == "result.given_in_doubt"
    acknowledge(floor)
    assert floor.row.fact.id in ("row.contradicted_paid", "row.signature_lost")


@pytest.mark.parametrize("refusal", [Refusal.SALE_NOT_CONFIRMED, Refusal.BASKET_INVALID])
def test_what_was_not_given_and_is_contradicted_waits_for_a_manager(
    floor: Floor, refusal: Refusal
) -> None:
    restart(floor)
    floor.restore(refusal)
    not_given(floor)
    assert (floor.row.fact.id, floor.row.act) == ("row.contradicted_unpaid", Act.CLOSE_CASE)
    hand_back_anyway(floor)
    assert floor.refund.state is RefundState.REFUND_DUE


def test_a_receipt_that_did_not_come_out_is_asked_for_afterwards(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    floor.shop.printer.fails = True
    hand_back(floor)
    restart(floor)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    acknowledge(floor)
    assert floor.row.fact.id == "row.refund_receipt_missing"
    floor.shop.close()


def test_a_full_disk_at_the_start_claims_nothing_and_the_next_start_asks(floor: Floor) -> None:
    floor.shop.disk.refuses = True
    restart(floor)
    assert floor.result.sentence.id == "result.given_in_doubt"
    floor.shop.disk.refuses = False
    restart(floor)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT


@pytest.mark.parametrize("answer", [acknowledge, not_given])
def test_a_full_disk_at_the_start_asks_and_is_answered_as_soon_as_there_is_room(
    floor: Floor, answer: Callable[[Floor], None]
) -> None:
    floor.shop.disk.refuses = True
    floor.shop.restart()
    floor.shop.on_duty.signed_in(ANNA)
    floor.shop.pass_time(2 * GIVEN_WITHIN_MS / 1000)
    answer(floor)
    assert (floor.row.kind, record(floor.refund)) == (WaitingKind.GIVEN_IN_DOUBT, (True, True))
    floor.shop.disk.refuses = False
    floor.shop.pass_time(DISK_AGAIN_S + 1)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    answer(floor)
    restart(floor)
    assert not floor.refund.may_not_be_given


def test_what_is_kept_first_once_there_is_room_takes_the_doubt_along(floor: Floor) -> None:
    floor.shop.disk.refuses = True
    floor.shop.restart(later_s=2 * GIVEN_WITHIN_MS / 1000)
    floor.shop.disk.refuses, floor.shop.disk.takes = False, 1
    floor.shop.memory.all_told(7)  # the till hears its server, and keeps that
    floor.shop.disk.takes, floor.shop.disk.refuses = None, False
    restart(floor)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT


def test_two_within_the_minute_are_both_asked_about_however_soon_the_till_dies_again(
    tmp_path: Path,
) -> None:
    floor = Floor(tmp_path)
    shop = floor.shop
    refused_card(shop)
    shop.checkout.hand_back()
    shop.checkout.next_sale()
    hand_back(floor)
    shop.disk.takes = 1
    shop.restart(
        later_s=2 * GIVEN_WITHIN_MS / 1000
    )  # of what the till writes at its start, only the first is kept
    shop.disk.takes, shop.disk.refuses = None, False
    restart(floor)
    rows = shop.waiting.state.rows
    assert [row.kind for row in rows] == [WaitingKind.GIVEN_IN_DOUBT] * 2
    shop.close()


def test_an_answer_that_the_disk_does_not_take_leaves_the_question(floor: Floor) -> None:
    restart(floor)
    floor.shop.disk.refuses = True
    acknowledge(floor)
    toast = floor.shop.waiting.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.disk_full"
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    floor.shop.disk.refuses = False


# --- It does not ----------------------------------------------------------------------------------


def test_what_was_given_longer_before_the_end_is_not_asked_about(floor: Floor) -> None:
    floor.shop.pass_time(GIVEN_WITHIN_MS / 1000 + 1)
    floor.shop.sell(floor.shop.server.add_card(2))  # the till is at work
    restart(floor)
    assert record(floor.refund) == (False, False)
    assert floor.result.sentence.id == "result.handed_back"


def test_a_till_that_ends_in_order_later_does_not_ask(floor: Floor) -> None:
    floor.shop.pass_time(GIVEN_WITHIN_MS / 1000 + 1)
    floor.shop.reconciliation.end()
    restart(floor)
    assert record(floor.refund) == (False, False)


def test_a_till_that_ends_in_order_at_once_asks(floor: Floor) -> None:
    floor.shop.reconciliation.end()
    restart(floor)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT


def test_money_that_is_still_due_is_not_asked_about(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    restart(floor)
    assert floor.row.kind is WaitingKind.REFUND_DUE
    floor.shop.close()
