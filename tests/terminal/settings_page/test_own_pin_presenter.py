"""*My PIN*: what is entered, what is asked once, and what is said of every answer, also of none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from pos_terminal.settings_page.model import PinStep, Worth
from support.own_pin_desk import OwnPinDesk
from support.scripted_server import JONAS, MIA

OLD, NEW = "111111", "271828"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OwnPinDesk]:
    made = OwnPinDesk(tmp_path / "till")
    yield made
    made.close()


def test_the_present_pin_then_the_new_one_twice_then_one_press(desk: OwnPinDesk) -> None:
    assert desk.state.step is PinStep.PRESENT
    steps = []
    for pin in (OLD, NEW, NEW):
        assert not desk.state.act.enabled
        desk.type_pin(pin)
        steps.append(desk.state.step)
    assert steps == [PinStep.FIRST, PinStep.AGAIN, PinStep.READY]
    assert desk.asked == 0, "typing asks nothing"
    desk.page.change_pin()
    assert desk.said() == "pin.changed"
    assert desk.server.pins["O1"] == NEW
    assert desk.state.step is PinStep.PRESENT
    desk.page.change_pin()
    assert desk.asked == 1


def test_an_entry_that_is_too_short_is_not_taken(desk: OwnPinDesk) -> None:
    desk.type_pin("11111")
    assert (desk.state.step, desk.state.digits) == (PinStep.PRESENT, 5)
    assert desk.state.enter.why_off is not None
    desk.page.erase_digit()
    assert desk.state.digits == 4
    desk.type_pin("11")
    assert desk.state.step is PinStep.FIRST


@pytest.mark.parametrize(
    ("new", "fault"), [(OLD, "pin.same"), ("123456", "pin.easy"), ("777777", "pin.easy")]
)
def test_a_new_pin_that_is_the_old_one_or_easily_guessed_is_not_taken(
    desk: OwnPinDesk, new: str, fault: str
) -> None:
    desk.type_pin(OLD)
    desk.type_pin(new)
    assert desk.state.step is PinStep.FIRST
    assert desk.state.fault is not None
    assert desk.state.fault.id == fault


def test_two_entries_that_differ_begin_again_with_the_new_pin(desk: OwnPinDesk) -> None:
    for pin in (OLD, NEW, "271829"):
        desk.type_pin(pin)
    assert desk.state.step is PinStep.FIRST
    assert desk.state.fault is not None
    assert desk.state.fault.id == "pin.differ"
    desk.type_pin(NEW)
    desk.type_pin(NEW)
    desk.page.change_pin()
    assert desk.said() == "pin.changed"


def test_a_wrong_present_pin_changes_nothing_and_everything_is_entered_anew(
    desk: OwnPinDesk,
) -> None:
    desk.enter("999999", NEW)
    desk.page.change_pin()
    assert desk.said() == "refused.wrong_pin"
    assert desk.state.result is not None
    assert desk.state.result.worth is Worth.BAD
    assert desk.state.step is PinStep.PRESENT
    assert desk.server.pins["O1"] == OLD
    desk.page.press_digit("1")
    assert desk.said() is None, "what was said is about the entry before"


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Refusal.PIN_LOCKED, "refused.pin_locked"),
        (Refusal.SAME_PIN, "pin.same"),
        (Refusal.MALFORMED, "refused.pin"),
        (Refusal.NO_OPERATOR, "refused.sign_in_again"),
        (Refusal.TILL_REVOKED, "refused.this_till_shut_out"),
        (Refusal.READ_ONLY, "refused.read_only"),
        (Refusal.THROTTLED, "refused.not_now"),
        (Refusal.NOT_FOUND, "refused.gone"),
        (Refusal.NOT_ALLOWED, "refused.not_allowed"),
    ],
)
def test_every_refusal_is_said_and_changes_nothing(
    desk: OwnPinDesk, refusal: Refusal, said: str
) -> None:
    desk.server.refusing = refusal
    desk.enter(OLD, NEW)
    desk.page.change_pin()
    assert desk.said() == said
    assert desk.asked == 1
    assert desk.server.pins["O1"] == OLD


@pytest.mark.parametrize("lost", ["lose_replies", "lose_requests"])
def test_after_a_lost_answer_nothing_is_claimed_and_nothing_is_asked_again(
    desk: OwnPinDesk, lost: str
) -> None:
    getattr(desk.server.faults, lost)["change_pin"] = 1
    desk.enter(OLD, NEW)
    desk.page.change_pin()
    assert desk.said() == "fault.not_known"
    assert desk.state.result is not None
    assert desk.state.result.worth is Worth.CAUTION
    assert desk.state.result.note is not None
    assert desk.state.result.note.id == "fault.not_known.note"
    assert desk.server.pins["O1"] == (NEW if lost == "lose_replies" else OLD)
    desk.page.change_pin()
    assert desk.asked == 1, "each wrong PIN counts, so the till repeats nothing by itself"
    assert desk.state.step is PinStep.PRESENT


def test_without_a_line_nothing_was_sent_and_that_is_said(desk: OwnPinDesk) -> None:
    desk.server.faults.down = True
    desk.enter(OLD, NEW)
    desk.page.change_pin()
    assert desk.said() == "fault.not_sent"
    assert desk.server.pins["O1"] == OLD


def test_while_the_server_is_asked_nothing_is_taken_and_a_second_press_asks_nothing(
    desk: OwnPinDesk,
) -> None:
    desk.enter(OLD, NEW)
    desk.page.change_pin()
    busy = desk.page.state
    assert (busy.busy, busy.act.enabled, busy.enter.enabled) == (True, False, False)
    desk.page.press_digit("1")
    desk.page.change_pin()
    desk.page.leave()
    assert desk.page.state == busy
    assert desk.said() == "pin.changed"
    assert desk.asked == 1


def test_leaving_or_starting_over_forgets_every_digit_and_what_was_said(desk: OwnPinDesk) -> None:
    for forget in (desk.page.leave, desk.page.start_over):
        desk.enter(OLD, NEW)
        assert desk.state.can_start_over
        forget()
        assert (desk.state.step, desk.state.digits) == (PinStep.PRESENT, 0)
        assert not desk.state.can_start_over
        desk.page.change_pin()
        assert desk.asked == 0


def test_what_one_person_entered_is_not_the_next_ones(desk: OwnPinDesk) -> None:
    desk.enter(OLD, NEW)
    desk.floor.on_duty.signed_out()
    assert desk.state.step is PinStep.PRESENT
    desk.floor.on_duty.signed_in(JONAS)
    desk.page.change_pin()
    assert desk.asked == 0
    desk.type_pin("222222")
    desk.floor.on_duty.shop_told(desk.floor.on_duty.shop, (MIA, JONAS))
    assert desk.state.step is PinStep.FIRST, "that the shop was told anew changes nothing"


def test_an_answer_that_comes_when_somebody_else_works_here_is_not_told_to_them(
    desk: OwnPinDesk,
) -> None:
    desk.enter(OLD, NEW)
    desk.page.change_pin()
    desk.floor.on_duty.signed_out()
    desk.floor.on_duty.signed_in(JONAS)
    assert desk.said() is None
    assert not desk.state.busy


def test_no_digit_is_ever_part_of_the_picture(desk: OwnPinDesk) -> None:
    seen: list[str] = []
    desk.page.watch(lambda part: seen.append(repr(part)))
    desk.enter(OLD, NEW)
    desk.page.change_pin()
    assert desk.said() == "pin.changed"
    assert not any(OLD in text or NEW in text for text in seen)
