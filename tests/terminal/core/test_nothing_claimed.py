"""Each sentence says what is known: about holds, cancels, refusals, tills and receipts."""

from __future__ import annotations

import pytest

from card_contract.messages import (
    SaleView,
    VoidReason,
)
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.settle_messages import HoldsAnswer, HoldView
from card_contract.states import CodeState, HoldState
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.retold import retold_of
from pos_terminal.journal.sale_machine import IllegalMoveError, RefundState
from pos_terminal.journal.steps import Outgoing
from pos_terminal.receipts import ReceiptKind
from pos_terminal.sales.model import SaleDetail, VoidStage
from pos_terminal.waiting.model import Act, WaitingKind
from pos_terminal.words import LineState
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor


def sold(shop: ShopFloor, cards: int = 1) -> str:
    assert shop.sell(*map(shop.server.add_card, range(1, cards + 1))).mode is Mode.ACTIVATED
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.checkout.print_receipt()
    shop.tasks.deliver()
    shop.checkout.next_sale()
    return sale_id


def void(shop: ShopFloor, sale_id: str, *, pin: str = "333333") -> SaleDetail:
    shop.sales.show_sale(sale_id, void=True)
    shop.tasks.deliver()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign(pin)
    return shown(shop)


def shown(shop: ShopFloor) -> SaleDetail:
    shop.tasks.deliver()
    detail = shop.sales.state.detail
    assert detail is not None
    return detail


# --- Holding and cancelling ----------------------------------------------------------------------


def test_an_unanswered_hold_is_not_called_free(shop: ShopFloor) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    shop.server.faults.lose_replies["reserve"] = 3
    shop.server.faults.lose_requests["cancel"] = 10**6
    shop.take_payment()
    screen = shop.pass_time(8)
    assert card.hold_state is HoldState.HELD
    assert screen.toast is not None
    assert screen.toast.fact.id == "toast.hold_not_known"
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act) == (WaitingKind.BEING_CANCELLED, None)
    assert [line.state for line in row.lines] == [LineState.BEING_FREED]


