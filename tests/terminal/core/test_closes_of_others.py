"""A close of somebody who may never come back: whoever closes the case asks what became of that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer, CloseCaseRequest
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, RefundDoubt
from pos_terminal.waiting.close_notes import NOTE_FILE
from pos_terminal.waiting.model import CaseStage
from support.open_cases import case, close, ended, ids, open_page
from support.scripted_server import ANNA, TOM
from support.shop_floor import ShopFloor
from terminal.core.test_case_given import CASE, answers, asked, dies


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopFloor]:
    """Anna closes a case, and hears nothing; then Tom works here."""
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    owed = replace(case(CaseKind.REFUND_DUE), doubt=RefundDoubt.DENIED)
    shop.server.open_cases = CasesAnswer(cases=[owed], more=False)
    open_page(shop)
    shop.server.faults.lose_replies["close_case"] = 1
    assert close(shop, reason="Anna pays") == "toast.case_not_known"
    dies(shop, TOM)
    assert asked(shop).stage is CaseStage.ASKED
    shop.printer.drawer_opened = 0
    yield shop
    shop.close()


def last(shop: ShopFloor) -> CloseCaseRequest:
    return shop.server.case_closes[-1][1]


def test_it_is_sent_once_more_as_it_was_with_who_has_sent_it_and_given_once(
    shop: ShopFloor,
) -> None:
    assert close(shop, reason="Tom pays") == "toast.case_closed"
    assert ended(shop) == {CASE: "case.closed_owed.todo"}
    assert (last(shop).reason, last(shop).sent_by) == (
        "Anna pays",
        [ANNA.operator_id, TOM.operator_id],
    )
    shop.waiting.look_elsewhere()
    assert not (shop.folder / NOTE_FILE).exists()
    dies(shop)
    assert (ids(shop), shop.printer.drawer_opened) == ([], 1)


def test_whoever_has_sent_it_after_that_is_said_too(shop: ShopFloor) -> None:
    shop.server.faults.lose_replies["close_case"] = 1
    assert close(shop, reason="Tom pays") == "toast.case_not_known"
    dies(shop, TOM)
    assert close(shop) == "toast.case_closed"
    assert last(shop).sent_by == [ANNA.operator_id, TOM.operator_id]
    assert shop.printer.drawer_opened == 1


def test_who_was_first_asks_whether_it_was_closed_by_who_sent_it_after_them(
    shop: ShopFloor,
) -> None:
    shop.server.faults.lose_replies["close_case"] = 1
    assert close(shop, reason="Tom pays") == "toast.case_not_known"
    dies(shop, ANNA)
    assert asked(shop).stage is CaseStage.NOT_KNOWN
    assert close(shop) == "toast.case_closed"
    assert (last(shop).reason, set(last(shop).sent_by)) == (
        "Anna pays",
        {ANNA.operator_id, TOM.operator_id},
    )
    assert shop.printer.drawer_opened == 1
    assert not shop.waiting.state.rows


def test_who_sent_it_from_another_till_sends_what_this_till_has_sent_since(
    shop: ShopFloor,
) -> None:
    shop.server.faults.lose_replies["close_case"] = 1
    assert close(shop, reason="Tom pays") == "toast.case_not_known"
    note = shop.folder / NOTE_FILE
    hers, his = msgspec.json.decode(note.read_bytes())["closes"]
    note.write_bytes(msgspec.json.encode({"closes": [hers | {"till_id": "T9"}, his]}))
    dies(shop, ANNA)
    assert close(shop) == "toast.case_closed"
    assert (ended(shop), shop.printer.drawer_opened) == ({CASE: "case.closed_owed.todo"}, 1)
    assert set(last(shop).sent_by) == {ANNA.operator_id, TOM.operator_id}


def test_what_was_closed_elsewhere_ends_the_close_of_either(shop: ShopFloor) -> None:
    answers(shop, Refusal.SETTLED_ELSEWHERE)
    close(shop, reason="Tom pays")
    assert ended(shop) == {CASE: "case.closed_before.todo"}
    assert not (shop.folder / NOTE_FILE).exists()
    dies(shop)
    assert (ids(shop), shop.printer.drawer_opened) == ([], 0)


def test_a_server_that_knows_no_senders_ends_only_the_one_that_it_has_judged(
    shop: ShopFloor,
) -> None:
    answers(shop, Refusal.NOT_FOUND)
    close(shop, reason="Tom pays")
    answers(shop, None)
    dies(shop)
    assert asked(shop).stage is CaseStage.NOT_KNOWN, "Anna's is hers to ask about still"
    close(shop)
    assert (ended(shop), shop.printer.drawer_opened) == ({CASE: "case.closed_owed.todo"}, 1)


@pytest.mark.parametrize("refusal", [Refusal.MONEY_WAY_CHANGED, Refusal.OTHER_CURRENCY])
def test_what_is_open_still_was_closed_by_neither(shop: ShopFloor, refusal: Refusal) -> None:
    shop.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    open_page(shop)
    answers(shop, refusal)
    close(shop, reason="Tom pays")
    assert not (shop.folder / NOTE_FILE).exists()
    answers(shop, None)
    close(shop, reason="Tom pays")
    assert (last(shop).reason, last(shop).sent_by) == ("Tom pays", [])
    assert shop.printer.drawer_opened == 1


def test_whoever_means_otherwise_sends_what_they_mean(shop: ShopFloor) -> None:
    answers(shop, Refusal.NOT_FOUND)
    shop.waiting.close_case_unpaid(CASE, "nobody paid")
    shop.tasks.deliver()
    answers(shop, None)
    dies(shop)
    assert asked(shop).stage is CaseStage.NOT_KNOWN, "what she meant has no answer yet"
    shop.server.open_cases = CasesAnswer(cases=[], more=False)
    shop.on_duty.signed_in(TOM)
    shop.waiting.close_case_unpaid(CASE, "nobody paid")
    shop.tasks.deliver()
    assert (last(shop).unpaid, last(shop).sent_by) == (True, [])
    assert shop.printer.drawer_opened == 0
    assert not (shop.folder / NOTE_FILE).exists()


def test_while_the_answer_to_one_is_on_its_way_no_other_is_sent(tmp_path: Path) -> None:
    shop = ShopFloor(tmp_path)
    shop.session(1)
    shop.on_duty.signed_in(ANNA)
    shop.server.open_cases = CasesAnswer(cases=[case(CaseKind.REFUND_DUE)], more=False)
    open_page(shop)
    shop.server.faults.slow_s = 3.0
    shop.waiting.close_open_case(CASE, "Anna pays")
    shop.loop.settle()
    shop.server.faults.slow_s = 0.0
    shop.on_duty.signed_in(TOM)
    shop.waiting.close_open_case(CASE, "Tom pays")
    assert shop.server.calls.count("close_case") == 1
    shop.pass_time(5)
    assert shop.printer.drawer_opened == 0
    close(shop, reason="Tom pays")
    assert shop.printer.drawer_opened == 1
    shop.close()
