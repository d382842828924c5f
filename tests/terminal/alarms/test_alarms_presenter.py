"""Alarms without a window: what a manager is told, does about it, and is told came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import CaseKind
from pos_terminal.alarms.model import Standing, Way
from pos_terminal.gateway.connection import Reach
from pos_terminal.rounds import LOOK_AGAIN_S
from pos_terminal.words import Message
from support.scripted_server import ANNA, MIA
from support.scripted_watch import LABEL, alarm
from support.watch_office import WatchOffice

REASON = "a child typed it"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WatchOffice]:
    made = WatchOffice(tmp_path)
    yield made
    made.close()


def fault_of(office: WatchOffice) -> str | None:
    fault = office.opened.fault
    return None if fault is None else fault.id


# --- The list ------------------------------------------------------------------------------------


def test_a_manager_is_told_the_count_without_opening_the_page(tmp_path: Path) -> None:
    office = WatchOffice(tmp_path)
    office.floor.on_duty.signed_out()
    office.server.probe()
    office.sign_in(ANNA)
    assert office.listed.count == 1
    office.server.probe("18", 1_790_000_000_001)
    office.floor.pass_time(LOOK_AGAIN_S + 1)
    assert office.listed.count == 2
    office.server.probe("19", 1_790_000_000_002)
    office.alarms.news_came()
    assert office.listed.count == 3
    office.close()


def test_a_clerk_is_told_nothing(office: WatchOffice) -> None:
    office.server.probe()
    assert office.look().count == 1
    office.floor.on_duty.signed_out()
    office.sign_in(MIA)
    asked = office.calls("alarms")
    office.alarms.open()
    office.alarms.news_came()
    assert office.listed.rows == ()
    assert (office.listed.count, office.calls("alarms")) == (0, asked)


def test_no_answer_is_said_and_the_old_list_stays(office: WatchOffice) -> None:
    office.floor.server.faults.down = True
    office.look()
    note = office.listed.list_note
    assert note is not None
    assert note.id == "list.as_of"
    assert office.listed.can_retry
    office.floor.server.faults.down = False
    office.server.probe()
    assert office.look().list_note is None
    assert office.listed.count == 1


def test_the_list_is_asked_for_anew_when_the_line_comes_back(office: WatchOffice) -> None:
    office.line(Reach.OFFLINE)
    office.floor.server.faults.down = True
    office.look()
    office.floor.server.faults.down = False
    office.server.probe()
    office.line(Reach.ONLINE)
    assert office.listed.count == 1


# --- One alarm -----------------------------------------------------------------------------------


def test_a_probed_card_is_shown_among_its_neighbours(office: WatchOffice) -> None:
    case_id = office.server.probe()
    office.look()
    office.alarms.choose(case_id)
    detail = office.opened
    assert detail.card is not None
    assert detail.card.standing is Standing.STOPPED
    pack = detail.card.pack
    assert pack is not None
    assert [(card.standing, card.is_meant) for card in pack.cards] == [
        (Standing.SOLD, False),
        (Standing.STOPPED, True),
        (Standing.UNSOLD, False),
    ]
    office.alarms.go(Way.RECALL)
    assert office.ways.taken == [f"recall {LABEL}"]


def test_a_card_that_cannot_be_shown_is_said_and_the_alarm_is_acknowledged_all_the_same(
    office: WatchOffice,
) -> None:
    case_id = office.server.probe()
    office.look()
    office.floor.server.faults.lose_replies["alarm_card"] = 1
    office.alarms.choose(case_id)
    note = office.opened.card_note
    assert note is not None
    assert note.id == "list.no_line"
    assert office.opened.reopen is None
    office.alarms.acknowledge(REASON)
    assert office.listed.count == 0


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        (CaseKind.TWO_STORES, [Way.SALE]),
        (CaseKind.TILL_FORK, [Way.TILLS, Way.SALE]),
        (CaseKind.TILL_GAP, [Way.TILLS, Way.LEDGER]),
        (CaseKind.LEDGER_MISFIT, [Way.LEDGER]),
        (CaseKind.GUESSING, []),
    ],
)
def test_each_kind_leads_where_something_is_done_about_it(
    office: WatchOffice, kind: CaseKind, ways: list[Way]
) -> None:
    facts = {"till_id": "T2", "till_name": "Till 2", "sale_id": "S", "detail": "1-000040 1-000039"}
    office.server.open_alarms = [alarm(f"{kind}:T2:1", kind, **facts)]
    office.look()
    office.alarms.choose(f"{kind}:T2:1")
    assert list(office.opened.ways) == ways
    for way in ways:
        office.alarms.go(way)
    names = {Way.SALE: "sale S", Way.TILLS: "tills", Way.LEDGER: "ledger"}
    assert office.ways.taken == [names[way] for way in ways]


def test_a_journal_that_was_begun_anew_is_told_from_one_that_went_back(office: WatchOffice) -> None:
    for detail, word in (
        ("1-000040 1-000039", "meaning.till-gap"),
        ("1-000040 2-000000", "meaning.till-gap.new"),
    ):
        kind = CaseKind.TILL_GAP
        office.server.open_alarms = [alarm(f"{kind}:{detail}", kind, till_id="T2", detail=detail)]
        office.look()
        office.alarms.choose(f"{kind}:{detail}")
        assert office.opened.meaning.id == word


# --- What is done about it -----------------------------------------------------------------------


def test_an_alarm_is_acknowledged_with_a_reason(office: WatchOffice) -> None:
    case_id = office.server.probe()
    office.look()
    office.alarms.choose(case_id)
    assert office.opened.stays is not None
    office.alarms.acknowledge("  ")
    assert office.calls("close_case") == 0
    office.alarms.acknowledge(REASON)
    state = office.listed
    assert (state.count, state.detail) == (0, None)
    assert state.toast is not None
    assert state.toast.fact.id == "toast.acknowledged"


def test_an_acknowledged_card_is_listed_until_it_is_reopened(office: WatchOffice) -> None:
    case_id = office.server.probe()
    office.look()
    office.alarms.choose(case_id)
    office.alarms.acknowledge(REASON)
    (row,) = office.listed.rows
    assert row.is_acknowledged
    office.alarms.choose(case_id)
    assert office.opened.acknowledge is None
    asked = office.calls("close_case")
    office.alarms.acknowledge(REASON)
    assert office.calls("close_case") == asked
    assert office.opened.stays is not None
    assert office.opened.stays.id == "stays.acknowledged"
    office.alarms.reopen(REASON)
    assert office.listed.rows == ()
    assert office.server.reopened["17"].reason == REASON


def test_a_list_of_stopped_cards_that_is_cut_off_says_so(office: WatchOffice) -> None:
    office.server.probe()
    office.server.more_stopped = True
    note = office.look().list_note
    assert note == Message("list.more_stopped", {"count": 0})
    assert not office.listed.can_retry
    office.server.more_stopped = False
    assert office.look().list_note is None


def test_a_lost_reply_of_acknowledging_counts_once(office: WatchOffice) -> None:
    case_id = office.server.probe()
    office.look()
    office.alarms.choose(case_id)
    office.floor.server.faults.lose_replies["close_case"] = 1
    office.alarms.acknowledge(REASON)
    assert fault_of(office) == "fault.no_reply"
    office.alarms.acknowledge(REASON)
    assert office.listed.count == 0


def test_a_probed_card_is_reopened_once_whatever_is_lost(office: WatchOffice) -> None:
    case_id = office.server.probe()
    office.look()
    office.alarms.choose(case_id)
    office.floor.server.faults.lose_replies["reopen_card"] = 1
    assert office.opened.reopen is not None
    office.alarms.reopen(REASON)
    assert fault_of(office) == "fault.no_reply"
    office.alarms.reopen(REASON)
    state = office.listed
    assert state.toast is not None
    assert state.toast.fact.id == "toast.reopened"
    assert office.server.reopened["17"].reason == REASON


def test_a_reopened_card_whose_sale_is_stopped_is_said_to_stay_stopped(office: WatchOffice) -> None:
    office.server.in_stop_sale.add("17")
    office.alarms.choose(office.server.probe())
    office.look()
    office.alarms.open()
    office.settle()
    office.alarms.reopen(REASON)
    state = office.listed
    assert state.toast is not None
    assert state.toast.fact.id == "toast.in_stop_sale"


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (Refusal.STOPPED_ANEW, "refused.stopped_anew"),
        (Refusal.NOT_FOUND, "refused.settled_elsewhere"),
        (Refusal.READ_ONLY, "refused.read_only"),
        (Refusal.NOT_ALLOWED, "refused.not_allowed"),
        (Refusal.BUSY, "refused.not_now"),
    ],
)
def test_a_card_that_was_not_reopened_is_said_so(
    office: WatchOffice, code: Refusal, word: str
) -> None:
    case_id = office.server.probe()
    office.look()
    office.alarms.choose(case_id)
    office.settle()
    office.floor.server.refusals["reopen_card"] = code
    office.alarms.reopen(REASON)
    assert fault_of(office) == word
    assert office.listed.count == 1


def test_nothing_is_sent_without_a_line(office: WatchOffice) -> None:
    case_id = office.server.probe()
    office.look()
    office.alarms.choose(case_id)
    office.settle()
    for reach, why in ((Reach.OFFLINE, "off.no_line"), (Reach.READ_ONLY, "off.read_only")):
        office.line(reach)
        detail = office.opened
        assert detail.reopen is not None
        for button in (detail.acknowledge, detail.reopen):
            assert button.why_off is not None
            assert button.why_off.id == why
        office.alarms.acknowledge(REASON)
        office.alarms.reopen(REASON)
        assert office.calls("close_case") == office.calls("reopen_card") == 0


def test_an_answer_for_a_person_who_went_on_is_not_said_to_the_next(office: WatchOffice) -> None:
    case_id = office.server.probe()
    office.look()
    office.alarms.choose(case_id)
    office.settle()
    office.floor.server.faults.slow_s = 2.0
    office.alarms.acknowledge(REASON)
    office.floor.on_duty.signed_out()
    office.floor.on_duty.signed_in(MIA)
    office.floor.pass_time(5)
    state = office.listed
    assert (state.toast, state.detail, state.rows) == (None, None, ())
