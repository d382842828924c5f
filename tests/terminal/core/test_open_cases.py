"""The store's open cases under *Waiting*: for managers, with a reason, and closed once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.case_messages import CasesAnswer, CloseCaseRequest
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, RefundDoubt
from pos_terminal.waiting.close_notes import NOTE_FILE
from pos_terminal.waiting.model import CaseStage
from pos_terminal.words import Message
from support.open_cases import CASE_KINDS, case, close, ended, ids, open_page
from support.scripted_server import ANNA, MIA, TOM
from support.shop_floor import ShopFloor

NUMBER = CardNumber.build(issuer="970010", batch=1, sequence=5).digits


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopFloor]:
    floor = ShopFloor(tmp_path)
    floor.server.open_cases = CasesAnswer(cases=[case(kind) for kind in CASE_KINDS], more=True)
    yield floor
    floor.close()


def test_every_kind_of_case_is_shown_to_a_manager(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    state = shop.waiting.state
    assert [one.kind for one in state.cases] == CASE_KINDS
    assert state.cases_more
    assert {one.fact.id for one in state.cases} == {f"case.{kind}" for kind in CASE_KINDS}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"recall_id": 7}, "refund-due.recalled"),
        ({"recall_id": 7, "sale_id": None}, "refund-due.recalled_no_sale"),
        ({"void_id": "T2.1.000002.00000000000000000000000000"}, "refund-due.void"),
        ({}, "refund-due"),
        ({"card_id": None}, "refund-due.sale"),
        ({"card_id": None, "doubt": RefundDoubt.DENIED}, "refund-due.denied"),
        ({"card_id": None, "doubt": RefundDoubt.PAID_AGAIN}, "refund-due.paid-again"),
        ({"was_active": True}, "refund-due.taken_out"),
        ({"was_active": True, "recall_id": 7}, "refund-due.recalled"),
    ],
)
def test_what_is_to_be_done_about_a_refund_depends_on_who_owes_it(
    shop: ShopFloor, changes: dict[str, Any], word: str
) -> None:
    due = replace(case(CaseKind.REFUND_DUE), **changes)
    shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    if due.recall_id is not None:
        shop.waiting.open_recall_cases(due.recall_id)
        shop.tasks.deliver()
    (listed,) = shop.waiting.state.cases
    assert (listed.fact.id, listed.what_to_do.id) == (f"case.{word}", f"case.{word}.todo")


def test_a_clerk_sees_no_cases_and_asks_for_none(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.on_duty.signed_in(MIA)
    assert shop.waiting.state.cases == ()
    assert not shop.waiting.state.cases_more
    shop.server.calls.clear()
    open_page(shop)
    shop.waiting.close_open_case("refund-due:S", "gave the money back")
    shop.tasks.deliver()
    assert "cases" not in shop.server.calls
    assert "close_case" not in shop.server.calls


def test_the_cases_of_one_card_are_found_and_the_count_is_that_of_all(shop: ShopFloor) -> None:
    other = replace(case(CaseKind.REFUND_DUE), case_id="refund-due:X:2", last_four=NUMBER[-4:])
    shop.server.open_cases.cases.append(other)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    assert shop.waiting.state.case_sought == ""
    count = shop.waiting.state.count
    shop.waiting.find_case(NUMBER[:5])
    shop.tasks.deliver()
    assert len(shop.waiting.state.cases) == len(CASE_KINDS) + 1
    assert shop.waiting.on_scan(NUMBER)
    assert not shop.waiting.on_scan("4006381333931")
    shop.tasks.deliver()
    assert [one.case_id for one in shop.waiting.state.cases] == ["refund-due:X:2"]
    assert shop.waiting.state.count == count
    shop.waiting.close_open_case("refund-due:X:2", "gave the money back")
    shop.tasks.deliver()
    assert shop.waiting.state.cases == ()
    assert shop.waiting.state.cases_note == Message("cases.none_of_card")
    shop.waiting.find_case("")
    assert len(shop.waiting.state.cases) == len(CASE_KINDS)


def test_a_search_without_an_answer_says_so_and_is_made_again(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.faults.down = True
    shop.waiting.find_case(NUMBER)
    shop.tasks.deliver()
    assert shop.waiting.state.cases_note == Message("cases.no_line")
    shop.server.faults.down = False
    open_page(shop)
    assert shop.waiting.state.cases_note == Message("cases.none_of_card")
    shop.on_duty.signed_in(MIA)
    assert (shop.waiting.state.case_sought, shop.waiting.state.cases_note) == (None, None)
    assert not shop.waiting.on_scan(NUMBER)


def test_a_case_is_closed_with_a_reason(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.waiting.close_open_case("refund-due:S", " x ")
    assert shop.waiting.state.toast is not None
    assert shop.waiting.state.toast.fact.id == "toast.case_needs_reason"
    shop.waiting.close_open_case("refund-due:S", "gave the money back")
    shop.tasks.deliver()
    assert shop.waiting.state.toast is not None
    assert shop.waiting.state.toast.fact.id == "toast.case_closed"
    assert "refund-due:S" not in [one.case_id for one in shop.waiting.state.cases]


@pytest.mark.parametrize(
    ("case_id", "todo"),
    [("refund-due:S", "case.closed_owed.todo"), ("payment-differs:S", "case.closed.todo")],
)
def test_money_goes_back_once_the_case_is_closed_here(
    shop: ShopFloor, case_id: str, todo: str
) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    close(shop, case_id)
    (told,) = shop.waiting.state.cases_ended
    assert (told.case_id, told.stage, told.what_to_do.id) == (case_id, CaseStage.CLOSED, todo)
    shop.on_duty.signed_in(MIA)
    assert shop.waiting.state.cases_ended == ()


def test_what_was_found_not_to_be_owed_is_closed_so_and_asked_again_so(shop: ShopFloor) -> None:
    doubted = replace(case(CaseKind.REFUND_DUE), card_id=None, doubt=RefundDoubt.DENIED)
    shop.server.open_cases = CasesAnswer(cases=[doubted], more=False)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.faults.lose_replies["close_case"] = 1
    shop.waiting.close_case_unpaid("refund-due:S", "the drawer is right")
    shop.tasks.deliver()
    shop.restart(ANNA)
    open_page(shop)
    assert close(shop) == "toast.case_closed"
    sent = ("refund-due:S", CloseCaseRequest(reason="the drawer is right", unpaid=True))
    assert shop.server.case_closes == [sent, sent]
    assert ended(shop) == {"refund-due:S": "case.closed_unpaid.todo"}


def test_after_a_lost_reply_it_is_not_known_and_asked_again_as_it_was_sent(
    shop: ShopFloor,
) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.faults.lose_replies["close_case"] = 1
    assert close(shop) == "toast.case_not_known"
    open_page(shop)  # the server has closed it, and lists it no more
    asked = next(one for one in shop.waiting.state.cases if one.case_id == "refund-due:S")
    assert (asked.stage, asked.what_to_do.id) == (CaseStage.NOT_KNOWN, "case.not_known.todo")
    assert ended(shop) == {}
    shop.on_duty.signed_in(MIA)
    shop.on_duty.signed_in(ANNA)
    assert "refund-due:S" in ids(shop), "nobody forgets it for another's signing in"
    shop.server.refusals["close_case"] = Refusal.BUSY
    assert close(shop, reason="") == "toast.case_not_known"
    del shop.server.refusals["close_case"]
    assert close(shop, reason="") == "toast.case_closed"
    assert ended(shop) == {"refund-due:S": "case.closed_owed.todo"}
    assert "refund-due:S" not in ids(shop)


def test_a_close_without_an_answer_is_not_known_after_a_restart_either(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.faults.lose_replies["close_case"] = 1
    assert close(shop, reason="paid by hand") == "toast.case_not_known"
    shop.restart(ANNA)
    open_page(shop)
    asked = next(one for one in shop.waiting.state.cases if one.case_id == "refund-due:S")
    assert (asked.stage, asked.what_to_do.id) == (CaseStage.NOT_KNOWN, "case.not_known.todo")
    assert close(shop, reason="other words") == "toast.case_closed"
    assert ended(shop) == {"refund-due:S": "case.closed_owed.todo"}
    shop.waiting.look_elsewhere()
    shop.restart(ANNA)
    open_page(shop)
    assert "refund-due:S" not in ids(shop), "what is answered is asked about no more"


def test_a_close_that_cannot_be_noted_is_not_sent(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    (shop.folder / NOTE_FILE).mkdir()  # no file gets its name
    assert close(shop) == "toast.disk_full"
    assert "close_case" not in shop.server.calls
    assert "refund-due:S" in ids(shop)


def test_while_a_close_is_under_way_it_is_not_sent_twice(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    for _ in range(2):
        shop.waiting.close_open_case("refund-due:S", "paid by hand")
    sent = next(one for one in shop.waiting.state.cases if one.case_id == "refund-due:S")
    assert not sent.close.enabled
    shop.tasks.deliver()
    assert shop.server.calls.count("close_case") == 1


@pytest.mark.parametrize("lost", [0, 1])
def test_what_somebody_else_has_closed_is_told_and_nothing_is_given_back(
    shop: ShopFloor, lost: int
) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.faults.lose_requests["close_case"] = lost
    for _ in range(lost):
        assert close(shop) == "toast.case_not_known"
    others = [one for one in shop.server.open_cases.cases if one.case_id != "refund-due:S"]
    shop.server.open_cases = CasesAnswer(cases=others, more=False)
    shop.server.refusals["close_case"] = Refusal.NOT_FOUND
    assert close(shop) == "toast.case_closed_before"
    assert ended(shop) == {"refund-due:S": "case.closed_before.todo"}
    assert ids(shop) == [one.case_id for one in others]


@pytest.mark.parametrize(
    ("refusal", "note"),
    [
        (Refusal.BUSY, "toast.case_not_closed.note"),
        (Refusal.NOT_NOW, "toast.case_in_use.note"),
        (Refusal.RESTORING, "toast.case_restoring.note"),
    ],
)
def test_a_close_that_is_refused_leaves_the_case_open(
    shop: ShopFloor, refusal: Refusal, note: str
) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.refusals["close_case"] = refusal
    assert close(shop) == "toast.case_not_closed"
    assert shop.waiting.state.toast is not None
    assert shop.waiting.state.toast.note == Message(note)
    left = next(one for one in shop.waiting.state.cases if one.case_id == "refund-due:S")
    assert (left.stage, left.close.enabled, ended(shop)) == (CaseStage.OPEN, True, {})
    del shop.server.refusals["close_case"]
    assert close(shop) == "toast.case_closed"


def lost_by_anna(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.faults.lose_replies["close_case"] = 1
    assert close(shop, reason="anna pays") == "toast.case_not_known"


def shown(shop: ShopFloor, case_id: str = "refund-due:S") -> tuple[CaseStage, Message, bool]:
    one = next(one for one in shop.waiting.state.cases if one.case_id == case_id)
    return one.stage, one.what_to_do, one.close.enabled


ASKED = (CaseStage.ASKED, Message("case.asked.todo", {"name": ANNA.name}), True)


@pytest.mark.parametrize("restarted", [False, True])
def test_another_manager_is_told_who_asked_and_whoever_closed_it_still_hears_so(
    shop: ShopFloor, restarted: bool
) -> None:
    lost_by_anna(shop)
    if restarted:
        shop.restart()
    shop.on_duty.signed_in(TOM)
    open_page(shop)
    assert shown(shop) == ASKED
    count = shop.waiting.state.count
    shop.server.faults.lose_requests["close_case"] = 1
    assert close(shop, reason="tom pays") == "toast.case_not_known"
    shop.server.refusals["close_case"] = Refusal.NOT_FOUND
    assert close(shop) == "toast.case_closed_before"
    assert shown(shop) == ASKED, "it stays listed for everybody until she has her answer"
    assert shop.waiting.state.count == count
    del shop.server.refusals["close_case"]
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    assert shown(shop) == (CaseStage.NOT_KNOWN, Message("case.not_known.todo"), True)
    assert close(shop) == "toast.case_closed"
    assert ended(shop) == {"refund-due:S": "case.closed_owed.todo"}
    assert "refund-due:S" not in ids(shop)


def test_what_one_manager_asked_in_vain_another_may_close_and_nobody_asks_again(
    shop: ShopFloor,
) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.faults.lose_requests["close_case"] = 1
    close(shop, reason="anna pays")
    shop.on_duty.signed_in(TOM)
    open_page(shop)
    assert close(shop, reason="no") == "toast.case_needs_reason"
    assert close(shop, reason="tom pays") == "toast.case_closed"
    assert ended(shop) == {"refund-due:S": "case.closed_owed.todo"}
    shop.printer.drawer_opened = 0
    shop.on_duty.signed_in(ANNA)
    shop.tasks.deliver()
    assert "refund-due:S" not in ids(shop)
    shop.waiting.close_open_case("refund-due:S", "anna pays")
    shop.tasks.deliver()
    assert shop.printer.drawer_opened == 0
    assert not (shop.folder / NOTE_FILE).exists()


def test_a_note_of_an_older_till_names_whoever_asked_by_the_id(shop: ShopFloor) -> None:
    lost_by_anna(shop)
    note = (shop.folder / NOTE_FILE).read_bytes()
    (shop.folder / NOTE_FILE).write_bytes(note.replace(b',"operator_name":"Anna Lindt"', b""))
    shop.restart(TOM)
    open_page(shop)
    assert shown(shop)[1] == Message("case.asked.todo", {"name": ANNA.operator_id})
    shop.on_duty.signed_in(ANNA)
    assert close(shop) == "toast.case_closed"


def test_an_answer_that_comes_when_somebody_else_has_signed_in_is_told_to_whoever_asked(
    shop: ShopFloor,
) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.waiting.close_open_case("refund-due:S", "anna pays")
    shop.on_duty.signed_in(TOM)
    shop.tasks.deliver()
    assert (shop.waiting.state.toast, ended(shop)) == (None, {})
    assert shown(shop) == ASKED
    shop.on_duty.signed_in(ANNA)
    assert close(shop) == "toast.case_closed"
    assert ended(shop) == {"refund-due:S": "case.closed_owed.todo"}


def test_notes_that_cannot_be_read_are_kept_aside_and_the_page_says_so_until_they_are_gone(
    shop: ShopFloor,
) -> None:
    lost_by_anna(shop)
    broken = (shop.folder / NOTE_FILE).read_bytes()[:-9]
    (shop.folder / NOTE_FILE).write_bytes(broken)
    kept = shop.folder / f"{NOTE_FILE}.kept-1"
    for _ in range(2):
        shop.restart(ANNA)
        open_page(shop)
        assert shop.waiting.state.cases_note == Message("cases.notes_lost")
        shop.server.faults.lose_requests["close_case"] = 1
        assert close(shop, "payment-differs:S") == "toast.case_not_known"
        assert kept.read_bytes() == broken
    shop.on_duty.signed_in(MIA)
    assert shop.waiting.state.cases_note is None
    kept.unlink()
    shop.restart(ANNA)
    assert shop.waiting.state.cases_note is None
    assert shown(shop, "payment-differs:S")[0] is CaseStage.NOT_KNOWN


OTHER_MONEY = Message("case.other_currency.todo", {"currency": "CHF"})
OWN_SALE, OWN_VOID = (f"{kind}T1.1.000001.00000000000000000000000000" for kind in ("", "V-"))


def refund_in(currency: str, **changes: str) -> CasesAnswer:
    due = replace(case(CaseKind.REFUND_DUE), currency=currency, **changes)
    return CasesAnswer(cases=[due], more=False)


def test_money_of_another_currency_is_paid_by_the_till_that_owes_it(shop: ShopFloor) -> None:
    shop.server.open_cases = refund_in("CHF")
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    (told,) = shop.waiting.state.cases
    assert (told.what_to_do, told.close.enabled) == (OTHER_MONEY, False)
    shop.waiting.close_open_case(told.case_id, "paid by hand")
    shop.tasks.deliver()
    assert "close_case" not in shop.server.calls


@pytest.mark.parametrize("own", [{"sale_id": OWN_SALE}, {"void_id": OWN_VOID}])
def test_what_the_books_of_this_till_owe_is_paid_here_in_any_currency(
    shop: ShopFloor, own: dict[str, str]
) -> None:
    shop.server.open_cases = refund_in("CHF", **own)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    (told,) = shop.waiting.state.cases
    assert told.close.enabled
    assert close(shop) == "toast.case_closed"


def test_a_void_that_was_refused_because_its_signature_is_lost_is_no_used_card(
    shop: ShopFloor,
) -> None:
    lost = replace(case(CaseKind.VOID_REFUSED, OWN_VOID), card_id=None, last_four=None)
    shop.server.open_cases = CasesAnswer(cases=[lost], more=False)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    (told,) = shop.waiting.state.cases
    assert told.fact.id == "case.void-refused.unsigned"


def test_what_a_journal_knew_that_was_laid_aside_is_asked_for_nowhere_and_closed_here(
    shop: ShopFloor,
) -> None:
    due = refund_in("EUR", sale_id=OWN_SALE).cases
    signature = replace(case(CaseKind.SIGNATURE_OWED, OWN_VOID), sale_id=OWN_SALE)
    recalled = replace(due[0], case_id="recalled", was_active=True)
    shop.server.open_cases = CasesAnswer(cases=[*due, signature, recalled], more=False)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    before = [told.what_to_do.id for told in shop.waiting.state.cases]
    assert "case.journal_lost.todo" not in before
    shop.lose_journal()
    open_page(shop)
    assert [told.what_to_do.id for told in shop.waiting.state.cases] == [
        "case.journal_lost.todo",
        "case.journal_lost.todo",
        before[2],
    ]
    assert close(shop) == "toast.case_closed"


@pytest.mark.parametrize("restarted", [False, True])
def test_a_lost_close_that_is_refused_for_its_currency_is_asked_no_more(
    shop: ShopFloor, restarted: bool
) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.faults.lose_requests["close_case"] = 1
    assert close(shop) == "toast.case_not_known"
    if restarted:
        shop.restart(ANNA)
        open_page(shop)
    shop.server.open_cases = refund_in("CHF")
    open_page(shop)
    shop.server.refusals["close_case"] = Refusal.OTHER_CURRENCY
    assert close(shop) == "toast.case_not_closed"
    assert not (shop.folder / NOTE_FILE).exists()
    (told,) = shop.waiting.state.cases
    assert (told.stage, told.close.enabled) == (CaseStage.OPEN, False)
    assert told.case_id not in ended(shop)


def test_what_is_not_listed_any_more_was_closed_meanwhile(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.server.open_cases = CasesAnswer(cases=shop.server.open_cases.cases[1:], more=False)
    gone = CASE_KINDS[0]
    shop.server.faults.down = True
    open_page(shop)
    assert len(ids(shop)) == len(CASE_KINDS), "without an answer nothing is known to be closed"
    assert ended(shop) == {}
    shop.server.faults.down = False
    open_page(shop)
    assert ended(shop) == {f"{gone}:S": "case.gone.todo"}


def test_why_no_cases_are_shown_is_said(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    shop.server.refusals["cases"] = Refusal.BUSY
    open_page(shop)
    assert shop.waiting.state.cases_note is not None
    assert shop.waiting.state.cases_note.id == "cases.not_now"
    shop.server.faults.down = True
    open_page(shop)
    assert shop.waiting.state.cases_note is not None
    assert shop.waiting.state.cases_note.id == "cases.no_line"


def test_a_case_that_was_looked_for_and_closed_elsewhere_is_told(shop: ShopFloor) -> None:
    sought = replace(case(CaseKind.REFUND_DUE), case_id="refund-due:X:2", last_four=NUMBER[-4:])
    many = shop.server.open_cases.cases
    shop.server.open_cases = CasesAnswer(cases=[*many, sought], more=True)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    shop.waiting.find_case(NUMBER)
    shop.tasks.deliver()
    assert (ids(shop), ended(shop)) == ([sought.case_id], {})
    shop.server.open_cases = CasesAnswer(cases=many, more=True)
    open_page(shop)
    assert (ids(shop), ended(shop)) == ([], {sought.case_id: "case.gone.todo"})
    shop.waiting.find_case("")
    assert len(ids(shop)) == len(CASE_KINDS)
