"""Other closes of a case in doubt, and other doubts: the money of each goes back once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind
from pos_terminal.waiting.close_notes import NOTE_FILE
from pos_terminal.waiting.model import CaseStage
from pos_terminal.words import ON, off
from support.open_cases import case, close, ended, ids, open_page
from support.scripted_server import ANNA, TOM
from support.shop_floor import ShopFloor
from terminal.core.test_case_given import CASE, answers, asked, dies, giving, press, say, told

SECOND = f"{CaseKind.REFUND_DUE}:S2"


@pytest.fixture
def both(tmp_path: Path) -> Iterator[ShopFloor]:
    """Tom's close was lost; Anna has closed it since, and died with the till as she gave it.

    A restored server has it open again.
    """
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(TOM)
    owed = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    shop.server.open_cases = owed
    open_page(shop)
    shop.server.faults.lose_requests["close_case"] = 1
    assert close(shop) == "toast.case_not_known"
    note = shop.folder / NOTE_FILE
    lost = note.read_bytes()[len(b'{"closes":[') : -len(b"]}")]
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    close(shop, reason="Anna gives it")
    assert ended(shop) == {CASE: "case.closed_owed.todo"}
    # As an older version left it: Tom's is noted still.
    note.write_bytes(note.read_bytes().replace(b"[", b"[" + lost + b",", 1))
    shop.server.open_cases = owed
    shop.printer.drawer_opened = 0
    yield shop
    shop.close()


def test_a_case_in_doubt_is_listed_as_that_alone_and_closed_by_nobody(both: ShopFloor) -> None:
    dies(both, TOM)
    assert asked(both).stage is CaseStage.GIVEN_IN_DOUBT
    assert both.waiting.state.count == 1
    sent = len(both.server.case_closes)
    both.waiting.close_open_case(CASE, "Tom, too")
    both.tasks.deliver()
    assert told(both) == ("toast.case_asked_first", "toast.case_asked_first.note")
    assert (len(both.server.case_closes), both.printer.drawer_opened) == (sent, 0)


@pytest.mark.parametrize("given", [True, False])
def test_its_answer_ends_every_close_of_it_that_waits(both: ShopFloor, *, given: bool) -> None:
    dies(both, TOM)
    say(both, given=given)
    opened = 0 if given else 1
    word = "closed_given" if given else "closed_owed"
    assert ended(both) == {CASE: f"case.{word}.todo"}
    both.waiting.look_elsewhere()
    dies(both, TOM)
    assert ids(both) == []
    both.waiting.close_open_case(CASE, "Tom, too")
    both.tasks.deliver()
    assert both.printer.drawer_opened == opened


def test_whoever_gives_it_ends_the_closes_of_others_that_wait(tmp_path: Path) -> None:
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(TOM)
    shop.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    open_page(shop)
    shop.server.faults.lose_requests["close_case"] = 1
    close(shop)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    close(shop)
    shop.on_duty.signed_in(TOM)
    shop.tasks.deliver()
    assert (ids(shop), shop.printer.drawer_opened) == ([], 1)
    shop.close()


def test_a_case_in_doubt_that_is_listed_no_more_is_still_asked_about_and_nothing_else(
    both: ShopFloor,
) -> None:
    dies(both, TOM)
    both.server.open_cases = CasesAnswer(cases=[], more=False)
    open_page(both)
    assert (asked(both).stage, ended(both)) == (CaseStage.GIVEN_IN_DOUBT, {})


# --- Given, and no server has heard it --------------------------------------------------------------


@pytest.fixture
def untold(tmp_path: Path) -> Iterator[ShopFloor]:
    """Anna has said that it was given, to a server that had lost the case; then the till ended."""
    shop = giving(tmp_path)
    dies(shop)
    answers(shop, Refusal.NOT_FOUND)
    say(shop, given=True)
    assert ended(shop) == {CASE: "case.given_untold.todo"}
    answers(shop, None)
    dies(shop, TOM)
    assert ids(shop) == []
    yield shop
    shop.close()


def is_open_and_told_anew(shop: ShopFloor) -> None:
    shop.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    open_page(shop)


def is_listed_again(shop: ShopFloor) -> None:
    is_open_and_told_anew(shop)
    assert asked(shop).what_to_do.id == "case.paid_back.todo"
    assert asked(shop).way is None


def test_what_was_given_and_not_heard_is_said_of_its_case_once_a_server_has_that_again(
    untold: ShopFloor,
) -> None:
    is_listed_again(untold)
    close(untold, reason="Anna gave it")
    assert ended(untold) == {CASE: "case.closed_unpaid.todo"}
    _, request = untold.server.case_closes[-1]
    assert (request.was_given, request.goes_back_by) == (True, None)
    assert untold.printer.drawer_opened == 0
    assert not (untold.folder / NOTE_FILE).exists()


def test_it_is_said_with_everybody_who_has_sent_it_so_that_the_server_says_what_it_has(
    untold: ShopFloor,
) -> None:
    is_listed_again(untold)
    answers(untold, Refusal.RESTORING)
    assert close(untold, reason="Anna gave it") == "toast.case_not_closed"
    answers(untold, Refusal.SETTLED_ELSEWHERE)
    close(untold, reason="Anna gave it")
    assert ended(untold) == {CASE: "case.given_twice.todo"}
    answers(untold, None)
    dies(untold, TOM)
    is_open_and_told_anew(untold)
    assert asked(untold).what_to_do.id != "case.paid_back.todo", "the server has heard it"


@pytest.mark.parametrize("refusal", [Refusal.RESTORING, Refusal.NOT_FOUND])
def test_it_is_said_by_everybody_and_stays_noted_where_the_server_has_not_heard_it(
    untold: ShopFloor, refusal: Refusal
) -> None:
    is_listed_again(untold)
    answers(untold, refusal)
    close(untold, reason="Anna gave it")
    answers(untold, None)
    dies(untold, TOM)
    is_listed_again(untold)
    close(untold, reason="Anna gave it")
    assert ended(untold) == {CASE: "case.closed_unpaid.todo"}
    _, request = untold.server.case_closes[-1]
    assert request.sent_by == [ANNA.operator_id, TOM.operator_id]
    assert (request.was_given, untold.printer.drawer_opened) == (True, 0)


def test_it_stays_noted_while_the_close_of_its_case_has_no_answer(untold: ShopFloor) -> None:
    is_listed_again(untold)
    untold.server.faults.lose_replies["close_case"] = 1
    assert close(untold, reason="Anna gave it") == "toast.case_not_known"
    dies(untold, TOM)
    close(untold)
    assert ended(untold) == {CASE: "case.closed_unpaid.todo"}
    assert untold.printer.drawer_opened == 0


# --- The till was enrolled anew ---------------------------------------------------------------------


@pytest.fixture
def anew(tmp_path: Path) -> Iterator[ShopFloor]:
    """What Anna was giving when the till ended was closed by the till that it was then."""
    shop = giving(tmp_path)
    note = shop.folder / NOTE_FILE
    assert b'"till_id":"T1"' in note.read_bytes()
    note.write_bytes(note.read_bytes().replace(b'"till_id":"T1"', b'"till_id":"T7"'))
    dies(shop)
    yield shop
    shop.close()


def test_a_till_that_is_another_one_by_now_sends_nothing_and_says_why(anew: ShopFloor) -> None:
    sent = len(anew.server.case_closes)
    assert asked(anew).what_to_do.id == "case.given_in_doubt.other_till"
    say(anew, given=False)
    assert told(anew) == ("toast.case_not_asked", "toast.case_other_till.note")
    assert asked(anew).stage is CaseStage.GIVEN_IN_DOUBT
    say(anew, given=True)
    assert ended(anew) == {CASE: "case.given_untold.todo"}
    assert (len(anew.server.case_closes), anew.printer.drawer_opened) == (sent, 0)
    is_listed_again(anew)


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[ShopFloor]:
    """Anna's close was lost, and stands in the note."""
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    shop.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    open_page(shop)
    shop.server.faults.lose_replies["close_case"] = 1
    assert close(shop) == "toast.case_not_known"
    yield shop
    shop.close()


