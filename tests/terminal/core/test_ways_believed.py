"""A void, and the close of a case, say how their money goes back; another way is asked anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.messages import Payment, SettledRefund
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, PaymentKind
from pos_terminal.journal.records import RefundRecord
from pos_terminal.words import Message, WayBack
from support.open_cases import case, open_page
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor

CLOSED_AT = 1_795_600_000_000


def refunds(shop: ShopFloor, sale_id: str) -> tuple[RefundRecord, ...]:
    return shop.journal.refunds_of(sale_id)


def test_a_void_says_how_its_money_goes_back_and_one_refused_for_that_is_asked_anew(
    shop: ShopFloor, tmp_path: Path
) -> None:
    shop.sell(shop.server.add_card(1))
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    other = ShopFloor(tmp_path / "other", shop.server, till="T2")
    other.sales.find("T1-1-000001")
    other.tasks.deliver()
    shop.server.refusals["void"] = Refusal.MONEY_WAY_CHANGED
    other.sales.open_void()
    assert other.sales.state.detail is not None
    assert other.sales.state.detail.form is not None
    assert other.sales.state.detail.form.way == WayBack(kind=PaymentKind.CASH)
    void(other)
    by_card = Payment(kind=PaymentKind.REFERENCE, amount_minor=5000, reference="AUTH-1")
    shop.server.sales[sale_id].payment = by_card
    (row,) = other.waiting.state.rows
    assert row.fact.id == "row.void_refused_way_changed"
    other.restart(ANNA)  # the answer is on the disk
    del shop.server.refusals["void"]
    other.sales.find("T1-1-000001")
    other.tasks.deliver()
    detail = other.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    assert detail.result.sentence.id == "result.refused_way_changed"
    assert detail.payment_kind is PaymentKind.REFERENCE
    other.sales.open_void()
    void(other)
    believed = [request.goes_back_by for request in shop.server.voids.values()]
    assert believed == [None if one is None else one for one in ("reference",)]
    assert refunds(other, sale_id)[-1].is_due
    other.close()


def void(shop: ShopFloor) -> None:
    from card_contract.messages import VoidReason

    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")


def test_an_own_sale_goes_back_as_it_came_and_nobody_is_asked_how(shop: ShopFloor) -> None:
    shop.sell(shop.server.add_card(1))
    shop.sales.find("T1-1-000001")
    shop.tasks.deliver()
    shop.sales.open_void()
    void(shop)
    (request,) = shop.server.voids.values()
    assert request.goes_back_by is None


# --- Cases ----------------------------------------------------------------------------------------


def listed(shop: ShopFloor, kind: PaymentKind | None) -> str:
    due = replace(case(CaseKind.REFUND_DUE), payment_kind=kind)
    shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    return due.case_id


@pytest.mark.parametrize(
    ("kind", "way"),
    [(PaymentKind.CASH, "cash"), (PaymentKind.REFERENCE, "reference"), (None, "unknown")],
)
def test_a_close_says_how_the_money_would_go_back(
    shop: ShopFloor, kind: PaymentKind | None, way: str
) -> None:
    case_id = listed(shop, kind)
    shop.waiting.close_open_case(case_id, "the customer is here")
    shop.tasks.deliver()
    ((_, request),) = shop.server.case_closes
    assert request.goes_back_by == way


@pytest.mark.parametrize("is_lost_before", [False, True])
def test_a_case_whose_money_goes_back_otherwise_by_now_is_shown_so_and_closed_anew(
    shop: ShopFloor, *, is_lost_before: bool
) -> None:
    case_id = listed(shop, PaymentKind.CASH)
    if is_lost_before:
        shop.server.faults.lose_requests["close_case"] = 1
        shop.waiting.close_open_case(case_id, "the customer is here")
        shop.tasks.deliver()
        shop.restart(ANNA)
    shop.server.refusals["close_case"] = Refusal.MONEY_WAY_CHANGED
    by_card = replace(case(CaseKind.REFUND_DUE), payment_kind=PaymentKind.REFERENCE)
    shop.server.open_cases = CasesAnswer(cases=[by_card], more=False)
    shop.waiting.close_open_case(case_id, "the customer is here")
    shop.tasks.deliver()
    toast = shop.waiting.state.toast
    assert toast is not None
    assert toast.note == Message("toast.case_way_changed.note")
    (shown,) = shop.waiting.state.cases
    assert shown.way == WayBack(kind=PaymentKind.REFERENCE)
    assert shop.printer.drawer_opened == 0
    del shop.server.refusals["close_case"]
    shop.waiting.close_open_case(case_id, "the customer is here")
    shop.tasks.deliver()
    assert shop.server.case_closes[-1][1].goes_back_by == "reference"
    assert shop.printer.drawer_opened == 0
    assert len(shop.printer.papers) == 1


def test_a_case_that_is_gone_says_who_has_closed_it(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.sell(card)
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    due = replace(case(CaseKind.REFUND_DUE), sale_id=sale_id, card_id=card.card_id)
    shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.settled_refunds.append(
        SettledRefund(
            void_id=None,
            card_id=card.card_id,
            closed_at=CLOSED_AT,
            closed_by="Tom Berg",
            unpaid=False,
        )
    )
    shop.server.open_cases = CasesAnswer(cases=[], more=False)
    open_page(shop)
    (ended,) = shop.waiting.state.cases_ended
    values: dict[str, str | int] = {"name": "Tom Berg", "closed_at": CLOSED_AT}
    assert ended.fact == Message("case.closed_by", values)
    assert ended.what_to_do.id == "case.gone.todo"
