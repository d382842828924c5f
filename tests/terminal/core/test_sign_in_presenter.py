"""Who works here: names, badges, PINs, the idle lock that keeps the basket, the change of clerk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from card_contract.messages import Operator
from card_contract.outcomes import Refusal
from card_contract.states import Role
from pos_terminal.gateway.on_duty import OnDuty, unknown_shop
from pos_terminal.sign_in.model import SignInMode, SignInState
from pos_terminal.sign_in.presenter import ASK_AGAIN_MS, PEOPLE_AGAIN_MS, SignInPresenter
from pos_terminal.words import Message, ScanSource
from support.scripted_server import ScriptedServer
from support.shop_floor import Ears
from support.virtual_time import TasksAtOnce, VirtualLoop


class Door:
    """The sign-in screen of one till."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.server = ScriptedServer(self.loop.now_ms)
        self.tasks = TasksAtOnce(self.loop)
        self.on_duty = OnDuty(unknown_shop("T1"))
        self.basket_cards = 0
        self.is_waited_for = False
        self.presenter = SignInPresenter(
            server=self.server,
            on_duty=self.on_duty,
            tasks=self.tasks,
            clock=self.loop,
            sounds=Ears(),
            demo_pins={"O1": "111111"},
            basket_cards=lambda: self.basket_cards,
            idle_limit_s=lambda: self.on_duty.shop.idle_lock_s,
            support_code=lambda: "T01-ABCD",
            is_waited_for=lambda: self.is_waited_for,
        )
        self.presenter.load()
        self.tasks.deliver()

    @property
    def screen(self) -> SignInState:
        self.tasks.deliver()
        return self.presenter.state

    def enter(self, operator_id: str, pin: str) -> SignInState:
        self.presenter.choose(operator_id)
        return self.type_pin(pin)

    def type_pin(self, pin: str) -> SignInState:
        for digit in pin:
            self.presenter.press_digit(digit)
        self.presenter.enter()
        return self.screen


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door()
    yield door
    door.loop.end()


def test_a_name_and_a_pin_sign_in(door: Door) -> None:
    assert [tile.initials for tile in door.screen.tiles] == ["MK", "JW", "AL"]
    assert door.screen.tiles[0].demo_pin == "111111"
    screen = door.enter("O1", "111111")
    assert screen.mode is SignInMode.SIGNED_IN
    assert screen.signed_in is not None
    assert screen.signed_in.name == "Mia Kern"
    assert door.on_duty.operator is not None


def test_a_till_that_the_server_does_not_know_shows_its_support_code_until_it_is_readmitted(
    door: Door,
) -> None:
    for call in ("shop", "operators", "sign_in"):
        door.server.refusals[call] = Refusal.TILL_UNKNOWN
    door.presenter.load()
    assert door.screen.fault == Message("till_unknown", {"code": "T01-ABCD"})
    assert door.enter("O1", "111111").fault == Message("till_unknown", {"code": "T01-ABCD"})
    asked = door.server.calls.count("shop")
    door.server.refusals.clear()
    door.presenter.tick()
    assert door.screen.fault is not None
    assert door.server.calls.count("shop") == asked
    door.loop.pass_time(ASK_AGAIN_MS / 1000)
    door.presenter.tick()
    assert door.screen.fault is None


NOOR = Operator(operator_id="O9", name="Noor Haddad", role=Role.CLERK)


def test_who_was_taken_on_is_there_when_the_one_who_did_it_leaves(door: Door) -> None:
    door.enter("O1", "111111")
    door.server.who_signs_in.append(NOOR)
    door.presenter.sign_out()
    assert [tile.name for tile in door.screen.tiles][-1] == "Noor Haddad"


def test_who_was_taken_on_at_another_till_is_there_a_minute_later(door: Door) -> None:
    door.server.who_signs_in.append(NOOR)
    door.presenter.choose("O1")
    door.presenter.press_digit("1")
    door.presenter.tick()
    assert len(door.screen.tiles) == 3
    door.loop.pass_time(PEOPLE_AGAIN_MS / 1000)
    door.presenter.tick()
    screen = door.screen
    assert [tile.name for tile in screen.tiles][-1] == "Noor Haddad"
    assert (screen.chosen_name, screen.digits) == ("Mia Kern", 1), "nothing typed is lost by it"
    asked = door.server.calls.count("operators")
    door.presenter.tick()
    assert door.server.calls.count("operators") == asked


def test_without_a_line_the_people_known_before_stay_and_nothing_is_said(door: Door) -> None:
    door.server.faults.down = True
    door.loop.pass_time(PEOPLE_AGAIN_MS / 1000)
    door.presenter.tick()
    assert (len(door.screen.tiles), door.screen.fault) == (3, None)


