"""The page *Day*: who sees what, what is counted, signed and closed, and what a lost reply does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.day_messages import DayOpenItem, DaySale, DayVoid
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, OpenKind, PaymentKind
from pos_terminal.day_close.model import Match, PaperKind, Section, Stage
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.words import Message, off
from support.day_floor import OTHER, OWN, DayFloor
from support.day_pictures import OPEN
from support.scripted_server import ANNA, MIA

CASH = "3970.00"


@pytest.fixture
def day(tmp_path: Path) -> Iterator[DayFloor]:
    made = DayFloor(tmp_path)
    yield made
    made.close()


def test_a_clerk_sees_the_own_tills_figures_and_closes_nothing(day: DayFloor) -> None:
    assert day.state.tills
    day.server.calls.clear()
    day.sign_in(MIA)
    state = day.state
    assert state.tiles[0].sum.count == 124
    assert (state.tills, state.next, state.form) == ((), None, None)
    assert [call for call in day.server.calls if call.startswith("day")] == ["day_report"] * 2
    day.page.go_on()
    assert day.close_day().stage is Stage.LOOKING
    assert day.server.closes == []


def test_a_manager_chooses_among_the_tills_of_the_store(day: DayFloor) -> None:
    assert [till.till_id for till in day.state.tills] == [OWN, OTHER]
    day.page.choose_till(OTHER)
    state = day.state
    assert state.other_till == "Till 2"
    assert [till.chosen for till in state.tills] == [False, True]


def test_the_day_is_closed_once_the_cash_is_counted(day: DayFloor) -> None:
    day.count("")
    assert day.form.close.why_off is not None
    assert day.form.close.why_off.id == "off.count_first"
    day.page.count("abc")
    assert day.form.fault is not None
    day.page.count(CASH)
    assert day.form.agrees
    state = day.close_day()
    assert state.stage is Stage.CLOSED
    assert state.headline.id == "headline.closed"
    assert [close.counted_cash_minor for close in day.server.closes] == [3970_00]
    assert state.toast is not None


def test_a_difference_is_named_and_needs_a_note(day: DayFloor) -> None:
    day.count("3960")
    form = day.form
    assert form.difference is not None
    assert (form.difference.id, form.difference.values["difference_minor"]) == (
        "count.short",
        10_00,
    )
    assert day.close_day().stage is Stage.COUNTING
    day.page.note("a ten is missing")
    assert day.close_day().stage is Stage.CLOSED
    assert day.server.closes[-1].note == "a ten is missing"


def test_what_is_counted_is_compared_with_a_report_that_is_asked_for_anew(day: DayFloor) -> None:
    shown = day.state.report
    assert shown is not None
    day.floor.pass_time(60)
    day.server.sold_minor = 25_00
    day.page.go_on()
    day.page.count(CASH)
    form = day.page.state.form
    assert form is not None
    assert form.close == off("off.asking"), "by the old report nothing is closed"
    form, report = day.form, day.state.report
    assert report is not None
    assert report.as_of == shown.as_of + 60_000
    assert form.difference == Message("count.short", {"difference_minor": 25_00, "currency": "EUR"})
    day.page.count("3995")
    assert day.close_day().stage is Stage.CLOSED
    (close,) = day.server.closes
    assert (close.counted_cash_minor, close.expected_cash_minor) == (3995_00, 3995_00)


def test_what_is_sold_during_the_count_is_shown_before_anything_is_closed(day: DayFloor) -> None:
    day.count(CASH)
    assert day.form.agrees
    day.server.sold_minor = 25_00
    day.close_day()
    form = day.form
    assert (form.fault, form.outcome) == (Message("refused.amounts"), Message("close.none"))
    assert form.note_needed
    day.page.count("3995")
    assert day.close_day().stage is Stage.CLOSED
    assert len(day.server.closes) == 2


def test_a_day_of_returns_is_counted_below_zero(day: DayFloor) -> None:
    day.server.sold_minor = -3995_00
    for typed in ("-25", "\u221225,00"):
        day.count(typed)
        assert day.form.agrees
    for wrong in ("--25", "25-", "-", "-99999999"):
        day.page.count(wrong)
        assert day.form.fault == Message("count.no_amount")
    day.page.count("0")
    assert day.form.note_needed
    day.page.count("-25")
    assert day.close_day().stage is Stage.CLOSED
    assert day.server.closes[-1].counted_cash_minor == -25_00
    assert day.server.closes[-1].note == ""


def test_what_is_open_is_listed_and_a_manager_signs_for_just_that(day: DayFloor) -> None:
    day.server.open_items = list(OPEN[:2])
    day.page.open()
    state = day.state
    assert [row.what.id for row in state.open_rows] == ["open.held", "open.case.refund-due"]
    assert state.headline.values["count"] == 2
    day.count(CASH)
    day.close_day()
    assert day.server.closes == []
    assert day.floor.approval.state.open
    day.floor.sign("333333")
    state = day.state
    assert state.stage is Stage.CLOSED
    assert state.report is not None
    assert state.report.closing is not None
    assert state.report.closing.signed_by == ANNA.name


def test_nobody_who_closes_the_signature_closes_the_day(day: DayFloor) -> None:
    day.server.open_items = list(OPEN[:1])
    day.page.open()
    day.count(CASH)
    day.close_day()
    day.floor.approval.close()
    assert day.state.stage is Stage.COUNTING
    assert day.server.closes == []


def test_what_opens_meanwhile_is_shown_before_anything_is_closed(day: DayFloor) -> None:
    day.server.open_items = list(OPEN[:1])
    day.page.open()
    day.count(CASH)
    day.server.open_items = list(OPEN[:2])
    day.close_day()
    day.floor.sign("333333")
    state = day.state
    assert state.stage is Stage.COUNTING
    assert day.form.fault is not None
    assert day.form.fault.id == "refused.changed"
    assert len(state.open_rows) == 2
    day.close_day()
    day.floor.sign("333333")
    assert day.state.stage is Stage.CLOSED


@pytest.mark.parametrize("days", [0, -1])
def test_a_paid_sale_that_the_server_does_not_know_of_is_open_too(day: DayFloor, days: int) -> None:
    card = day.floor.server.add_card(1)
    day.floor.scan(card)
    day.server.faults.lose_requests["confirm"] = 100
    day.floor.take_payment()
    day.floor.pay_cash(50_00)
    day.page.open()
    day.page.go_days(days)
    assert [row.what.id for row in day.state.open_rows] == ["open.journal"]
    day.count(CASH)
    day.close_day()
    day.floor.sign("333333")
    assert day.state.stage is Stage.CLOSED
    assert [item.kind for item in day.server.closes[-1].at_till] == [OpenKind.JOURNAL]


def test_after_a_lost_reply_the_page_shows_that_the_day_is_closed(day: DayFloor) -> None:
    day.server.faults.lose_replies["close_day"] = 1
    day.count(CASH)
    state = day.close_day()
    assert state.stage is Stage.CLOSED
    assert len(day.server.closes) == 1


def test_after_a_lost_request_the_same_close_is_sent_again(day: DayFloor) -> None:
    day.server.faults.lose_requests["close_day"] = 1
    day.count(CASH)
    assert day.close_day().stage is Stage.COUNTING
    assert day.form.fault is not None
    assert day.form.close.enabled
    assert day.close_day().stage is Stage.CLOSED


def test_a_doubt_stays_until_an_answer_says_how_the_day_is(day: DayFloor) -> None:
    in_doubt, faults = Message("close.in_doubt"), day.server.faults
    day.count(CASH)
    faults.lose_requests["close_day"] = 1
    day.close_day()
    assert (day.form.fault, day.form.outcome) == (Message("fault.no_reply"), in_doubt)
    faults.down = True
    day.close_day()
    assert (day.form.fault, day.form.outcome) == (Message("fault.not_sent"), in_doubt)
    faults.down = False
    day.server.refusals["close_day"] = Refusal.READ_ONLY
    day.close_day()
    assert (day.form.fault, day.form.outcome) == (Message("refused.read_only"), in_doubt)
    day.page.count("abc")
    assert day.form.outcome == in_doubt
    day.page.count(CASH)
    del day.server.refusals["close_day"]
    day.server.open_items = list(OPEN[:1])
    day.close_day()
    assert (day.form.fault, day.form.outcome) == (
        Message("refused.changed"),
        Message("close.none"),
    ), "the server has looked at the day, and it is open"


def test_what_did_not_reach_the_server_has_surely_closed_nothing(day: DayFloor) -> None:
    day.count(CASH)
    day.server.faults.down = True
    day.close_day()
    assert (day.form.fault, day.form.outcome) == (
        Message("fault.not_sent"),
        Message("close.none"),
    )
    day.server.faults.down = False
    assert day.close_day().stage is Stage.CLOSED


def test_the_day_is_asked_for_by_itself_once_the_line_is_back(day: DayFloor) -> None:
    day.server.faults.down = True
    day.page.open()
    assert day.state.fault is not None
    day.page.connection_changed(Connection(reach=Reach.OFFLINE, since_ms=0))
    day.server.faults.down = False
    day.page.connection_changed(Connection(reach=Reach.ONLINE, since_ms=0))
    assert day.state.fault is None
    day.server.calls.clear()
    for reach in (Reach.OFFLINE, Reach.ONLINE):
        day.page.connection_changed(Connection(reach=reach, since_ms=0))
    assert day.state.report is not None
    assert day.server.calls == [], "what is shown has its age beside it"


def test_without_a_line_nothing_is_claimed(tmp_path: Path) -> None:
    day = DayFloor(tmp_path)
    day.sign_in(MIA)
    day.server.faults.down = True
    day.sign_in(ANNA)
    state = day.state
    assert (state.report, state.tiles, state.bars) == (None, (), ())
    assert state.fault is not None
    assert state.fault.id == "fault.no_line"
    day.server.faults.down = False
    day.page.open()
    assert day.state.report is not None
    day.close()


def test_each_hour_is_compared_with_a_week_before(day: DayFloor) -> None:
    bars = {bar.hour: (bar.sum.count, bar.week_ago) for bar in day.state.bars}
    assert bars[12] == (17, 19)
    assert bars[19] == (0, 3), "hours of that day are there too"


def test_a_day_is_shown_though_nothing_is_known_of_a_week_before(tmp_path: Path) -> None:
    day = DayFloor(tmp_path)
    day.sign_in(MIA)
    day.server.loses_earlier = True
    day.sign_in(ANNA)
    assert day.state.report is not None
    assert day.state.fault is None
    assert not any(bar.week_ago for bar in day.state.bars)
    day.close()


def test_whoever_comes_next_finds_nothing_of_a_begun_count(day: DayFloor) -> None:
    day.count("123")
    day.sign_in(MIA)
    day.sign_in(ANNA)
    assert day.state.stage is Stage.LOOKING
    day.page.go_on()
    assert day.form.cash == ""


def test_another_day_is_looked_at_and_none_ahead_of_today(day: DayFloor) -> None:
    today = day.state.day
    day.page.go_days(1)
    assert day.state.day == today
    day.page.go_days(-1)
    state = day.state
    assert state.day < today
    assert not state.is_today


def test_a_day_before_a_closed_one_is_shown_and_not_closed(day: DayFloor) -> None:
    day.server.last_closed = day.state.day
    day.page.go_days(-1)
    state = day.state
    assert (state.headline.id, state.next) == ("headline.passed", None)


def test_a_file_is_compared_and_what_differs_needs_a_note(day: DayFloor) -> None:
    day.server.day_sales_told = [
        DaySale(
            sale_id="S1",
            receipt_number="T1-1-000001",
            at=1,
            kind=PaymentKind.CASH,
            reference=None,
            amount_minor=50_00,
        )
    ]
    day.page.open()
    assert day.state.report is not None
    day.page.compare("day.csv", b"receipt,amount\nT1-1-000001,49\n")
    state = day.state
    assert state.section is Section.POS
    assert state.comparison is not None
    assert [row.match for row in state.comparison.rows] == [Match.AMOUNT_DIFFERS]
    day.count(CASH)
    assert day.form.note_needed
    day.page.note("one euro off in the shop's system")
    day.server.day_sales_told += [
        replace(day.server.day_sales_told[0], sale_id="S2", receipt_number="T1-1-000002")
    ]
    day.page.open()
    comparison = day.state.comparison
    assert comparison is not None
    assert [row.match for row in comparison.rows] == [Match.AMOUNT_DIFFERS, Match.MISSING_THERE]
    day.close_day()
    close = day.server.closes[-1]
    assert (close.pos_total_minor, close.pos_compared_minor, close.pos_differing) == (
        49_00,
        100_00,
        2,
    )
    day.page.forget_comparison()
    day.page.open()
    assert day.state.comparison is None


def test_many_refunds_stand_together_and_all_of_them_are_signed_for(day: DayFloor) -> None:
    refund = OPEN[1]
    for many in (5, 400):
        day.server.open_items = [
            OPEN[0],
            *(replace(refund, item_id=f"refund-due:S:{number}") for number in range(many)),
        ]
        day.page.open()
        rows = day.state.open_rows
        assert sum(row.stands_for for row in rows) == many + 1
    assert [row.what.id for row in rows[1:]] == ["open.case.refund-due"] * 3 + ["open.more"]
    assert rows[-1].what.values == {"count": 397, "amount_minor": 397 * 50_00}
    assert rows[-1].todo.id == "open.case.refund-due.todo"
    assert day.state.headline == Message("headline.settle", {"count": 401})
    day.count(CASH)
    day.close_day()
    day.floor.sign("333333")
    assert day.state.stage is Stage.CLOSED


def test_the_shops_own_system_may_stand_for_the_count(day: DayFloor) -> None:
    day.server.day_voids_told = [
        DayVoid(
            void_id="V1", receipt_number="T1-1-000001", at=1, reference=None, amount_minor=50_00
        )
    ]
    day.page.open()
    day.count("")
    assert day.form.close == off("off.count_first")
    day.page.compare("day.csv", b"receipt,amount\nT1-1-000001,-50\n")
    assert day.form.close.enabled
    assert not day.form.note_needed
    day.page.count("abc")
    assert day.form.close == off("off.count_first"), "what was typed is not passed over"
    day.page.count("")
    assert day.close_day().stage is Stage.CLOSED
    (asked,) = day.server.closes
    assert (asked.counted_cash_minor, asked.pos_total_minor) == (None, -50_00)


def test_a_file_that_cannot_be_compared_says_why(day: DayFloor) -> None:
    assert day.state.report is not None
    day.page.compare("day.csv", b"hello")
    fault = day.state.pos_fault
    assert fault is not None
    assert (fault.id, fault.values["name"]) == ("pos.no_columns", "day.csv")
    day.page.forget_comparison()
    assert day.state.pos_fault is None


def test_the_report_is_saved_whole_or_said_not_to_be(day: DayFloor, tmp_path: Path) -> None:
    assert day.state.report is not None
    for kind, start in ((PaperKind.PDF, b"%PDF-"), (PaperKind.CSV, b"\xef\xbb\xbftill,day")):
        path = tmp_path / f"report.{kind.value}"
        day.page.save(kind, path)
        toast = day.state.toast
        assert toast is not None
        assert toast.fact.id == "toast.saved"
        assert path.read_bytes().startswith(start)
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    day.page.save(PaperKind.CSV, blocked / "report.csv")
    toast = day.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.not_saved"


def test_every_kind_of_open_thing_is_said_with_what_to_do(day: DayFloor) -> None:
    day.server.open_items = [
        DayOpenItem(item_id=kind.value, kind=OpenKind.CASE, case_kind=kind) for kind in CaseKind
    ]
    day.page.open()
    # Each is told, or the floor complains; of many alarms the rest stand together.
    assert sum(row.stands_for for row in day.state.open_rows) == len(CaseKind)
