"""Money that was handed back: the server is told until it has taken note, unseen by the clerk."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer, CaseView
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CaseKind
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from support.refunds import refund_of, void_due
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor


@pytest.fixture
def shop(shop: ShopFloor) -> ShopFloor:
    shop.session(1)
    return shop


def refused_at_confirm(shop: ShopFloor) -> str:
    """Sell two cards, one of which is refused once it is paid; returns the sale's id."""
    good, bad = shop.server.add_card(1), shop.server.add_card(2)
    shop.scan(good)
    shop.scan(bad)
    shop.take_payment()
    bad.refusal = CardRefusal.RECALLED
    shop.pay_cash(10_000)
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    return sale_id


def case_of(refund: RefundRecord, *, of_void: bool) -> CaseView:
    line = refund.lines[0]
    return CaseView(
        case_id=f"refund-due:{refund.refund_id if of_void else refund.sale_id}",
        kind=CaseKind.REFUND_DUE,
        opened_at=1,
        sale_id=refund.sale_id,
        void_id=refund.refund_id if of_void else None,
        receipt_number="T1-1-000001",
        till_name="Till 1",
        store_name="Harbour Street 12",
        card_id=None if of_void else line.card_id,
        last_four=line.last_four,
        amount_minor=refund.refund_minor,
        currency="EUR",
        detail="",
    )


def listed_cases(shop: ShopFloor) -> int:
    shop.tasks.deliver()
    return len(shop.waiting.state.cases)


# --- The word to the server ----------------------------------------------------------------------


def test_the_money_of_a_void_that_is_back_is_told_once(shop: ShopFloor) -> None:
    refund_id = void_due(shop)
    assert shop.server.handed_back == {}
    shop.sales.hand_back(refund_id)
    shop.sales.hand_back(refund_id)
    shop.pass_time(60)
    (key,) = shop.server.handed_back
    assert key == f"{refund_id}/HANDED_BACK"
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    assert shop.server.handed_back[key].at == refund.handed_back_at
    assert shop.server.calls.count("hand_back_void") == 1
    assert not refund.owes_word


def test_the_money_of_a_card_refused_at_its_confirmation_is_told_at_its_sale(
    shop: ShopFloor,
) -> None:
    sale_id = refused_at_confirm(shop)
    assert shop.screen.mode is Mode.PARTLY_ACTIVATED
    shop.checkout.hand_back()
    shop.tasks.deliver()
    (line,) = refund_of(shop, sale_id).lines
    (key,) = shop.server.handed_back
    assert key == f"{sale_id}/HANDED_BACK/{line.card_id}"
    assert shop.server.handed_back[key].card_ids == [line.card_id]


def test_it_is_told_from_the_list_of_waiting_things_too(shop: ShopFloor) -> None:
    refund_id = void_due(shop)
    shop.waiting.hand_back(refund_id)
    shop.tasks.deliver()
    assert list(shop.server.handed_back) == [f"{refund_id}/HANDED_BACK"]


@pytest.mark.parametrize("code", [Refusal.BUSY, Refusal.NOT_FOUND, Refusal.MALFORMED])
def test_a_lost_word_and_one_not_looked_at_are_repeated_unseen(
    shop: ShopFloor, code: Refusal
) -> None:
    refund_id = void_due(shop)
    shop.server.faults.lose_requests["hand_back_void"] = 1
    shop.server.faults.lose_replies["hand_back_void"] = 1
    shop.server.faults.refuse_after_loss["hand_back_void"] = code
    shop.sales.hand_back(refund_id)
    shop.tasks.deliver()
    shop.pass_time(120)
    assert shop.server.calls.count("hand_back_void") > 3
    assert shop.waiting.state.rows == ()
    assert shop.waiting.state.count == 0
    (record,) = shop.journal.open_records()
    del shop.server.refusals["hand_back_void"]
    shop.pass_time(60)
    assert shop.journal.open_records() == ()
    handed_back_at = refund_of(shop, record.sale_id).handed_back_at
    assert [one.at for one in shop.server.handed_back.values()] == [handed_back_at]


def test_a_server_that_has_nothing_to_note_it_at_is_asked_no_more(shop: ShopFloor) -> None:
    sale_id = refused_at_confirm(shop)
    shop.server.refusals["hand_back_sale"] = Refusal.SALE_CANCELLED
    shop.checkout.hand_back()
    shop.pass_time(60)
    assert shop.server.calls.count("hand_back_sale") == 1
    assert not refund_of(shop, sale_id).owes_word


