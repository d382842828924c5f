"""Refusals that judge neither sale nor void: nothing ends on them, whoever is signed in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from card_contract.outcomes import MEANINGS, Refusal
from card_contract.states import HoldState
from pos_terminal.checkout.model import Mode
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.waiting.model import Act, WaitingKind
from support.gateway_answers import refused
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor

UNSETTLING = [
    Refusal.NOT_ALLOWED,
    Refusal.MALFORMED,
    Refusal.TOO_LARGE,
    Refusal.NOT_FOUND,
    Refusal.METHOD_NOT_ALLOWED,
]
FINAL = [code for code in UNSETTLING if MEANINGS[code].final]


@pytest.fixture
def shop(shop: ShopFloor) -> ShopFloor:
    shop.session(1)
    return shop


def paid_in_doubt(shop: ShopFloor) -> str:
    """Sell a card whose confirmation gets no answer; returns the sale's id."""
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["confirm"] = Refusal.BUSY
    shop.pay_cash(5000)
    (record,) = shop.journal.open_records()
    shop.checkout.leave_waiting()
    return record.sale_id


def void_refused_with(shop: ShopFloor, code: Refusal) -> str:
    """Void a paid sale that was never confirmed; returns the refund's id."""
    sale_id = paid_in_doubt(shop)
    shop.server.refusals["void"] = code
    shop.waiting.void(sale_id)
    shop.sign("333333")
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    return refund.refund_id


def state_of(shop: ShopFloor, refund_id: str) -> RefundState:
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    return refund.state


# --- What is final -------------------------------------------------------------------------------


def test_a_refusal_is_final_only_where_table_and_wire_agree() -> None:
    assert refused(Refusal.SALE_CONFIRMED).final
    told = replace(refused(Refusal.SALE_CONFIRMED).answer, final=False)
    assert not Refused(told).final
    assert not Refused(told).settles
    told = replace(refused(Refusal.NOT_ALLOWED).answer, final=True)
    assert not Refused(told).final


@pytest.mark.parametrize("code", UNSETTLING)
def test_a_refusal_about_the_request_or_who_asks_settles_nothing(code: Refusal) -> None:
    assert not refused(code).settles


# --- Telling a restored server again -------------------------------------------------------------


@pytest.mark.parametrize("code", UNSETTLING)
def test_whoever_is_signed_in_after_a_restore_loses_no_acknowledged_sale(
    shop: ShopFloor, code: Refusal
) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    assert shop.sell(card).mode is Mode.ACTIVATED
    shop.server.restore(empty)
    shop.server.refusals["reserve"] = code
    shop.session(2)
    shop.pass_time(120)
    assert not any(record.contradicted for record in shop.journal.newest(10))
    assert shop.journal.server_seen is not None
    assert shop.journal.server_seen.epoch == 1
    del shop.server.refusals["reserve"]
    shop.pass_time(60)
    assert card.hold_state is HoldState.SOLD
    assert shop.journal.server_seen.epoch == 2


