"""Money that goes back: the drawer opens where it was cash, and a paper goes with it, on every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.messages import VoidReason
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.sale_id import SaleId
from card_contract.states import CaseKind, PaymentKind
from pos_terminal.receipts import ReceiptKind
from pos_terminal.sales.model import VoidStage
from pos_terminal.waiting.model import OpenCase
from pos_terminal.words import Message, WayBack, off
from support.open_cases import case
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor

HandBack = Callable[[ShopFloor, str], None]


def under_sales(shop: ShopFloor, refund_id: str) -> None:
    shop.sales.hand_back(refund_id)


def under_waiting(shop: ShopFloor, refund_id: str) -> None:
    shop.waiting.hand_back(refund_id)


def pay(shop: ShopFloor, kind: PaymentKind) -> str:
    """Sell a card, paid so; returns the sale's id. The drawer and the papers begin anew."""
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    if kind is PaymentKind.CASH:
        shop.pay_cash(5000)
    else:
        shop.checkout.pay_reference("AUTH-4711")
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.checkout.print_receipt()
    shop.tasks.deliver()
    shop.checkout.next_sale()
    begin_anew(shop)
    return sale_id


def begin_anew(shop: ShopFloor) -> None:
    shop.printer.drawer_opened = 0
    shop.printer.papers.clear()


def void(shop: ShopFloor, sale_id: str) -> str:
    """Void the sale with a manager's signature; returns the refund's id."""
    shop.sales.find(SaleId.parse(sale_id).receipt_number)
    shop.tasks.deliver()
    shop.sales.open_void()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    return refund.refund_id


def kinds(shop: ShopFloor) -> list[ReceiptKind]:
    shop.tasks.deliver()
    return [paper.kind for paper in shop.printer.papers]


@pytest.mark.parametrize("hand_back", [under_sales, under_waiting])
def test_cash_goes_back_out_of_the_drawer_with_a_paper(
    shop: ShopFloor, hand_back: HandBack
) -> None:
    refund_id = void(shop, pay(shop, PaymentKind.CASH))
    assert (shop.printer.drawer_opened, kinds(shop)) == (0, [])
    hand_back(shop, refund_id)
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert not shop.printer.papers[0].copy
    assert shop.printer.drawer_opened == 1
    assert shop.journal.open_records() == ()


@pytest.mark.parametrize("hand_back", [under_sales, under_waiting])
def test_what_was_paid_by_reference_goes_back_on_paper_and_leaves_the_drawer_shut(
    shop: ShopFloor, hand_back: HandBack
) -> None:
    refund_id = void(shop, pay(shop, PaymentKind.REFERENCE))
    hand_back(shop, refund_id)
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert shop.printer.drawer_opened == 0


