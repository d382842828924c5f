"""New people and other roles without a window: what is asked for, once, and what is said of it."""

from __future__ import annotations

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import Role
from pos_terminal.gateway.connection import Reach
from pos_terminal.gateway.pin_change import PinStage
from pos_terminal.staff.model import PersonStanding, Section, Way
from support.scripted_server import ANNA, MIA
from support.staff_office import AMARA, Office, fault_of

PIN, OTHER_PIN = "731942", "842053"


def noors(office: Office) -> list[str]:
    return [row.operator_id for row in office.state.people if row.name == "Noor Haddad"]


def take_on(office: Office) -> None:
    office.page.take_on()
    office.settle()


def why_off(office: Office) -> str | None:
    why = office.hiring.act.why_off
    return None if why is None else why.id


# --- A new person --------------------------------------------------------------------------------


def test_a_person_is_taken_on_with_a_name_a_role_and_a_pin_typed_twice(office: Office) -> None:
    office.hire(" Noor Haddad ", Role.CLERK, PIN)
    assert office.server.calls.count("take_on") == 0, "typing sends nothing"
    take_on(office)
    state = office.state
    assert state.new_person is None
    (operator_id,) = noors(office)
    assert office.server.pins == {operator_id: PIN}
    assert (office.person.name, office.person.standing) == ("Noor Haddad", PersonStanding.FREE)
    assert state.toast is not None
    assert state.toast.fact.id == "toast.taken_on"
    assert state.toast.note is not None
    assert state.toast.note.id == "toast.own_pin"


def test_the_button_says_what_is_missing_one_thing_after_the_other(office: Office) -> None:
    office.page.open_new_person()
    assert why_off(office) == "off.person_name_first"
    office.page.name_new_person("   ")
    take_on(office)
    assert why_off(office) == "off.person_name_first"
    office.page.name_new_person("Noor Haddad")
    assert why_off(office) == "off.role_first"
    office.page.choose_role(Role.STUDIO)
    assert office.hiring.act_word.id == "act.first_pin"
    take_on(office)
    assert why_off(office) == "off.first_pin_first"
    assert office.hiring.act_word.id == "act.take_on"
    office.type_pin(PIN)
    take_on(office)
    assert office.hiring.pin is not None
    assert office.hiring.pin.stage is PinStage.AGAIN
    office.type_pin(PIN)
    assert office.hiring.act.enabled
    assert office.server.calls.count("take_on") == 0


@pytest.mark.parametrize("pin", ["111111", "123456", "987654"])
def test_a_first_pin_that_anybody_would_try_is_not_taken(office: Office, pin: str) -> None:
    office.hire("Noor Haddad", Role.CLERK, pin)
    take_on(office)
    form = office.hiring.pin
    assert form is not None
    assert form.fault is not None
    assert (form.stage, form.fault.id) == (PinStage.FIRST, "pin.easy")
    assert office.server.calls.count("take_on") == 0


def test_only_an_administrator_is_offered_to_make_administrators(office: Office) -> None:
    office.page.open_new_person()
    assert Role.ADMINISTRATOR not in office.hiring.roles
    office.page.choose_role(Role.ADMINISTRATOR)
    assert office.hiring.role is None
    office.sign_in(AMARA)
    office.page.open_new_person()
    assert office.hiring.roles == tuple(Role)


def test_a_lost_reply_is_said_and_once_more_takes_on_nobody_more(office: Office) -> None:
    office.server.faults.lose_replies["take_on"] = 1
    office.hire("Noor Haddad", Role.CLERK, PIN)
    take_on(office)
    assert fault_of(office.hiring) == "fault.no_reply"
    take_on(office)
    assert office.state.new_person is None
    assert len(noors(office)) == 1
    assert len(office.server.taken_on) == 1


def test_what_may_have_been_done_is_not_called_undone_when_the_line_breaks(office: Office) -> None:
    office.server.faults.lose_replies["take_on"] = 1
    office.hire("Noor Haddad", Role.CLERK, PIN)
    take_on(office)
    office.server.faults.down = True
    take_on(office)
    assert fault_of(office.hiring) == "fault.no_reply"
    office.server.faults.down = False
    take_on(office)
    assert len(noors(office)) == 1


def test_a_request_that_reached_nobody_is_said_so(office: Office) -> None:
    office.hire("Noor Haddad", Role.CLERK, PIN)
    office.server.faults.down = True
    take_on(office)
    assert fault_of(office.hiring) == "fault.not_sent"
    assert office.server.taken_on == {}


