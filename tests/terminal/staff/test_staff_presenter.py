"""Staff and tills without a window: who may do what, and what is said when it was not done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.messages import Operator
from card_contract.outcomes import Refusal
from card_contract.states import Role
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.staff.model import (
    NewTill,
    PersonCard,
    PersonStanding,
    PinStage,
    Section,
    StaffState,
    TillCard,
    TillStanding,
    Way,
)
from pos_terminal.staff.presenter import StaffPresenter
from pos_terminal.staff.sentences_view import tell_message
from support.said import messages_of
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor
from support.staff_server import OTHER, OWN, StaffedServer
from support.virtual_time import NOON_MS, VirtualLoop

AMARA = Operator(operator_id="O4", name="Amara Obi", role=Role.ADMINISTRATOR)
URL = "https://till-server.local:8443"
MINUTES_15 = 15 * 60_000


class Office:
    """The page as a manager works it: a real till below, a scripted server behind."""

    def __init__(self, folder: Path, server_url: str | None = URL) -> None:
        clock: dict[str, VirtualLoop] = {}
        self.server = StaffedServer(lambda: clock["loop"].now_ms() if clock else NOON_MS)
        self.floor = ShopFloor(folder, self.server)
        clock["loop"] = self.floor.loop
        self.signed_out = 0
        self.page = StaffPresenter(
            self.floor.till,
            server_url=server_url,
            server_now_ms=lambda: self.floor.loop.now_ms() + self.server.skew_ms,
            sign_out=self._sign_out,
        )
        self.page.watch(self._listen)
        self.sign_in(ANNA)

    def _sign_out(self) -> None:
        self.signed_out += 1
        self.floor.on_duty.signed_out()

    @staticmethod
    def _listen(state: StaffState) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    def sign_in(self, operator: Operator) -> None:
        self.floor.on_duty.signed_in(operator)
        self.page.open()
        self.settle()

    def settle(self) -> None:
        self.floor.tasks.deliver()

    @property
    def state(self) -> StaffState:
        self.settle()
        return self.page.state

    @property
    def person(self) -> PersonCard:
        card = self.state.person
        assert card is not None
        return card

    @property
    def till(self) -> TillCard:
        card = self.state.till
        assert card is not None
        return card

    @property
    def form(self) -> NewTill:
        form = self.state.new_till
        assert form is not None
        return form

    def type_pin(self, pin: str) -> None:
        for digit in pin:
            self.page.press_digit(digit)
        self.page.enter_pin()

    def new_pin(self, who: str, pin: str) -> None:
        """Choose a new PIN and type it twice; nothing is confirmed yet."""
        self.page.choose_person(who)
        self.page.choose_way(Way.NEW_PIN)
        self.type_pin(pin)
        self.type_pin(pin)

    def open_till(self, till_id: str) -> None:
        self.page.open_section(Section.TILLS)
        self.page.choose_till(till_id)

    def line(self, reach: Reach) -> None:
        self.page.connection_changed(Connection(reach=reach, since_ms=NOON_MS))

    def close(self) -> None:
        self.floor.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


def fault_of(card: PersonCard | TillCard | NewTill) -> str | None:
    return card.fault.id if card.fault is not None else None


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
    office.page.shut_out()
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
    office.page.shut_out()
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
    assert office.person.ways == (Way.SAME_PIN, Way.NEW_PIN)
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
    assert "731942" not in repr(office.state) + repr(office.page._person._pin)
    office.type_pin("731942")
    assert "731942" not in repr(office.state) + repr(office.page._person._pin)


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
    office.page.shut_out()
    office.page.open_new_till()
    office.page.name_new_till("Till 3")
    assert not office.form.get_code.enabled
    office.page.get_code()
    office.settle()
    assert not {"unlock", "revoke_till", "enrolment_code"} & set(office.server.calls)


# --- Shutting out --------------------------------------------------------------------------------


def test_a_till_is_shut_out(office: Office) -> None:
    office.open_till(OTHER)
    office.page.shut_out()
    assert office.till.standing is TillStanding.SHUT_OUT
    assert office.till.shut_out is None
    toast = office.state.toast
    assert toast is not None
    assert toast.fact.id == "toast.shut_out"
    office.page.shut_out()
    office.settle()
    assert office.server.calls.count("revoke_till") == 1


def test_a_till_does_not_shut_itself_out(office: Office) -> None:
    office.open_till(OWN)
    button = office.till.shut_out
    assert button is not None
    assert button.why_off is not None
    assert button.why_off.id == "off.own_till"
    office.page.shut_out()
    office.settle()
    assert "revoke_till" not in office.server.calls


def test_a_lost_reply_of_shutting_out_counts_once(office: Office) -> None:
    office.server.faults.lose_replies["revoke_till"] = 1
    office.open_till(OTHER)
    office.page.shut_out()
    assert fault_of(office.till) == "fault.no_reply"
    office.page.shut_out()
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
    office.page.shut_out()
    assert fault_of(office.till) == word
    assert office.till.standing is TillStanding.OPEN


def test_an_answer_for_a_person_who_went_on_is_not_said_to_the_next(office: Office) -> None:
    office.server.faults.slow_s = 2.0
    office.open_till(OTHER)
    office.page.shut_out()
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