def test_cancelled_cards_are_not_called_free_before_the_server_heard_it(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.down = True
    shop.checkout.cancel_sale()
    toast = shop.screen.toast
    assert toast is not None
    assert toast.note is not None
    assert toast.note.id == "toast.cancelling.note"


@pytest.mark.parametrize("refused", [False, True])
def test_a_cancel_that_meets_the_answer_of_the_hold_raises_nothing(
    shop: ShopFloor, refused: bool
) -> None:
    card = shop.server.add_card(1)
    shop.scan(card)
    if refused:
        card.refusal = CardRefusal.PROBED
    shop.checkout.take_payment()
    shop.loop.settle()  # the answer is in the journal, and not yet told to the screen
    shop.checkout.cancel_sale()
    assert shop.screen.mode is Mode.READY
    shop.pass_time(10)
    assert shop.journal.open_records() == ()
    assert card.hold_state is HoldState.FREE


# --- After the money -----------------------------------------------------------------------------


def test_a_paid_sale_is_listed_from_the_start(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.slow_s = 6
    shop.pay_cash(5000)
    assert shop.waiting.state.count == 0  # it is on the screen, and not in doubt
    shop.restart()
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.tries) == (WaitingKind.BEING_ACTIVATED, 1)


def test_amber_says_that_the_till_was_shut_out(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["confirm"] = Refusal.TILL_REVOKED
    screen = shop.pay_cash(5000)
    assert screen.not_known is not None
    assert screen.not_known.sentence.id == "not_known_yet.till_revoked"
    shop.checkout.leave_waiting()
    shop.tasks.deliver()
    (row,) = shop.waiting.state.rows
    assert row.fact.id == "row.till_revoked"


def test_amber_says_that_the_server_takes_no_changes(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.refusals["confirm"] = Refusal.READ_ONLY
    screen = shop.pay_cash(5000)
    assert screen.not_known is not None
    assert screen.not_known.sentence.id == "not_known_yet.read_only"


def test_cards_voided_at_another_till_are_not_refunded_here(shop: ShopFloor) -> None:
    good, gone = shop.server.add_card(1), shop.server.add_card(2)
    shop.scan(good)
    shop.scan(gone)
    shop.take_payment()
    gone.refusal = CardRefusal.VOIDED
    screen = shop.pay_cash(10_000)
    assert screen.verdict is not None
    assert screen.verdict.sentence.id == "partly_activated.voided_elsewhere"
    assert screen.verdict.refund_minor == 0
    assert screen.verdict.receipt is not None
    assert screen.verdict.receipt.refund_minor == 0
    assert [line.state for line in screen.lines] == [LineState.ACTIVATED, LineState.VOIDED]


# --- Receipts ------------------------------------------------------------------------------------


def test_the_next_scan_waives_no_receipt(shop: ShopFloor) -> None:
    shop.sell(shop.server.add_card(1))
    screen = shop.scan(shop.server.add_card(2))
    assert screen.mode is Mode.BASKET
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act) == (WaitingKind.RECEIPT_MISSING, Act.REPRINT)
    shop.waiting.without_receipt(row.key)
    shop.tasks.deliver()
    assert shop.waiting.state.rows == ()


def test_a_receipt_is_not_waived_while_it_is_printing(shop: ShopFloor) -> None:
    shop.sell(shop.server.add_card(1))
    shop.printer.fails = True
    shop.checkout.print_receipt()
    shop.checkout.next_sale()
    shop.tasks.deliver()
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.RECEIPT_MISSING
    shop.printer.fails = False
    shop.waiting.reprint(row.key)
    shop.waiting.without_receipt(row.key)
    shop.waiting.reprint(row.key)
    shop.tasks.deliver()
    assert len(shop.printer.papers) == 1
    assert shop.waiting.state.rows == ()


def test_money_for_a_card_that_was_not_activated_goes_back_with_a_paper(shop: ShopFloor) -> None:
    bad = shop.server.add_card(1)
    shop.scan(bad)
    shop.take_payment()
    bad.refusal = CardRefusal.RECALLED
    assert shop.pay_cash(5000).mode is Mode.NOT_ACTIVATED
    shop.printer.fails = True
    shop.checkout.hand_back()
    assert shop.screen.verdict is not None
    assert shop.screen.verdict.print_fault is not None
    shop.checkout.next_sale()
    (row,) = shop.waiting.state.rows
    assert (row.act, row.fact.id) == (Act.REPRINT, "row.refund_receipt_missing")
    shop.restart(MIA)
    shop.waiting.acknowledge(row.key)  # the customer has it, though the till ended just then
    shop.printer.fails = False
    shop.waiting.reprint(row.key)
    shop.tasks.deliver()
    assert [paper.kind for paper in shop.printer.papers] == [ReceiptKind.REFUND]
    assert shop.waiting.state.rows == ()


def test_nobody_needs_the_refund_receipt(shop: ShopFloor) -> None:
    sale_id = sold(shop)
    detail = void(shop, sale_id)
    assert detail.result is not None
    shop.sales.hand_back(detail.result.refund_id)
    shop.sales.hand_back(detail.result.refund_id)
    (row,) = shop.waiting.state.rows
    shop.waiting.without_receipt(row.key)
    shop.tasks.deliver()
    assert shop.journal.open_records() == ()


# --- Voids ---------------------------------------------------------------------------------------


def test_a_void_recorded_offline_is_paid_out_only_once_a_manager_signed(shop: ShopFloor) -> None:
    sale_id = sold(shop)
    shop.server.faults.down = True
    void(shop, sale_id)
    shop.approval.go_without()
    shop.server.faults.down = False
    shop.pass_time(60)
    detail = shown(shop)
    assert detail.result is not None
    assert detail.result.stage is VoidStage.SIGNATURE_OWED
    refund_id = detail.result.refund_id
    shop.sales.hand_back(refund_id)
    shop.sales.print_refund(refund_id)
    shop.waiting.hand_back(refund_id)
    assert shop.printer.papers[-1].kind is ReceiptKind.SALE
    with pytest.raises(IllegalMoveError):
        shop.book.hand_back(refund_id)
    shop.restart(MIA)
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act) == (WaitingKind.SIGNATURE_OWED, Act.SIGN)
    shop.server.faults.lose_replies["sign_void"] = 1
    shop.waiting.void(refund_id)
    shop.sign("333333")
    (row,) = shop.waiting.state.rows
    assert (row.act, row.fact.id) == (None, "row.signing")
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.REFUND_DUE


def test_a_late_signature_that_is_not_taken_is_asked_for_again(shop: ShopFloor) -> None:
    sale_id = sold(shop)
    shop.server.faults.down = True
    void(shop, sale_id)
    shop.approval.go_without()
    shop.server.faults.down = False
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    shop.server.refusals["sign_void"] = Refusal.APPROVAL_INVALID
    shop.waiting.void(row.key)
    shop.sign("333333")
    refund = shop.journal.refund(row.key)
    assert refund is not None
    assert refund.state is RefundState.UNSIGNED
    del shop.server.refusals["sign_void"]
    shop.waiting.void(row.key)
    shop.sign("333333")
    (row,) = shop.waiting.state.rows
    assert row.kind is WaitingKind.REFUND_DUE


def test_a_void_that_a_manager_settled_elsewhere_is_not_signed_and_nothing_goes_back_here(
    shop: ShopFloor,
) -> None:
    sale_id = sold(shop)
    shop.server.faults.down = True
    void(shop, sale_id)
    shop.approval.go_without()
    shop.server.faults.down = False
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    shop.server.refusals["sign_void"] = Refusal.SETTLED_ELSEWHERE
    shop.server.faults.lose_replies["sign_void"] = 1
    shop.waiting.void(row.key)
    shop.sign("333333")
    shop.pass_time(60)
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.act) == (WaitingKind.CASE, Act.CLOSE_CASE)
    assert row.fact.id == "row.void_settled_elsewhere"
    detail = shown(shop)
    assert detail.result is not None
    assert detail.result.stage is VoidStage.SETTLED_ELSEWHERE
    shop.sales.hand_back(row.key)
    shop.waiting.hand_back(row.key)
    assert shop.server.handed_back == {}
    with pytest.raises(IllegalMoveError):
        shop.book.hand_back(row.key)
    shop.restart(ANNA)
    shop.waiting.close_case(row.key, "Mia has the money")
    assert shop.waiting.state.rows == ()
    refund = shop.journal.refund(row.key)
    assert refund is not None
    told_again = [retold.message for retold in retold_of(None, [refund])]
    assert Outgoing.SIGN not in told_again


