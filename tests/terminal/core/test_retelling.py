"""A server restored from a backup: the till tells it again what it lost, and sells nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.messages import Checkpoint, VoidReason
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CodeState, HoldState, SaleStage
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.retelling import TOLD_AGAIN_FOR_MS
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.waiting.model import Act, WaitingKind
from pos_terminal.words import Message
from support.scripted_cards import Card
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor

CHECKPOINT = Checkpoint(position=7, hash="0" * 64, signed_at=1, key_id="K1", signature="A" * 88)


@pytest.fixture
def shop(shop: ShopFloor) -> ShopFloor:
    shop.session(1)
    return shop


def sold(shop: ShopFloor, *cards: Card) -> str:
    assert shop.sell(*cards).mode is Mode.ACTIVATED
    shop.checkout.print_receipt()
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.screen  # noqa: B018 - lets the paper come out
    shop.checkout.next_sale()
    return sale_id


def voided(shop: ShopFloor, sale_id: str) -> str:
    shop.sales.show_sale(sale_id, void=True)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    shop.sales.hand_back(refund.refund_id)
    shop.sales.print_refund(refund.refund_id)
    shop.tasks.deliver()
    return refund.refund_id


def void_here(shop: ShopFloor) -> str:
    """Void the open sale, another till's, and give its money back."""
    shop.sales.open_void()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    detail = shop.sales.state.detail
    assert detail is not None
    assert detail.result is not None
    refund_id = detail.result.refund_id
    shop.sales.hand_back(refund_id)
    shop.sales.print_refund(refund_id)
    shop.tasks.deliver()
    return refund_id


def test_every_acknowledged_change_is_told_again_in_order(shop: ShopFloor) -> None:
    first, second, third = (shop.server.add_card(number) for number in (1, 2, 3))
    empty = shop.server.backup()
    kept = sold(shop, first)
    undone = sold(shop, second)
    refund_id = voided(shop, undone)
    shop.scan(third)
    shop.take_payment()
    cancelled = shop.checkout.on_screen
    shop.checkout.cancel_sale()
    shop.tasks.deliver()
    before = dict(shop.server.answers)
    shop.server.restore(empty)
    shop.session(2)
    shop.pass_time(5)
    assert shop.server.keys == [
        f"{kept}/RESERVE",
        f"{kept}/CONFIRM",
        f"{undone}/RESERVE",
        f"{undone}/CONFIRM",
        f"{refund_id}/VOID",
        f"{refund_id}/HANDED_BACK",
        f"{cancelled}/CANCEL",
    ]
    assert set(before) - set(shop.server.answers) == {f"{cancelled}/RESERVE"}
    assert (first.hold_state, second.hold_state) == (HoldState.SOLD, HoldState.VOIDED)
    assert third.hold_state is HoldState.FREE
    assert shop.journal.open_records() == ()


def test_a_sale_whose_confirmation_is_known_by_its_refused_void_alone_is_confirmed_again(
    shop: ShopFloor,
) -> None:
    """Its answer was lost, and its card was used before it could be voided: it stays sold."""
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    shop.scan(card)
    shop.take_payment()
    shop.server.faults.lose_replies["confirm"] = 99
    shop.pay_cash(5000)
    (sale,) = shop.journal.open_records()
    card.code_state = CodeState.REDEEMED
    shop.checkout.leave_waiting()
    shop.waiting.void(sale.sale_id)
    shop.sign("333333")
    (row,) = shop.waiting.state.rows
    assert row.fact.id == "row.void_refused"
    shop.server.faults.lose_replies.clear()
    shop.server.restore(empty)
    shop.session(2)
    shop.pass_time(5)
    assert shop.server.keys == [f"{sale.sale_id}/RESERVE", f"{sale.sale_id}/CONFIRM"]
    assert card.hold_state is HoldState.SOLD
    assert [row.fact.id for row in shop.waiting.state.rows] == ["row.void_refused"]


def test_a_card_that_was_used_before_its_void_stays_sold_and_only_the_other_is_paid(
    shop: ShopFloor,
) -> None:
    """A restored server knows nothing of the use, and would kill the card and give its price."""
    used, good = shop.server.add_card(1), shop.server.add_card(2)
    sale_id = sold(shop, used, good)
    backup = shop.server.backup()
    used.code_state = CodeState.REDEEMED
    shop.sales.show_sale(sale_id, void=True)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    shop.server.restore(backup)
    assert used.code_state is CodeState.AVAILABLE
    shop.session(2)
    shop.pass_time(5)
    assert shop.server.voids[refund.refund_id].used_before == [used.card_id]
    assert (used.hold_state, good.hold_state) == (HoldState.SOLD, HoldState.VOIDED)
    assert shop.journal.refund(refund.refund_id) == refund, "nothing is contradicted"
    assert (refund.refund_minor, refund.is_due) == (good.price_minor, True)


