"""A restored server says of money that may not be given that its sale is over by another till's hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from pos_terminal.checkout.board import DISK_AGAIN_S
from pos_terminal.journal.records import SALE_UNTOLD
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.model import Act, WaitingKind
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor
from terminal.core.test_contradicted_refunds import Floor
from terminal.core.test_ended_while_giving import (
    acknowledge,
    hand_back,
    hand_back_anyway,
    not_given,
    restart,
    told,
)
from terminal.core.test_retelling import sold, voided
from terminal.core.test_telling_what_is_in_doubt import restore_before_the_sale

OVER = pytest.mark.parametrize("refusal", [Refusal.SALE_VOIDED, Refusal.SALE_CANCELLED])


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """A till that died just after it had recorded the refund of another till's sale."""
    floor = Floor(tmp_path)
    hand_back(floor)
    restart(floor)
    floor.shop.server.handed_back.clear()
    yield floor
    floor.shop.close()


def gives_nothing(floor: Floor) -> bool:
    opened = floor.shop.printer.drawer_opened
    hand_back_anyway(floor)
    return floor.shop.printer.drawer_opened == opened


# --- It was not given -----------------------------------------------------------------------------


def told_then_answered(floor: Floor, refusal: Refusal) -> None:
    floor.restore(refusal)
    assert floor.row.kind is WaitingKind.GIVEN_IN_DOUBT
    not_given(floor)


def answered_then_told(floor: Floor, refusal: Refusal) -> None:
    not_given(floor)
    floor.restore(refusal)


def answered_while_it_is_told(floor: Floor, refusal: Refusal) -> None:
    floor.shop.server.restore(floor.before)
    floor.shop.server.refusals["void"] = refusal
    floor.shop.server.faults.slow_s = 3.0
    floor.shop.session(2)
    floor.shop.pass_time(1)
    assert floor.shop.server.calls == ["void"]
    not_given(floor)
    assert floor.refund.is_due
    floor.shop.server.faults.slow_s = 0.0
    floor.shop.pass_time(60)


ORDER = pytest.mark.parametrize(
    "hear", [told_then_answered, answered_while_it_is_told, answered_then_told]
)


@ORDER
def test_where_another_void_has_paid_it_what_was_not_given_is_refused(
    floor: Floor, hear: Callable[[Floor, Refusal], None]
) -> None:
    hear(floor, Refusal.SALE_VOIDED)
    refund = floor.refund
    assert (refund.state, refund.contradicted) == (RefundState.REFUSED, "")
    assert (floor.row.act, floor.row.fact.id) == (Act.CLOSE_CASE, "row.void_refused_voided")
    assert gives_nothing(floor)
    restart(floor)
    floor.shop.waiting.close_case(floor.refund_id, "T2 has paid it")
    assert floor.shop.waiting.state.rows == ()
    assert (gives_nothing(floor), told(floor)) == (True, [])


@ORDER
def test_where_its_sale_was_not_paid_what_was_not_given_waits_for_a_manager(
    floor: Floor, hear: Callable[[Floor, Refusal], None]
) -> None:
    hear(floor, Refusal.SALE_CANCELLED)
    assert floor.refund.contradicted == Refusal.SALE_CANCELLED
    assert (floor.row.act, floor.row.fact.id) == (Act.CLOSE_CASE, "row.contradicted_unpaid")
    assert gives_nothing(floor)
    floor.shop.waiting.close_case(floor.refund_id, "nobody paid it")
    assert floor.refund.state is RefundState.SETTLED_ELSEWHERE
    assert gives_nothing(floor)


def test_what_the_till_heard_while_it_was_in_doubt_is_there_after_the_next_death(
    floor: Floor,
) -> None:
    floor.restore(Refusal.SALE_VOIDED)
    restart(floor)
    not_given(floor)
    assert floor.refund.state is RefundState.REFUSED
    assert gives_nothing(floor)


def test_where_the_void_was_told_once_its_sale_was_told_another_void_is_heard_likewise(
    floor: Floor,
) -> None:
    restore_before_the_sale(floor)
    assert floor.refund.contradicted == SALE_UNTOLD
    floor.shop.server.refusals["void"] = Refusal.SALE_VOIDED
    floor.shop.pass_time(60)
    not_given(floor)
    assert floor.refund.state is RefundState.REFUSED
    assert gives_nothing(floor)


@pytest.mark.parametrize(
    ("refusal", "state"),
    [
        (Refusal.SALE_VOIDED, RefundState.REFUSED),
        (Refusal.SALE_CANCELLED, RefundState.REFUND_DUE),  # the till knows that it was paid here
    ],
)
def test_of_an_own_sale_only_another_void_is_heard(
    tmp_path: Path, refusal: Refusal, state: RefundState
) -> None:
    shop = ShopFloor(tmp_path)
    shop.session(1)
    sale_id = sold(shop, shop.server.add_card(1))
    before = shop.server.backup()
    refund_id = voided(shop, sale_id)
    shop.restart(ANNA)
    shop.server.restore(before)
    shop.server.refusals["void"] = refusal
    shop.session(2)
    shop.pass_time(30)
    shop.waiting.not_given(refund_id)
    shop.tasks.deliver()
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    assert (refund.state, refund.contradicted) == (state, "")
    opened = shop.printer.drawer_opened
    shop.waiting.hand_back(refund_id)
    shop.tasks.deliver()
    assert shop.printer.drawer_opened - opened == (state is RefundState.REFUND_DUE)
    shop.close()


# --- It was given ---------------------------------------------------------------------------------


@OVER
def test_what_was_given_all_the_same_is_told_and_a_manager_sees_it(
    floor: Floor, refusal: Refusal
) -> None:
    first_at = floor.refund.handed_back_at
    floor.restore(refusal)
    assert told(floor) == []
    acknowledge(floor)
    floor.shop.pass_time(60)
    assert (floor.row.act, floor.row.fact.id) == (Act.CLOSE_CASE, "row.contradicted_paid")
    assert (told(floor), floor.refund.owes_word) == ([first_at], False)
    floor.shop.waiting.close_case(floor.refund_id, "paid twice")
    assert floor.shop.waiting.state.rows == ()


# --- On a full disk -------------------------------------------------------------------------------


def test_what_a_restored_server_says_while_the_doubt_has_no_room_yet_is_not_lost(
    tmp_path: Path,
) -> None:
    floor = Floor(tmp_path)
    hand_back(floor)
    floor.shop.disk.refuses = True
    restart(floor)
    floor.restore(Refusal.SALE_VOIDED)
    floor.shop.pass_time(600)
    floor.shop.disk.refuses = False
    floor.shop.pass_time(DISK_AGAIN_S + 600)
    not_given(floor)
    assert floor.refund.state is RefundState.REFUSED
    assert gives_nothing(floor)
    floor.shop.close()
