"""How a sale was paid: what cannot be right is refused before PAID, what was wrong is corrected."""

from __future__ import annotations

import pytest

from card_contract.messages import AMOUNT_MAX_MINOR
from card_contract.outcomes import Refusal
from card_contract.states import PaymentKind
from pos_terminal.checkout.model import CheckoutState, Mode
from pos_terminal.journal.sale_machine import IllegalMoveError, SaleState
from pos_terminal.waiting.model import Act, WaitingKind
from support.scripted_server import MIA
from support.shop_floor import ShopFloor


def pay_reference(shop: ShopFloor, reference: str) -> CheckoutState:
    shop.checkout.choose_payment(PaymentKind.REFERENCE)
    shop.checkout.pay_reference(reference)
    return shop.screen


def asked_to_pay(shop: ShopFloor, card: int) -> None:
    shop.scan(shop.server.add_card(card))
    assert shop.take_payment().mode is Mode.PAYMENT


def refused(shop: ShopFloor, reference: str = "AUTH-1") -> str:
    """A paid sale whose reference the server does not take; returns its id."""
    asked_to_pay(shop, 1)
    shop.server.refusals["confirm"] = Refusal.PAYMENT_REFERENCE_USED
    assert pay_reference(shop, reference).mode is Mode.NOT_KNOWN_YET
    del shop.server.refusals["confirm"]
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    return sale_id


@pytest.mark.parametrize("given", [AMOUNT_MAX_MINOR + 1, 2**63, 10**30])
def test_an_amount_that_cannot_be_written_down_is_refused(shop: ShopFloor, given: int) -> None:
    asked_to_pay(shop, 1)
    shop.checkout.enter_given(given)
    for screen in (shop.screen, shop.pay_cash(given)):
        assert screen.mode is Mode.PAYMENT
        assert screen.payment is not None
        assert screen.payment.fault is not None
        assert screen.payment.fault.id == "paid.too_much"
        assert not screen.payment.paid.enabled
    assert shop.pay_cash(AMOUNT_MAX_MINOR).mode is Mode.ACTIVATED
    shop.restart()
    assert shop.journal.damage is None


def test_a_reference_of_another_sale_is_refused_before_anything_is_recorded(
    shop: ShopFloor,
) -> None:
    asked_to_pay(shop, 1)
    screen = pay_reference(shop, "AUTH-1")
    first = screen.sale_number
    shop.checkout.next_sale()
    asked_to_pay(shop, 2)
    screen = pay_reference(shop, " AUTH-1 ")
    assert screen.mode is Mode.PAYMENT
    assert screen.payment is not None
    assert screen.payment.fault is not None
    assert screen.payment.fault.values == {"number": first}
    assert pay_reference(shop, "AUTH-2").mode is Mode.ACTIVATED


def test_the_reference_is_known_after_a_restart_too(shop: ShopFloor) -> None:
    asked_to_pay(shop, 1)
    pay_reference(shop, "AUTH-1")
    shop.restart(MIA)
    asked_to_pay(shop, 2)
    assert pay_reference(shop, "AUTH-1").mode is Mode.PAYMENT


def test_a_refused_reference_is_corrected_in_amber_and_the_same_sale_goes_on(
    shop: ShopFloor,
) -> None:
    sale_id = refused(shop)
    part = shop.screen.not_known
    assert part is not None
    assert part.sentence.id == "not_known_yet.reference_used"
    assert part.sentence.values["reference"] == "AUTH-1"
    assert part.correction is not None
    assert not shop.screen.buttons.try_now.enabled
    for wrong, fault in (("", "paid.enter_reference"), (" AUTH-1", "correct.same_reference")):
        shop.checkout.correct_paid_reference(wrong)
        part = shop.screen.not_known
        assert part is not None
        assert part.correction is not None
        assert part.correction.fault is not None
        assert part.correction.fault.id == fault
    shop.checkout.correct_paid_reference("AUTH-9")
    assert shop.screen.mode is Mode.ACTIVATED
    assert shop.server.sales[sale_id].payment.reference == "AUTH-9"
    assert set(shop.server.activations.values()) == {1}
    assert shop.journal.paid_with("AUTH-1") is None
    assert shop.journal.paid_with("AUTH-9") == sale_id


def test_it_was_cash_after_all(shop: ShopFloor) -> None:
    sale_id = refused(shop)
    shop.checkout.correct_paid_cash()
    assert shop.screen.mode is Mode.ACTIVATED
    assert shop.server.sales[sale_id].payment.kind is PaymentKind.CASH


def test_a_correction_whose_reply_is_lost_is_repeated_until_it_is_answered(
    shop: ShopFloor,
) -> None:
    refused(shop)
    shop.server.faults.lose_replies["confirm"] = 3
    shop.checkout.correct_paid_reference("AUTH-9")
    assert shop.pass_time(60).mode is Mode.ACTIVATED
    assert set(shop.server.activations.values()) == {1}


def test_it_is_corrected_under_waiting_after_a_restart(shop: ShopFloor) -> None:
    sale_id = refused(shop)
    shop.restart()
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act, row.fact.id) == (WaitingKind.CASE, Act.VOID, "row.reference_used")
    assert row.correct is not None
    assert not row.correct.enabled
    shop.waiting.correct_paid_reference(sale_id, "AUTH-9")
    assert shop.server.activations == {}
    shop.on_duty.signed_in(MIA)
    shop.waiting.correct_paid_reference(sale_id, "AUTH-1")
    (row,) = shop.waiting.state.rows
    assert row.fault is not None
    assert row.fault.id == "correct.same_reference"
    shop.waiting.correct_paid_reference(sale_id, "AUTH-9")
    shop.tasks.deliver()
    assert set(shop.server.activations.values()) == {1}
    shop.waiting.correct_paid_cash(sale_id)
    sale = shop.journal.sale(sale_id)
    assert sale is not None
    assert sale.payment is not None
    assert sale.payment.reference == "AUTH-9"


def test_the_answer_after_a_restart_takes_no_reference_of_another_sale(shop: ShopFloor) -> None:
    asked_to_pay(shop, 1)
    pay_reference(shop, "AUTH-1")
    shop.checkout.next_sale()
    asked_to_pay(shop, 2)
    shop.restart(MIA)
    question = shop.waiting.state.question
    assert question is not None
    for wrong, fault in (
        ("AUTH-1", "correct.reference_used"),
        ("two\nlines", "correct.enter_reference"),
        ("x" * 65, "correct.enter_reference"),
    ):
        shop.waiting.answer_paid_reference(question.sale_id, wrong)
        asked = shop.waiting.state.question
        assert asked is not None
        assert asked.fault is not None
        assert asked.fault.id == fault
    shop.waiting.answer_paid_reference(question.sale_id, "AUTH-2")
    shop.tasks.deliver()
    assert shop.waiting.state.question is None


def test_a_confirmed_payment_is_corrected_no_more(shop: ShopFloor) -> None:
    shop.sell(shop.server.add_card(1))
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    sale = shop.journal.sale(sale_id)
    assert sale is not None
    assert sale.payment is not None
    payment = sale.payment
    with pytest.raises(IllegalMoveError):
        shop.book.correct_payment(sale_id, payment)
    assert sale.state is SaleState.DONE