def test_nothing_is_told_again_to_the_server_that_was_not_restored(shop: ShopFloor) -> None:
    sold(shop, shop.server.add_card(1))
    shop.server.calls.clear()
    shop.session(1)
    shop.pass_time(60)
    shop.restart()
    shop.session(1)
    shop.pass_time(60)
    assert "reserve" not in shop.server.calls


def test_it_is_told_once_more_after_a_restart_in_the_middle_and_then_no_more(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sold(shop, card)
    shop.server.restore(empty)
    shop.server.faults.lose_replies["reserve"] = 1
    shop.session(2)
    shop.restart()
    shop.session(2)
    shop.pass_time(30)
    assert card.hold_state is HoldState.SOLD
    shop.restart()
    shop.server.calls.clear()
    shop.session(2)
    shop.pass_time(60)
    assert shop.server.calls == []


def test_a_paid_sale_is_confirmed_only_after_its_hold_was_told_again(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    shop.scan(card)
    shop.take_payment()
    shop.server.faults.down = True
    shop.pay_cash(5000)
    shop.server.restore(empty)
    shop.server.faults.down = False
    shop.session(2)
    screen = shop.pass_time(60)
    assert screen.mode is Mode.ACTIVATED
    assert [key.rpartition("/")[2] for key in shop.server.keys] == ["RESERVE", "CONFIRM"]


def test_a_card_that_was_sold_here_is_not_sold_again_to_a_server_that_forgot_it(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sale_id = sold(shop, card)
    shop.server.restore(empty)
    shop.session(2)
    assert shop.scan(card).mode is Mode.BASKET
    screen = shop.take_payment()
    assert screen.refusal is not None
    assert screen.refusal.facts[0].id.startswith("refused.CARD_SOLD")
    assert shop.server.sales[sale_id].stage is SaleStage.CONFIRMED
    assert shop.server.activations == {card.card_id: 2}  # by the one sale, to each server once


def test_a_card_freed_by_a_void_is_told_before_the_sale_that_took_it_next(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    shop.scan(card)
    shop.take_payment()
    first = shop.checkout.on_screen
    assert first is not None
    shop.server.refusals["confirm"] = Refusal.BUSY
    shop.pay_cash(5000)
    shop.checkout.leave_waiting()
    shop.waiting.void(first)
    shop.sign("333333")
    del shop.server.refusals["confirm"]
    shop.pass_time(30)
    second = sold(shop, card)
    shop.server.restore(empty)
    shop.session(2)
    shop.pass_time(10)
    assert [key for key in shop.server.keys if key.endswith("RESERVE")] == [
        f"{first}/RESERVE",
        f"{second}/RESERVE",
    ]
    assert shop.server.sales[second].stage is SaleStage.CONFIRMED
    assert all(not record.contradicted for record in shop.journal.newest(10))


def test_an_answer_that_contradicts_the_journal_is_a_case_for_a_manager(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sale_id = sold(shop, card)
    shop.server.restore(empty)
    card.refusal = CardRefusal.ALREADY_ACTIVE
    shop.session(2)
    shop.pass_time(10)
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.fact.id) == (WaitingKind.CASE, "row.contradicted_refused")
    assert row.fact.values["code"] == "CARDS_REFUSED"
    assert row.fact.values["total_minor"] == 5000
    shop.waiting.close_case(row.key, "the card was redeemed meanwhile")
    assert shop.waiting.state.rows != ()
    shop.on_duty.signed_in(ANNA)
    shop.waiting.close_case(row.key, "the card was redeemed meanwhile")
    assert shop.waiting.state.rows == ()
    sale = shop.journal.sale(sale_id)
    assert sale is not None
    assert sale.state is SaleState.DONE
    assert sale.case_reason == "the card was redeemed meanwhile"


def test_a_card_that_was_ended_before_its_sale_was_told_is_a_case_of_the_server(
    shop: ShopFloor,
) -> None:
    card, other = shop.server.add_card(1), shop.server.add_card(2)
    empty = shop.server.backup()
    sale_id = sold(shop, card, other)
    shop.server.restore(empty)
    card.refusal = CardRefusal.RECALLED
    shop.session(2)
    shop.pass_time(10)
    (row,) = shop.waiting.state.rows
    assert (row.fact.id, row.act) == ("row.contradicted_cards", Act.CLOSE_CASE)
    assert shop.server.sales[sale_id].stage is SaleStage.CONFIRMED
    assert other.hold_state is HoldState.SOLD
    assert shop.server.all_told_for == [2]


def test_what_a_person_undid_is_told_again_though_the_sale_is_contradicted(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sale_id = sold(shop, card)
    refund_id = voided(shop, sale_id)
    shop.server.restore(empty)
    shop.server.refusals["confirm"] = Refusal.PAYMENT_REFERENCE_USED
    shop.session(2)
    shop.pass_time(10)
    sale = shop.journal.sale(sale_id)
    assert sale is not None
    assert sale.contradicted == "PAYMENT_REFERENCE_USED"
    assert shop.server.keys[-2:] == [f"{refund_id}/VOID", f"{refund_id}/HANDED_BACK"]
    assert shop.server.all_told_for == [2]


def test_a_void_that_a_manager_settled_before_the_backup_was_put_back_is_not_paid_again(
    shop: ShopFloor,
) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sale_id = sold(shop, card)
    shop.server.faults.down = True
    shop.sales.show_sale(sale_id, void=True)
    shop.tasks.deliver()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    shop.approval.go_without()
    shop.server.faults.down = False
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    shop.server.refusals["sign_void"] = Refusal.SETTLED_ELSEWHERE
    shop.waiting.void(row.key)
    shop.sign("333333")
    shop.on_duty.signed_in(ANNA)
    shop.waiting.close_case(row.key, "Mia has the money")
    assert shop.waiting.state.rows == ()

    shop.server.restore(empty)
    del shop.server.refusals["sign_void"]
    shop.session(2)
    shop.pass_time(10)
    assert "sign_void" not in shop.server.calls
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act) == (WaitingKind.CASE, Act.CLOSE_CASE)
    assert row.fact.id == "row.contradicted_settled"
    shop.waiting.close_case(row.key, "closed there, too")
    assert shop.waiting.state.rows == ()


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_void_whose_signature_was_lost_is_signed_anew_and_its_money_goes_back_once(
    tmp_path: Path, is_lost: bool
) -> None:
    shop = ShopFloor(tmp_path / "here")
    shop.session(1)
    card = shop.server.add_card(1)
    other = ShopFloor(tmp_path / "other", shop.server, till="T2")
    sale_id = sold(other, card)
    other.close()
    before = shop.server.backup()
    shop.on_duty.signed_in(ANNA)
    shop.sales.find("T2-1-000001")
    shop.tasks.deliver()
    refund_id = void_here(shop)
    shop.server.restore(before)
    shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    shop.session(2)
    shop.pass_time(100)
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act, row.fact.id) == (WaitingKind.CASE, Act.SIGN, "row.signature_lost")
    # Another void would give its money back a second time.
    shop.sales.find("T2-1-000001")
    shop.tasks.deliver()
    detail = shop.sales.state.detail
    assert detail is not None
    assert detail.void.why_off == Message("void.contradicted")
    del shop.server.refusals["void"]
    if is_lost:
        shop.server.faults.lose_replies["void"] = 1
    shop.waiting.void(row.key)
    shop.sign("333333")
    shop.restart(ANNA)  # it was on disk before it was sent
    shop.pass_time(60)
    assert card.hold_state is HoldState.VOIDED
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    assert (refund.contradicted, refund.owes_word) == ("", False)
    assert shop.waiting.state.rows == ()
    assert [key for key in shop.server.keys if key.startswith("V-")][-2:] == [
        f"{refund_id}/VOID",
        f"{refund_id}/HANDED_BACK",
    ]
    assert shop.server.sales[sale_id].stage is SaleStage.VOIDED
    shop.close()


def test_a_void_that_is_refused_once_it_is_signed_anew_is_a_case(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    refund_id = voided(shop, sold(shop, card))
    shop.server.restore(empty)
    shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    shop.session(2)
    shop.pass_time(10)
    for refusal, act in (
        (Refusal.RESTORING, None),  # not now: it is asked again
        (Refusal.APPROVAL_INVALID, Act.SIGN),
        (Refusal.PAYMENT_DENIED, Act.CLOSE_CASE),
    ):
        shop.server.refusals["void"] = refusal
        (row,) = shop.waiting.state.rows
        if row.act is Act.SIGN:
            shop.waiting.void(refund_id)
            shop.sign("333333")
        shop.pass_time(60)
        (row,) = shop.waiting.state.rows
        assert row.act is act


@pytest.mark.parametrize("refusal", [Refusal.SALE_VOIDED, Refusal.SALE_CANCELLED])
def test_a_void_that_is_signed_anew_for_a_sale_that_is_over_is_a_case_and_its_money_is_told(
    shop: ShopFloor, refusal: Refusal
) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    refund_id = voided(shop, sold(shop, card))
    shop.server.restore(empty)
    shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    shop.session(2)
    shop.pass_time(10)
    shop.server.refusals["void"] = refusal
    shop.server.calls.clear()
    shop.waiting.void(refund_id)
    shop.sign("333333")
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act, row.fact.id) == (
        WaitingKind.CASE,
        Act.CLOSE_CASE,
        "row.contradicted_paid",
    )
    assert row.fact.values["code"] == refusal.value
    assert [call for call in shop.server.calls if "void" in call] == ["void", "hand_back_void"]
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    assert (refund.contradicted, refund.owes_word) == (refusal.value, False)


def test_a_busy_server_hears_it_later(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    empty = shop.server.backup()
    sold(shop, card)
    shop.server.restore(empty)
    shop.server.refusals["reserve"] = Refusal.NO_OPERATOR
    shop.session(2)
    shop.pass_time(300)
    assert card.hold_state is HoldState.FREE
    assert shop.server.calls.count("reserve") < 20
    del shop.server.refusals["reserve"]
    shop.pass_time(60)
    assert card.hold_state is HoldState.SOLD


def test_an_error_that_nobody_thought_of_is_written_down_and_puts_off_only_what_it_struck(
    shop: ShopFloor, caplog: pytest.LogCaptureFixture
) -> None:
    cards = [shop.server.add_card(1), shop.server.add_card(2)]
    empty = shop.server.backup()
    first, second = [sold(shop, card) for card in cards]
    shop.server.restore(empty)
    shop.server.faults.breaks["confirm"] = 1
    shop.server.faults.breaks["all_told"] = 2
    shop.session(2)
    shop.pass_time(120)
    confirms = [key for key in shop.server.keys if key.endswith("/CONFIRM")]
    assert confirms == [f"{sale_id}/CONFIRM" for sale_id in (first, second, first)]
    assert [card.hold_state for card in cards] == [HoldState.SOLD, HoldState.SOLD]
    assert "nobody thought of this" in caplog.text
    assert shop.server.calls.count("all_told") == 3
    assert shop.server.all_told_for == [2]


def test_the_void_of_another_tills_sale_waits_for_that_till(shop: ShopFloor) -> None:
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    other.session(1)
    card = shop.server.add_card(5)
    empty = shop.server.backup()
    sale_id = sold(other, card)
    shop.sales.find(card.number)
    shop.tasks.deliver()
    shop.sales.open_void()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    shop.server.restore(empty)
    shop.session(2)
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    assert row.fact.id == "row.untold_unpaid"
    other.session(2)
    other.pass_time(5)
    assert card.hold_state is HoldState.SOLD
    shop.pass_time(60)
    assert card.hold_state is HoldState.VOIDED
    assert shop.server.sales[sale_id].stage is SaleStage.VOIDED
    other.close()


def test_a_server_whose_other_tills_still_tell_takes_no_new_sale_yet(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.server.refusals["reserve"] = Refusal.RESTORING
    shop.scan(card)
    screen = shop.take_payment()
    assert screen.mode is Mode.BASKET
    assert screen.toast is not None
    assert screen.toast.fact.id == "request.restoring"
    assert shop.server.calls.count("reserve") == 1
    assert card.hold_state is HoldState.FREE
    del shop.server.refusals["reserve"]
    assert shop.take_payment().mode is Mode.PAYMENT


def test_what_is_older_than_ninety_days_is_not_told_again(shop: ShopFloor) -> None:
    sold(shop, shop.server.add_card(1))
    shop.loop.pass_time(TOLD_AGAIN_FOR_MS / 1000 + 60)
    shop.server.calls.clear()
    shop.session(2)
    shop.pass_time(60)
    assert "reserve" not in shop.server.calls


def test_epoch_and_checkpoint_outlive_a_restart(shop: ShopFloor) -> None:
    shop.memory.session_made(epoch=1, checkpoint=CHECKPOINT)
    shop.restart()
    assert (shop.memory.epoch, shop.memory.checkpoint) == (1, CHECKPOINT)
    shop.memory.session_made(epoch=1, checkpoint=None)
    assert shop.memory.checkpoint == CHECKPOINT