def test_a_void_in_doubt_is_not_signed_again_under_its_key(shop: ShopFloor) -> None:
    sale_id = sold(shop)
    shop.server.faults.lose_replies["void"] = 10**6
    detail = void(shop, sale_id)
    assert detail.result is not None
    with pytest.raises(IllegalMoveError):
        shop.book.sign_void(detail.result.refund_id, approval="b", approver="Anna")


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (Refusal.SALE_VOIDED, "refused_voided"),
        (Refusal.BASKET_INVALID, "refused_other"),
        (Refusal.KEY_REUSED, "refused_other"),
    ],
)
def test_a_refused_void_is_called_used_only_where_it_was(
    shop: ShopFloor, code: Refusal, word: str
) -> None:
    sale_id = sold(shop)
    shop.server.refusals["void"] = code
    detail = void(shop, sale_id)
    assert detail.result is not None
    assert detail.result.sentence.id == f"result.{word}"
    (row,) = shop.waiting.state.rows
    assert row.fact.id == f"row.void_{word}"
    assert row.act is Act.CLOSE_CASE
    assert row.decide is not None
    assert not row.decide.enabled
    shop.on_duty.signed_in(ANNA)
    (row,) = shop.waiting.state.rows
    assert row.decide is not None
    assert row.decide.enabled


def test_a_used_card_is_called_used(shop: ShopFloor) -> None:
    sale_id = sold(shop)
    next(iter(shop.server.cards.values())).code_state = CodeState.REDEEMED
    detail = void(shop, sale_id)
    assert detail.result is not None
    assert detail.result.sentence.id == "result.refused"


def test_a_void_that_meets_the_answer_decides_nothing(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    shop.server.faults.down = True
    shop.pay_cash(5000)
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.checkout.leave_waiting()
    shop.sales.show_sale(sale_id, void=True)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.server.faults.down = False
    shop.pass_time(60)
    shop.sign("333333")
    detail = shown(shop)
    assert detail.print_fault is not None
    assert detail.print_fault.id == "void.settled_meanwhile"
    assert shop.journal.refund_of(sale_id) is None


# --- Past sales ----------------------------------------------------------------------------------


def test_the_list_follows_the_void_of_the_open_sale(shop: ShopFloor) -> None:
    sale_id = sold(shop, cards=2)
    shop.sales.show_sale(sale_id)
    detail = shown(shop)
    assert detail.state_word.id == "sale.confirmed"
    shop.sales.open_void()
    shop.sales.choose_card("1001", chosen=False)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    assert shown(shop).state_word.id == "sale.partly_voided"
    assert [row.state_word.id for row in shop.sales.state.rows] == ["sale.partly_voided"]
    void(shop, sale_id)
    assert shown(shop).state_word.id == "sale.voided"
    assert [row.state_word.id for row in shop.sales.state.rows] == ["sale.voided"]


def test_a_card_made_invalid_since_is_not_called_activated(shop: ShopFloor) -> None:
    sale_id = sold(shop, cards=2)
    shop.server.cards["1001"].code_state = CodeState.INVALIDATED
    shop.sales.show_sale(sale_id)
    detail = shown(shop)
    assert [line.state for line in detail.lines] == [LineState.INVALID, LineState.ACTIVATED]
    assert detail.state_word.id == "sale.partly_voided"


def test_a_cancelled_sale_reads_as_freed_and_not_as_activated(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.checkout.cancel_sale()
    shop.tasks.deliver()
    shop.server.faults.down = True
    shop.sales.show_sale(sale_id)
    detail = shown(shop)
    assert [line.state for line in detail.lines] == [LineState.FREED]
    assert detail.state_word.id == "sale.cancelled"


# --- Sales held by other tills -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("silent_ms", "revoked", "word"),
    [
        (None, True, "till_revoked"),
        (None, False, "till_silent"),
        (5_000, False, "till_alive"),
        (3_600_000, False, "till_silent_since"),
    ],
)
def test_a_till_is_called_silent_only_where_it_is(
    shop: ShopFloor, silent_ms: int | None, revoked: bool, word: str
) -> None:
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    other.scan(shop.server.add_card(7))
    other.take_payment()
    (record,) = other.journal.open_records()
    view = shop.server._sale_view(record.sale_id)
    assert isinstance(view, SaleView)
    other.close()
    seen = None if silent_ms is None else shop.loop.now_ms() - silent_ms
    hold = HoldView(sale=view, till_revoked=revoked, till_last_seen_at=seen)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    shop.waiting.open()
    shop.tasks.deliver()
    (held,) = shop.waiting.state.held_elsewhere
    assert held.fact.id == f"hold.{word}"
