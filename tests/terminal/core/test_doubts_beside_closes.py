"""Other closes of a case in doubt, and other doubts: the money of each goes back once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.case_messages import CasesAnswer
from card_contract.states import CaseKind
from pos_terminal.waiting.model import CaseStage
from support.open_cases import case, close, ended, ids, open_page
from support.scripted_server import ANNA, TOM
from support.shop_floor import ShopFloor
from terminal.core.test_case_given import CASE, asked, dies, say, told


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
    note = shop.folder / "cases-waiting.json"
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
