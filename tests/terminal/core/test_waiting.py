"""Open sales: what a restart finds, what the till does by itself, and what a person decides."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.case_messages import CasesAnswer
from card_contract.messages import (
    Payment,
    SaleView,
)
from card_contract.outcomes import Refusal
from card_contract.settle_messages import HoldsAnswer, HoldView
from card_contract.states import CodeState, HoldState, PaymentKind, SaleStage, SettledAs
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.receipts import ReceiptKind
from pos_terminal.waiting.model import Act, WaitingKind
from pos_terminal.words import Message
from support.case_pages import CASES_A_PAGE, money_owed
from support.scripted_cards import Sale
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor


def paid_in_doubt(shop: ShopFloor) -> str:
    """Sell a card whose confirmation reaches nobody; returns the sale's id."""
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.down = True
    shop.pay_cash(5000)
    (record,) = shop.journal.open_records()
    return record.sale_id


def test_an_amber_sale_stands_in_the_list_with_its_countdown(shop: ShopFloor) -> None:
    sale_id = paid_in_doubt(shop)
    state = shop.waiting.state
    assert state.count == 1
    (row,) = state.rows
    assert row.kind is WaitingKind.BEING_ACTIVATED
    assert row.key == sale_id
    assert row.next_try_ms is not None
    assert row.decide is not None
    assert row.decide.enabled
    shop.server.faults.down = False
    shop.waiting.try_now(sale_id)
    assert shop.screen.mode is Mode.ACTIVATED
    assert shop.waiting.state.count == 0


def test_a_paid_sale_goes_on_after_a_restart_with_nobody_signed_in(shop: ShopFloor) -> None:
    paid_in_doubt(shop)
    shop.server.faults.down = False
    shop.restart()
    assert set(shop.server.activations.values()) == {1}
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.RECEIPT_MISSING
    shop.waiting.reprint(row.key)
    shop.tasks.deliver()
    assert shop.printer.papers[-1].copy
    assert shop.waiting.state.rows == ()


