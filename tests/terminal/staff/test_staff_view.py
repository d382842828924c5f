"""The page *Staff and tills* as a manager's hands find it: real events on real widgets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from card_contract.states import Role
from pos_terminal.look.buttons import Button
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import TextField
from pos_terminal.look.hold_button import HOLD_MS
from pos_terminal.look.pin_pad import PinKey
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from pos_terminal.look.theme import TOUCH_MIN, Appearance
from pos_terminal.staff.model import Section, StaffState, Way
from pos_terminal.staff.view import PAGE, StaffView
from pos_terminal.words import off
from support import staff_pictures as pictures
from support.checkout_pictures import NOW
from support.shown import Recorded, Screen, settle

LONG_ENOUGH = HOLD_MS + 250
Asked = list[tuple[str, tuple[object, ...]]]
# The page asks for these by itself when it comes and goes.
BY_ITSELF = {"open", "leave", "look_for_new_till"}


class Page:
    def __init__(self, qtbot: QtBot, width: int = 1280, height: int = 800) -> None:
        self.now_ms = NOW
        self.screen = Screen(Appearance.LIGHT, width, height)
        self.intents = Recorded(pictures.state())
        self.view = StaffView(
            self.screen.theme,
            self.intents,
            self.screen.frame,
            now_ms=lambda: self.now_ms,
        )
        self.screen.add(PAGE, self.view)
        qtbot.waitExposed(self.screen.window)
        self.intents.asked.clear()

    def show(self, state: StaffState) -> None:
        self.intents.show(state)
        settle(6)
        self.intents.asked.clear()

    @property
    def asked(self) -> Asked:
        settle()
        return [ask for ask in self.intents.asked if ask[0] not in BY_ITSELF]

    def key(self, key: Qt.Key) -> Asked:
        self.intents.asked.clear()
        QTest.keyClick(QApplication.focusWidget() or self.screen.window, key)
        return self.asked

    def texts(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(Label) if label.isVisible()]

    def button(self, words: str) -> Button:
        return next(
            button
            for button in self.view.findChildren(Button)
            if button.isVisible() and button.words() == words
        )


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    made = Page(qtbot)
    yield made
    made.screen.close()
    speak(Manner())


def test_the_page_asks_for_its_lists_when_it_comes_and_forgets_pins_when_it_goes(
    page: Page,
) -> None:
    other = QWidget()
    page.screen.frame.add_page("other", other)
    page.screen.frame.show_page("other")
    assert page.intents.names() == ["leave"]
    page.screen.frame.show_page(PAGE)
    assert page.intents.names() == ["leave", "open"]


def test_rows_say_name_role_and_state_and_are_chosen_by_a_press(page: Page) -> None:
    row = page.view.list.rows()[0]
    assert row.accessibleName() == "Selin Nowak, Clerk, Locked"
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert page.asked == [("choose_person", ("selin",))]
    assert not row.chosen, "who is chosen is for the presenter to say"
    page.show(pictures.tills_only())
    rows = page.view.list.rows()
    assert [row.accessibleName() for row in rows] == [
        "Till 1, T01, last heard of 14:06, This till",
        "Till 2, T02, last heard of 11:07, Open",
        "Till at the back door, T03, never heard of, Open",
        "Old till, T04, last heard of 13 Oct 2026, 15:07, Shut out",
    ]
    QTest.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    assert page.asked == [("choose_till", ("T02",))]


def test_rows_keep_their_widgets_while_the_list_is_asked_for_anew(page: Page) -> None:
    row = page.view.list.rows()[0]
    page.show(pictures.locked())
    assert page.view.list.rows()[0] is row
    assert row.chosen


def test_arrows_go_through_the_list_that_is_shown(page: Page) -> None:
    assert page.key(Qt.Key.Key_Down) == [("choose_person", ("selin",))]
    assert page.key(Qt.Key.Key_Up) == [("choose_person", ("tom",))]
    page.show(pictures.locked())
    assert page.key(Qt.Key.Key_Down) == [("choose_person", ("anna",))]
    page.show(pictures.till())
    assert page.key(Qt.Key.Key_Up) == [("choose_till", ("T01",))]


def test_people_and_tills_are_two_halves(page: Page) -> None:
    QTest.mouseClick(page.view.list.sections[Section.TILLS], Qt.MouseButton.LeftButton)
    assert page.asked == [("open_section", (Section.TILLS,))]


KEYS = [
    (pictures.same_pin, Qt.Key.Key_F12, "confirm_person"),
    (pictures.same_pin, Qt.Key.Key_Escape, "back"),
    (pictures.pin_ready, Qt.Key.Key_F12, "confirm_person"),
    (pictures.free, Qt.Key.Key_F12, "confirm_person"),
    (pictures.another_role, Qt.Key.Key_F12, "confirm_person"),
    (pictures.nothing_chosen, Qt.Key.Key_F3, "open_new_person"),
    (pictures.PICTURES["t41-named"], Qt.Key.Key_F12, "take_on"),
    (pictures.PICTURES["t44-ready"], Qt.Key.Key_F12, "take_on"),
    (pictures.new_person, Qt.Key.Key_Escape, "back"),
    (pictures.first_pin, Qt.Key.Key_Escape, "back"),
    (pictures.tills_only, Qt.Key.Key_F3, "open_new_till"),
    (pictures.till, Qt.Key.Key_F3, "open_new_till"),
    (pictures.PICTURES["t31-named"], Qt.Key.Key_F12, "get_code"),
    (pictures.new_till, Qt.Key.Key_Escape, "back"),
    (pictures.with_code, Qt.Key.Key_F12, "back"),
    (pictures.code_ended, Qt.Key.Key_F12, "get_code"),
    (pictures.code_ended, Qt.Key.Key_Escape, "back"),
    (pictures.joined, Qt.Key.Key_F12, "back"),
]


@pytest.mark.parametrize(("picture", "key", "intent"), KEYS)
def test_each_key_asks_for_its_own_act(
    page: Page, picture: object, key: Qt.Key, intent: str
) -> None:
    assert callable(picture)
    page.show(picture())
    assert [name for name, _ in page.key(key)] == [intent]


@pytest.mark.parametrize("picture", [pictures.no_line, pictures.old_list])
def test_f5_asks_again_where_the_lists_are_old_or_missing(page: Page, picture: object) -> None:
    assert callable(picture)
    page.show(picture())
    page.key(Qt.Key.Key_F5)
    assert page.intents.names() == ["open"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_nothing_by_accident(page: Page, key: Qt.Key) -> None:
    # There Enter and Space belong to what is typed.
    typed = ("t04", "t05", "t06", "t30", "t31", "t40", "t41")
    for name, picture in pictures.PICTURES.items():
        page.show(pictures.nothing_chosen())
        page.show(picture())
        if not name.startswith(typed):
            assert page.key(key) == [], name
    page.show(pictures.new_till())
    page.show(pictures.PICTURES["t31-named"]())
    assert [name for name, _ in page.key(key)] in ([], ["name_new_till"])


def test_off_buttons_say_why_and_take_no_key(page: Page) -> None:
    page.show(pictures.locked())
    assert page.button("Unlock Selin Nowak").why_off() == "Choose how first"
    assert page.key(Qt.Key.Key_F12) == []
    page.show(pictures.administrator())
    why = "Only an administrator may do that for an administrator"
    assert page.button("Give a new PIN").why_off() == why
    assert page.key(Qt.Key.Key_F12) == []


def test_a_way_is_chosen_by_its_chip(page: Page) -> None:
    page.show(pictures.locked())
    chips = {chip.text(): chip for chip in page.view.person.findChildren(Chip)}
    QTest.mouseClick(chips["With a new PIN"], Qt.MouseButton.LeftButton)
    assert page.asked == [("choose_way", (Way.NEW_PIN,))]
    assert not chips["With a new PIN"].isChecked()


def test_a_pin_is_typed_by_finger_and_by_keyboard(page: Page) -> None:
    page.show(pictures.new_pin())
    seven = next(key for key in page.view.findChildren(PinKey) if key.accessibleName() == "7")
    QTest.mouseClick(seven, Qt.MouseButton.LeftButton)
    assert page.asked == [("press_digit", ("7",))]
    assert page.key(Qt.Key.Key_4) == [("press_digit", ("4",))]
    assert page.key(Qt.Key.Key_Backspace) == [("erase_digit", ())]
    assert page.key(Qt.Key.Key_Return) == [], "four digits are no PIN"
    page.show(pictures.long_pin_again())
    assert page.key(Qt.Key.Key_Return) == [("enter_pin", ())]
    page.show(pictures.pin_ready())
    assert page.key(Qt.Key.Key_Return) == []
    assert page.key(Qt.Key.Key_4) == []


def test_a_fault_stands_over_the_button(page: Page) -> None:
    page.show(pictures.no_reply())
    assert "No answer, so it may have been done. Do it once more: it counts once." in page.texts()
    page.show(pictures.pins_differ())
    assert "The two were not the same. Start again." in page.texts()


def test_a_till_is_shut_out_by_holding_and_by_nothing_less(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.till())
    hold = page.view.till.hold
    QTest.mouseClick(hold, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F12, Qt.Key.Key_F9):
        assert page.key(key) == []
    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.asked == [("shut_out", ())], timeout=20_000)
    QTest.mouseRelease(hold, Qt.MouseButton.LeftButton)
    assert page.asked == [("shut_out", ())]


def test_f9_held_shuts_out_wherever_the_focus_is(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.till())
    page.view.list.rows()[2].setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    page.intents.asked.clear()
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyPress(held, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: page.asked == [("shut_out", ())], timeout=20_000)
    QTest.keyRelease(held, Qt.Key.Key_F9)
    assert page.asked == [("shut_out", ())]


def test_another_till_chosen_while_holding_is_not_shut_out(page: Page) -> None:
    page.show(pictures.till())
    QTest.keyPress(page.view, Qt.Key.Key_F9)
    page.show(pictures.till("T03"))
    QTest.qWait(HOLD_MS)
    QTest.keyRelease(page.view, Qt.Key.Key_F9)
    assert page.asked == []


def test_the_own_till_says_why_it_is_not_shut_out_here(page: Page) -> None:
    page.show(pictures.own_till())
    hold = page.view.till.hold
    assert not hold.isEnabled()
    assert hold.accessibleDescription() == "You are working at it. Shut it out from another till."
    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    QTest.keyPress(page.view, Qt.Key.Key_F9)
    QTest.qWait(LONG_ENOUGH)
    assert page.asked == []
    QTest.keyRelease(page.view, Qt.Key.Key_F9)
    page.show(pictures.shut_out_till())
    assert not hold.isVisible()


def test_what_happens_to_open_sales_is_said_before_a_till_is_shut_out(page: Page) -> None:
    page.show(pictures.till())
    said = " ".join(page.texts())
    assert "paid ones too, come to managers at every till under Waiting at once" in said
    assert "There is no way back" in said


def test_a_name_is_typed_and_enter_asks_for_nothing(page: Page) -> None:
    page.show(pictures.new_till())
    line = page.view.new_till.name.line
    assert line.hasFocus()
    QTest.keyClicks(line, "T")
    assert page.asked == [("name_new_till", ("T",))]
    page.show(pictures.PICTURES["t31-named"]())
    assert page.key(Qt.Key.Key_Return) == []
    QTest.mouseClick(page.button("Get the code"), Qt.MouseButton.LeftButton)
    assert page.asked == [("get_code", ())]


def test_a_code_is_shown_in_groups_with_the_time_it_has_left(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.with_code())
    panel = page.view.new_till
    assert panel.code.groups == ("4XQ7", "M2TN", "0WGB")
    assert panel.code.accessibleName() == "Enrolment code 4 X Q 7, M 2 T N, 0 W G B"
    assert "Ends in 14:32, at 14:21" in page.texts()
    assert "Type the server's address: https://till-server.local:8443" in page.texts()
    page.now_ms += 13 * 60_000
    qtbot.waitUntil(lambda: "Ends in 1:32, at 14:21" in page.texts(), timeout=20_000)
    page.now_ms += 2 * 60_000
    qtbot.waitUntil(lambda: "This code has ended" in page.texts(), timeout=20_000)
    assert "4XQ7" not in panel.code.groups
    assert page.button("Get another code").isEnabled()


def test_while_a_code_is_shown_the_page_looks_for_the_new_till(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.with_code())
    qtbot.waitUntil(lambda: "look_for_new_till" in page.intents.names(), timeout=6000)
    page.show(pictures.joined())
    assert "Till 3 has come in, its number is T05" in page.texts()
    assert not page.view.new_till._timer.isActive()


def test_a_code_for_a_server_of_this_machine_alone_says_so(page: Page) -> None:
    page.show(pictures.own_server())
    assert "This till runs the server for this machine alone" in page.texts()
    page.show(pictures.with_code())
    assert "This till runs the server for this machine alone" not in page.texts()


def test_a_new_picture_leaves_the_focus_on_nothing_that_can_be_pressed(page: Page) -> None:
    for picture in pictures.PICTURES.values():
        page.show(picture())
        focused = QApplication.focusWidget()
        assert focused is None or not isinstance(focused, Pressable)


def clipped(label: Label) -> bool:
    _, height, widest = label._lay_out(float(label.width()))
    too_wide = not label.wordWrap() and widest > label.width() + 1
    return bool(label.text()) and (height > label.height() + 2 or too_wide)


@pytest.mark.parametrize("size", [(1280, 800), (1280, 720), (1920, 1080)])
def test_everything_fits_and_can_be_hit_and_named(qtbot: QtBot, size: tuple[int, int]) -> None:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    page = Page(qtbot, *size)
    found: list[str] = []
    for name, picture in pictures.PICTURES.items():
        page.show(picture())
        root = page.screen.window
        assert (root.width(), root.height()) == size, name
        found += [
            f"{name}: clipped {label.text()!r}"
            for label in root.findChildren(Label)
            if label.isVisible() and clipped(label)
        ]
        for part in root.findChildren(Pressable):
            if part.isVisible() and min(part.width(), part.height()) < TOUCH_MIN:
                found.append(f"{name}: small {part.accessibleName()!r}")
            if part.isVisible() and not part.accessibleName():
                found.append(f"{name}: unnamed {type(part).__name__}")
        found += [
            f"{name}: an unnamed field"
            for line in root.findChildren(QLineEdit)
            if line.isVisible() and not line.accessibleName()
        ]
    page.screen.close()
    speak(Manner())
    assert found == []


def test_a_person_is_let_go_by_holding_only(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.letting_go())
    button = page.view.person.let_go
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.asked == []
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.asked == [("let_go", ())], timeout=20_000)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)


def test_why_a_name_is_locked_is_typed_and_only_the_button_locks_it(page: Page) -> None:
    page.show(pictures.locking())
    field = page.view.person.findChild(TextField)
    assert field is not None
    QTest.keyClicks(field.line, "x")
    assert page.asked == [("give_reason", ("x",))]
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert ("confirm_person", ()) not in page.asked
    page.asked.clear()
    page.show(pictures.locking("The drawer was short."))
    QTest.keyClick(page.view, Qt.Key.Key_F12)
    assert page.asked == [("confirm_person", ())]


def test_why_somebody_was_locked_stands_there(page: Page) -> None:
    page.show(pictures.suspended())
    shown = [label.text() for label in page.view.findChildren(Label) if label.isVisible()]
    assert any("The drawer was short twice this week." in text for text in shown)
    assert not page.view.person.findChild(TextField).isVisible()


def test_a_till_is_renamed_once_its_name_is_another_one(page: Page) -> None:
    page.show(pictures.PICTURES["t21-till"]())
    panel = page.view.till
    assert panel.new_name.text() == "Till 2"
    assert panel.rename.why_off() == "Type another name"
    QTest.keyClicks(panel.new_name.line, " B")
    QTest.mouseClick(panel.rename, Qt.MouseButton.LeftButton)
    assert page.asked == [("rename_till", ("Till 2 B",))]


def test_a_new_person_is_named_and_given_a_role_by_its_chip(page: Page) -> None:
    page.show(pictures.new_person())
    panel = page.view.new_person
    assert panel.name.line.hasFocus()
    QTest.keyClicks(panel.name.line, "N")
    assert page.asked == [("name_new_person", ("N",))]
    page.intents.asked.clear()
    assert page.button("Go on to the first PIN").why_off() == "Type the name first"
    QTest.mouseClick(panel.roles.chips[Role.STUDIO], Qt.MouseButton.LeftButton)
    assert page.asked == [("choose_role", (Role.STUDIO,))]
    assert not panel.roles.chips[Role.STUDIO].isChecked()
    page.show(pictures.PICTURES["t41-named"]())
    assert panel.roles.chips[Role.MANAGER].isChecked()
    assert "Anna Lindt is on the list already. Is this somebody else?" in page.texts()


def test_only_the_roles_that_can_be_given_stand_there(page: Page) -> None:
    page.show(pictures.new_person(roles=(Role.CLERK, Role.MANAGER)))
    shown = [role for role, chip in page.view.new_person.roles.chips.items() if chip.isVisible()]
    assert shown == [Role.CLERK, Role.MANAGER]
    page.show(pictures.own_role())
    assert not page.view.person.role.isVisible()
    assert page.button("Give Anna Lindt this role").why_off() == "Nobody changes the own role"


def test_another_role_is_chosen_and_what_it_may_do_is_said(page: Page) -> None:
    page.show(pictures.another_role(new_role=None, act=off("off.role_first")))
    chips = page.view.person.role.chips.chips
    assert not chips[Role.CLERK].isVisible()
    QTest.mouseClick(chips[Role.MANAGER], Qt.MouseButton.LeftButton)
    assert page.asked == [("choose_role", (Role.MANAGER,))]
    assert page.key(Qt.Key.Key_F12) == []
    page.show(pictures.another_role())
    said = page.texts()
    assert any(text.startswith("Sells too, signs when") for text in said)
    assert any("is signed out at once, at every till" in text for text in said)


def test_a_first_pin_is_typed_by_keyboard_and_where_it_is_changed_is_said(page: Page) -> None:
    page.show(pictures.first_pin())
    assert page.key(Qt.Key.Key_4) == [("press_digit", ("4",))]
    assert page.key(Qt.Key.Key_Backspace) == [("erase_digit", ())]
    assert any("under Settings, My PIN" in text for text in page.texts())
    assert "Enter the first PIN" in page.texts()
    page.show(pictures.taken_on_before())
    assert any(text.startswith("An earlier try had arrived") for text in page.texts())