def test_what_is_changed_after_a_lost_reply_makes_no_second_person(office: Office) -> None:
    office.server.faults.lose_replies["take_on"] = 1
    office.hire("Noor Haddad", Role.CLERK, PIN)
    take_on(office)
    office.page.back()
    assert fault_of(office.hiring) == "fault.no_reply", "the doubt is not forgotten"
    office.page.name_new_person("Noor H.")
    take_on(office)
    office.type_pin(OTHER_PIN)
    office.type_pin(OTHER_PIN)
    take_on(office)
    assert fault_of(office.hiring) == "refused.taken_on_before"
    office.page.back()
    office.page.back()
    (operator_id,) = noors(office)
    assert office.server.pins == {operator_id: PIN}
    assert "Noor H." not in [row.name for row in office.state.people]


def test_who_leaves_the_form_after_a_lost_reply_sees_in_the_list_what_was_done(
    office: Office,
) -> None:
    office.server.faults.lose_replies["take_on"] = 1
    office.hire("Noor Haddad", Role.CLERK, PIN)
    take_on(office)
    assert noors(office) == []
    office.page.choose_person("O1")
    assert len(noors(office)) == 1
    office.page.open_new_person()
    office.page.name_new_person("noor haddad")
    note = office.hiring.note
    assert note is not None
    assert (note.id, note.values) == ("note.namesake", {"name": "Noor Haddad"})


def test_the_next_form_is_for_another_person(office: Office) -> None:
    for _ in range(2):
        office.hire("Noor Haddad", Role.CLERK, PIN)
        take_on(office)
    assert len(set(noors(office))) == 2


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (Refusal.KEY_REUSED, "refused.taken_on_before"),
        (Refusal.NOT_ALLOWED, "refused.not_this_role"),
        (Refusal.MALFORMED, "refused.new_person"),
        (Refusal.THROTTLED, "refused.in_a_moment"),
        (Refusal.READ_ONLY, "refused.read_only"),
        (Refusal.NO_OPERATOR, "refused.sign_in_again"),
    ],
)
def test_a_person_who_was_not_taken_on_is_said_so(office: Office, code: Refusal, word: str) -> None:
    office.server.refusals["take_on"] = code
    office.hire("Noor Haddad", Role.CLERK, PIN)
    take_on(office)
    assert fault_of(office.hiring) == word
    assert noors(office) == []
    assert office.hiring.name == "Noor Haddad"


def test_without_a_line_or_where_nothing_changes_nobody_is_taken_on(office: Office) -> None:
    office.hire("Noor Haddad", Role.CLERK, PIN)
    for reach, word in ((Reach.OFFLINE, "off.no_line"), (Reach.READ_ONLY, "off.read_only")):
        office.line(reach)
        assert why_off(office) == word
        take_on(office)
    office.settle()
    assert office.server.calls.count("take_on") == 0
    office.line(Reach.ONLINE)
    take_on(office)
    assert len(noors(office)) == 1


def test_going_back_forgets_the_pin_first_and_then_the_person(office: Office) -> None:
    office.hire("Noor Haddad", Role.CLERK, PIN)
    office.page.back()
    assert (office.hiring.pin, office.hiring.name) == (None, "Noor Haddad")
    take_on(office)
    assert office.hiring.pin is not None
    assert office.hiring.pin.stage is PinStage.FIRST
    office.page.back()
    office.page.back()
    assert office.state.new_person is None
    office.page.open_new_person()
    assert (office.hiring.name, office.hiring.role) == ("", None)


def test_leaving_the_page_forgets_the_pin_and_keeps_the_name(office: Office) -> None:
    office.hire("Noor Haddad", Role.CLERK, PIN)
    office.page.leave()
    assert (office.hiring.pin, office.hiring.name) == (None, "Noor Haddad")


def test_no_digit_of_a_first_pin_can_be_read_from_a_picture(office: Office) -> None:
    office.page.open_new_person()
    office.page.name_new_person("Noor Haddad")
    office.page.choose_role(Role.CLERK)
    take_on(office)
    office.type_pin(PIN)
    assert PIN not in repr(office.state)
    office.type_pin(PIN)
    assert PIN not in repr(office.state) + repr(office.page._people._new._pin)


def test_who_signs_in_next_finds_nothing_of_the_form(office: Office) -> None:
    office.server.faults.lose_replies["take_on"] = 1
    office.hire("Noor Haddad", Role.CLERK, PIN)
    take_on(office)
    office.floor.on_duty.signed_out()
    office.sign_in(AMARA)
    assert office.state.new_person is None
    office.page.open_new_person()
    assert (office.hiring.name, office.hiring.pin, fault_of(office.hiring)) == ("", None, None)


