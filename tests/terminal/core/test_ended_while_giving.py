"""A till that ends just after it has recorded a refund does not know whether it was given: it asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.states import PaymentKind
from pos_terminal.checkout.board import DISK_AGAIN_S
from pos_terminal.journal.reconciliation import GIVEN_WITHIN_MS
from pos_terminal.journal.records import RefundRecord
from pos_terminal.waiting.model import Act, WaitingKind
from pos_terminal.words import ON, WayBack, off
from support.open_cases import open_page
from support.scripted_server import ANNA
from terminal.core.test_asked_before_money_goes_back import refused_card
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
    assert (floor.row.kind, floor.row.fact.id) == (
        WaitingKind.GIVEN_IN_DOUBT,
        "row.given_in_doubt",
    )
    assert floor.row.fact.values["handed_at"] == floor.refund.handed_back_at
    assert (floor.row.act, floor.row.decide, floor.row.way) == (Act.ACKNOWLEDGE, ON, CASH)
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
    assert floor.row.decide == off("off.sign_in_first")
    acknowledge(floor)
    assert record(floor.refund) == (True, True)


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
    assert floor.result.sentence.id == "result.handed_back"
    floor.shop.disk.refuses = False
    restart(floor)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT


def test_a_full_disk_at_the_start_asks_as_soon_as_there_is_room(floor: Floor) -> None:
    floor.shop.disk.refuses = True
    floor.shop.restart()
    floor.shop.on_duty.signed_in(ANNA)
    floor.shop.pass_time(2 * GIVEN_WITHIN_MS / 1000)
    assert floor.shop.waiting.state.rows == ()
    floor.shop.disk.refuses = False
    floor.shop.pass_time(DISK_AGAIN_S + 1)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT


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