def test_a_new_sale_is_cancelled_after_a_restart(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.faults.lose_replies["reserve"] = 99
    shop.take_payment()
    shop.server.faults.lose_replies.clear()
    assert card.hold_state is HoldState.HELD
    shop.restart()
    assert card.hold_state is HoldState.FREE
    assert shop.journal.open_records() == ()


def test_was_it_paid_is_asked_before_the_first_new_sale(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    assert shop.take_payment().mode is Mode.PAYMENT
    shop.restart()
    assert shop.screen.mode is Mode.CLOSED
    question = shop.waiting.state.question
    assert question is not None
    assert not question.answer.enabled
    shop.waiting.answer_paid_cash(question.sale_id)
    assert shop.waiting.state.question is not None
    shop.on_duty.signed_in(MIA)
    shop.waiting.answer_paid_cash(question.sale_id)
    assert shop.screen.mode is Mode.READY
    assert shop.server.activations == {card.card_id: 1}


def test_what_was_not_paid_is_freed(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    shop.restart(MIA)
    question = shop.waiting.state.question
    assert question is not None
    shop.waiting.answer_not_paid(question.sale_id)
    assert shop.screen.mode is Mode.READY
    assert card.hold_state is HoldState.FREE
    assert shop.server.activations == {}


def test_what_was_paid_by_card_machine_keeps_its_reference(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.restart(MIA)
    question = shop.waiting.state.question
    assert question is not None
    shop.waiting.answer_paid_reference(question.sale_id, "  AUTH-1 ")
    sale = shop.journal.sale(question.sale_id)
    assert sale is not None
    assert sale.payment is not None
    assert (sale.payment.kind, sale.payment.reference) == (PaymentKind.REFERENCE, "AUTH-1")


def test_a_manager_gives_the_money_back_while_the_answer_is_out(shop: ShopFloor) -> None:
    sale_id = paid_in_doubt(shop)
    shop.checkout.leave_waiting()
    shop.waiting.void(sale_id)
    assert shop.approval.state.open
    shop.sign("333333")
    assert shop.approval.state.fault is not None
    assert shop.approval.state.without is not None
    assert shop.approval.state.without.enabled
    shop.approval.go_without()
    shop.tasks.deliver()
    sale = shop.journal.sale(sale_id)
    assert sale is not None
    assert sale.state is SaleState.VOIDING
    shop.server.faults.down = False
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act) == (WaitingKind.SIGNATURE_OWED, Act.SIGN)
    shop.waiting.hand_back(row.key)
    assert shop.waiting.state.rows == (row,)
    shop.waiting.void(row.key)
    shop.sign("333333")
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.REFUND_DUE
    assert row.total_minor == 5000
    assert set(shop.server.signatures) == {row.key}
    shop.waiting.hand_back(row.key)
    shop.tasks.deliver()
    assert shop.printer.papers[-1].kind is ReceiptKind.REFUND
    assert shop.waiting.state.rows == ()
    assert shop.server.activations == {}


def test_a_void_is_one_way_even_when_the_late_confirm_had_worked(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.lose_replies["confirm"] = 99
    shop.pay_cash(5000)
    (record,) = shop.journal.open_records()
    shop.checkout.leave_waiting()
    shop.waiting.void(record.sale_id)
    shop.sign("333333")
    shop.server.faults.lose_replies.clear()
    shop.pass_time(60)
    card = next(iter(shop.server.cards.values()))
    assert card.hold_state is HoldState.VOIDED
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.REFUND_DUE


def test_a_void_of_a_redeemed_card_is_refused_and_becomes_a_case(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.lose_replies["confirm"] = 99
    shop.pay_cash(5000)
    (record,) = shop.journal.open_records()
    card = next(iter(shop.server.cards.values()))
    card.code_state = CodeState.REDEEMED
    shop.checkout.leave_waiting()
    shop.waiting.void(record.sale_id)
    shop.sign("333333")
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.CASE
    assert row.fact.id == "row.void_refused"
    shop.waiting.close_case(row.key, "talked to the customer")
    assert shop.waiting.state.rows != ()
    shop.on_duty.signed_in(ANNA)
    shop.waiting.close_case(row.key, "talked to the customer")
    assert shop.waiting.state.rows == ()


def test_an_answer_that_comes_while_the_manager_signs_wins(shop: ShopFloor) -> None:
    sale_id = paid_in_doubt(shop)
    shop.checkout.leave_waiting()
    shop.waiting.void(sale_id)
    shop.server.faults.down = False
    shop.pass_time(60)
    shop.sign("333333")
    sale = shop.journal.sale(sale_id)
    assert sale is not None
    assert sale.state is SaleState.DONE
    assert shop.waiting.state.toast is not None
    assert shop.waiting.state.toast.fact.id == "toast.settled_meanwhile"


def test_a_reference_used_before_needs_a_manager(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["confirm"] = Refusal.PAYMENT_REFERENCE_USED
    screen = shop.pay_cash(5000)
    assert screen.mode is Mode.NOT_KNOWN_YET
    assert screen.not_known is not None
    assert screen.not_known.sentence.id == "not_known_yet.payment_refused"
    shop.checkout.leave_waiting()
    shop.tasks.deliver()
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.CASE
    shop.waiting.void(row.key)
    shop.sign("333333")
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.REFUND_DUE


def test_an_unsigned_void_that_the_server_refuses_waits_for_a_signature(
    shop: ShopFloor,
) -> None:
    sale_id = paid_in_doubt(shop)
    shop.checkout.leave_waiting()
    shop.waiting.void(sale_id)
    shop.sign("333333")
    shop.approval.go_without()
    shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    shop.server.faults.down = False
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    assert row.fact.id == "row.void_unsigned"
    del shop.server.refusals["void"]
    shop.waiting.void(row.key)
    shop.sign("333333")
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.REFUND_DUE


def test_a_sale_settled_as_paid_elsewhere_ends_done(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.take_payment()
    (sale_id,) = shop.server.sales
    shop.server.refusals["cancel"] = Refusal.SALE_CONFIRMED
    shop.checkout.cancel_sale()
    shop.tasks.deliver()
    sale = shop.journal.sale(sale_id)
    assert sale is not None
    assert sale.state is SaleState.DONE
    assert sale.ended_elsewhere


def test_the_slip_of_a_waiting_sale_is_printed(shop: ShopFloor) -> None:
    sale_id = paid_in_doubt(shop)
    shop.waiting.print_slip(sale_id)
    shop.tasks.deliver()
    assert shop.printer.papers[-1].kind is ReceiptKind.WAITING_SLIP


def held_by_another_till(shop: ShopFloor) -> SaleView:
    """A sale that till 2 holds and does not end."""
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    other.scan(shop.server.add_card(7))
    other.take_payment()
    (record,) = other.journal.open_records()
    view = shop.server._sale_view(record.sale_id)
    assert isinstance(view, SaleView)
    other.close()
    return view


def test_a_manager_settles_a_sale_held_elsewhere(shop: ShopFloor) -> None:
    view = held_by_another_till(shop)
    hold = HoldView(sale=view, till_revoked=True, till_last_seen_at=None)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    (held,) = shop.waiting.state.held_elsewhere
    assert held.settle.enabled
    shop.waiting.open_settle(held.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.PAID, kind=PaymentKind.CASH, reference="", reason="found in the drawer"
    )
    shop.server.faults.lose_replies["settle"] = 1
    shop.waiting.sign_settle()
    shop.sign("333333")
    form = shop.waiting.state.settle
    assert form is not None
    assert form.fault is not None
    shop.waiting.sign_settle()
    shop.tasks.deliver()
    assert shop.waiting.state.settle is None
    assert shop.waiting.state.held_elsewhere == ()
    assert shop.server.calls.count("approve") == 1


def test_a_sale_of_a_store_with_other_money_is_shown_and_signed_for_in_its_own(
    shop: ShopFloor,
) -> None:
    view = replace(held_by_another_till(shop), currency="CHF")
    hold = HoldView(sale=view, till_revoked=True, till_last_seen_at=None)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    (held,) = shop.waiting.state.held_elsewhere
    assert held.currency == "CHF"
    shop.waiting.open_settle(held.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.PAID, kind=PaymentKind.CASH, reference="", reason="found in the drawer"
    )
    shop.waiting.sign_settle()
    about = shop.approval.state.about
    assert about is not None
    assert about.values["currency"] == "CHF"


def test_a_sale_whose_money_goes_back_is_settled_in_one_step_and_its_case_is_listed(
    shop: ShopFloor,
) -> None:
    view = held_by_another_till(shop)
    hold = HoldView(sale=view, till_revoked=True, till_last_seen_at=None)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    shop.waiting.open_settle(view.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.MONEY_BACK, kind=PaymentKind.CASH, reference="", reason="wants it back"
    )
    shop.server.faults.lose_replies["settle"] = 1
    shop.waiting.sign_settle()
    shop.sign("333333")
    form = shop.waiting.state.settle
    assert form is not None
    assert form.fault == Message("settle.no_answer")
    shop.waiting.sign_settle()
    shop.tasks.deliver()
    first, again = shop.server.settled
    assert first is again
    assert (first.says, first.payment) == (
        SettledAs.MONEY_BACK,
        Payment(kind=PaymentKind.CASH, amount_minor=view.total_minor),
    )
    assert shop.server.sales[view.sale_id].stage is SaleStage.VOIDED
    state = shop.waiting.state
    assert (state.settle, state.held_elsewhere) == (None, ())
    assert state.toast is not None
    assert state.toast.fact.id == "toast.settled_money_back"
    (case,) = state.cases
    assert (case.amount_minor, case.what_to_do.id) == (
        view.total_minor,
        "case.refund-due.sale.todo",
    )


def test_the_case_of_what_was_settled_is_shown_though_a_hundred_others_are_older(
    shop: ShopFloor,
) -> None:
    view = held_by_another_till(shop)
    other = money_owed(view, 1)
    older = [replace(other, case_id=f"refund-due:{n}", sale_id=None) for n in range(CASES_A_PAGE)]
    shop.server.open_cases = CasesAnswer(cases=older, more=False)
    hold = HoldView(sale=view, till_revoked=True, till_last_seen_at=None)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    shop.waiting.open_settle(view.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.MONEY_BACK, kind=PaymentKind.CASH, reference="", reason="wants it back"
    )
    shop.waiting.sign_settle()
    shop.sign("333333")
    shop.tasks.deliver()
    state = shop.waiting.state
    assert state.settled is not None
    assert (state.settled.key, state.settled.fact.id) == (view.sale_id, "settled.voided")
    assert [case.sale_id for case in state.cases] == [view.sale_id]
    assert state.case_sought == CardNumber.parse(view.lines[0].number or "").grouped()
    shop.waiting.find_case("")
    assert len(shop.waiting.state.cases) == CASES_A_PAGE


def test_what_was_ended_meanwhile_leaves_the_list_and_is_said(shop: ShopFloor) -> None:
    view = held_by_another_till(shop)
    hold = HoldView(sale=view, till_revoked=True, till_last_seen_at=None)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    shop.waiting.open_settle(view.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.PAID, kind=PaymentKind.CASH, reference="", reason="wants it back"
    )
    shop.server.refusals["settle"] = Refusal.SALE_CANCELLED
    shop.server.held_elsewhere = HoldsAnswer(holds=[])
    shop.waiting.sign_settle()
    shop.sign("333333")
    shop.tasks.deliver()
    state = shop.waiting.state
    assert state.held_elsewhere == ()
    assert state.settled is not None
    assert (state.settled.key, state.settled.fact.id) == (view.sale_id, "settle.cancelled")


@pytest.mark.parametrize(
    ("was_paid_back", "word"),
    [(True, "paid_back"), (False, "not_owed"), (None, "not_owed")],  # None: an older server
)
def test_whoever_says_it_after_the_money_was_settled_is_told_to_give_nothing(
    shop: ShopFloor, was_paid_back: bool | None, word: str
) -> None:
    shop.server.was_paid_back = was_paid_back
    view = held_by_another_till(shop)
    hold = HoldView(sale=view, till_revoked=True, till_last_seen_at=None)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    shop.server.sales[view.sale_id] = Sale(None, SaleStage.VOIDED)
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    shop.waiting.open_settle(view.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.MONEY_BACK, kind=PaymentKind.CASH, reference="", reason="wants it back"
    )
    shop.waiting.sign_settle()
    shop.sign("333333")
    shop.tasks.deliver()
    toast = shop.waiting.state.toast
    assert toast is not None
    assert toast.fact.id == f"toast.settled_{word}"
    assert toast.note == Message(f"toast.settled_{word}.note")


def test_a_till_that_voided_it_meanwhile_is_told_to_whoever_settles(shop: ShopFloor) -> None:
    view = held_by_another_till(shop)
    hold = HoldView(sale=view, till_revoked=True, till_last_seen_at=None)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    shop.on_duty.signed_in(ANNA)
    shop.waiting.open()
    shop.tasks.deliver()
    shop.waiting.open_settle(view.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.MONEY_BACK, kind=PaymentKind.CASH, reference="", reason="wants it back"
    )
    shop.server.refusals["settle"] = Refusal.SALE_VOIDED
    shop.waiting.sign_settle()
    shop.sign("333333")
    form = shop.waiting.state.settle
    assert form is not None
    assert form.fault == Message("settle.voided")


def test_a_refund_that_is_due_is_not_forgotten_by_a_restart(shop: ShopFloor) -> None:
    sale_id = paid_in_doubt(shop)
    shop.checkout.leave_waiting()
    shop.waiting.void(sale_id)
    shop.sign("333333")
    shop.approval.go_without()
    shop.restart()
    shop.server.faults.down = False
    shop.pass_time(60)
    assert [record.state for record in shop.journal.open_records()] == [RefundState.UNSIGNED]
