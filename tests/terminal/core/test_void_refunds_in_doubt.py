"""The money of a void whose sale its own till denies meanwhile: shown as in doubt, and not handed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, RefundDoubt
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.model import Act, WaitingKind
from support.open_cases import case, close, ended, ids, open_page
from support.scripted_server import ANNA, MIA
from terminal.core.test_contradicted_refunds import Floor


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    yield floor
    floor.shop.close()


def deny(floor: Floor) -> None:
    """The till that sold it comes back, and says that nobody paid what a manager called paid."""
    floor.shop.server.denied_sales.add(floor.sale_id)


def open_case(floor: Floor, doubt: RefundDoubt | None = RefundDoubt.DENIED) -> str:
    view = replace(case(CaseKind.REFUND_DUE, floor.refund_id), sale_id=floor.sale_id, doubt=doubt)
    floor.shop.server.open_cases = CasesAnswer(cases=[view], more=False)
    return view.case_id


def test_what_nobody_denies_goes_back_as_it_is_due(floor: Floor) -> None:
    open_page(floor.shop)
    assert (floor.row.kind, floor.row.act) == (WaitingKind.REFUND_DUE, Act.HAND_BACK)
    assert floor.result.hand_back.enabled
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 1


def test_whoever_opens_the_page_sees_the_doubt_before_any_money_goes_back(floor: Floor) -> None:
    deny(floor)
    floor.shop.on_duty.signed_in(MIA)  # no manager: the server's cases are not shown to her
    open_page(floor.shop)
    assert (floor.row.kind, floor.row.fact.id) == (WaitingKind.CASE, "row.in_doubt")
    assert floor.row.decide is not None
    assert not floor.row.decide.enabled  # a manager decides
    assert floor.gives_nothing()
    assert floor.result.sentence.id == "result.in_doubt"


def test_a_page_that_stands_open_asks_when_the_row_is_chosen(floor: Floor) -> None:
    open_page(floor.shop)
    deny(floor)
    floor.shop.waiting.choose(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.gives_nothing()


def test_sales_asks_when_the_sale_is_opened(floor: Floor) -> None:
    deny(floor)
    assert floor.result.sentence.id == "result.in_doubt"
    assert floor.gives_nothing()


def test_the_doubt_outlives_a_restart_and_a_lost_line(floor: Floor) -> None:
    deny(floor)
    open_page(floor.shop)
    floor.shop.restart(ANNA)
    floor.shop.server.faults.down = True
    open_page(floor.shop)
    assert floor.row.fact.id == "row.in_doubt"
    assert floor.row.act is Act.CLOSE_CASE


@pytest.mark.parametrize("refusal", [Refusal.NOT_FOUND, Refusal.BUSY])
def test_a_server_that_does_not_tell_changes_nothing(floor: Floor, refusal: Refusal) -> None:
    deny(floor)
    open_page(floor.shop)
    floor.shop.server.refusals["sale"] = refusal
    open_page(floor.shop)
    assert floor.row.fact.id == "row.in_doubt"


def test_once_it_is_found_out_that_it_was_paid_it_is_due_again(floor: Floor) -> None:
    deny(floor)
    open_page(floor.shop)
    floor.shop.server.denied_sales.clear()
    open_page(floor.shop)
    assert (floor.row.kind, floor.row.act) == (WaitingKind.REFUND_DUE, Act.HAND_BACK)
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 1


def test_money_that_has_gone_back_is_in_no_doubt_here(floor: Floor) -> None:
    floor.shop.waiting.hand_back(floor.refund_id)
    floor.shop.tasks.deliver()
    deny(floor)
    open_page(floor.shop)
    assert floor.refund.contradicted == ""


@pytest.mark.parametrize("unpaid", [True, False])
def test_its_case_is_listed_then_and_settles_the_row_with_it(floor: Floor, unpaid: bool) -> None:
    deny(floor)
    case_id = open_case(floor)
    open_page(floor.shop)
    assert ids(floor.shop) == [case_id]
    opened = floor.shop.printer.drawer_opened
    if unpaid:
        floor.shop.waiting.close_case_unpaid(case_id, "nobody paid")
        floor.shop.tasks.deliver()
    else:
        close(floor.shop, case_id)
    word = "closed_unpaid" if unpaid else "closed_owed"
    assert ended(floor.shop) == {case_id: f"case.{word}.todo"}
    assert floor.refund.state is RefundState.SETTLED_ELSEWHERE
    assert floor.shop.waiting.state.rows == ()
    assert floor.shop.printer.drawer_opened - opened == (0 if unpaid else 1)
    assert floor.gives_nothing()


def test_a_manager_who_closes_the_row_alone_pays_nothing(floor: Floor) -> None:
    deny(floor)
    open_page(floor.shop)
    floor.shop.waiting.close_case(floor.refund_id, "nobody paid at Till 2")
    assert floor.shop.waiting.state.rows == ()
    assert floor.result.sentence.id == "result.settled_as_contradicted"
    assert floor.gives_nothing()
