"""A case whose close settles a row of this till: the row and the close tell one story, and pay once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from card_contract.messages import Operator
from card_contract.outcomes import Refusal
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.close_notes import NOTE_FILE
from pos_terminal.waiting.model import CaseStage
from support.open_cases import close, ended, open_page
from support.scripted_server import ANNA, TOM
from terminal.core.test_case_given import answers, asked, dies
from terminal.core.test_contradicted_refunds import Floor
from terminal.core.test_void_refunds_in_doubt import deny, open_case


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """The till has died as a case was closed that settles a row of its own, which it has still."""
    floor = Floor(tmp_path)
    deny(floor)
    case_id = open_case(floor)
    open_page(floor.shop)
    floor.shop.disk.refuses = True  # the journal takes no step more, as if it ended here
    close(floor.shop, case_id)
    assert ended(floor.shop) == {case_id: "case.closed_owed.todo"}
    floor.is_told_as_closed(by=ANNA.name)
    floor.shop.disk.refuses = False
    dies(floor.shop)
    assert floor.refund.is_unpaid
    floor.shop.printer.drawer_opened = 0
    yield floor
    floor.shop.close()


def say_of(floor: Floor, *, given: bool) -> None:
    (one,) = floor.shop.waiting.state.cases
    waiting = floor.shop.waiting
    (waiting.case_given if given else waiting.case_not_given)(one.case_id)
    floor.shop.tasks.deliver()


@pytest.mark.parametrize("given", [True, False])
def test_a_row_whose_end_a_death_has_cut_off_ends_with_the_answer(
    floor: Floor, *, given: bool
) -> None:
    say_of(floor, given=given)
    assert floor.refund.state is RefundState.SETTLED_ELSEWHERE
    assert floor.shop.printer.drawer_opened == (0 if given else 1)


def test_the_row_says_nothing_of_the_close_that_was_sent_from_here_until_that_is_answered(
    floor: Floor,
) -> None:
    (row,) = floor.shop.waiting.state.rows
    assert row.fact.id == "row.in_doubt"
    say_of(floor, given=False)
    assert floor.shop.waiting.state.rows == ()


def test_nothing_goes_back_from_its_row_while_it_is_asked(floor: Floor) -> None:
    floor.shop.server.denied_sales.clear()
    floor.shop.server.settled_refunds.clear()  # its case is open again after a restore
    assert floor.gives_nothing()
    say_of(floor, given=False)
    assert list(ended(floor.shop).values()) == ["case.closed_owed.todo"]
    assert floor.shop.printer.drawer_opened == 1


def test_what_has_gone_out_from_its_row_is_not_given_once_more(floor: Floor) -> None:
    floor.hands_back()
    say_of(floor, given=False)
    assert list(ended(floor.shop).values()) == ["case.closed_given.todo"]
    assert floor.shop.printer.drawer_opened == 0


def test_what_its_own_row_has_closed_at_the_server_went_out_once(floor: Floor) -> None:
    floor.hands_back()
    answers(floor.shop, Refusal.SETTLED_ELSEWHERE)
    say_of(floor, given=True)
    assert list(ended(floor.shop).values()) == ["case.closed_given.todo"]
    assert floor.shop.printer.drawer_opened == 0


def test_a_close_whose_answer_was_lost_is_not_taken_for_another_managers(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    deny(floor)
    case_id = open_case(floor)
    open_page(floor.shop)
    floor.shop.server.faults.lose_replies["close_case"] = 1
    close(floor.shop, case_id)
    assert asked(floor.shop).stage is CaseStage.NOT_KNOWN
    floor.is_told_as_closed(by=ANNA.name)
    for _ in range(2):
        open_page(floor.shop)
        (row,) = floor.shop.waiting.state.rows
        assert row.fact.id == "row.in_doubt"
    close(floor.shop, case_id)
    assert ended(floor.shop) == {case_id: "case.closed_owed.todo"}
    assert (floor.shop.printer.drawer_opened, floor.shop.waiting.state.rows) == (1, ())
    floor.shop.close()


def test_once_another_till_was_first_the_row_hears_who_has_closed_it(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    deny(floor)
    case_id = open_case(floor)
    open_page(floor.shop)
    floor.shop.server.faults.lose_requests["close_case"] = 1
    close(floor.shop, case_id)
    floor.is_told_as_closed(by=TOM.name)
    answers(floor.shop, Refusal.NOT_FOUND)
    close(floor.shop, case_id)
    open_page(floor.shop)
    assert ended(floor.shop) == {case_id: "case.closed_before.todo"}
    (row,) = floor.shop.waiting.state.rows
    assert row.fact.id == "row.refund_settled_by"
    assert floor.shop.printer.drawer_opened == 0
    floor.shop.close()


def test_what_a_restored_server_does_not_know_as_closed_elsewhere_is_not_given_here(
    tmp_path: Path,
) -> None:
    floor = Floor(tmp_path)
    floor.is_told_as_closed(by=TOM.name)
    open_page(floor.shop)
    assert floor.refund.is_paid_back
    floor.shop.waiting.close_case(floor.refund_id, "he has it")
    floor.shop.server.settled_refunds.clear()
    case_id = open_case(floor)
    open_page(floor.shop)
    close(floor.shop, case_id)
    assert ended(floor.shop) == {case_id: "case.closed_unpaid.todo"}
    assert floor.shop.printer.drawer_opened == 0
    floor.shop.close()


@pytest.mark.parametrize(("by", "opened"), [(TOM, 0), (ANNA, 1)])
@pytest.mark.parametrize("is_named", [True, False])
def test_an_older_tills_close_without_an_answer_gives_nothing_that_its_row_knows_as_paid(
    tmp_path: Path, by: Operator, opened: int, *, is_named: bool
) -> None:
    floor = Floor(tmp_path)
    floor.is_told_as_closed(by=by.name)
    open_page(floor.shop)
    assert floor.refund.is_paid_back
    floor.shop.server.settled_refunds.clear()  # restored to before that
    case_id = open_case(floor)
    (view,) = floor.shop.server.open_cases.cases
    note: dict[str, object] = {
        "case": msgspec.to_builtins(view),
        "request": {"reason": "Anna pays"},
        "operator_id": ANNA.operator_id,
        **({"operator_name": ANNA.name} if is_named else {}),
    }
    (floor.shop.folder / NOTE_FILE).write_bytes(msgspec.json.encode({"closes": [note]}))
    dies(floor.shop)
    floor.shop.on_duty.shop_told(floor.shop.on_duty.shop, (ANNA, TOM))
    floor.shop.printer.drawer_opened = 0
    floor.shop.server.faults.lose_requests["close_case"] = 1
    close(floor.shop, case_id)
    close(floor.shop, case_id)
    word = "closed_owed" if opened else "closed_unpaid"
    assert ended(floor.shop) == {case_id: f"case.{word}.todo"}
    assert floor.shop.printer.drawer_opened == opened
    floor.shop.close()


def test_what_a_row_of_this_till_has_closed_meanwhile_has_not_gone_out_twice(
    tmp_path: Path,
) -> None:
    floor = Floor(tmp_path)
    case_id = open_case(floor)
    floor.hands_back()
    open_page(floor.shop)
    answers(floor.shop, Refusal.SETTLED_ELSEWHERE)
    close(floor.shop, case_id)
    assert ended(floor.shop) == {case_id: "case.closed_before.todo"}
    assert floor.shop.printer.drawer_opened == 0
    floor.shop.close()
