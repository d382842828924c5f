"""Sales that somebody ended elsewhere: somebody here is told, and nothing is claimed about cards."""

from __future__ import annotations

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, HoldState, SaleStage
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.waiting.model import Act, WaitingKind, WaitingRow
from pos_terminal.words import LineState
from support.scripted_cards import Card
from support.shop_floor import ShopFloor


def cancelled_but_paid(shop: ShopFloor, *cards: Card) -> str:
    """The clerk cancels what a manager elsewhere has settled as paid."""
    for card in cards:
        shop.scan(card)
    shop.take_payment()
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.server.sales[sale_id].stage = SaleStage.CONFIRMED
    for card in cards:
        card.hold_state, card.code_state = HoldState.SOLD, CodeState.AVAILABLE
    shop.checkout.cancel_sale()
    return sale_id


def only_row(shop: ShopFloor) -> WaitingRow:
    shop.tasks.deliver()
    (row,) = shop.waiting.state.rows
    return row


def test_a_cancelled_sale_that_was_paid_elsewhere_is_told_and_its_cards_are_read(
    shop: ShopFloor,
) -> None:
    sale_id = cancelled_but_paid(shop, shop.server.add_card(1))
    row = only_row(shop)
    assert (row.kind, row.act) == (WaitingKind.ENDED_ELSEWHERE, Act.ACKNOWLEDGE)
    assert row.fact.id == "row.paid_elsewhere"
    assert [line.state for line in row.lines] == [LineState.ACTIVATED]
    shop.restart()
    assert only_row(shop).decide is not None
    shop.on_duty.signed_in(shop.on_duty.staff[0])
    shop.waiting.acknowledge(sale_id)
    assert shop.waiting.state.rows == ()
    shop.waiting.acknowledge(sale_id)
    assert shop.journal.open_records() == ()


def test_what_nobody_has_told_never_reads_as_activated(shop: ShopFloor) -> None:
    shop.server.faults.lose_requests["sale"] = 10**6
    sale_id = cancelled_but_paid(shop, shop.server.add_card(1))
    row = only_row(shop)
    assert row.fact.id == "row.paid_elsewhere_unknown"
    assert [line.state for line in row.lines] == [LineState.NOT_KNOWN]
    assert row.decide is not None
    assert not row.decide.enabled
    shop.server.faults.down = True
    shop.sales.show_sale(sale_id)
    shop.tasks.deliver()
    detail = shop.sales.state.detail
    assert detail is not None
    assert detail.state_word.id == "sale.paid_elsewhere"
    assert [line.state for line in detail.lines] == [LineState.NOT_KNOWN]
    assert detail.receipt is None
    assert not detail.reprint.enabled
    shop.server.faults.down = False
    shop.server.faults.lose_requests.clear()
    shop.pass_time(60)
    assert only_row(shop).fact.id == "row.paid_elsewhere"


def test_only_what_is_activated_is_said_to_be(shop: ShopFloor) -> None:
    good, dead = shop.server.add_card(1), shop.server.add_card(2)
    shop.server.faults.lose_requests["sale"] = 1
    cancelled_but_paid(shop, good, dead)
    dead.hold_state, dead.code_state = HoldState.FREE, CodeState.INACTIVE
    shop.pass_time(30)
    row = only_row(shop)
    assert row.fact.id == "row.paid_elsewhere_partly"
    assert [line.state for line in row.lines] == [LineState.ACTIVATED, LineState.NOT_ACTIVATED]


def test_a_paid_sale_settled_elsewhere_as_not_paid_is_refunded_and_told(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["confirm"] = Refusal.SALE_CANCELLED
    screen = shop.pay_cash(5000)
    assert screen.mode is Mode.NOT_ACTIVATED
    assert screen.verdict is not None
    assert screen.verdict.sentence.id == "not_activated"
    assert screen.verdict.refund_minor == 5000
    shop.checkout.hand_back()
    assert shop.screen.verdict is not None
    assert shop.screen.verdict.sentence.id == "not_activated.elsewhere"
    shop.checkout.next_sale()
    assert shop.journal.open_records() == ()


def test_a_sale_voided_elsewhere_is_not_called_unpaid(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["confirm"] = Refusal.SALE_VOIDED
    screen = shop.pay_cash(5000)
    assert screen.mode is Mode.NOT_ACTIVATED
    assert screen.verdict is not None
    assert screen.verdict.sentence.id == "not_activated.voided_elsewhere"
    assert screen.verdict.refund_minor == 0
    shop.restart()
    row = only_row(shop)
    assert (row.kind, row.fact.id) == (WaitingKind.ENDED_ELSEWHERE, "row.voided_elsewhere")


def test_a_cancelled_sale_that_a_manager_settled_as_paid_and_voided_took_no_money_here(
    shop: ShopFloor,
) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["cancel"] = Refusal.SALE_VOIDED
    shop.checkout.cancel_sale()
    row = only_row(shop)
    assert (row.kind, row.act, row.fact.id) == (
        WaitingKind.ENDED_ELSEWHERE,
        Act.ACKNOWLEDGE,
        "row.voided_unpaid",
    )
    shop.waiting.acknowledge(row.key)
    assert shop.journal.open_records() == ()


def test_a_cancel_that_the_server_never_takes_is_given_up_by_a_manager_alone(
    shop: ShopFloor,
) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["cancel"] = Refusal.KEY_REUSED
    shop.checkout.cancel_sale()
    row = only_row(shop)
    assert (row.kind, row.act, row.fact.id) == (
        WaitingKind.CASE,
        Act.CLOSE_CASE,
        "row.cancel_stuck",
    )
    assert row.decide is not None
    assert not row.decide.enabled
    shop.waiting.close_case(row.key, "asked the administrator")
    assert only_row(shop) == row
    mia, _, anna = shop.on_duty.staff
    shop.on_duty.signed_in(anna)
    shop.waiting.close_case(row.key, "x")
    assert only_row(shop).key == row.key
    shop.waiting.close_case(row.key, "asked the administrator")
    assert shop.waiting.state.rows == ()
    sale = shop.journal.sale(row.key)
    assert sale is not None
    assert (sale.state, sale.case_reason) == (SaleState.CLOSED, "asked the administrator")
    shop.on_duty.signed_in(mia)
