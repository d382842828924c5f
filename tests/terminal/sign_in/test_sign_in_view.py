"""The sign-in screen under hands, keyboards and screen readers."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from card_contract.server_exit import ServerExit
from card_contract.states import Role
from pos_terminal.look.language import Language
from pos_terminal.look.sentences import manner, speak
from pos_terminal.look.station import Connection, ScannerState, Station
from pos_terminal.look.theme import TOUCH_MIN, Theme
from pos_terminal.look.window import Window
from pos_terminal.sign_in import presenter, view
from pos_terminal.sign_in.model import SignInMode, SignInState, StaffTile
from pos_terminal.sign_in.tiles_view import short_names
from pos_terminal.sign_in.view import SignInView
from pos_terminal.words import ON, Message, off

NAMES = ("Mia Kern", "Nils Weber", "Olga Lindt", "Sam Okafor", "Tom Brandt", "Vera Admin")


def person(name: str, **changes: object) -> StaffTile:
    tile = StaffTile(
        operator_id=name.lower(), name=name, initials=name[:1], role=Role.CLERK,
        chosen=False, demo_pin=None,
    )  # fmt: skip
    return replace(tile, **changes)


START = SignInState(
    mode=SignInMode.SIGN_IN, shop_name="Harbour", store_name="Street 12", till_name="Till 1",
    demo=False, sentence=Message("who_is_working"), note=Message("choose_or_scan"),
    tiles=tuple(person(name) for name in NAMES), chosen_name=None, badge_read=False, digits=0,
    checking=False, fault=None, enter=off("choose_first"), signed_in=None,
)  # fmt: skip
MIA = replace(
    START, tiles=(person("Mia Kern", chosen=True), *START.tiles[1:]), chosen_name="Mia Kern",
    enter=off("at_least"),
)  # fmt: skip


class Recorder:
    """Stands where the presenter stands: shows pictures, and writes down what it is asked."""

    def __init__(self) -> None:
        self.state = START
        self.asked: list[tuple[str, tuple[object, ...]]] = []

    def watch(self, show) -> None:
        self.show = show
        show(self.state)

    def turn_to(self, state: SignInState) -> None:
        self.state = state
        self.show(state)

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *values: self.asked.append((name, values))


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def screen(qtbot: QtBot, recorder: Recorder) -> SignInView:
    theme = Theme()
    window = Window(theme)
    qtbot.addWidget(window)
    screen = SignInView(theme, recorder)
    window.add_screen("sign_in", screen)
    window.show_screen("sign_in")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    screen.keep_window = window
    return screen


def test_the_focus_starts_on_nothing_that_enter_could_press(
    qtbot: QtBot, screen: SignInView, recorder: Recorder
) -> None:
    assert screen.window().focusWidget() is screen
    qtbot.keyClick(screen, Qt.Key.Key_Return)
    assert recorder.asked == []


def test_a_name_is_chosen_by_finger(qtbot: QtBot, screen: SignInView, recorder: Recorder) -> None:
    qtbot.mouseClick(screen._tiles.tile("nils weber"), Qt.MouseButton.LeftButton)
    assert recorder.asked == [("choose", ("nils weber",))]


def test_names_pin_and_enter_work_by_keyboard_alone(
    qtbot: QtBot, screen: SignInView, recorder: Recorder
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_Right)
    assert recorder.asked == [("choose", ("mia kern",))]
    recorder.turn_to(MIA)
    qtbot.keyClick(screen, Qt.Key.Key_Down)
    assert recorder.asked[-1] == ("choose", ("sam okafor",))
    qtbot.keyClicks(screen, "135790")
    assert [values for name, values in recorder.asked if name == "press_digit"] == [
        (digit,) for digit in "135790"
    ]
    qtbot.keyClick(screen, Qt.Key.Key_Backspace)
    recorder.turn_to(replace(MIA, digits=6, enter=ON))
    qtbot.keyClick(screen, Qt.Key.Key_Return)
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert [name for name, _ in recorder.asked[-3:]] == ["erase_digit", "enter", "clear"]


def test_digits_reach_the_pin_wherever_tab_has_gone(
    qtbot: QtBot, screen: SignInView, recorder: Recorder
) -> None:
    recorder.turn_to(MIA)
    for _ in range(4):
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_7)
    assert recorder.asked == [("press_digit", ("7",))] * 4


def test_typing_lights_no_key(qtbot: QtBot, screen: SignInView, recorder: Recorder) -> None:
    recorder.turn_to(MIA)
    qtbot.keyPress(screen, Qt.Key.Key_5)
    assert not any(key.isDown() for key in screen._pad._digits)
    qtbot.keyRelease(screen, Qt.Key.Key_5)


def test_everything_to_press_has_a_name_and_is_large_enough(
    qtbot: QtBot, screen: SignInView
) -> None:
    buttons = [b for b in screen.findChildren(QAbstractButton) if b.isVisible()]
    assert len(buttons) >= 6 + 12 + 2
    assert [b for b in buttons if not b.accessibleName()] == []
    qtbot.waitUntil(lambda: all(min(b.width(), b.height()) >= TOUCH_MIN for b in buttons))


def test_tab_goes_from_the_names_to_the_pad(screen: SignInView, recorder: Recorder) -> None:
    recorder.turn_to(replace(MIA, digits=6, enter=ON))
    order: list[object] = []
    widget = screen.nextInFocusChain()
    while widget is not screen and widget is not None:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
        widget = widget.nextInFocusChain()
    tiles = [order.index(screen._tiles.tile(tile.operator_id)) for tile in START.tiles]
    keys = [order.index(key) for key in screen._pad._digits[:9]]
    assert tiles == sorted(tiles)
    assert keys == sorted(keys)
    assert max(tiles) < min(keys)


def test_the_pad_is_off_until_somebody_is_known(screen: SignInView, recorder: Recorder) -> None:
    assert not screen._pad._digits[0].isEnabled()
    assert screen._pad._enter.accessibleDescription() == "Choose your name first"
    recorder.turn_to(replace(START, badge_read=True, enter=off("at_least")))
    assert screen._pad._digits[0].isEnabled()
    assert screen._sentence.text() == "Badge read, enter your PIN"


def test_a_wrong_pin_is_said_under_the_pad(screen: SignInView, recorder: Recorder) -> None:
    recorder.turn_to(replace(MIA, fault=Message("wrong_pin")))
    assert screen._fault.text() == "This is not the right PIN"
    assert screen._fault_icon.isVisible()
    recorder.turn_to(MIA)
    assert screen._fault.text() == "At least 6 digits"
    assert not screen._fault_icon.isVisible()


def test_pins_stand_on_tiles_in_the_demo_only(screen: SignInView, recorder: Recorder) -> None:
    tile = screen._tiles.tile("mia kern")
    recorder.turn_to(replace(START, tiles=(person("Mia Kern"), *START.tiles[1:])))
    plain = tile.grab().toImage()
    recorder.turn_to(
        replace(START, demo=True, tiles=(person("Mia Kern", demo_pin="135790"), *START.tiles[1:]))
    )
    assert tile.grab().toImage() != plain


def test_a_locked_till_says_that_the_basket_stays(screen: SignInView, recorder: Recorder) -> None:
    assert not screen._kept.isVisible()
    recorder.turn_to(
        replace(MIA, mode=SignInMode.LOCKED, sentence=Message("locked"), basket_cards=2)
    )
    assert screen._title.text() == "This till is locked"
    assert screen._kept.text() == "2 cards stay in the basket"


def test_a_lost_line_stands_on_the_screen_until_it_is_back(screen: SignInView) -> None:
    screen.show_station(Station(connection=Connection.OFFLINE, scanner=ScannerState.ABSENT))
    assert "No connection" in screen._banner.accessibleName()
    assert screen._banner.isVisible()
    screen.show_station(Station(connection=Connection.ONLINE))
    assert not screen._banner.isVisible()


def test_a_server_that_takes_no_changes_lets_nobody_sign_in_and_says_so(screen: SignInView) -> None:
    screen.show_station(Station(connection=Connection.READ_ONLY))
    assert "takes no changes. Nobody can sign in" in screen._banner.accessibleName()
    assert screen._banner.isVisible()


def test_why_the_tills_own_server_does_not_start_can_be_read_out(
    qtbot: QtBot, screen: SignInView, recorder: Recorder
) -> None:
    recorder.turn_to(replace(recorder.state, tiles=()))
    screen.show_server_trouble("There is no room left in /srv/shop, " + "and so on " * 14)
    qtbot.wait(20)
    assert "There is no room left in /srv/shop" in screen._banner.accessibleName()
    assert screen._banner.geometry().top() > screen._till.geometry().bottom()
    screen.show_server_trouble(None)
    assert not screen._banner.isVisible()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (ServerExit.DATABASE_DAMAGED, "until the last backup is put back"),
        (ServerExit.KEYS_UNREADABLE, "until the key file is put back"),
    ],
)
def test_what_only_an_administrator_can_mend_is_said_in_the_tills_own_words(
    screen: SignInView, code: ServerExit, words: str
) -> None:
    screen.show_server_trouble("The database file is damaged.", code)
    assert words in screen._banner.accessibleName()
    assert "Restart" not in screen._banner.accessibleName()
    screen.show_server_trouble("The disk is full.", ServerExit.FAILED)
    assert "The disk is full." in screen._banner.accessibleName()


def test_people_with_one_first_name_keep_their_last_names() -> None:
    people = [person(name) for name in ("Mia Kern", "Mia Vogt", "Tom Berger")]
    assert list(short_names(people).values()) == ["Mia Kern", "Mia Vogt", "Tom"]


def test_twenty_people_scroll_and_the_chosen_one_is_in_sight(
    qtbot: QtBot, screen: SignInView, recorder: Recorder
) -> None:
    many = tuple(person(f"Person {number}", chosen=number == 19) for number in range(20))
    recorder.turn_to(replace(START, tiles=many, chosen_name="Person 19"))
    qtbot.waitUntil(lambda: screen._tiles.verticalScrollBar().value() > 0)
    assert screen._pad.isVisible()


def test_the_screen_changes_its_language_while_it_is_shown(
    qtbot: QtBot, screen: SignInView, qapp: QApplication
) -> None:
    before = manner()
    language = Language(qapp)
    try:
        language.choose("de")
        assert manner().language == "de"
        qtbot.waitUntil(lambda: screen._title.text() == "Wer arbeitet?")
    finally:
        language.choose("en")
        speak(before)
    qtbot.waitUntil(lambda: screen._title.text() == "Who is working?")


def test_the_screen_has_a_sentence_for_all_that_the_presenter_says() -> None:
    tree = ast.parse(Path(presenter.__file__).read_text("utf-8"))
    said = set(presenter._FAULTS.values()) | {"not_now"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Message", "off"):
            values = [leaf for leaf in ast.walk(node.args[0]) if isinstance(leaf, ast.Constant)]
            said |= {leaf.value for leaf in values if isinstance(leaf.value, str)}
    assert said <= view.SENTENCES.keys()


def test_those_who_sell_stand_before_those_who_manage(
    screen: SignInView, recorder: Recorder
) -> None:
    people = (person("Ada", role=Role.ADMINISTRATOR), person("Bo", role=Role.MANAGER), person("Cy"))
    recorder.turn_to(replace(START, tiles=people))
    assert [tile.accessibleName() for tile in screen._tiles._tiles.values()] == [
        "Cy, Clerk",
        "Bo, Manager",
        "Ada, Administrator",
    ]


def test_an_old_small_screen_shows_two_columns_with_the_same_keys(
    qtbot: QtBot, screen: SignInView
) -> None:
    screen.window().resize(1024, 720)
    qtbot.waitUntil(lambda: screen._tiles.columns == 2)
    qtbot.waitUntil(lambda: screen._tiles.tile("mia kern").width() >= 200)
    assert screen._pad._digits[0].size() == screen._pad._digits[0].sizeHint()
    assert screen._pad.geometry().bottom() < 720
    screen.window().resize(1280, 800)
    qtbot.waitUntil(lambda: screen._tiles.columns == 3)
