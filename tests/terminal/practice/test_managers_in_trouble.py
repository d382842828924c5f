"""Each trouble in what a manager does, between a whole till and a real server: what the page says,
that asking again gets through, and that it counted once.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.day_messages import DayReport
from card_contract.messages import CardView, ReserveAnswer, ReserveLine, ReserveRequest
from card_contract.recall_messages import RecallsAnswer
from card_contract.sale_id import SaleId, crockford
from card_contract.scan_text import Label, LabelKind
from card_contract.states import (
    CardKind,
    PaymentKind,
    RecallEffect,
    RecallReason,
    SaleStage,
    SettledAs,
)
from pos_terminal.day_close.model import Stage as DayStage
from pos_terminal.day_close.presenter import DayPresenter
from pos_terminal.practice.model import LESSONS, Lesson, Recovery
from pos_terminal.practice.power_cut import CutNote
from pos_terminal.practice.presenter import PracticePresenter
from pos_terminal.practice.troubles import Setting, Stage, Trouble
from pos_terminal.recall.model import Stage as RecallStage
from pos_terminal.recall.presenter import RecallPresenter
from pos_terminal.waiting.model import CaseStage, OpenCase
from pos_terminal.words import Message, ScanSource, off
from support.recall_office import MemoryPapers
from support.server_process import ServerProcess
from support.stored_rows import change_rows
from support.troubled_till import PracticeTill

# What is asked for once more, and how often the first one went over the line.
SENT_AT_FIRST = {
    Trouble.SLOW: 1,
    Trouble.LOST_REQUEST: 0,
    Trouble.LOST_REPLY: 1,
    Trouble.DUPLICATE: 2,
    Trouble.SERVER_DOWN: 0,
}
IN_DOUBT = (Trouble.LOST_REQUEST, Trouble.LOST_REPLY)
ANSWERED = (Trouble.SLOW, Trouble.DUPLICATE)

each_trouble = pytest.mark.parametrize("trouble", SENT_AT_FIRST)


@pytest.fixture
def till(server: ServerProcess, tmp_path: Path) -> Iterator[PracticeTill]:
    till = PracticeTill(tmp_path / "till", server)
    till.sign_in_as("manager")
    yield till
    till.close()


@pytest.fixture(scope="module")
def packs() -> Iterator[int]:
    """Packs of ten that nobody has recalled yet."""
    return iter(range(4, 100))


@pytest.fixture(scope="module")
def numbers(server: ServerProcess) -> Iterator[str]:
    """Cards that nobody has sold yet."""
    games = next(one for one in server.demo["campaigns"] if one["name"] == "game-25")
    return iter(games["sample_numbers"])


# --- The begin of a recall -----------------------------------------------------------------------


def looked_at(till: PracticeTill, pack: int) -> RecallPresenter:
    """The page with a pack whose recall can be begun."""
    page = RecallPresenter(till.waiting._till, till.approval, MemoryPapers())
    page.on_scan(Label(LabelKind.PACK, "970010", 1, pack).text(), ScanSource.WEDGE)
    page.choose_reason(RecallReason.STOLEN)
    page.write_note(f"Pack {pack} is missing.")
    page.look()
    till.wait(lambda: page.state.stage is RecallStage.LOOKED)
    return page


def begin(till: PracticeTill, page: RecallPresenter) -> None:
    """Ask for it, and wait for what comes of that."""
    page.recall()
    till.wait(lambda: page.state.leave.enabled)  # off while it is asked for


def wait_for_end(till: PracticeTill, page: RecallPresenter) -> None:
    def has_ended() -> bool:
        page.look_again()
        return page.state.stage is RecallStage.ENDED

    till.wait(has_ended)
    assert {row.kind: (row.count, row.effect) for row in page.state.rows} == {
        CardKind.INACTIVE: (10, RecallEffect.INVALIDATED)
    }


def begun_on_server(till: PracticeTill, pack: int) -> int:
    """How often the pack's recall was begun."""
    answer = till.loop.submit(till.gateway.recalls).result(20)
    assert isinstance(answer, RecallsAnswer)
    return sum(view.note == f"Pack {pack} is missing." for view in answer.recalls)


