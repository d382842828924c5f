"""The section *My PIN* as hands find it: real events on real widgets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.look.buttons import Button
from pos_terminal.look.language import Language
from pos_terminal.look.pin_pad import PinKey
from pos_terminal.look.text import Label
from pos_terminal.settings_page.model import PinPart
from pos_terminal.settings_page.own_pin import _REFUSALS
from pos_terminal.settings_page.sentences_view import SENTENCES
from support import own_pin_pictures as pictures
from support.english import English
from support.fit import faults
from support.shown import Recorded, Screen, press, settle


class Shown:
    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self.screen = Screen(width=width, height=height)
        self.intents = Recorded(pictures.part())
        self.view = pictures.settings_view(self.screen.theme, self.intents)
        self.screen.add("settings", self.view)
        self.intents.asked.clear()

    def show(self, part: PinPart) -> None:
        self.intents.show(part)
        settle(6)
        self.intents.asked.clear()

    def texts(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(Label) if label.isVisible()]

    def buttons(self) -> dict[str, Button]:
        found = self.view.findChildren(Button)
        return {button.words(): button for button in found if button.isVisible()}

    def key(self, name: str) -> PinKey:
        return next(key for key in self.view.findChildren(PinKey) if key.accessibleName() == name)


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    with English(qapp):
        made = Shown()
        yield made
        made.screen.close()


def test_digits_are_typed_by_finger_and_by_keyboard(shown: Shown) -> None:
    QTest.mouseClick(shown.key("7"), Qt.MouseButton.LeftButton)
    press(shown.screen, Qt.Key.Key_3)
    press(shown.screen, Qt.Key.Key_Backspace)
    assert shown.intents.asked == [
        ("press_digit", ("7",)),
        ("press_digit", ("3",)),
        ("erase_digit", ()),
    ]
    press(shown.screen, Qt.Key.Key_Return)
    assert shown.intents.names().count("enter_pin") == 0, "six digits are the least"
    shown.show(pictures.new())
    press(shown.screen, Qt.Key.Key_Return)
    QTest.mouseClick(shown.key("Enter the PIN"), Qt.MouseButton.LeftButton)
    assert shown.intents.names() == ["enter_pin", "enter_pin"]


def test_nothing_is_asked_before_all_is_entered_and_the_button_says_why(shown: Shown) -> None:
    shown.show(pictures.new())
    assert shown.buttons()["Change my PIN"].why_off() == "Enter your PIN, then the new one twice"
    press(shown.screen, Qt.Key.Key_F12)
    assert shown.intents.names() == []
    shown.show(pictures.ready())
    press(shown.screen, Qt.Key.Key_5)
    press(shown.screen, Qt.Key.Key_F12)
    assert shown.intents.names() == ["change_pin"]


def test_esc_starts_over_where_something_was_entered(shown: Shown) -> None:
    assert "Start again" not in shown.buttons()
    shown.show(pictures.present())
    press(shown.screen, Qt.Key.Key_Escape)
    assert shown.intents.names() == ["start_over"]


def test_while_the_server_is_asked_no_key_is_taken(shown: Shown) -> None:
    shown.show(pictures.asking())
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_F12):
        press(shown.screen, key)
    assert shown.intents.names() == []
    assert "Waiting for the server" in shown.texts()


def test_an_answer_that_did_not_come_is_said_with_what_to_do(shown: Shown) -> None:
    shown.show(pictures.not_known())
    words = " ".join(shown.texts())
    banner = " ".join(widget.accessibleName() for widget in shown.view.findChildren(QWidget))
    for said in (
        "No answer: it is not known whether your PIN was changed",
        "Sign in with the new PIN. If that is wrong, the old one still holds.",
    ):
        assert said in words + banner


def test_what_was_typed_is_forgotten_when_the_section_goes(shown: Shown) -> None:
    other = QWidget()
    shown.screen.frame.add_page("other", other)
    shown.screen.frame.show_page("other")
    assert shown.intents.names() == ["leave"]


def test_every_refusal_has_its_sentence() -> None:
    assert set(_REFUSALS.values()) <= set(SENTENCES)


@pytest.mark.parametrize("size", [(1280, 720), (1280, 800), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_picture_fits_and_every_part_can_be_hit_and_named(
    qapp: QApplication, size: tuple[int, int], language: str
) -> None:
    found: list[str] = []
    with English(qapp):
        spoken = Language(qapp)
        spoken.choose(language)
        made = Shown(*size)
        for name, picture in pictures.PICTURES.items():
            made.show(picture())
            found += [f"{name}: {fault}" for fault in faults(made.screen.window)]
        made.screen.close()
        spoken.choose("en")
    assert found == []
