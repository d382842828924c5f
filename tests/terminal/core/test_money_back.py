"""Money that goes back: the drawer opens where it was cash, and a paper goes with it, on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from card_contract.messages import VoidReason
from card_contract.outcomes import CardRefusal
from card_contract.sale_id import SaleId
from card_contract.states import PaymentKind
from pos_terminal.receipts import ReceiptKind
from pos_terminal.sales.model import VoidStage
from support.shop_floor import ShopFloor

HandBack = Callable[[ShopFloor, str], None]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopFloor]:
    floor = ShopFloor(tmp_path)
    yield floor
    floor.close()


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


def test_where_the_till_does_not_know_how_it_was_paid_the_drawer_opens(
    shop: ShopFloor, tmp_path: Path
) -> None:
    sale_id = pay(shop, PaymentKind.REFERENCE)
    other = ShopFloor(tmp_path / "other", shop.server, till="T2")
    refund_id = void(other, sale_id)
    other.waiting.hand_back(refund_id)
    assert kinds(other) == [ReceiptKind.REFUND]
    assert other.printer.drawer_opened == 1
    other.close()