def is_noted_with(shop: ShopFloor, till_id: str) -> None:
    note = shop.folder / NOTE_FILE
    assert b'"till_id":"T1"' in note.read_bytes()
    said = b'"till_id":"' + till_id.encode() + b'"'
    note.write_bytes(note.read_bytes().replace(b'"till_id":"T1"', said))


def test_a_close_without_an_answer_is_not_sent_once_more_by_a_till_that_is_another_one(
    lost: ShopFloor,
) -> None:
    is_noted_with(lost, "T7")
    dies(lost)
    sent = len(lost.server.case_closes)
    assert close(lost) == "toast.case_not_asked"
    assert told(lost) == ("toast.case_not_asked", "toast.case_other_till.note")
    assert (len(lost.server.case_closes), lost.printer.drawer_opened) == (sent, 0)
    dies(lost, TOM)
    assert asked(lost).what_to_do.id == "case.given_in_doubt.other_till"
    say(lost, given=True)
    assert ended(lost) == {CASE: "case.given_untold.todo"}
    assert (len(lost.server.case_closes), lost.printer.drawer_opened) == (sent, 0)


def test_a_note_that_does_not_tell_its_till_does_once_it_is_sent_from_here(
    lost: ShopFloor,
) -> None:
    is_noted_with(lost, "")
    dies(lost)
    close(lost)
    assert ended(lost) == {CASE: "case.closed_owed.todo"}
    assert b'"till_id":"T1"' in (lost.folder / NOTE_FILE).read_bytes()


