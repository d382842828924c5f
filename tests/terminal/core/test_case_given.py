"""A case that was closed here is paid here: a till that ends as its money is given asks afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.case_messages import CasesAnswer
from card_contract.messages import ReserveRequest, SettledRefund
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, SaleStage
from pos_terminal.waiting.close_notes import NOTE_FILE
from pos_terminal.waiting.model import CaseStage, OpenCase
from pos_terminal.words import WayBack
from support.open_cases import case, close, ended, ids, open_page
from support.scripted_cards import Sale
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor

CASE = f"{CaseKind.REFUND_DUE}:S"


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[ShopFloor]:
    """Anna has just closed a case, and gives its money."""
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    owed = case(CaseKind.REFUND_DUE)
    shop.server.open_cases = CasesAnswer(cases=[owed], more=False)
    open_page(shop)
    close(shop)
    assert ended(shop) == {CASE: "case.closed_owed.todo"}
    shop.server.open_cases = CasesAnswer(cases=[], more=False)
    shop.printer.drawer_opened = 0
    yield shop
    shop.close()


def server_has(shop: ShopFloor, closed_by: str | None) -> None:
    """What the server says of the sale: who has closed the case, or that it is open."""
    owed = case(CaseKind.REFUND_DUE)
    assert owed.sale_id is not None
    held = ReserveRequest(lines=[], currency="EUR", created_at=1, decided_by=ANNA.operator_id)
    shop.server.sales[owed.sale_id] = Sale(request=held, stage=SaleStage.CONFIRMED)
    if closed_by is not None:
        closed = SettledRefund(
            void_id=None, card_id=owed.card_id, closed_at=2, closed_by=closed_by, unpaid=False
        )
        shop.server.settled_refunds = [closed]


def dies(shop: ShopFloor) -> None:
    shop.restart(ANNA)
    open_page(shop)


def told(shop: ShopFloor) -> str:
    assert shop.waiting.state.toast is not None
    return shop.waiting.state.toast.fact.id


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
    server_has(manager, closed_by=ANNA.name)
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


@pytest.mark.parametrize("given", [True, False])
def test_an_answer_that_the_disk_does_not_take_leaves_the_question_and_opens_no_drawer(
    manager: ShopFloor, *, given: bool
) -> None:
    dies(manager)
    note = manager.folder / NOTE_FILE
    kept = note.read_bytes()
    note.unlink()
    note.mkdir()  # no file gets its name
    server_has(manager, closed_by=ANNA.name)
    say(manager, given=given)
    toast = manager.waiting.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.disk_full"
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT
    assert manager.printer.drawer_opened == 0
    note.rmdir()
    note.write_bytes(kept)


def test_what_a_restored_server_lists_again_is_asked_about_once_and_then_closed_anew(
    manager: ShopFloor,
) -> None:
    dies(manager)
    manager.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    server_has(manager, closed_by=None)
    open_page(manager)
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT
    assert manager.waiting.state.count == 1
    say(manager, given=False)
    assert told(manager) == "toast.case_open_again"
    assert (asked(manager).stage, manager.printer.drawer_opened) == (CaseStage.OPEN, 0)
    close(manager)
    assert manager.printer.drawer_opened == 1


def test_what_somebody_else_has_closed_meanwhile_is_not_given_here(manager: ShopFloor) -> None:
    dies(manager)
    server_has(manager, closed_by="Tom Berg")
    say(manager, given=False)
    assert ended(manager) == {CASE: "case.closed_before.todo"}
    assert (ids(manager), manager.printer.drawer_opened) == ([], 0)


@pytest.mark.parametrize("where", ["no line", "shut out"])
def test_nothing_is_given_before_the_server_has_said_that_it_still_is_to_be(
    manager: ShopFloor, where: str
) -> None:
    dies(manager)
    server_has(manager, closed_by=ANNA.name)
    if where == "no line":
        manager.server.faults.down = True
    else:
        manager.server.refusals["sale"] = Refusal.TILL_REVOKED
    say(manager, given=False)
    manager.pass_time(60)
    assert told(manager) == "toast.case_not_asked"
    assert asked(manager).stage is CaseStage.GIVEN_IN_DOUBT
    assert manager.printer.drawer_opened == 0


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
    note = shop.folder / NOTE_FILE
    kept = note.read_bytes()
    note.unlink()
    note.mkdir()  # no file gets its name
    shop.pass_time(5)
    assert (shop.printer.drawer_opened, asked(shop).stage) == (0, CaseStage.NOT_KNOWN)
    note.rmdir()
    note.write_bytes(kept)
    close(shop)
    assert ended(shop) == {CASE: "case.closed_owed.todo"}
    assert shop.printer.drawer_opened == 1
    shop.close()


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
