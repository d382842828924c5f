"""Staff without a window: who may unlock whom, and what is said when it was not done."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.outcomes import Refusal
from pos_terminal.gateway.connection import Reach
from pos_terminal.gateway.pin_change import PinStage
from pos_terminal.staff.model import PersonCard, PersonStanding, Section, TillStanding, Way
from support.scripted_server import ANNA, MIA
from support.staff_office import AMARA, Office, fault_of
from support.staff_server import OTHER
from support.virtual_time import NOON_MS


def why_off(card: PersonCard) -> str | None:
    return None if card.act.why_off is None else card.act.why_off.id


# --- The lists -----------------------------------------------------------------------------------


def test_locked_people_stand_first_and_those_taken_off_last(office: Office) -> None:
    rows = office.state.people
    assert [(row.name, row.standing) for row in rows] == [
        ("Amara Obi", PersonStanding.LOCKED),
        ("Jonas Weber", PersonStanding.LOCKED),
        ("Anna Lindt", PersonStanding.FREE),
        ("Mia Kern", PersonStanding.FREE),
        ("Tom Berg", PersonStanding.DISABLED),
    ]


def test_this_till_stands_first_among_the_tills_and_those_shut_out_last(office: Office) -> None:
    office.open_till(OTHER)
    office.shut_out()
    office.server.join("A till")
    office.page.open()
    rows = office.state.tills
    assert [row.standing for row in rows] == [
        TillStanding.OWN,
        TillStanding.OPEN,
        TillStanding.SHUT_OUT,
    ]


def test_a_clerk_is_told_nothing(office: Office) -> None:
    office.server.calls.clear()
    office.sign_in(MIA)
    assert office.state.people == ()
    assert office.state.tills == ()
    office.page.choose_person("O2")
    office.page.confirm_person()
    office.page.open_new_till()
    office.page.get_code()
    assert office.state.new_till is None
    assert office.server.calls == []


def test_without_a_line_nothing_is_shown_and_asking_again_shows_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sign_in(MIA)
    office.server.faults.down = True
    office.sign_in(ANNA)
    state = office.state
    assert state.people == ()
    assert state.list_note is not None
    assert state.list_note.id == "list.no_line"
    assert state.can_retry
    office.server.faults.down = False
    office.page.open()
    assert office.page.state.loading
    assert len(office.state.people) == 5
    assert office.state.list_note is None
    office.close()


def test_what_was_opened_without_a_line_comes_by_itself_when_it_is_back(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sign_in(MIA)
    office.server.faults.down = True
    office.sign_in(ANNA)
    office.page.open()
    office.line(Reach.OFFLINE)
    assert office.state.people == ()
    office.server.faults.down = False
    office.line(Reach.ONLINE)
    assert len(office.state.people) == 5
    office.close()


def test_an_old_list_says_from_when_it_is(office: Office) -> None:
    office.server.faults.down = True
    office.floor.pass_time(60)
    office.page.open()
    note = office.state.list_note
    assert note is not None
    assert (note.id, note.values) == ("list.as_of", {"told_at": NOON_MS})
    assert len(office.state.people) == 5


def test_the_lists_come_by_themselves_when_the_line_is_back(office: Office) -> None:
    office.line(Reach.OFFLINE)
    office.server.join("Till 3")
    office.line(Reach.ONLINE)
    assert len(office.state.tills) == 3


def test_a_list_that_the_server_refuses_says_what_to_do(office: Office) -> None:
    office.sign_in(MIA)
    office.server.refusals["staff"] = Refusal.NO_OPERATOR
    office.sign_in(ANNA)
    note = office.state.list_note
    assert note is not None
    assert note.id == "refused.sign_in_again"


def test_who_signs_in_next_finds_nothing_of_the_one_before(office: Office) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.NEW_PIN)
    office.page.press_digit("7")
    office.floor.on_duty.signed_out()
    office.sign_in(AMARA)
    assert office.state.person is None
    office.page.choose_person("O2")
    assert office.person.pin is None


def test_what_was_done_is_shown_even_where_no_newer_list_can_be_had(office: Office) -> None:
    office.server.faults.lose_requests["staff"] = 9
    office.page.choose_person("O2")
    office.page.choose_way(Way.SAME_PIN)
    office.page.confirm_person()
    assert office.person.standing is PersonStanding.FREE
    assert office.state.list_note is not None
    office.open_till(OTHER)
    office.shut_out()
    assert office.till.standing is TillStanding.SHUT_OUT


def test_a_list_from_before_a_change_is_asked_for_once_more(office: Office) -> None:
    office.server.faults.slow_s = 2.0
    office.page.open()
    office.server.join("Till 3")
    office.page.open()
    office.floor.pass_time(4.5)
    office.settle()
    office.floor.pass_time(4.5)
    assert len(office.state.tills) == 3
    assert office.server.calls.count("tills") == 3


# --- Unlocking -----------------------------------------------------------------------------------


def test_a_manager_unlocks_with_the_pin_as_it_is(office: Office) -> None:
    office.page.choose_person("O2")
    assert not office.person.act.enabled
    assert office.person.ways == tuple(Way)
    office.page.choose_way(Way.SAME_PIN)
    assert "unlock" not in office.server.calls, "a choice sends nothing"
    assert office.person.act.enabled
    office.page.confirm_person()
    assert office.person.standing is PersonStanding.FREE
    assert office.server.pins == {}
    toast = office.state.toast
    assert toast is not None
    assert (toast.fact.id, toast.fact.values) == ("toast.unlocked", {"name": "Jonas Weber"})


def test_a_manager_unlocks_with_a_new_pin_typed_twice(office: Office) -> None:
    office.new_pin("O2", "731942")
    pin = office.person.pin
    assert pin is not None
    assert pin.stage is PinStage.READY
    assert office.server.pins == {}, "typing sends nothing"
    office.page.confirm_person()
    assert office.person.standing is PersonStanding.FREE
    assert office.person.pin is None
    assert office.server.pins == {"O2": "731942"}


def test_somebody_who_forgot_the_pin_gets_a_new_one(office: Office) -> None:
    office.page.choose_person("O1")
    assert office.person.act_word.id == "act.new_pin"
    office.page.confirm_person()
    assert office.person.way is Way.NEW_PIN
    assert office.person.act_word.id == "act.set_pin"
    office.type_pin("731942")
    office.type_pin("731942")
    office.page.confirm_person()
    office.settle()
    assert office.server.pins == {"O1": "731942"}
    assert office.server.calls.count("unlock") == 1


def test_a_pin_has_six_digits_at_least(office: Office) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.NEW_PIN)
    office.type_pin("73194")
    pin = office.person.pin
    assert pin is not None
    assert (pin.stage, pin.digits, pin.enter.enabled) == (PinStage.FIRST, 5, False)
    office.page.confirm_person()
    office.settle()
    assert "unlock" not in office.server.calls


@pytest.mark.parametrize("pin", ["111111", "123456", "987654"])
def test_a_pin_that_anybody_would_try_is_not_taken(office: Office, pin: str) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.NEW_PIN)
    office.type_pin(pin)
    form = office.person.pin
    assert form is not None
    assert form.fault is not None
    assert (form.stage, form.fault.id) == (PinStage.FIRST, "pin.easy")


def test_two_pins_that_differ_begin_again(office: Office) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.NEW_PIN)
    office.type_pin("731942")
    office.type_pin("731943")
    form = office.person.pin
    assert form is not None
    assert form.fault is not None
    assert (form.stage, form.digits, form.fault.id) == (PinStage.FIRST, 0, "pin.differ")
    office.page.press_digit("7")
    form = office.person.pin
    assert form is not None
    assert form.fault is None


def test_a_digit_is_taken_back(office: Office) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.NEW_PIN)
    for digit in "731":
        office.page.press_digit(digit)
    office.page.erase_digit()
    form = office.person.pin
    assert form is not None
    assert form.digits == 2


def test_no_digit_of_a_pin_can_be_read_from_a_picture(office: Office) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.NEW_PIN)
    office.type_pin("731942")
    assert "731942" not in repr(office.state) + repr(office.page._people._person._pin)
    office.type_pin("731942")
    assert "731942" not in repr(office.state) + repr(office.page._people._person._pin)


def test_going_back_and_leaving_the_page_forget_the_pin(office: Office) -> None:
    office.new_pin("O2", "731942")
    office.page.back()
    assert office.person.pin is None
    assert office.person.way is None
    office.new_pin("O2", "731942")
    office.page.leave()
    assert office.person.pin is None
    office.page.back()
    assert office.state.person is None


def test_a_lost_reply_is_said_and_once_more_counts_once(office: Office) -> None:
    office.server.faults.lose_replies["unlock"] = 1
    office.new_pin("O2", "731942")
    office.page.confirm_person()
    assert fault_of(office.person) == "fault.no_reply"
    assert office.person.act.enabled
    office.page.confirm_person()
    assert office.person.standing is PersonStanding.FREE
    assert fault_of(office.person) is None
    assert office.server.pins == {"O2": "731942"}


def test_a_request_that_reached_nobody_is_said_so(office: Office) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.SAME_PIN)
    office.server.faults.down = True
    office.page.confirm_person()
    assert fault_of(office.person) == "fault.not_sent"
    assert office.server.person("O2").locked


def test_while_the_server_is_asked_nothing_else_can_be_pressed(office: Office) -> None:
    office.server.faults.slow_s = 2.0
    office.page.choose_person("O2")
    office.page.choose_way(Way.SAME_PIN)
    office.page.confirm_person()
    card = office.page.state.person
    assert card is not None
    assert card.act.why_off is not None
    assert card.act.why_off.id == "off.asking"
    office.page.confirm_person()
    office.page.back()
    office.page.choose_person("O1")
    office.page.open_section(Section.TILLS)
    assert office.page.state.person is not None
    office.floor.pass_time(2.5)
    assert office.server.calls.count("unlock") == 1
    assert office.person.standing is PersonStanding.FREE


def test_somebody_who_was_unlocked_elsewhere_meanwhile_is_not_unlocked_again(
    office: Office,
) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.SAME_PIN)
    office.server.people[1] = replace(office.server.people[1], locked=False)
    office.page.open()
    card = office.person
    assert (card.standing, card.way, card.act_word.id) == (
        PersonStanding.FREE,
        None,
        "act.new_pin",
    )


REFUSED = [
    (Refusal.NOT_FOUND, "refused.person_gone"),
    (Refusal.NOT_ALLOWED, "refused.only_administrator"),
    (Refusal.MALFORMED, "refused.pin"),
    (Refusal.NO_OPERATOR, "refused.sign_in_again"),
    (Refusal.READ_ONLY, "refused.read_only"),
    (Refusal.TILL_REVOKED, "refused.this_till_shut_out"),
    (Refusal.BUSY, "refused.not_now"),
    (Refusal.FAULT, "refused.not_now"),
]


@pytest.mark.parametrize(("code", "word"), REFUSED)
def test_what_the_server_refuses_is_a_sentence_with_a_way_out(
    office: Office, code: Refusal, word: str
) -> None:
    office.server.refusals["unlock"] = code
    office.page.choose_person("O2")
    office.page.choose_way(Way.SAME_PIN)
    office.page.confirm_person()
    assert fault_of(office.person) == word
    office.page.back()
    assert fault_of(office.person) is None
    assert office.server.person("O2").locked


def test_an_administrator_is_unlocked_by_an_administrator_only(office: Office) -> None:
    office.page.choose_person("O4")
    card = office.person
    assert card.ways == ()
    assert card.act.why_off is not None
    assert card.act.why_off.id == "off.only_administrator"
    office.page.choose_way(Way.SAME_PIN)
    office.page.confirm_person()
    assert office.person.way is None
    office.sign_in(AMARA)
    office.page.choose_person("O4")
    office.page.choose_way(Way.SAME_PIN)
    office.page.confirm_person()
    assert office.person.standing is PersonStanding.FREE


def test_somebody_taken_off_the_staff_is_not_helped_by_unlocking(office: Office) -> None:
    office.page.choose_person("O5")
    card = office.person
    assert (card.ways, card.act.enabled) == ((), False)
    office.page.confirm_person()
    office.settle()
    assert "unlock" not in office.server.calls


def test_whoever_changes_the_own_pin_signs_in_again(office: Office) -> None:
    office.page.choose_person("O3")
    office.page.confirm_person()
    assert office.person.note is not None
    assert office.person.note.id == "note.own_pin"
    office.type_pin("731942")
    office.type_pin("731942")
    office.page.confirm_person()
    office.settle()
    assert office.server.pins == {"O3": "731942"}
    assert office.signed_out == 1
    assert office.state.person is None


@pytest.mark.parametrize(
    ("reach", "word"), [(Reach.OFFLINE, "off.no_line"), (Reach.READ_ONLY, "off.read_only")]
)
def test_acts_are_off_while_the_server_takes_none(office: Office, reach: Reach, word: str) -> None:
    office.page.choose_person("O2")
    office.line(reach)
    assert office.person.act.why_off is not None
    assert office.person.act.why_off.id == word
    office.open_till(OTHER)
    assert office.till.shut_out is not None
    assert office.till.shut_out.why_off is not None
    office.shut_out()
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    assert not office.form.get_code.enabled
    office.page.get_code()
    office.settle()
    assert not {"unlock", "revoke_till", "enrolment_code"} & set(office.server.calls)


# --- Locking by hand -----------------------------------------------------------------------------


def test_a_manager_locks_somebody_with_a_reason_and_unlocks_the_name_again(office: Office) -> None:
    office.page.choose_person("O1")
    office.page.choose_way(Way.LOCK)
    assert why_off(office.person) == "off.reason_first"
    office.page.give_reason("  no ")
    office.page.confirm_person()
    office.page.give_reason("The drawer was short. ")
    assert "lock" not in office.server.calls, "typing sends nothing"
    office.page.confirm_person()
    assert office.person.standing is PersonStanding.SUSPENDED
    assert office.person.sentence.values["why"] == "The drawer was short."
    assert office.state.people[0].operator_id == "O1", "locked people stand first"
    assert office.person.reason is None
    office.settle()

    assert Way.LOCK not in office.person.ways
    assert why_off(office.person) == "off.choose_first"
    office.page.choose_way(Way.NEW_PIN)
    assert office.person.way is None, "a new PIN is given once the lock is lifted"
    office.page.choose_way(Way.SAME_PIN)
    assert office.person.act_word.id == "act.unlock"
    assert why_off(office.person) == "off.reason_first"
    office.page.confirm_person()
    office.page.give_reason(" It was counted again. ")
    assert "unlock" not in office.server.calls
    office.page.confirm_person()
    assert office.person.standing is PersonStanding.FREE
    office.settle()
    assert office.person.standing is PersonStanding.FREE
    assert office.server.calls.count("lock") == 1
    assert office.server.reasons["O1"] == "It was counted again."


def test_a_lost_reply_of_locking_counts_once_and_a_reason_is_forgotten_on_the_way_back(
    office: Office,
) -> None:
    office.server.faults.lose_replies["lock"] = 1
    office.page.choose_person("O1")
    office.page.choose_way(Way.LOCK)
    office.page.give_reason("The drawer was short.")
    office.page.back()
    office.page.choose_way(Way.LOCK)
    assert office.person.reason == ""
    office.page.give_reason("The drawer was short.")
    office.page.confirm_person()
    assert fault_of(office.person) == "fault.no_reply"
    office.page.confirm_person()
    assert office.person.standing is PersonStanding.SUSPENDED


def test_nobody_locks_themselves_or_who_stands_above(office: Office) -> None:
    office.page.choose_person("O3")
    office.page.choose_way(Way.LOCK)
    office.page.give_reason("The drawer was short.")
    assert why_off(office.person) == "off.own_lock"
    office.page.confirm_person()
    office.page.choose_person("O4")
    office.page.choose_way(Way.LOCK)
    assert office.person.way is None
    office.settle()
    assert "lock" not in office.server.calls


def test_a_name_that_was_locked_by_hand_meanwhile_is_not_unlocked_unseen(office: Office) -> None:
    office.page.choose_person("O2")
    office.page.choose_way(Way.SAME_PIN)
    place = next(at for at, one in enumerate(office.server.people) if one.operator_id == "O2")
    office.server.people[place] = replace(office.server.people[place], suspended_why="Suspicion.")
    office.page.confirm_person()
    assert fault_of(office.person) == "refused.suspended"
    office.page.open()
    assert office.person.standing is PersonStanding.SUSPENDED


# --- Letting go ----------------------------------------------------------------------------------


def test_a_person_is_taken_off_the_staff(office: Office) -> None:
    office.page.choose_person("O1")
    office.page.let_go()
    assert office.person.standing is PersonStanding.FREE, "it was not chosen yet"
    office.page.choose_way(Way.LET_GO)
    office.page.confirm_person()
    office.page.let_go()
    assert office.person.standing is PersonStanding.DISABLED
    assert office.person.let_go is None
    assert office.server.calls.count("unlock") == 0
    toast = office.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.let_go"
    office.page.let_go()
    office.settle()
    assert office.server.calls.count("let_go") == 1


def test_nobody_lets_go_of_themselves_or_of_who_stands_above(office: Office) -> None:
    office.page.choose_person("O3")
    office.page.choose_way(Way.LET_GO)
    button = office.person.let_go
    assert button is not None
    assert button.why_off is not None
    assert button.why_off.id == "off.yourself"
    office.page.let_go()
    office.page.choose_person("O4")
    office.page.choose_way(Way.LET_GO)
    assert office.person.let_go is None
    office.page.let_go()
    office.settle()
    assert "let_go" not in office.server.calls


def test_a_lost_reply_of_letting_go_counts_once(office: Office) -> None:
    office.server.faults.lose_replies["let_go"] = 1
    office.page.choose_person("O1")
    office.page.choose_way(Way.LET_GO)
    office.page.let_go()
    assert fault_of(office.person) == "fault.no_reply"
    office.page.let_go()
    assert office.person.standing is PersonStanding.DISABLED
