"""Buttons, keys and fields as hands, keyboards and screen readers meet them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.look.boxes import Column
from pos_terminal.look.buttons import DangerButton, LinkButton, PrimaryButton, SecondaryButton
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import NumberField, TextField
from pos_terminal.look.pin_pad import PinDots, PinPad
from pos_terminal.look.switches import Switches
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import TOUCH_MIN, Appearance, Theme, Token

KINDS = [PrimaryButton, SecondaryButton, DangerButton, LinkButton]


@pytest.fixture
def theme() -> Theme:
    return Theme()


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_is_large_enough_to_touch(qtbot: QtBot, theme: Theme, kind: type) -> None:
    button = kind(theme, "No")
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= TOUCH_MIN
    assert button.sizeHint().width() >= TOUCH_MIN


def test_a_function_key_presses_its_button_at_once(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    button = PrimaryButton(theme, "Take payment", key="F12", parent=window)
    shown(qtbot, window)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("pressed"))
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert len(pressed) == 1


def test_an_off_button_keeps_its_place_and_says_why(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    button = PrimaryButton(theme, "Close the day", key="F12", large=True, parent=window)
    shown(qtbot, window)
    before = button.sizeHint().height()
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("pressed"))
    button.turn_off("2 things are open")
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == []
    assert button.sizeHint().height() == before
    assert button.accessibleDescription() == "2 things are open"
    button.turn_on()
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert len(pressed) == 1


def test_enter_presses_no_button_but_space_does(qtbot: QtBot, theme: Theme) -> None:
    button = SecondaryButton(theme, "Next sale")
    shown(qtbot, button)
    button.setFocus()
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("pressed"))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(button, key)
    assert pressed == []
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == 1


def test_a_screen_reader_finds_and_presses_a_button(qtbot: QtBot, theme: Theme) -> None:
    button = SecondaryButton(theme, "Salt & pepper")
    shown(qtbot, button)
    QAccessible.setActive(True)
    face = QAccessible.queryAccessibleInterface(button)
    assert face.role() == QAccessible.Role.Button
    assert face.text(QAccessible.Text.Name) == "Salt & pepper"
    with qtbot.waitSignal(button.clicked):
        face.actionInterface().doAction("Press")


def test_a_pin_goes_through_the_pad_by_finger(qtbot: QtBot, theme: Theme) -> None:
    pad = PinPad(theme)
    shown(qtbot, pad)
    typed: list[str] = []
    pad.digit.connect(typed.append)
    for key in pad._digits:
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
    assert typed == list("1234567890")
    for key in (*pad._digits, pad._erase, pad._enter):
        assert key.sizeHint().height() >= TOUCH_MIN
        assert key.accessibleName()


def test_the_pad_takes_digits_only_while_it_is_on(qtbot: QtBot, theme: Theme) -> None:
    pad = PinPad(theme)
    shown(qtbot, pad)
    heard: list[str] = []
    pad.digit.connect(heard.append)
    pad.erased.connect(lambda: heard.append("erased"))
    pad.entered.connect(lambda: heard.append("entered"))
    pad.allow(digits=False, enter=False, why_not="Choose your name first")
    qtbot.mouseClick(pad._digits[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pad._enter, Qt.MouseButton.LeftButton)
    assert heard == []
    assert pad._enter.accessibleDescription() == "Choose your name first"
    pad.allow(digits=True, enter=True)
    qtbot.mouseClick(pad._digits[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pad._erase, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pad._enter, Qt.MouseButton.LeftButton)
    assert heard == ["1", "erased", "entered"]


def test_dots_count_digits_and_never_fewer_than_six_places(qtbot: QtBot, theme: Theme) -> None:
    dots = PinDots(theme)
    qtbot.addWidget(dots)
    dots.show_count(4)
    assert dots.accessibleName() == "4 digits entered"
    six = dots.sizeHint().width()
    dots.show_count(12)
    assert dots.sizeHint().width() > six


def test_a_field_names_its_line_and_tells_its_fault(qtbot: QtBot, theme: Theme) -> None:
    field = TextField(theme, "Name of the store", note="Stands on every receipt")
    shown(qtbot, field)
    assert field.line.accessibleName() == "Name of the store"
    field.set_fault("This is needed")
    assert field.line.accessibleDescription() == "This is needed"
    qtbot.keyClicks(field.line, "H")
    assert field.line.accessibleDescription() == "Stands on every receipt"


def test_a_number_field_keeps_digits_only(qtbot: QtBot, theme: Theme) -> None:
    field = NumberField(theme, "PIN", digits_max=4)
    shown(qtbot, field)
    qtbot.keyClicks(field.line, "1a2-345")
    assert field.text() == "1234"


def test_a_choice_is_made_by_keyboard(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, "Currency")
    field.set_options([("EUR", "Euro"), ("GBP", "Pound"), ("USD", "Dollar")])
    field.set_value("EUR")
    shown(qtbot, field)
    told: list[str] = []
    field.chosen.connect(told.append)
    qtbot.keyClick(field._box, Qt.Key.Key_Space)
    qtbot.keyClick(field._popup.list_view, Qt.Key.Key_Down)
    qtbot.keyClick(field._popup.list_view, Qt.Key.Key_Return)
    assert told == ["GBP"]
    assert field.value() == "GBP"
    assert not field._popup.isVisible()


def test_a_label_shows_markup_of_others_letter_by_letter(qtbot: QtBot, theme: Theme) -> None:
    label = Label(theme, Kind.BODY, "<b>Harbour</b> **sale** 5 ** 6")
    qtbot.addWidget(label)
    assert label.text() == "<b>Harbour</b> sale 5 ** 6"


def test_text_wraps_and_grows_rather_than_being_cut(qtbot: QtBot, theme: Theme) -> None:
    label = Label(
        theme, Kind.BODY, "Diese Karte wurde um 14:03 an Kasse 2 verkauft. " * 3, wrap=True
    )
    qtbot.addWidget(label)
    assert label.heightForWidth(200) > 2 * label.heightForWidth(800)


def test_everything_follows_a_change_of_appearance_and_scale(qtbot: QtBot, theme: Theme) -> None:
    box = QWidget()
    column = Column(theme, margins=(8, 8, 8, 8), parent=box)
    button = PrimaryButton(theme, "Pay", large=True)
    label = Label(theme, Kind.TOTAL, "€75.00")
    switches = Switches(theme)
    for widget in (button, label, switches):
        column.addWidget(widget)
    shown(qtbot, box)
    height = button.sizeHint().height()
    theme.fit(1920, 1080)
    theme.set_appearance(Appearance.DARK)
    assert button.sizeHint().height() == round(height * 1.25)
    assert label.font().pixelSize() == 50
    assert column.contentsMargins().left() == 10
    assert switches._appearance.words() == "Light"
    picture = box.grab().toImage()
    assert picture.pixelColor(button.geometry().center().x(), button.y() + 20) == theme.color(
        Token.ACCENT
    )
