"""The ledger without a window: searched page by page, verified stretch by stretch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from card_contract.scan_text import Label, LabelKind
from pos_terminal.gateway.connection import Reach
from pos_terminal.ledger.model import Narrowing, Section, Verdict
from support.scripted_server import ANNA, MIA
from support.watch_office import WatchOffice

CARD = "970010000010000017"
PACK = Label(LabelKind.PACK, "970010", 1, 3).text()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WatchOffice]:
    made = WatchOffice(tmp_path)
    made.server.write(7)
    yield made
    made.close()


def positions(office: WatchOffice) -> list[int]:
    return [row.position for row in office.searched.rows]


# --- Searching -----------------------------------------------------------------------------------


def test_the_newest_entries_come_first_and_the_next_pages_join_on(office: WatchOffice) -> None:
    office.ledger.open()
    assert positions(office) == [7, 6, 5]
    assert office.searched.sentence.id == "search.so_far"
    office.ledger.show_more()
    office.settle()
    office.ledger.show_more()
    assert positions(office) == [7, 6, 5, 4, 3, 2, 1]
    state = office.searched
    assert (state.more, state.sentence.id) == (False, "search.all")
    asked = len(office.server.asked)
    office.ledger.show_more()
    office.settle()
    assert len(office.server.asked) == asked


def test_what_no_answer_came_to_is_asked_again_when_the_line_is_back(office: WatchOffice) -> None:
    office.floor.server.faults.down = True
    office.ledger.open()
    office.line(Reach.OFFLINE)
    assert office.searched.sentence.id == "search.no_line"
    office.floor.server.faults.down = False
    office.line(Reach.ONLINE)
    assert positions(office) == [7, 6, 5]
    asked = len(office.server.asked)
    office.line(Reach.OFFLINE)
    office.line(Reach.ONLINE)
    assert len(office.server.asked) == asked


def test_what_is_asked_for_goes_out_as_the_server_takes_it(office: WatchOffice) -> None:
    office.ledger.open()
    office.ledger.narrow(Narrowing.PERSON, "mia")
    office.ledger.narrow(Narrowing.KIND, "sale.confirmed")
    office.ledger.narrow(Narrowing.FIRST_DAY, "2026-11-01")
    office.ledger.narrow(Narrowing.LAST_DAY, "22.11.2026")
    office.ledger.find("t1-1-000421")
    office.settle()
    assert office.server.asked[-1] == {
        "receipt": "T1-1-000421",
        "operator": "mia",
        "kind": "sale.confirmed",
        "from": "2026-11-01",
        "to": "2026-11-22",
    }
    office.ledger.narrow(Narrowing.PERSON, "")
    office.ledger.on_scan(office.floor.server.add_card(1).number)
    office.settle()
    assert "operator" not in office.server.asked[-1]
    assert office.server.asked[-1]["card"].startswith("970010")
    office.ledger.on_scan(PACK)
    office.settle()
    assert (office.server.asked[-1]["label"], "card" in office.server.asked[-1]) == (PACK, False)


@pytest.mark.parametrize("text", ["T1-9", "4006381333931", "x" * 64, CARD])
def test_what_is_no_number_is_said_and_not_searched_for(office: WatchOffice, text: str) -> None:
    office.ledger.open()
    office.settle()
    asked = len(office.server.asked)
    office.ledger.find(text)
    state = office.searched
    assert state.form.fault is not None
    assert state.form.fault.id == "fault.no_number"
    assert (len(office.server.asked), state.rows) == (asked, ())
    office.ledger.find("")
    assert office.searched.form.fault is None
    assert positions(office) == [7, 6, 5]


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        ("2026-02-31", "", "fault.no_day"),
        ("yesterday", "", "fault.no_day"),
        ("", "31.2.2026", "fault.no_day"),
        ("2026-11-22", "2026-11-21", "fault.days_crossed"),
    ],
)
def test_days_that_cannot_be_are_said(
    office: WatchOffice, first: str, last: str, word: str
) -> None:
    office.ledger.narrow(Narrowing.FIRST_DAY, first)
    office.ledger.narrow(Narrowing.LAST_DAY, last)
    fault = office.searched.form.day_fault
    assert fault is not None
    assert fault.id == word


def test_an_answer_to_an_earlier_search_is_not_shown(office: WatchOffice) -> None:
    office.floor.server.faults.slow_s = 1.0
    office.ledger.open()
    office.ledger.find("T1-9")
    office.floor.pass_time(3)
    assert office.searched.rows == ()


def test_no_answer_is_said_and_what_was_found_stays(office: WatchOffice) -> None:
    office.ledger.open()
    office.settle()
    office.floor.server.faults.down = True
    office.ledger.show_more()
    assert office.searched.sentence.id == "search.no_line"
    assert positions(office) == [7, 6, 5]
    office.floor.server.faults.down = False
    office.ledger.show_more()
    assert positions(office) == [7, 6, 5, 4, 3, 2]


def test_an_entry_is_opened_and_closed(office: WatchOffice) -> None:
    office.ledger.open()
    office.settle()
    office.ledger.choose(6)
    detail = office.searched.detail
    assert detail is not None
    assert (detail.position, detail.details) == (6, (("total", "5000"),))
    office.ledger.choose(6)
    assert office.searched.detail is None


def test_a_clerk_finds_nothing_of_what_a_manager_found(office: WatchOffice) -> None:
    office.ledger.open()
    assert office.searched.rows
    office.floor.on_duty.signed_out()
    office.sign_in(MIA)
    asked = len(office.server.asked)
    office.ledger.open()
    office.ledger.find("")
    office.ledger.verify()
    state = office.searched
    assert (state.rows, len(office.server.asked)) == ((), asked)
    assert office.calls("check_ledger") == 0


# --- Verifying -----------------------------------------------------------------------------------


def test_a_verification_goes_through_every_stretch(office: WatchOffice) -> None:
    office.server.write(100)
    office.ledger.verify()
    assert office.searched.section is Section.CHECK
    check = office.searched.check
    assert (check.verdict, check.done, check.total) == (Verdict.SOUND, 107, 107)
    assert office.calls("check_ledger") == 3
    assert [kept.name for kept in check.tills] == ["Till 1"]
    assert check.note is not None


def test_the_first_broken_entry_ends_it_and_is_named(office: WatchOffice) -> None:
    office.server.write(100)
    office.server.broken_at = 50
    office.ledger.verify()
    check = office.searched.check
    assert check.verdict is Verdict.BROKEN
    assert check.sentence.values == {"position": 50}
    assert office.calls("check_ledger") == 2


def test_a_verification_without_an_answer_claims_nothing_and_begins_anew(
    office: WatchOffice,
) -> None:
    office.server.write(100)
    office.floor.server.faults.lose_replies["check_ledger"] = 1
    office.ledger.verify()
    check = office.searched.check
    assert (check.verdict, check.sentence.id) == (Verdict.UNFINISHED, "check.no_line")
    office.ledger.verify()
    assert office.searched.check.verdict is Verdict.SOUND


def test_a_refused_verification_is_said(office: WatchOffice) -> None:
    office.floor.server.refusals["check_ledger"] = Refusal.NOT_FOUND
    office.ledger.verify()
    check = office.searched.check
    assert (check.verdict, check.sentence.id) == (Verdict.UNFINISHED, "refused.gone")


def test_one_verification_runs_at_a_time_and_none_without_a_line(office: WatchOffice) -> None:
    office.line(Reach.OFFLINE)
    office.ledger.verify()
    button = office.searched.check.verify
    assert button.why_off is not None
    assert button.why_off.id == "off.no_line"
    assert office.calls("check_ledger") == 0
    office.line(Reach.ONLINE)
    office.floor.server.faults.slow_s = 1.0
    office.ledger.verify()
    office.ledger.verify()
    running = office.searched.check.verify
    assert running.why_off is not None
    assert running.why_off.id == "off.verifying"
    office.floor.pass_time(3)
    assert office.calls("check_ledger") == 1


def test_what_was_verified_for_one_manager_is_not_shown_to_the_next(office: WatchOffice) -> None:
    office.ledger.verify()
    office.settle()
    office.floor.on_duty.signed_out()
    office.sign_in(ANNA)
    assert office.searched.check.verdict is Verdict.NOT_YET