def test_a_wrong_pin_is_said_and_forgotten(door: Door) -> None:
    screen = door.enter("O1", "999999")
    assert screen.mode is SignInMode.SIGN_IN
    assert screen.fault is not None
    assert screen.fault.id == "wrong_pin"
    assert screen.digits == 0
    assert door.type_pin("111111").mode is SignInMode.SIGNED_IN


def test_a_short_pin_cannot_be_entered(door: Door) -> None:
    door.presenter.choose("O1")
    for digit in "1111x1":
        door.presenter.press_digit(digit)
    assert door.screen.digits == 5
    assert not door.screen.enter.enabled
    door.presenter.enter()
    assert "sign_in" not in door.server.calls


def test_a_badge_names_the_operator_and_the_pin_is_still_asked(door: Door) -> None:
    door.presenter.on_scan("B12345678901234569", ScanSource.WEDGE)
    assert door.screen.badge_read
    assert door.type_pin("111111").mode is SignInMode.SIGNED_IN


def test_a_card_is_no_badge(door: Door) -> None:
    door.presenter.on_scan("4006381333931", ScanSource.WEDGE)
    assert door.screen.fault is not None
    assert door.screen.fault.id == "not_a_badge"


def test_what_the_camera_happens_to_see_is_no_mistake_of_anybody(door: Door) -> None:
    door.presenter.on_scan("4006381333931", ScanSource.CAMERA)
    assert door.screen.fault is None
    door.presenter.on_scan("B12345678901234569", ScanSource.CAMERA)
    assert door.screen.badge_read


def test_a_picture_on_which_nothing_can_be_read_is_said(door: Door) -> None:
    door.presenter.on_picture_without_text()
    assert door.screen.fault is not None
    assert door.screen.fault.id == "no_badge_on_picture"
    door.presenter.choose("O1")
    assert door.screen.fault is None


def test_a_locked_pin_and_a_missing_line_are_told_apart(door: Door) -> None:
    door.server.refusals["sign_in"] = Refusal.PIN_LOCKED
    screen = door.enter("O1", "111111")
    assert screen.fault is not None
    assert screen.fault.id == "pin_locked"
    door.server.faults.down = True
    screen = door.enter("O1", "111111")
    assert screen.fault is not None
    assert screen.fault.id == "no_line"


def test_an_idle_till_locks_and_keeps_the_basket(door: Door) -> None:
    door.enter("O1", "111111")
    door.basket_cards = 2
    door.loop.pass_time(299)
    door.presenter.tick()
    assert door.screen.mode is SignInMode.SIGNED_IN
    door.presenter.on_activity()
    door.loop.pass_time(299)
    door.presenter.tick()
    assert door.screen.mode is SignInMode.SIGNED_IN
    door.loop.pass_time(2)
    door.presenter.tick()
    screen = door.screen
    assert screen.mode is SignInMode.LOCKED
    assert screen.basket_cards == 2
    assert screen.chosen_name == "Mia Kern"
    assert door.on_duty.operator is None
    assert door.type_pin("111111").mode is SignInMode.SIGNED_IN


def test_a_till_whose_sales_a_restored_server_takes_from_somebody_only_says_so(door: Door) -> None:
    assert door.screen.note == Message("choose_or_scan")
    door.is_waited_for = True
    door.presenter.tick()
    assert door.screen.note == Message("sign_in_to_tell")
    door.is_waited_for = False
    door.presenter.tick()
    assert door.screen.note == Message("choose_or_scan")


def test_another_clerk_may_open_a_locked_till(door: Door) -> None:
    door.enter("O1", "111111")
    door.presenter.lock()
    screen = door.enter("O2", "222222")
    assert screen.signed_in is not None
    assert screen.signed_in.name == "Jonas Weber"


def test_the_pin_is_nowhere_to_be_seen(door: Door) -> None:
    door.presenter.choose("O1")
    for digit in "111111":
        door.presenter.press_digit(digit)
    assert "111111" not in repr(door.presenter._pin)
    assert "111111" not in repr(door.screen).replace("demo_pin='111111'", "")


def test_a_till_without_its_server_shows_no_names_and_gets_them_later() -> None:
    door = Door()
    door.on_duty.shop_told(unknown_shop("T1"), ())
    door.server.faults.down = True
    door.presenter.load()
    assert door.screen.tiles == ()
    door.server.faults.down = False
    door.presenter.load()
    assert len(door.screen.tiles) == 3
    door.loop.end()