# --- Who is asked to say so -------------------------------------------------------------------------


def test_whoever_the_server_does_not_take_it_from_is_told_who_else_has_sent_it(
    tmp_path: Path,
) -> None:
    shop = giving(tmp_path)
    dies(shop, TOM)
    shop.on_duty.shop_told(shop.on_duty.shop, (ANNA, TOM))
    answers(shop, Refusal.NOT_FOUND)
    say(shop, given=False)
    todo = asked(shop).what_to_do
    assert (todo.id, todo.values["name"]) == ("case.given_in_doubt.unknown", ANNA.name)
    shop.on_duty.signed_in(ANNA)
    shop.tasks.deliver()
    assert asked(shop).what_to_do.id == "case.given_in_doubt.todo", "she has not asked yet"
    say(shop, given=False)
    todo = asked(shop).what_to_do
    assert (todo.id, todo.values["name"]) == ("case.given_in_doubt.unknown", TOM.name)
    shop.close()


# --- Two of them ------------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path: Path) -> Iterator[ShopFloor]:
    """Anna gave the money of two cases, one after the other, when the till ended."""
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    first = case(CaseKind.REFUND_DUE)
    second = replace(first, case_id=SECOND, card_id="2")
    shop.server.open_cases = CasesAnswer(cases=[first, second], more=False)
    open_page(shop)
    for one in (first, second):
        close(shop, one.case_id)
    dies(shop)
    shop.printer.drawer_opened = 0
    yield shop
    shop.close()


def test_while_the_server_is_asked_about_one_nothing_is_said_of_the_other(two: ShopFloor) -> None:
    sent = len(two.server.case_closes)
    press(two, given=False)
    assert [one.close for one in two.waiting.state.cases] == [off("off.trying")] * 2
    two.waiting.case_given(SECOND)
    two.waiting.case_not_given(SECOND)
    two.pass_time(5)
    assert len(two.server.case_closes) == sent + 1
    assert ended(two) == {CASE: "case.closed_owed.todo"}
    assert (asked(two).case_id, asked(two).close) == (SECOND, ON)
    two.waiting.case_given(SECOND)
    two.tasks.deliver()
    assert ended(two)[SECOND] == "case.closed_given.todo"
    assert (ids(two), two.printer.drawer_opened) == ([], 1)


def test_who_has_left_is_asked_about_both_again(two: ShopFloor) -> None:
    press(two, given=False)
    two.waiting.look_elsewhere()
    two.pass_time(5)
    assert [one.close for one in two.waiting.state.cases] == [ON, ON]
    assert two.printer.drawer_opened == 0
