"""A case that was closed here is paid here: a till that ends as its money is given asks afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer, CloseCaseRequest
from card_contract.messages import Operator
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, MoneyWay
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.waiting.close_notes import NOTE_FILE
from pos_terminal.waiting.model import CaseStage, OpenCase
from pos_terminal.words import ON, WayBack, off
from support.open_cases import case, close, ended, ids, open_page
from support.scripted_server import ANNA, MIA, TOM
from support.shop_floor import ShopFloor

CASE = f"{CaseKind.REFUND_DUE}:S"


def giving(folder: Path) -> ShopFloor:
    """Anna has just closed a case, and gives its money."""
    shop = ShopFloor(folder)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    owed = case(CaseKind.REFUND_DUE)
    shop.server.open_cases = CasesAnswer(cases=[owed], more=False)
    open_page(shop)
    close(shop)
    assert ended(shop) == {CASE: "case.closed_owed.todo"}
    shop.server.open_cases = CasesAnswer(cases=[], more=False)
    shop.printer.drawer_opened = 0
    return shop


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[ShopFloor]:
    shop = giving(tmp_path)
    yield shop
    shop.close()


def dies(shop: ShopFloor, operator: Operator = ANNA) -> None:
    shop.restart()
    shop.on_duty.signed_in(operator)
    open_page(shop)


def answers(shop: ShopFloor, refusal: Refusal | None) -> None:
    """What the server says of the close when it is sent once more; ``None`` is yes."""
    shop.server.refusals.pop("close_case", None)
    if refusal is not None:
        shop.server.refusals["close_case"] = refusal


def told(shop: ShopFloor) -> tuple[str, str]:
    toast = shop.waiting.state.toast
    assert toast is not None
    assert toast.note is not None
    return toast.fact.id, toast.note.id


def press(shop: ShopFloor, *, given: bool) -> None:
    """Somebody says so, and the server is slow."""
    shop.server.faults.slow_s = 3.0
    (shop.waiting.case_given if given else shop.waiting.case_not_given)(CASE)
    shop.loop.settle()
    shop.server.faults.slow_s = 0.0


@contextmanager
def full_disk(shop: ShopFloor) -> Iterator[None]:
    """No note is taken meanwhile."""
    note = shop.folder / NOTE_FILE
    kept = note.read_bytes()
    note.unlink()
    note.mkdir()  # no file gets its name
    yield
    note.rmdir()
    note.write_bytes(kept)


def asked(shop: ShopFloor) -> OpenCase:
    (one,) = shop.waiting.state.cases
    return one


def say(shop: ShopFloor, *, given: bool) -> None:
    if given:
        shop.waiting.case_given(CASE)
    else:
        shop.waiting.case_not_given(CASE)
    shop.tasks.deliver()


def test_a_till_that_dies_as_its_money_is_given_asks_whether_it_was(manager: ShopFloor) -> None:
    dies(manager)
    one = asked(manager)
    assert (one.stage, one.fact.id, one.way) == (
        CaseStage.GIVEN_IN_DOUBT,
        "case.given_in_doubt",
        None,
    )
    assert one.what_to_do.values["name"] == ANNA.name
    assert manager.waiting.state.count == 1
    assert manager.waiting.asks_about_cases
    assert manager.printer.drawer_opened == 0


def test_once_somebody_says_that_it_was_given_nothing_more_is(manager: ShopFloor) -> None:
    dies(manager)
    for _ in range(2):
        say(manager, given=True)
    assert ended(manager) == {CASE: "case.closed_given.todo"}
    assert (ids(manager), manager.printer.drawer_opened) == ([], 0)
    dies(manager)
    assert ids(manager) == []


def test_what_was_not_given_is_given_now_once_and_asked_about_again_where_the_till_dies(
    manager: ShopFloor,
) -> None:
    dies(manager)
    for _ in range(2):
        say(manager, given=False)
    (now,) = manager.waiting.state.cases_ended
    assert (now.what_to_do.id, now.has_paper) == ("case.closed_owed.todo", True)
    assert now.way == WayBack(kind=None)
    assert (ids(manager), manager.printer.drawer_opened) == ([], 1)
    dies(manager)
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT


@pytest.mark.parametrize(
    "go_on",
    [
        lambda shop: shop.waiting.look_elsewhere(),
        lambda shop: shop.waiting.choose("T1.1.000009.00000000000000000000000000"),
        lambda shop: shop.on_duty.signed_out(),
        lambda shop: shop.on_duty.signed_in(MIA),
    ],
)
def test_whoever_has_gone_on_has_given_it(manager: ShopFloor, go_on: object) -> None:
    assert callable(go_on)
    go_on(manager)
    dies(manager)
    assert ids(manager) == []


def test_who_has_gone_on_before_the_answer_gives_nothing_and_asks_once_more(
    tmp_path: Path,
) -> None:
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    shop.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    open_page(shop)
    shop.server.faults.slow_s = 3.0
    shop.waiting.close_open_case(CASE, "paid by hand")
    shop.loop.settle()
    shop.server.faults.slow_s = 0.0
    shop.waiting.look_elsewhere()
    shop.pass_time(5)
    assert shop.printer.drawer_opened == 0
    assert asked(shop).stage is CaseStage.NOT_KNOWN
    close(shop)
    assert ended(shop) == {CASE: "case.closed_owed.todo"}
    assert (shop.printer.drawer_opened, len(shop.printer.papers)) == (1, 1)
    shop.close()


def test_it_is_asked_until_it_is_answered_and_of_managers_only(manager: ShopFloor) -> None:
    for _ in range(2):
        dies(manager)
        manager.waiting.look_elsewhere()
    manager.on_duty.signed_in(MIA)
    manager.tasks.deliver()
    assert (ids(manager), manager.waiting.asks_about_cases) == ([], False)
    say(manager, given=True)
    manager.on_duty.signed_in(ANNA)
    manager.tasks.deliver()
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT


# --- The close is sent once more, as it was, and its answer decides --------------------------------


def sent(shop: ShopFloor) -> CloseCaseRequest:
    case_id, request = shop.server.case_closes[-1]
    assert case_id == CASE
    return request


@pytest.mark.parametrize("given", [True, False])
def test_the_close_is_sent_as_it_was_with_everybody_who_has_sent_it_from_here(
    manager: ShopFloor, *, given: bool
) -> None:
    first = sent(manager)
    assert first.goes_back_by is MoneyWay.UNKNOWN
    for operator in (ANNA, TOM, ANNA):
        dies(manager, operator)
        say(manager, given=False)
    dies(manager, TOM)
    assert asked(manager).what_to_do.values["name"] == ANNA.name, "she was to give it"
    say(manager, given=given)
    way = None if given else first.goes_back_by
    both = [ANNA.operator_id, TOM.operator_id]
    assert sent(manager) == replace(first, goes_back_by=way, sent_by=both, was_given=given)


def test_a_note_of_an_older_till_is_asked_about_too(manager: ShopFloor) -> None:
    note = manager.folder / NOTE_FILE
    note.write_bytes(note.read_bytes().replace(b',"sent_by":[]', b""))
    dies(manager, TOM)
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT
    say(manager, given=False)
    assert sent(manager).sent_by == [ANNA.operator_id, TOM.operator_id]
    assert manager.printer.drawer_opened == 1


def test_whoever_sends_it_is_noted_before_as_the_server_may_have_it_as_theirs(
    manager: ShopFloor,
) -> None:
    dies(manager, TOM)
    manager.server.faults.lose_replies["close_case"] = 1
    say(manager, given=False)
    assert told(manager) == ("toast.case_not_asked", "toast.case_not_asked.note")
    dies(manager, ANNA)
    assert asked(manager).what_to_do.values["name"] == ANNA.name
    say(manager, given=False)
    assert sent(manager).sent_by == [ANNA.operator_id, TOM.operator_id]
    assert manager.printer.drawer_opened == 1


@pytest.mark.parametrize("given", [True, False])
def test_what_a_restored_server_lists_again_is_asked_about_once_and_closed_by_the_answer(
    manager: ShopFloor, *, given: bool
) -> None:
    dies(manager)
    manager.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    open_page(manager)
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT
    assert manager.waiting.state.count == 1
    say(manager, given=given)
    word = "closed_given" if given else "closed_owed"
    assert ended(manager) == {CASE: f"case.{word}.todo"}
    assert (ids(manager), manager.server.open_cases.cases) == ([], [])
    assert manager.printer.drawer_opened == (0 if given else 1)


@pytest.mark.parametrize("given", [True, False])
def test_what_is_closed_otherwise_by_now_is_not_given_here(
    manager: ShopFloor, *, given: bool
) -> None:
    dies(manager)
    answers(manager, Refusal.SETTLED_ELSEWHERE)
    say(manager, given=given)
    word = "given_twice" if given else "closed_otherwise"
    assert ended(manager) == {CASE: f"case.{word}.todo"}
    assert (ids(manager), manager.printer.drawer_opened) == ([], 0)
    dies(manager)
    assert ids(manager) == []


@pytest.mark.parametrize("refusal", [Refusal.MONEY_WAY_CHANGED, Refusal.OTHER_CURRENCY])
def test_what_is_open_and_not_to_be_closed_as_it_was_is_listed_again(
    manager: ShopFloor, refusal: Refusal
) -> None:
    dies(manager)
    manager.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    answers(manager, refusal)
    say(manager, given=False)
    assert told(manager) == ("toast.case_open_again", "toast.case_open_again.note")
    manager.tasks.deliver()
    assert (asked(manager).stage, manager.printer.drawer_opened) == (CaseStage.OPEN, 0)
    answers(manager, None)
    close(manager)
    assert manager.printer.drawer_opened == 1


@pytest.mark.parametrize(
    ("refusal", "why"),
    [
        (None, "not_asked"),
        (Refusal.BUSY, "not_asked"),
        (Refusal.NO_OPERATOR, "not_asked"),
        (Refusal.RESTORING, "restoring"),
        (Refusal.TILL_REVOKED, "shut_out"),
        (Refusal.NOT_FOUND, "unknown"),
    ],
)
def test_nothing_is_given_before_the_server_has_said_that_it_still_is_to_be(
    manager: ShopFloor, refusal: Refusal | None, why: str
) -> None:
    dies(manager)
    manager.server.faults.down = refusal is None
    answers(manager, refusal)
    say(manager, given=False)
    manager.pass_time(60)
    assert told(manager) == ("toast.case_not_asked", f"toast.case_{why}.note")
    one = asked(manager)
    assert (one.stage, one.close) == (CaseStage.GIVEN_IN_DOUBT, ON)
    todo = {"shut_out": "shut_out", "unknown": "lost"}.get(why, "todo")
    assert one.what_to_do.id == f"case.given_in_doubt.{todo}"
    assert manager.printer.drawer_opened == 0
    answers(manager, Refusal.BUSY)
    manager.server.faults.down = False
    say(manager, given=False)
    assert asked(manager).what_to_do.id == "case.given_in_doubt.todo"


@pytest.mark.parametrize(
    ("refusal", "why"),
    [(None, "untold"), (Refusal.BUSY, "untold"), (Refusal.RESTORING, "restoring")],
)
def test_what_was_given_is_kept_until_the_server_has_heard_it(
    manager: ShopFloor, refusal: Refusal | None, why: str
) -> None:
    dies(manager)
    manager.server.faults.down = refusal is None
    answers(manager, refusal)
    say(manager, given=True)
    manager.pass_time(60)
    assert told(manager) == ("toast.case_untold", f"toast.case_{why}.note")
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT
    manager.server.faults.down = False
    answers(manager, None)
    say(manager, given=True)
    assert ended(manager) == {CASE: "case.closed_given.todo"}


@pytest.mark.parametrize(
    "refusal", [Refusal.TILL_REVOKED, Refusal.NOT_FOUND, Refusal.OTHER_CURRENCY]
)
def test_a_server_that_will_never_hear_it_is_no_reason_to_ask_for_ever(
    manager: ShopFloor, refusal: Refusal
) -> None:
    dies(manager)
    answers(manager, refusal)
    say(manager, given=True)
    assert ended(manager) == {CASE: "case.given_untold.todo"}
    dies(manager)
    assert ids(manager) == []


# --- Whoever said so has left, or the line is lost -------------------------------------------------


@pytest.mark.parametrize("given", [True, False])
def test_while_the_server_is_asked_nothing_more_can_be_said(
    manager: ShopFloor, *, given: bool
) -> None:
    dies(manager)
    count = len(manager.server.case_closes)
    press(manager, given=given)
    assert asked(manager).close == off("off.trying")
    manager.waiting.case_given(CASE)
    manager.waiting.case_not_given(CASE)
    manager.pass_time(5)
    assert len(manager.server.case_closes) == count + 1
    assert manager.printer.drawer_opened == (0 if given else 1)


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("is_down", [True, False])
@pytest.mark.parametrize(
    "leave",
    [
        lambda shop: shop.waiting.look_elsewhere(),
        lambda shop: shop.waiting.choose("T1.1.000009.00000000000000000000000000"),
        lambda shop: shop.on_duty.signed_out(),
        lambda shop: shop.on_duty.signed_in(TOM),
    ],
)
def test_who_has_left_before_the_answer_says_so_once_more(
    manager: ShopFloor, leave: Callable[[ShopFloor], None], *, given: bool, is_down: bool
) -> None:
    dies(manager)
    press(manager, given=given)
    manager.server.faults.down = is_down
    leave(manager)
    manager.pass_time(5)
    assert (manager.waiting.state.toast, ended(manager)) == (None, {})
    assert manager.printer.drawer_opened == 0
    manager.server.faults.down = False
    manager.on_duty.signed_in(ANNA)
    manager.tasks.deliver()
    assert (asked(manager).stage, asked(manager).close) == (CaseStage.GIVEN_IN_DOUBT, ON)
    say(manager, given=False)
    assert ended(manager) == {CASE: "case.closed_owed.todo"}
    assert manager.printer.drawer_opened == 1


def test_a_lost_line_is_told_at_once_and_no_late_answer_opens_the_drawer(
    manager: ShopFloor,
) -> None:
    dies(manager)
    press(manager, given=False)
    manager.waiting.connection_changed(Connection(reach=Reach.OFFLINE, since_ms=1))
    assert told(manager) == ("toast.case_not_asked", "toast.case_not_asked.note")
    assert asked(manager).close == ON
    manager.pass_time(5)
    assert (asked(manager).stage, manager.printer.drawer_opened) == (CaseStage.GIVEN_IN_DOUBT, 0)


# --- The disk --------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [True, False])
def test_an_answer_that_the_disk_does_not_take_leaves_the_question_and_asks_nobody(
    manager: ShopFloor, *, given: bool
) -> None:
    dies(manager)
    count = len(manager.server.case_closes)
    with full_disk(manager):
        say(manager, given=given)
        assert told(manager) == ("toast.disk_full", "toast.disk_full.note")
        assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT
        assert (len(manager.server.case_closes), manager.printer.drawer_opened) == (count, 0)


@pytest.mark.parametrize(
    ("given", "refusal", "note"),
    [
        (False, None, "toast.case_no_room.note"),
        (False, Refusal.SETTLED_ELSEWHERE, "toast.case_not_ended.note"),
        (False, Refusal.MONEY_WAY_CHANGED, "toast.case_not_ended.note"),
        (True, Refusal.SETTLED_ELSEWHERE, "toast.case_not_ended.note"),
        (True, None, "toast.case_not_ended.note"),
    ],
)
def test_a_disk_that_is_full_once_the_server_has_answered_leaves_the_question(
    manager: ShopFloor, given: bool, refusal: Refusal | None, note: str
) -> None:
    dies(manager)
    answers(manager, refusal)
    press(manager, given=given)
    with full_disk(manager):
        manager.pass_time(5)
        assert told(manager) == ("toast.disk_full", note)
        assert (asked(manager).stage, asked(manager).close) == (CaseStage.GIVEN_IN_DOUBT, ON)
        assert manager.printer.drawer_opened == 0
    answers(manager, None)
    say(manager, given=given)
    assert manager.printer.drawer_opened == (0 if given else 1)


def test_what_the_disk_does_not_note_as_being_given_is_not_given(tmp_path: Path) -> None:
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    shop.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    open_page(shop)
    shop.server.faults.slow_s = 3.0
    shop.waiting.close_open_case(CASE, "paid by hand")
    shop.loop.settle()
    shop.server.faults.slow_s = 0.0
    with full_disk(shop):
        shop.pass_time(5)
        assert told(shop) == ("toast.disk_full", "toast.case_no_room.note")
        assert (shop.printer.drawer_opened, asked(shop).stage) == (0, CaseStage.NOT_KNOWN)
    close(shop)
    assert ended(shop) == {CASE: "case.closed_owed.todo"}
    assert shop.printer.drawer_opened == 1
    shop.close()


# --- What is not asked about -----------------------------------------------------------------------


def test_news_of_the_shop_end_nothing_that_somebody_is_giving(manager: ShopFloor) -> None:
    manager.on_duty.shop_told(manager.on_duty.shop, manager.on_duty.staff)
    manager.tasks.deliver()
    assert ended(manager) == {CASE: "case.closed_owed.todo"}
    dies(manager)
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT


def test_a_case_that_owes_nothing_is_not_asked_about(tmp_path: Path) -> None:
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    kind = CaseKind.REFERENCE_USED
    shop.server.open_cases = CasesAnswer(cases=[case(kind)], more=False)
    open_page(shop)
    close(shop, f"{kind}:S")
    shop.server.open_cases = CasesAnswer(cases=[], more=False)
    dies(shop)
    assert ids(shop) == []
    shop.close()