def test_a_refused_telling_goes_on_after_a_restart(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    shop.sell(card)
    shop.server.restore(empty)
    shop.server.refusals["reserve"] = Refusal.NOT_ALLOWED
    shop.session(2)
    shop.pass_time(60)
    shop.restart()
    del shop.server.refusals["reserve"]
    shop.session(2)
    shop.pass_time(60)
    assert card.hold_state is HoldState.SOLD


# --- RESERVE -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [*UNSETTLING, Refusal.KEY_REUSED])
def test_a_hold_whose_reply_was_lost_is_reversed_and_never_forgotten(
    shop: ShopFloor, code: Refusal
) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.faults.lose_replies["reserve"] = 1
    shop.server.faults.refuse_after_loss["reserve"] = code
    shop.take_payment()
    shop.pass_time(1)
    (sale,) = shop.journal.newest(10)
    assert sale.state is SaleState.CLOSED
    assert shop.server.calls.count("cancel") == 1
    assert card.hold_state is HoldState.FREE
    assert shop.server.calls.count("reserve") == 2  # repeating could not help


def test_a_refusal_about_the_cards_closes_the_sale_without_a_cancel(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    card.hold_state = HoldState.SOLD
    assert shop.take_payment().refusal is not None
    assert "cancel" not in shop.server.calls


# --- Voids ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", FINAL)
def test_a_void_that_nobody_judged_waits_and_is_asked_about_again_as_it_was(
    shop: ShopFloor, code: Refusal
) -> None:
    refund_id = void_refused_with(shop, code)
    shop.pass_time(300)
    before = shop.journal.refund(refund_id)
    assert before is not None
    assert (before.state, before.stuck) == (RefundState.VOIDING, code)
    sale = shop.journal.sale(before.sale_id)
    assert sale is not None
    assert sale.state is SaleState.VOIDING
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.fact.id, row.act) == (
        WaitingKind.BEING_VOIDED,
        "row.void_stuck",
        None,
    )
    assert row.try_now.enabled
    shop.waiting.void(row.key)  # nothing to sign: what was sent may have been carried out
    assert not shop.approval.state.open
    del shop.server.refusals["void"]
    shop.waiting.try_now(row.key)
    shop.tasks.deliver()
    after = shop.journal.refund(refund_id)
    assert after is not None
    assert after.state is RefundState.REFUND_DUE
    assert after.approval == before.approval


def test_a_void_that_was_carried_out_before_a_gate_refused_it_is_paid_back_once(
    shop: ShopFloor,
) -> None:
    sale_id = paid_in_doubt(shop)
    shop.server.faults.lose_replies["void"] = 1
    shop.server.faults.refuse_after_loss["void"] = Refusal.NOT_FOUND
    shop.waiting.void(sale_id)
    shop.sign("333333")
    shop.pass_time(60)
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    assert refund.state is RefundState.VOIDING
    del shop.server.refusals["void"]
    shop.restart(ANNA)
    assert state_of(shop, refund.refund_id) is RefundState.VOIDING
    shop.waiting.try_now(refund.refund_id)
    shop.waiting.try_now(refund.refund_id)
    shop.tasks.deliver()
    assert state_of(shop, refund.refund_id) is RefundState.REFUND_DUE


def test_a_void_is_repeated_until_somebody_is_signed_in_who_may(shop: ShopFloor) -> None:
    refund_id = void_refused_with(shop, Refusal.NOT_ALLOWED)
    shop.pass_time(300)
    assert state_of(shop, refund_id) is RefundState.VOIDING
    assert shop.server.calls.count("void") > 5
    del shop.server.refusals["void"]
    shop.pass_time(60)
    assert state_of(shop, refund_id) is RefundState.REFUND_DUE


def test_a_void_that_was_judged_ends(shop: ShopFloor) -> None:
    refund_id = void_refused_with(shop, Refusal.SALE_VOIDED)
    assert state_of(shop, refund_id) is RefundState.REFUSED


def test_no_money_goes_back_on_a_signature_that_the_server_would_not_look_at(
    shop: ShopFloor,
) -> None:
    sale_id = paid_in_doubt(shop)
    shop.server.faults.down = True
    shop.waiting.void(sale_id)
    shop.sign("333333")
    shop.approval.go_without()
    shop.server.faults.down = False
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    assert row.act is Act.SIGN
    shop.server.refusals["sign_void"] = Refusal.MALFORMED
    shop.waiting.void(row.key)
    shop.sign("333333")
    (row,) = shop.waiting.state.rows
    assert row.fact.id == "row.signing_stuck"
    assert state_of(shop, row.key) is RefundState.SIGNING
    shop.waiting.hand_back(row.key)
    assert state_of(shop, row.key) is RefundState.SIGNING
    del shop.server.refusals["sign_void"]
    shop.waiting.try_now(row.key)
    shop.tasks.deliver()
    assert state_of(shop, row.key) is RefundState.REFUND_DUE