def test_a_till_that_was_killed_before_it_could_tell_does_so_once_somebody_says_that_it_was_given(
    shop: ShopFloor,
) -> None:
    refund_id = void_due(shop)
    shop.server.faults.lose_requests["hand_back_void"] = 9
    shop.sales.hand_back(refund_id)
    shop.tasks.deliver()
    shop.server.faults.down = True
    shop.pass_time(10)
    shop.restart(MIA)
    shop.server.faults.down = False
    shop.pass_time(60)
    assert shop.server.handed_back == {}
    shop.waiting.acknowledge(refund_id)
    shop.pass_time(60)
    assert list(shop.server.handed_back) == [f"{refund_id}/HANDED_BACK"]
    assert shop.journal.refund(refund_id) is not None


def test_a_full_disk_after_the_answer_only_tells_it_again(shop: ShopFloor) -> None:
    refund_id = void_due(shop)
    shop.server.faults.lose_replies["hand_back_void"] = 1
    shop.sales.hand_back(refund_id)
    shop.tasks.deliver()
    shop.disk.refuses = True
    shop.pass_time(60)
    shop.disk.refuses = False
    shop.restart(MIA)
    shop.waiting.acknowledge(refund_id)
    shop.tasks.deliver()
    assert set(shop.server.handed_back) == {f"{refund_id}/HANDED_BACK"}
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    assert (refund.state, refund.owes_word) == (RefundState.CLOSED, False)


def test_a_restored_server_hears_it_again_after_the_void(shop: ShopFloor) -> None:
    shop.server.add_card(1)
    empty = shop.server.backup()
    refund_id = void_due(shop)
    shop.sales.hand_back(refund_id)
    shop.tasks.deliver()
    shop.server.handed_back.clear()
    shop.server.restore(empty)
    shop.session(2)
    shop.pass_time(10)
    assert [key.rpartition("/")[2] for key in shop.server.keys] == [
        "RESERVE",
        "CONFIRM",
        "VOID",
        "HANDED_BACK",
    ]
    assert list(shop.server.handed_back) == [f"{refund_id}/HANDED_BACK"]


# --- The case beside it --------------------------------------------------------------------------


def test_the_case_of_money_that_this_till_hands_back_is_not_listed_beside_its_row(
    shop: ShopFloor,
) -> None:
    refund_id = void_due(shop)
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    case = case_of(refund, of_void=True)
    shop.server.open_cases = CasesAnswer(cases=[case], more=False)
    shop.on_duty.signed_in(ANNA)
    assert listed_cases(shop) == 0
    assert shop.waiting.state.count == 1
    shop.waiting.hand_back(refund_id)
    assert listed_cases(shop) == 0  # the list is older than the word
    shop.waiting.open()
    assert listed_cases(shop) == 1  # the server still has it: so it is said


def test_a_case_that_was_looked_for_is_hidden_too_until_it_is_looked_for_again(
    shop: ShopFloor,
) -> None:
    refund_id = void_due(shop)
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    shop.on_duty.signed_in(ANNA)
    assert listed_cases(shop) == 0
    (card,) = shop.server.cards.values()
    case = replace(case_of(refund, of_void=True), last_four=card.number[-4:])
    shop.server.open_cases = CasesAnswer(cases=[case], more=False)
    shop.waiting.find_case(card.number)
    assert listed_cases(shop) == 0
    shop.waiting.hand_back(refund_id)
    assert listed_cases(shop) == 0  # what was found is older than the word
    shop.waiting.open()
    assert listed_cases(shop) == 1


def test_the_case_of_a_card_refused_at_its_confirmation_is_hidden_as_long_as_its_row_stands(
    shop: ShopFloor,
) -> None:
    sale_id = refused_at_confirm(shop)
    case = case_of(refund_of(shop, sale_id), of_void=False)
    shop.server.open_cases = CasesAnswer(cases=[case], more=False)
    shop.on_duty.signed_in(ANNA)
    assert listed_cases(shop) == 0
    shop.checkout.hand_back()
    shop.tasks.deliver()
    shop.waiting.open()
    assert listed_cases(shop) == 1


def test_the_case_of_another_till_is_listed(shop: ShopFloor) -> None:
    refund_id = void_due(shop)
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    other = refund_id.replace("T1.", "T2.")
    case = replace(case_of(refund, of_void=True), void_id=other)
    shop.server.open_cases = CasesAnswer(cases=[case], more=False)
    shop.on_duty.signed_in(ANNA)
    assert listed_cases(shop) == 1
    (listed,) = shop.waiting.state.cases
    assert listed.fact.id == "case.refund-due.void"
