"""Tills without a window: shutting one out, letting one in, and what is said when it was not done."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from pos_terminal.staff.model import TillStanding
from pos_terminal.words import off
from support.staff_office import AMARA, MINUTES_15, URL, Office, fault_of
from support.staff_server import OTHER, OWN
from support.virtual_time import NOON_MS

# --- Shutting out --------------------------------------------------------------------------------


def test_a_till_is_shut_out_for_a_reason(office: Office) -> None:
    office.open_till(OTHER)
    assert office.till.shut_out == off("off.reason_first")
    office.page.give_till_reason(" no ")
    office.page.shut_out()
    assert office.till.standing is TillStanding.OPEN
    office.open_till(OTHER)
    assert office.till.reason == "", "what was typed about a till is forgotten on the way"
    office.shut_out()
    assert office.till.standing is TillStanding.SHUT_OUT
    assert office.server.reasons[OTHER] == "It was stolen."
    assert office.till.shut_out is None
    toast = office.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.shut_out"
    office.shut_out()
    office.settle()
    assert office.server.calls.count("revoke_till") == 1


def test_a_till_does_not_shut_itself_out(office: Office) -> None:
    office.open_till(OWN)
    button = office.till.shut_out
    assert button is not None
    assert button.why_off is not None
    assert button.why_off.id == "off.own_till"
    office.shut_out()
    office.settle()
    assert "revoke_till" not in office.server.calls


def test_a_lost_reply_of_shutting_out_counts_once(office: Office) -> None:
    office.server.faults.lose_replies["revoke_till"] = 1
    office.open_till(OTHER)
    office.shut_out()
    assert fault_of(office.till) == "fault.no_reply"
    office.shut_out()
    assert office.till.standing is TillStanding.SHUT_OUT
    assert office.server.revocations == 1


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (Refusal.NOT_FOUND, "refused.till_gone"),
        (Refusal.NOT_ALLOWED, "refused.not_allowed"),
        (Refusal.READ_ONLY, "refused.read_only"),
    ],
)
def test_a_till_that_was_not_shut_out_is_said_so(office: Office, code: Refusal, word: str) -> None:
    office.server.refusals["revoke_till"] = code
    office.open_till(OTHER)
    office.shut_out()
    assert fault_of(office.till) == word
    assert office.till.standing is TillStanding.OPEN


def test_an_answer_for_a_person_who_went_on_is_not_said_to_the_next(office: Office) -> None:
    office.server.faults.slow_s = 2.0
    office.open_till(OTHER)
    office.shut_out()
    office.floor.on_duty.signed_out()
    office.floor.on_duty.signed_in(AMARA)
    office.floor.pass_time(2.5)
    office.settle()
    office.floor.pass_time(5)
    state = office.state
    assert state.toast is None
    assert state.till is None
    assert [row.standing for row in state.tills] == [TillStanding.OWN, TillStanding.SHUT_OUT]


# --- A new till ----------------------------------------------------------------------------------


def test_a_code_is_shown_in_groups_with_its_end(office: Office) -> None:
    office.page.open_new_till()
    assert not office.form.get_code.enabled
    office.page.name_new_till("  Till 3 ")
    office.page.get_code()
    form = office.form
    assert form.code is not None
    assert form.code.till_name == "Till 3"
    assert form.code.groups == ("4XQ7", "M2TN", "0WG1")
    assert form.code.ends_at_ms == NOON_MS + MINUTES_15
    assert form.address == URL
    assert office.server.codes == ["Till 3"]
    assert "M2TN" not in repr(form)


def test_the_time_of_a_code_is_right_at_a_till_with_a_wrong_clock(office: Office) -> None:
    office.server.skew_ms = 40 * 60_000
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    office.page.get_code()
    code = office.form.code
    assert code is not None
    assert code.ends_at_ms == NOON_MS + MINUTES_15


def test_another_code_does_not_end_the_one_before_and_it_is_said(office: Office) -> None:
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    office.page.get_code()
    first = office.form.code
    assert first is not None
    office.floor.pass_time(60)
    office.page.get_code()
    second = office.form.code
    assert second is not None
    assert second.groups != first.groups
    assert office.form.earlier_ends_at_ms == first.ends_at_ms
    office.floor.pass_time(14 * 60 + 1)
    office.page.open()
    assert office.form.earlier_ends_at_ms is None


def test_a_lost_code_is_asked_for_again(office: Office) -> None:
    office.server.faults.lose_replies["enrolment_code"] = 1
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    office.page.get_code()
    assert fault_of(office.form) == "fault.no_reply_code"
    assert office.form.code is None
    office.page.get_code()
    assert office.form.code is not None
    assert fault_of(office.form) is None


def test_a_refused_code_says_why(office: Office) -> None:
    office.server.refusals["enrolment_code"] = Refusal.NOT_ALLOWED
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    office.page.get_code()
    assert fault_of(office.form) == "refused.not_allowed"


def test_a_code_comes_back_with_the_form_until_it_ends(office: Office) -> None:
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    office.page.get_code()
    shown = office.form.code
    office.page.back()
    assert office.state.new_till is None
    office.page.open_new_till()
    assert office.form.code == shown
    office.page.name_new_till("Other")
    assert office.form.name == "Till 3", "the till that comes has the name the code was made for"
    office.floor.pass_time(15 * 60 + 1)
    office.page.back()
    office.page.open_new_till()
    assert office.form.code is None


def test_the_till_that_comes_in_is_named(office: Office) -> None:
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    office.page.get_code()
    office.settle()
    office.page.look_for_new_till()
    assert office.form.joined is None
    office.server.join("Till 3")
    office.page.look_for_new_till()
    joined = office.form.joined
    assert joined is not None
    assert joined.values == {"name": "Till 3", "number": "T3"}
    calls = len(office.server.calls)
    office.page.look_for_new_till()
    office.settle()
    assert len(office.server.calls) == calls, "nobody is waited for any more"
    office.page.get_code()
    assert office.form.code is None
    assert office.form.name == ""
    assert office.server.codes == ["Till 3"]


def test_a_till_of_another_name_is_not_the_one_that_is_waited_for(office: Office) -> None:
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    office.page.get_code()
    office.settle()
    office.server.join("Till 4")
    office.page.look_for_new_till()
    assert office.form.joined is None


def test_nobody_else_sees_a_code(office: Office) -> None:
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    office.page.get_code()
    office.settle()
    office.floor.on_duty.signed_out()
    assert office.state.new_till is None
    office.sign_in(AMARA)
    office.page.open_new_till()
    assert office.form.code is None


@pytest.mark.parametrize("url", [None, "http://127.0.0.1:41234"])
def test_a_server_of_this_machine_alone_is_no_address_for_others(
    tmp_path: Path, url: str | None
) -> None:
    office = Office(tmp_path, server_url=url)
    office.page.open_new_till()
    assert office.form.address is None
    office.close()


# --- Renaming ------------------------------------------------------------------------------------


def test_a_till_is_renamed_and_keeps_its_number(office: Office) -> None:
    office.open_till(OTHER)
    office.page.rename_till("  Back door ")
    assert office.till.name == "Back door"
    toast = office.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.renamed"
    office.page.rename_till("Back door")
    office.page.rename_till(" ")
    office.settle()
    assert office.server.calls.count("rename_till") == 1


def test_a_lost_reply_of_renaming_counts_once(office: Office) -> None:
    office.server.faults.lose_replies["rename_till"] = 1
    office.open_till(OTHER)
    office.page.rename_till("Back door")
    assert fault_of(office.till) == "fault.no_reply"
    office.page.rename_till("Back door")
    assert office.till.name == "Back door"


def test_a_till_that_was_shut_out_keeps_its_name(office: Office) -> None:
    office.open_till(OTHER)
    office.shut_out()
    assert office.till.rename is None
    office.page.rename_till("Back door")
    office.settle()
    assert "rename_till" not in office.server.calls