@each_trouble
def test_a_recall_asked_for_again_is_the_same_one(
    till: PracticeTill, packs: Iterator[int], trouble: Trouble
) -> None:
    pack = next(packs)
    page = looked_at(till, pack)
    till.switch_on(trouble, stage=Stage.RECALL)
    begin(till, page)
    requests = [name for name in till.counted.sent if name.startswith("R-")]
    assert len(requests) == SENT_AT_FIRST[trouble]
    if trouble not in ANSWERED:
        word = "fault.no_reply_recall" if trouble in IN_DOUBT else "fault.not_sent"
        assert page.state.fault == Message(word)
        assert begun_on_server(till, pack) == SENT_AT_FIRST[trouble]
        begin(till, page)
    assert page.state.fault is None
    wait_for_end(till, page)
    assert begun_on_server(till, pack) == 1
    assert till.troubles.setting.trouble is None, "it has struck"


def test_the_lesson_for_managers_shows_what_it_promises(
    till: PracticeTill, packs: Iterator[int]
) -> None:
    pack = next(packs)
    page = looked_at(till, pack)
    till.troubles.set(LESSONS[Lesson.MAY_HAVE_BEGUN])
    begin(till, page)
    assert page.state.fault == Message("fault.no_reply_recall")
    assert begun_on_server(till, pack) == 1, "it may have begun, and it has"
    begin(till, page)
    wait_for_end(till, page)
    assert begun_on_server(till, pack) == 1


# --- The close of a day --------------------------------------------------------------------------


def day_before(till: PracticeTill, days: int) -> DayPresenter:
    """The page with a day before this one, counted and ready to be closed."""
    page = DayPresenter(till.waiting._till, till.approval, lambda _: b"")
    page.open()
    till.wait(lambda: page.state.report is not None)
    page.go_days(-days)
    till.wait(lambda: page.state.next is not None and not page.state.loading)
    page.go_on()
    till.wait(lambda: not page.state.loading)  # what has to be there is asked anew
    page.count("0")
    return page


@each_trouble
def test_a_day_closed_again_is_closed_once(till: PracticeTill, trouble: Trouble) -> None:
    days = len(SENT_AT_FIRST) - list(SENT_AT_FIRST).index(trouble)  # each is a day after the last
    page = day_before(till, days)
    till.switch_on(trouble, stage=Stage.DAY)
    close(till, page)
    assert till.counted.sent.count("close-day") == SENT_AT_FIRST[trouble]
    if trouble in (Trouble.LOST_REQUEST, Trouble.SERVER_DOWN):
        word = "fault.no_reply" if trouble in IN_DOUBT else "fault.not_sent"
        assert page.state.form is not None
        assert page.state.form.fault == Message(word)
        close(till, page)
    assert till.troubles.setting.trouble is None, "it has struck"
    # After a lost reply the page looks by itself whether the day is closed.
    assert page.state.stage is DayStage.CLOSED
    report = page.state.report
    assert report is not None
    assert report.closing is not None
    assert report == asked_on_server(till, report.day)


def close(till: PracticeTill, page: DayPresenter) -> None:
    """Close it, and wait for what comes of that and for the report as it stands then."""
    page.close_day()
    till.wait(lambda: page.state.loading)
    till.wait(lambda: not page.state.loading)


def asked_on_server(till: PracticeTill, day: str) -> DayReport:
    answer = till.loop.submit(lambda: till.gateway.day_report("T01", day)).result(20)
    assert isinstance(answer, DayReport)
    return answer


# --- A held sale, and the case that it leaves ----------------------------------------------------


@pytest.fixture
def held(till: PracticeTill, server: ServerProcess, numbers: Iterator[str]) -> str:
    """A paid sale of a till that does not end it, and is listed for managers by now."""
    random = crockford(secrets.token_bytes(17))
    sale_id = str(SaleId(till="T01", generation=1, sequence=1, random=random))
    card = till.loop.submit(lambda: till.gateway.look_up_card(next(numbers))).result(20)
    assert isinstance(card, CardView)
    request = ReserveRequest(
        lines=[ReserveLine(card_id=card.card_id, price_minor=card.price_minor)],
        currency=card.currency,
        created_at=0,
    )
    answer = till.loop.submit(lambda: till.gateway.reserve(sale_id, request)).result(20)
    assert isinstance(answer, ReserveAnswer)
    change_rows(server.data, "UPDATE sales SET held_at = ? WHERE sale_id = ?", 0, sale_id)
    return sale_id