def test_an_answer_that_comes_late_shows_the_person_and_nothing_of_the_form(office: Office) -> None:
    office.hire("Noor Haddad", Role.CLERK, PIN)
    office.server.faults.slow_s = 2.0
    office.page.take_on()
    office.page.back()
    assert office.hiring.pin is not None, "what is being asked has to end first"
    office.floor.on_duty.signed_out()
    office.floor.on_duty.signed_in(ANNA)
    office.floor.pass_time(2.5)
    office.settle()
    office.floor.pass_time(5)
    state = office.state
    assert (state.new_person, state.person, state.toast) == (None, None, None)
    assert len(noors(office)) == 1


def test_a_clerk_opens_no_form(office: Office) -> None:
    office.sign_in(MIA)
    office.page.open_new_person()
    office.page.name_new_person("Noor Haddad")
    take_on(office)
    assert office.state.new_person is None


def test_the_form_closes_what_was_open_and_a_row_closes_the_form(office: Office) -> None:
    office.page.choose_person("O1")
    office.page.open_new_person()
    assert office.state.person is None
    assert not any(row.chosen for row in office.state.people)
    office.page.choose_person("O1")
    assert office.state.new_person is None
    office.page.open_new_person()
    office.page.open_section(Section.TILLS)
    assert office.state.new_person is None


# --- Another role --------------------------------------------------------------------------------


def choose_role(office: Office, who: str, role: Role) -> None:
    office.page.choose_person(who)
    office.page.choose_way(Way.ANOTHER_ROLE)
    office.page.choose_role(role)


def test_somebody_gets_another_role(office: Office) -> None:
    office.page.choose_person("O1")
    office.page.choose_way(Way.ANOTHER_ROLE)
    assert office.person.roles == (Role.MANAGER, Role.STUDIO, Role.SUPPORT)
    why = office.person.act.why_off
    assert why is not None
    assert why.id == "off.role_first"
    office.page.choose_role(Role.MANAGER)
    assert office.person.note is not None
    assert office.person.note.id == "note.role"
    assert "give_role" not in office.server.calls, "a choice sends nothing"
    office.page.confirm_person()
    assert (office.person.role, office.person.way) == (Role.MANAGER, None)
    assert office.server.person("O1").role is Role.MANAGER
    assert office.state.toast is not None
    assert office.state.toast.fact.id == "toast.role_given"


def test_a_role_that_cannot_be_given_is_not_chosen(office: Office) -> None:
    for role in (Role.ADMINISTRATOR, Role.CLERK):
        choose_role(office, "O1", role)
        assert office.person.new_role is None
        office.page.back()
    office.sign_in(AMARA)
    choose_role(office, "O1", Role.ADMINISTRATOR)
    office.page.confirm_person()
    assert office.person.role is Role.ADMINISTRATOR


def test_a_role_that_somebody_else_gave_meanwhile_is_no_choice_any_more(office: Office) -> None:
    choose_role(office, "O1", Role.MANAGER)
    person = office.server.person("O1")
    office.server.people[office.server.people.index(person)] = type(person)(
        operator_id="O1", name=person.name, role=Role.MANAGER, locked=False, disabled=False
    )
    office.page.open()
    assert office.person.new_role is None
    assert not office.person.act.enabled


def test_nobody_changes_the_own_role(office: Office) -> None:
    choose_role(office, "O3", Role.CLERK)
    assert (office.person.roles, office.person.note) == ((), None)
    why = office.person.act.why_off
    assert why is not None
    assert why.id == "off.own_role"
    office.page.confirm_person()
    office.settle()
    assert "give_role" not in office.server.calls


def test_a_lost_reply_of_another_role_counts_once(office: Office) -> None:
    office.server.faults.lose_replies["give_role"] = 1
    choose_role(office, "O1", Role.STUDIO)
    office.page.confirm_person()
    assert fault_of(office.person) == "fault.no_reply"
    office.page.confirm_person()
    assert office.person.role is Role.STUDIO


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (Refusal.NOT_FOUND, "refused.person_gone"),
        (Refusal.NOT_ALLOWED, "refused.only_administrator"),
        (Refusal.READ_ONLY, "refused.read_only"),
    ],
)
def test_a_role_that_was_not_given_is_said_so(office: Office, code: Refusal, word: str) -> None:
    office.server.refusals["give_role"] = code
    choose_role(office, "O1", Role.STUDIO)
    office.page.confirm_person()
    assert fault_of(office.person) == word
    assert office.person.role is Role.CLERK


def test_without_a_line_no_role_is_given(office: Office) -> None:
    choose_role(office, "O1", Role.STUDIO)
    office.line(Reach.OFFLINE)
    office.page.confirm_person()
    office.settle()
    assert "give_role" not in office.server.calls
