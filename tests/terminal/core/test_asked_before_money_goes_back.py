"""Before money leaves this till the server is asked: somebody else may have paid it, or denied it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from card_contract.messages import Payment, SettledRefund
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import PaymentKind
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.model import Act, WaitingKind, WaitingRow
from pos_terminal.words import ON, WayBack, off
from support.open_cases import open_page
from support.scripted_server import ANNA, JONAS, MIA
from support.shop_floor import ShopFloor
from terminal.core.test_contradicted_refunds import Floor

CLOSED_AT = 1_795_600_000_000
HandBack = Callable[[ShopFloor, str], None]
PAGES = pytest.mark.parametrize(
    "hand_back",
    [
        lambda shop, refund_id: shop.sales.hand_back(refund_id),
        lambda shop, refund_id: shop.waiting.hand_back(refund_id),
    ],
    ids=["sales", "waiting"],
)


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    open_page(floor.shop)
    assert floor.result.hand_back.enabled
    yield floor
    floor.shop.close()


def paid_by_tom(floor: Floor, *, unpaid: bool = False) -> None:
    """A manager at another till has closed its case."""
    floor.shop.server.settled_refunds.append(
        SettledRefund(
            void_id=floor.refund_id,
            card_id=None,
            closed_at=CLOSED_AT,
            closed_by="Tom Berg",
            unpaid=unpaid,
        )
    )


def press(floor: Floor, hand_back: HandBack) -> None:
    hand_back(floor.shop, floor.refund_id)
    floor.shop.tasks.deliver()


def reach(floor: Floor, how: Reach) -> None:
    floor.shop.waiting.connection_changed(Connection(reach=how, since_ms=floor.shop.loop.now_ms()))
    floor.shop.tasks.deliver()


# --- Paid, or found not to be owed, elsewhere -----------------------------------------------------


@PAGES
def test_what_nobody_has_paid_goes_back_once_it_was_asked(
    floor: Floor, hand_back: HandBack
) -> None:
    floor.shop.server.calls.clear()
    press(floor, hand_back)
    assert floor.shop.server.calls[:2] == ["sale", "hand_back_void"]
    assert floor.shop.printer.drawer_opened == 1
    assert floor.refund.state is RefundState.CLOSED


@PAGES
@pytest.mark.parametrize("unpaid", [False, True])
def test_what_a_manager_has_settled_elsewhere_is_told_by_name_and_never_handed_out(
    floor: Floor, hand_back: HandBack, *, unpaid: bool
) -> None:
    paid_by_tom(floor, unpaid=unpaid)
    for _ in range(2):
        press(floor, hand_back)
    word = "not_owed_by" if unpaid else "settled_by"
    assert (floor.row.kind, floor.row.fact.id) == (WaitingKind.CASE, f"row.refund_{word}")
    assert floor.row.fact.values["name"] == "Tom Berg"
    assert floor.row.act is Act.CLOSE_CASE
    assert floor.result.sentence.id == f"result.{word}"
    assert floor.gives_nothing()
    assert "hand_back_void" not in floor.shop.server.calls


def test_the_list_says_so_before_anybody_presses_and_after_a_restart_without_a_line(
    floor: Floor,
) -> None:
    paid_by_tom(floor)
    open_page(floor.shop)
    assert floor.row.fact.id == "row.refund_settled_by"
    floor.shop.restart(ANNA)
    floor.shop.server.faults.down = True
    open_page(floor.shop)
    assert floor.row.fact.id == "row.refund_settled_by"
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    assert floor.shop.printer.drawer_opened == 0
    floor.shop.waiting.close_case(floor.refund_id, "Tom has paid it")
    assert floor.shop.waiting.state.rows == ()


def test_one_of_two_refused_cards_that_was_paid_elsewhere_leaves_the_other(shop: ShopFloor) -> None:
    cards = [shop.server.add_card(number) for number in (1, 2)]
    for card in cards:
        shop.scan(card)
    shop.take_payment()
    for card in cards:
        card.refusal = CardRefusal.RECALLED
    shop.pay_cash(10_000)
    shop.printer.drawer_opened = 0
    shop.server.settled_refunds.append(
        SettledRefund(
            void_id=None,
            card_id=cards[0].card_id,
            closed_at=CLOSED_AT,
            closed_by="Tom Berg",
            unpaid=False,
        )
    )
    shop.checkout.hand_back()
    shop.tasks.deliver()
    verdict = shop.screen.verdict
    assert verdict is not None
    assert (verdict.refund_minor, shop.printer.drawer_opened) == (5000, 0)
    shop.checkout.hand_back()
    shop.tasks.deliver()
    assert shop.printer.drawer_opened == 1
    (told,) = shop.server.handed_back.values()
    assert told.card_ids == [cards[1].card_id]


@pytest.mark.parametrize("unpaid", [False, True])
def test_the_checkout_says_who_has_settled_the_case_of_its_refused_card(
    shop: ShopFloor, *, unpaid: bool
) -> None:
    card = refused_card(shop)
    shop.server.settled_refunds.append(
        SettledRefund(
            void_id=None,
            card_id=card,
            closed_at=CLOSED_AT,
            closed_by="Tom Berg",
            unpaid=unpaid,
        )
    )
    shop.checkout.hand_back()
    shop.tasks.deliver()
    verdict = shop.screen.verdict
    assert verdict is not None
    assert verdict.sentence.id == "not_activated.settled_by"
    assert verdict.sentence.values["name"] == "Tom Berg"
    assert (verdict.refund_minor, verdict.settled_elsewhere) == (0, True)
    assert shop.printer.drawer_opened == 0


def refused_card(shop: ShopFloor, *, reference: str = "") -> str:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    card.refusal = CardRefusal.RECALLED
    if reference:
        shop.checkout.pay_reference(reference)
        shop.tasks.deliver()
    else:
        shop.pay_cash(5000)
    shop.printer.drawer_opened = 0
    return card.card_id


# --- Recorded first, then given -------------------------------------------------------------------


def test_after_the_press_waiting_says_what_to_give_and_how(floor: Floor) -> None:
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    (told,) = floor.shop.waiting.state.given
    assert told.fact.id == "handed_back"
    assert told.fact.values["refund_minor"] == 5000
    assert told.way == WayBack(kind=PaymentKind.CASH)


def test_after_the_press_the_open_sale_says_what_to_give_and_how_until_it_is_opened_anew(
    floor: Floor,
) -> None:
    press(floor, lambda shop, refund_id: shop.sales.hand_back(refund_id))  # the sale is open
    detail = floor.shop.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    assert detail.result.sentence.id == "result.given"
    assert detail.result.way == WayBack(kind=PaymentKind.CASH)
    assert floor.result.sentence.id == "result.handed_back"
    assert floor.result.way is None


def test_where_the_receipt_does_not_come_out_the_row_says_what_to_give_until_it_is_chosen(
    floor: Floor,
) -> None:
    floor.shop.printer.fails = True
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    assert (floor.row.fact.id, floor.row.way) == (
        "row.refund_given",
        WayBack(kind=PaymentKind.CASH),
    )
    floor.shop.waiting.choose(floor.refund_id)
    assert (floor.row.fact.id, floor.row.way) == ("row.refund_receipt_missing", None)


def test_after_the_press_the_checkout_says_what_to_give_and_how(shop: ShopFloor) -> None:
    refused_card(shop)
    shop.checkout.hand_back()
    shop.tasks.deliver()
    verdict = shop.screen.verdict
    assert verdict is not None
    assert (verdict.refund_minor, verdict.given_minor) == (0, 5000)
    assert verdict.way == WayBack(kind=PaymentKind.CASH)


# --- It had gone out already ----------------------------------------------------------------------


def gone_out(floor: Floor) -> None:
    floor.shop.waiting.gone_out(floor.refund_id)
    floor.shop.tasks.deliver()


def handed_back_told(floor: Floor) -> int:
    return floor.shop.server.calls.count("hand_back_void")


@pytest.mark.parametrize("unpaid", [False, True])
def test_whoever_had_given_it_before_says_so_and_the_server_hears_it_once(
    floor: Floor, *, unpaid: bool
) -> None:
    assert floor.row.gone_out is None
    paid_by_tom(floor, unpaid=unpaid)
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    assert floor.row.gone_out == ON
    opened = floor.shop.printer.drawer_opened
    for _ in range(2):
        gone_out(floor)
    assert floor.refund.state is RefundState.CLOSED
    assert floor.refund.handed_back_at is not None
    assert floor.refund.back_told_at is not None
    assert handed_back_told(floor) == 1
    assert floor.shop.printer.drawer_opened == opened
    toast = floor.shop.waiting.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.gone_out"


def test_nobody_says_so_of_what_is_still_due_nor_once_a_manager_has_closed_it(floor: Floor) -> None:
    gone_out(floor)
    assert floor.refund.is_due
    paid_by_tom(floor)
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    floor.shop.on_duty.signed_out()
    assert floor.row.gone_out == off("off.sign_in_first")
    gone_out(floor)
    assert floor.refund.handed_back_at is None
    floor.shop.on_duty.signed_in(ANNA)
    floor.shop.waiting.close_case(floor.refund_id, "Tom has paid it")
    gone_out(floor)
    assert floor.refund.state is RefundState.SETTLED_ELSEWHERE
    assert handed_back_told(floor) == 0


@pytest.mark.parametrize("lost", ["lose_requests", "lose_replies"])
def test_what_had_gone_out_is_told_until_the_server_has_taken_note(floor: Floor, lost: str) -> None:
    paid_by_tom(floor)
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    getattr(floor.shop.server.faults, lost)["hand_back_void"] = 1
    gone_out(floor)
    floor.shop.restart(ANNA)  # it is on the disk
    floor.shop.session(1)
    floor.shop.pass_time(60)
    assert floor.refund.back_told_at is not None


def test_at_the_checkout_it_is_said_under_waiting_while_the_sale_is_still_on_the_screen(
    shop: ShopFloor,
) -> None:
    card = refused_card(shop)
    shop.server.settled_refunds.append(
        SettledRefund(
            void_id=None, card_id=card, closed_at=CLOSED_AT, closed_by="Tom Berg", unpaid=False
        )
    )
    shop.checkout.hand_back()
    shop.tasks.deliver()
    (row,) = shop.waiting.state.rows
    shop.waiting.gone_out(row.key)
    shop.tasks.deliver()
    (told,) = shop.server.handed_back.values()
    assert told.card_ids == [card]


# --- It cannot be asked ---------------------------------------------------------------------------


def not_known(floor: Floor, word: str = "refund_not_known") -> bool:
    """Whether every page says that it is not known, and none offers the money."""
    detail = floor.shop.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    row, result = floor.row, detail.result
    said = (row.fact.id, row.what_to_do.id, row.act, row.way)
    return said == (
        f"row.{word}",
        f"row.{word}.todo",
        Act.ASK,
        None,
    ) and (result.sentence.id, result.refund_known, result.way) == (
        f"result.{word}",
        False,
        None,
    )


@PAGES
def test_without_an_answer_the_money_waits_and_no_page_offers_it(
    floor: Floor, hand_back: HandBack
) -> None:
    floor.shop.server.faults.lose_replies["sale"] = 1
    press(floor, hand_back)
    assert floor.row.fact.id == "row.refund_no_line"
    floor.shop.server.faults.down = True
    assert not_known(floor, "refund_no_line")
    press(floor, hand_back)
    assert floor.shop.printer.drawer_opened == 0
    assert floor.refund.handed_back_at is None
    floor.shop.server.faults.down = False
    press(floor, hand_back)
    assert floor.row.way == WayBack(kind=PaymentKind.CASH)
    assert floor.shop.printer.drawer_opened == 0, "what is to go back is shown first"
    press(floor, hand_back)
    assert floor.shop.printer.drawer_opened == 1


@pytest.mark.parametrize("refusal", [Refusal.BUSY, Refusal.NOT_FOUND, Refusal.NO_OPERATOR])
def test_a_server_that_does_not_tell_is_no_answer(floor: Floor, refusal: Refusal) -> None:
    floor.shop.server.refusals["sale"] = refusal
    open_page(floor.shop)
    assert not_known(floor)
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 0
    floor.shop.server.refusals.clear()
    floor.shop.waiting.try_now(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.row.act is Act.HAND_BACK


def test_what_is_due_waits_from_the_moment_at_which_the_line_is_lost(floor: Floor) -> None:
    assert floor.row.act is Act.HAND_BACK
    floor.shop.server.faults.down = True
    reach(floor, Reach.OFFLINE)
    assert not_known(floor, "refund_no_line")
    floor.shop.server.faults.down = False
    floor.shop.server.denied_sales.add(floor.sale_id)  # its till was heard meanwhile
    reach(floor, Reach.ONLINE)
    assert floor.row.fact.id == "row.in_doubt"
    assert floor.gives_nothing()


def test_a_restart_without_a_line_offers_nothing_until_it_was_asked(floor: Floor) -> None:
    floor.shop.server.faults.down = True
    floor.shop.restart(MIA)
    open_page(floor.shop)
    assert floor.row.act is Act.ASK
    floor.shop.server.faults.down = False
    floor.shop.waiting.choose(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.row.act is Act.HAND_BACK


def test_the_checkout_asks_too_and_says_what_it_does_not_know(shop: ShopFloor) -> None:
    refused_card(shop)
    shop.server.faults.down = True
    shop.checkout.hand_back()
    shop.tasks.deliver()
    verdict = shop.screen.verdict
    assert verdict is not None
    assert (verdict.sentence.id, verdict.refund_known, verdict.has_line, verdict.way) == (
        "not_activated.refund_not_known",
        False,
        False,
        None,
    )
    assert shop.printer.drawer_opened == 0
    shop.server.faults.down = False
    shop.checkout.hand_back()
    shop.tasks.deliver()
    verdict = shop.screen.verdict
    assert verdict is not None
    assert (verdict.refund_known, verdict.way) == (True, WayBack(kind=PaymentKind.CASH))
    assert shop.printer.drawer_opened == 0, "what is to go back is shown first"
    shop.checkout.hand_back()
    shop.tasks.deliver()
    assert shop.printer.drawer_opened == 1


def test_the_checkout_that_asks_again_hears_who_has_paid_it_before_anything_goes_back(
    shop: ShopFloor,
) -> None:
    card = refused_card(shop)
    shop.server.faults.down = True
    shop.checkout.hand_back()
    shop.tasks.deliver()
    shop.server.faults.down = False
    shop.server.settled_refunds.append(
        SettledRefund(
            void_id=None, card_id=card, closed_at=CLOSED_AT, closed_by="Tom Berg", unpaid=False
        )
    )
    shop.checkout.hand_back()
    shop.tasks.deliver()
    verdict = shop.screen.verdict
    assert verdict is not None
    assert verdict.sentence.id == "not_activated.settled_by"
    assert shop.printer.drawer_opened == 0


def test_what_the_server_never_had_of_an_own_sale_nobody_else_has_paid(shop: ShopFloor) -> None:
    refused_card(shop)
    shop.server.refusals["sale"] = Refusal.NOT_FOUND
    shop.checkout.hand_back()
    shop.tasks.deliver()
    assert shop.printer.drawer_opened == 1


def test_what_a_restored_server_has_yet_to_hear_again_it_cannot_tell(floor: Floor) -> None:
    floor.shop.server.restore(floor.before)
    floor.shop.server.faults.lose_requests["void"] = 99
    floor.shop.session(2)
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    assert floor.row.fact.id == "row.refund_not_known"
    assert floor.shop.printer.drawer_opened == 0
    floor.shop.server.faults.lose_requests.clear()
    floor.shop.pass_time(60)
    floor.shop.tasks.deliver()
    assert floor.row.act is Act.HAND_BACK, "the till has asked again by itself"
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    assert floor.shop.printer.drawer_opened == 1


def test_what_the_line_left_open_at_night_is_asked_about_when_somebody_signs_in(
    floor: Floor,
) -> None:
    floor.shop.server.faults.down = True
    reach(floor, Reach.OFFLINE)
    floor.shop.on_duty.signed_out()
    floor.shop.server.faults.down = False
    reach(floor, Reach.ONLINE)
    assert floor.row.act is Act.ASK
    floor.shop.on_duty.signed_in(MIA)
    floor.shop.tasks.deliver()
    assert floor.row.act is Act.HAND_BACK


def test_whoever_signs_in_without_a_line_is_offered_nothing(floor: Floor) -> None:
    floor.shop.server.faults.down = True
    reach(floor, Reach.OFFLINE)
    floor.shop.on_duty.signed_in(MIA)
    floor.shop.tasks.deliver()
    assert not_known(floor, "refund_no_line")


# --- While it is asked ----------------------------------------------------------------------------


def asking(floor: Floor) -> WaitingRow:
    floor.shop.server.faults.slow_s = 5.0
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.loop.settle()
    return floor.row


def test_a_second_press_meanwhile_hands_out_nothing_more(floor: Floor) -> None:
    assert asking(floor).decide == off("off.trying")
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.sales.hand_back(floor.refund_id)
    floor.shop.pass_time(30)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 1


def test_whoever_signs_in_meanwhile_is_handed_no_drawer(floor: Floor) -> None:
    asking(floor)
    floor.shop.on_duty.signed_in(JONAS)
    floor.shop.pass_time(30)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 0
    assert (floor.refund.is_due, floor.row.act) == (True, Act.HAND_BACK)


def test_a_till_that_is_killed_while_it_asks_has_handed_out_nothing(floor: Floor) -> None:
    asking(floor)
    floor.shop.restart(ANNA)
    floor.shop.server.faults.slow_s = 0
    assert floor.shop.printer.drawer_opened == 0
    assert floor.refund.is_due
    press(floor, lambda shop, refund_id: shop.waiting.hand_back(refund_id))
    assert floor.shop.printer.drawer_opened == 1


# --- Another way by now ---------------------------------------------------------------------------


@PAGES
def test_money_that_goes_back_otherwise_by_now_is_shown_so_and_asked_for_again(
    floor: Floor, hand_back: HandBack
) -> None:
    by_card = Payment(kind=PaymentKind.REFERENCE, amount_minor=5000, reference="AUTH-1")
    floor.shop.server.sales[floor.sale_id].payment = by_card
    press(floor, hand_back)
    way = WayBack(kind=PaymentKind.REFERENCE, reference="AUTH-1")
    assert (floor.row.fact.id, floor.row.way) == ("row.refund_changed", way)
    assert (floor.result.sentence.id, floor.result.way) == ("result.refund_changed", way)
    assert floor.refund.handed_back_at is None
    press(floor, hand_back)
    assert floor.refund.state is RefundState.CLOSED
    assert floor.shop.printer.drawer_opened == 0, "it went back on the card machine"