def settle_as_money_back(till: PracticeTill, sale_id: str) -> None:
    """Sign for it, and wait for what comes of that."""
    page = till.waiting
    page.open()
    till.wait(lambda: sale_id in [hold.sale_id for hold in page.state.held_elsewhere])
    page.open_settle(sale_id)
    page.fill_settle(
        answer=SettledAs.MONEY_BACK, kind=PaymentKind.CASH, reference="", reason="in the drawer"
    )
    page.sign_settle()
    till.sign()
    wait_for_form(till)


def wait_for_form(till: PracticeTill) -> None:
    """Until what was signed is answered for, or may be sent once more."""
    till.wait(lambda: till.waiting.state.settle is None or till.waiting.state.settle.sign.enabled)


def case_of(till: PracticeTill, sale_id: str) -> OpenCase:
    """The sale's case as the page shows it."""
    till.waiting.open()
    found: list[OpenCase] = []

    def is_listed() -> bool:
        found[:] = [case for case in till.waiting.state.cases if case.sale_id == sale_id]
        return bool(found)

    till.wait(is_listed)
    return found[0]


def close_case(till: PracticeTill, case_id: str) -> OpenCase:
    """Close it, and wait for what the page says of it then."""
    till.waiting.close_open_case(case_id, "paid back")

    def shown() -> OpenCase:
        state = till.waiting.state
        return next(case for case in (*state.cases, *state.cases_ended) if case.case_id == case_id)

    till.wait(lambda: shown().close != off("off.trying"))
    return shown()


@each_trouble
def test_a_held_sale_and_its_case_asked_for_again_end_once(
    till: PracticeTill, held: str, trouble: Trouble
) -> None:
    till.switch_on(trouble, stage=Stage.HELD_SALE)
    settle_as_money_back(till, held)
    form = till.waiting.state.settle
    if trouble in ANSWERED:
        assert form is None
    else:
        assert form is not None
        assert form.fault == Message("settle.no_answer")
        till.waiting.sign_settle()
        wait_for_form(till)
        assert till.waiting.state.settle is None
    assert till.troubles.setting.trouble is None, "it has struck"
    again = 0 if trouble in ANSWERED else 1
    assert till.counted.sent.count("settle") == SENT_AT_FIRST[trouble] + again
    assert till.on_server(held).stage is SaleStage.VOIDED

    case = case_of(till, held)
    till.switch_on(trouble, stage=Stage.CASE)
    shown = close_case(till, case.case_id)
    assert till.counted.sent.count("close") == SENT_AT_FIRST[trouble]
    if trouble not in ANSWERED:
        assert shown.stage is CaseStage.NOT_KNOWN
        shown = close_case(till, case.case_id)
    assert shown.stage is CaseStage.CLOSED
    assert till.troubles.setting.trouble is None, "it has struck"
    assert shown.fact == Message("case.closed_owed"), "by this close, and not by another before"


# --- What it leaves alone, and a power cut -------------------------------------------------------


def test_trouble_in_one_act_leaves_sales_and_the_other_acts_alone(
    till: PracticeTill, packs: Iterator[int], numbers: Iterator[str]
) -> None:
    till.switch_on(Trouble.LOST_REPLY, stage=Stage.DAY)
    till.sell(next(numbers))
    page = looked_at(till, next(packs))
    begin(till, page)
    wait_for_end(till, page)
    assert till.waited == []
    assert till.troubles.setting == Setting(trouble=Trouble.LOST_REPLY, stage=Stage.DAY)


def test_after_a_power_cut_in_a_managers_act_the_sheet_says_to_look_first(
    till: PracticeTill, tmp_path: Path
) -> None:
    note = CutNote(tmp_path)
    for target in (
        "/v1/recall-requests/R-1",
        "/v1/tills/T01/close-day",
        "/v1/sales/T02-1-1/settle",
        "/v1/cases/refund-due:T02-1-1/close",
    ):
        note.write(target)
        sheet = PracticePresenter(till.troubles, note, till.tasks)
        sheet.till_opened(till.journal)
        assert sheet.state.open
        assert sheet.state.after_cut is not None
        assert sheet.state.after_cut.recovery is Recovery.MANAGERS_ACT