def test_the_cash_of_a_card_refused_at_its_confirmation_goes_back_out_of_the_drawer(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    card.refusal = CardRefusal.RECALLED
    shop.pay_cash(5000)
    begin_anew(shop)
    shop.checkout.hand_back()
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert shop.printer.drawer_opened == 1


@pytest.mark.parametrize("hand_back", [under_sales, under_waiting])
def test_a_second_press_neither_opens_nor_prints_again(
    shop: ShopFloor, hand_back: HandBack
) -> None:
    refund_id = void(shop, pay(shop, PaymentKind.CASH))
    hand_back(shop, refund_id)
    hand_back(shop, refund_id)
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert shop.printer.drawer_opened == 1


@pytest.mark.parametrize("hand_back", [under_sales, under_waiting])
def test_where_the_disk_does_not_take_it_the_drawer_stays_shut(
    shop: ShopFloor, hand_back: HandBack
) -> None:
    refund_id = void(shop, pay(shop, PaymentKind.CASH))
    shop.disk.refuses = True
    hand_back(shop, refund_id)
    assert (shop.printer.drawer_opened, kinds(shop)) == (0, [])
    shop.disk.refuses = False


def test_a_paper_printed_before_the_money_went_back_is_not_printed_twice(shop: ShopFloor) -> None:
    refund_id = void(shop, pay(shop, PaymentKind.CASH))
    shop.sales.print_refund(refund_id)
    assert kinds(shop) == [ReceiptKind.REFUND]
    shop.sales.hand_back(refund_id)
    assert kinds(shop) == [ReceiptKind.REFUND]


def test_a_paper_that_did_not_come_out_is_said_and_waits(shop: ShopFloor) -> None:
    refund_id = void(shop, pay(shop, PaymentKind.CASH))
    shop.printer.fails = True
    shop.sales.hand_back(refund_id)
    assert kinds(shop) == []
    detail = shop.sales.state.detail
    assert detail is not None
    assert detail.print_fault is not None
    assert detail.result is not None
    assert detail.result.stage is VoidStage.HANDED_BACK
    assert [row.key for row in shop.waiting.state.rows] == [refund_id]


@pytest.mark.parametrize("kind", list(PaymentKind))
def test_another_till_gives_it_back_the_way_it_was_paid(
    shop: ShopFloor, tmp_path: Path, kind: PaymentKind
) -> None:
    sale_id = pay(shop, kind)
    other = ShopFloor(tmp_path / "other", shop.server, till="T2")
    refund_id = void(other, sale_id)
    (row,) = other.waiting.state.rows
    by_card = kind is PaymentKind.REFERENCE
    way = WayBack(kind=kind, reference="AUTH-4711" if by_card else None)
    detail = other.sales.state.detail
    assert row.way == way
    assert detail is not None
    assert detail.result is not None
    assert detail.result.way == way
    other.waiting.hand_back(refund_id)
    assert kinds(other) == [ReceiptKind.REFUND]
    assert other.printer.drawer_opened == (0 if by_card else 1)
    other.close()


def test_the_way_back_of_a_sale_of_this_till_is_known_though_the_server_never_told_it(
    shop: ShopFloor,
) -> None:
    good, bad = shop.server.add_card(1), shop.server.add_card(2)
    shop.scan(good)
    shop.scan(bad)
    shop.take_payment()
    bad.refusal = CardRefusal.RECALLED
    shop.checkout.pay_reference("AUTH-4711")
    verdict = shop.screen.verdict
    assert verdict is not None
    assert verdict.way == WayBack(kind=PaymentKind.REFERENCE, reference="AUTH-4711")
    shop.checkout.hand_back()
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert shop.printer.drawer_opened == 0


# --- At a till that is shut out -------------------------------------------------------------------


@pytest.mark.parametrize("hand_back", [under_sales, under_waiting])
def test_a_till_that_is_shut_out_gives_nothing_back(shop: ShopFloor, hand_back: HandBack) -> None:
    sale_id = pay(shop, PaymentKind.CASH)
    refund_id = void(shop, sale_id)
    shut_out = {"holds": Refusal.TILL_REVOKED, "sale": Refusal.TILL_REVOKED}
    shop.server.refusals |= shut_out
    shop.waiting.open()
    shop.tasks.deliver()
    (row,) = shop.waiting.state.rows
    assert row.decide == off("off.shut_out")
    assert (row.what_to_do.id, row.way) == ("row.shut_out.todo", None)
    hand_back(shop, refund_id)
    shop.sales.hand_back(refund_id)
    assert kinds(shop) == []
    assert shop.printer.drawer_opened == 0
    detail = shop.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    assert detail.result.hand_back == off("off.shut_out")
    assert detail.result.what_to_do.id == "result.shut_out.todo"
    shop.server.refusals.clear()  # it was shut out by mistake, and is in service again
    shop.waiting.open()
    shop.tasks.deliver()
    hand_back(shop, refund_id)
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert shop.printer.drawer_opened == 1


def test_the_checkout_of_a_till_that_is_shut_out_gives_nothing_back(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    card.refusal = CardRefusal.RECALLED
    shop.pay_cash(5000)
    begin_anew(shop)
    shop.server.is_shut_out = True
    shop.checkout.hand_back()
    assert kinds(shop) == []
    verdict = shop.screen.verdict
    assert verdict is not None
    assert verdict.hand_back == off("off.shut_out")
    assert verdict.way is None


# --- For a case ------------------------------------------------------------------------------------


def closed(shop: ShopFloor, kind: PaymentKind | None, **changes: Any) -> OpenCase:
    """Close a refund that is due, as Anna, and see what became of it."""
    due = replace(case(CaseKind.REFUND_DUE), payment_kind=kind, title="Game card", **changes)
    shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    shop.waiting.close_open_case(due.case_id, "found out")
    shop.tasks.deliver()
    shop.tasks.deliver()
    return next(one for one in shop.waiting.state.cases_ended if one.case_id == due.case_id)


def test_a_case_that_is_closed_opens_the_drawer_for_cash_and_prints_its_paper(
    shop: ShopFloor,
) -> None:
    done = closed(shop, PaymentKind.CASH)
    assert done.way == WayBack(kind=PaymentKind.CASH)
    assert kinds(shop) == [ReceiptKind.REFUND]
    (paper,) = shop.printer.papers
    assert (paper.refund_minor, paper.number) == (2500, "T2-1-000001")
    assert [line.name for line in paper.lines] == ["Game card"]
    assert shop.printer.drawer_opened == 1
    shop.waiting.print_case(done.case_id)
    assert kinds(shop) == [ReceiptKind.REFUND] * 2
    assert [paper.copy for paper in shop.printer.papers] == [False, True]
    assert shop.printer.drawer_opened == 1


def test_the_drawer_stays_shut_for_a_case_that_was_paid_on_the_card_machine(
    shop: ShopFloor,
) -> None:
    done = closed(shop, PaymentKind.REFERENCE, payment_reference="AUTH-1")
    assert done.way == WayBack(kind=PaymentKind.REFERENCE, reference="AUTH-1")
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert shop.printer.drawer_opened == 0


def test_a_paper_of_a_case_that_did_not_come_out_is_said_and_printed_again(
    shop: ShopFloor,
) -> None:
    shop.printer.fails = True
    done = closed(shop, PaymentKind.CASH)
    assert done.has_paper
    assert kinds(shop) == []
    toast = shop.waiting.state.toast
    assert toast is not None
    assert toast.note == Message("toast.not_printed.note")
    shop.printer.fails = False
    shop.waiting.print_case(done.case_id)
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert not shop.printer.papers[0].copy


def test_a_case_that_was_lost_on_its_way_pays_once_it_is_answered_and_a_refused_one_never(
    shop: ShopFloor,
) -> None:
    shop.server.faults.lose_replies["close_case"] = 1
    due = replace(case(CaseKind.REFUND_DUE), payment_kind=PaymentKind.CASH)
    shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    shop.waiting.close_open_case(due.case_id, "found out")
    assert kinds(shop) == []
    assert shop.printer.drawer_opened == 0
    shop.waiting.close_open_case(due.case_id, "")
    assert kinds(shop) == [ReceiptKind.REFUND]
    assert shop.printer.drawer_opened == 1
    begin_anew(shop)
    other = replace(case(CaseKind.SIGNATURE_OWED), payment_kind=PaymentKind.CASH)
    shop.server.open_cases = CasesAnswer(cases=[other], more=False)
    shop.waiting.open()
    shop.tasks.deliver()
    shop.server.refusals["close_case"] = Refusal.NOT_FOUND
    shop.waiting.close_open_case(other.case_id, "found out")
    assert kinds(shop) == []
    assert shop.printer.drawer_opened == 0


def test_a_case_says_that_its_till_is_shut_out(shop: ShopFloor) -> None:
    due = replace(case(CaseKind.REFUND_DUE), till_revoked=True)
    shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    (listed,) = shop.waiting.state.cases
    assert listed.what_to_do.id == "case.shut_out.todo"
