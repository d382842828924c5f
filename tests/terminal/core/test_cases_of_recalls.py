"""The cases of recalls under *Waiting*: each recall in one row, with the count of its cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.card_number import CardNumber
from card_contract.case_messages import CasesAnswer, CaseView
from card_contract.states import CaseKind
from pos_terminal.words import Message
from support.open_cases import CASE_KINDS, case, close, ended, ids, open_page
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor

NUMBER = CardNumber.build(issuer="970010", batch=1, sequence=5).digits


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopFloor]:
    floor = ShopFloor(tmp_path)
    floor.server.open_cases = CasesAnswer(cases=[case(kind) for kind in CASE_KINDS], more=True)
    yield floor
    floor.close()


def of_recall(place: int, recall_id: int = 7) -> CaseView:
    made = case(CaseKind.REFUND_DUE)
    return replace(made, case_id=f"refund-due:S:{place:05d}", recall_id=recall_id)


@pytest.fixture
def recalled(shop: ShopFloor) -> ShopFloor:
    """Two recalls, one of them of more cards than fit two pages, and two other cases."""
    many = [of_recall(place) for place in range(230)]
    others = [case(CaseKind.PAYMENT_DIFFERS), case(CaseKind.SIGNATURE_OWED)]
    listed = [*many, of_recall(900, recall_id=9), *others]
    shop.server.open_cases = CasesAnswer(cases=listed, more=False)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    return shop


def press_recall(shop: ShopFloor, recall_id: int) -> None:
    shop.waiting.open_recall_cases(recall_id)
    shop.tasks.deliver()


def show_more(shop: ShopFloor) -> None:
    shop.waiting.more_cases()
    shop.tasks.deliver()


def test_the_cases_of_a_recall_stand_under_it_with_their_count_and_bury_no_others(
    recalled: ShopFloor,
) -> None:
    state = recalled.waiting.state
    assert ids(recalled) == ["payment-differs:S", "signature-owed:S"]
    told = [(each.recall_id, each.count, each.opened) for each in state.case_recalls]
    assert told == [(7, 230, False), (9, 1, False)]
    assert not state.cases_more
    assert state.count == 4, "a recall is one thing to look after"
    assert state.case_sought == ""


def test_a_recall_is_read_page_by_page_and_pressed_again_shows_the_others(
    recalled: ShopFloor,
) -> None:
    press_recall(recalled, 7)
    assert [each.opened for each in recalled.waiting.state.case_recalls] == [True, False]
    for shown, more in ((100, True), (200, True), (230, False), (230, False)):
        assert ids(recalled) == [of_recall(place).case_id for place in range(shown)]
        assert recalled.waiting.state.cases_more is more
        show_more(recalled)
    press_recall(recalled, 9)
    assert ids(recalled) == [of_recall(900).case_id]
    press_recall(recalled, 9)
    assert ids(recalled) == ["payment-differs:S", "signature-owed:S"]


def test_a_case_of_a_recall_is_closed_and_the_count_follows(recalled: ShopFloor) -> None:
    press_recall(recalled, 9)
    recalled.waiting.close_open_case(of_recall(900).case_id, "gave the money back")
    recalled.tasks.deliver()
    recalled.tasks.deliver()
    assert ids(recalled) == ["payment-differs:S", "signature-owed:S"]
    assert [each.recall_id for each in recalled.waiting.state.case_recalls] == [7]


def test_after_the_last_case_of_the_only_recall_the_others_are_shown(shop: ShopFloor) -> None:
    other = case(CaseKind.PAYMENT_DIFFERS)
    shop.server.open_cases = CasesAnswer(cases=[of_recall(1), other], more=False)
    shop.on_duty.signed_in(ANNA)
    open_page(shop)
    press_recall(shop, 7)
    assert ids(shop) == [of_recall(1).case_id]
    close(shop, of_recall(1).case_id)
    assert ids(shop) == [other.case_id]
    assert shop.waiting.state.case_recalls == ()
    assert shop.waiting.state.count == 1


def test_where_another_closes_the_last_case_of_a_recall_the_others_are_shown(
    recalled: ShopFloor,
) -> None:
    press_recall(recalled, 9)
    left = [one for one in recalled.server.open_cases.cases if one.recall_id != 9]
    recalled.server.open_cases = CasesAnswer(cases=left, more=False)
    open_page(recalled)
    assert ids(recalled) == ["payment-differs:S", "signature-owed:S"]
    assert ended(recalled) == {of_recall(900).case_id: "case.gone.todo"}


def test_a_reload_keeps_the_pages_that_were_shown(recalled: ShopFloor) -> None:
    press_recall(recalled, 7)
    show_more(recalled)
    open_page(recalled)
    assert len(ids(recalled)) == 200
    recalled.waiting.open()
    show_more(recalled)
    recalled.tasks.deliver()
    assert len(ids(recalled)) == 230, "a page that comes during a reload stays, too"
    close(recalled, of_recall(150).case_id)
    assert len(ids(recalled)) == 229
    assert ended(recalled) == {of_recall(150).case_id: "case.closed_owed.todo"}


def test_a_page_that_comes_late_is_not_put_behind_another_list(recalled: ShopFloor) -> None:
    press_recall(recalled, 7)
    recalled.waiting.more_cases()
    recalled.waiting.open_recall_cases(9)
    recalled.tasks.deliver()
    assert ids(recalled) == [of_recall(900).case_id]


def test_without_an_answer_the_page_says_so_and_keeps_what_it_has(recalled: ShopFloor) -> None:
    press_recall(recalled, 7)
    recalled.server.faults.down = True
    show_more(recalled)
    assert len(ids(recalled)) == 100
    assert recalled.waiting.state.cases_note == Message("cases.no_line")
    recalled.server.faults.down = False
    show_more(recalled)
    assert (len(ids(recalled)), recalled.waiting.state.cases_note) == (200, None)


def test_a_card_of_a_recall_is_found_by_its_number_and_a_clerk_is_told_of_none(
    recalled: ShopFloor,
) -> None:
    listed = recalled.server.open_cases.cases
    listed[150] = replace(listed[150], last_four=NUMBER[-4:])
    press_recall(recalled, 7)
    recalled.waiting.find_case(NUMBER)
    recalled.tasks.deliver()
    assert ids(recalled) == [of_recall(150).case_id]
    recalled.on_duty.signed_in(MIA)
    state = recalled.waiting.state
    assert (state.cases, state.case_recalls, state.cases_more) == ((), (), False)
    recalled.on_duty.signed_in(ANNA)
    assert not any(each.opened for each in recalled.waiting.state.case_recalls)
