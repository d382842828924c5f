"""What only support needs is there when it is asked for, and closed again for the next thing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_terminal.look.details import Details, code_in
from pos_terminal.look.theme import TOUCH_MIN, Theme
from pos_terminal.words import Message


def details(qtbot: QtBot) -> Details:
    made = Details(Theme())
    qtbot.addWidget(made)
    return made


def test_nothing_to_tell_takes_no_room(qtbot: QtBot) -> None:
    made = details(qtbot)
    made.show_code("")
    assert made.isHidden()


def test_a_code_is_read_out_only_when_asked_for(qtbot: QtBot) -> None:
    made = details(qtbot)
    made.show_code("CARD_SOLD")
    made.show()
    assert not made._line.text()
    assert made.button.height() >= TOUCH_MIN
    qtbot.mouseClick(made.button, Qt.MouseButton.LeftButton)
    assert made._line.text() == "For support: CARD_SOLD"
    assert made.button.words() == "Fewer details"


def test_the_same_picture_again_leaves_it_open_and_another_closes_it(qtbot: QtBot) -> None:
    made = details(qtbot)
    made.show_code("CARD_SOLD")
    made.show()
    qtbot.mouseClick(made.button, Qt.MouseButton.LeftButton)
    made.show_code("CARD_SOLD")
    assert made._line.text()
    made.show_code("CARD_HELD")
    assert not made._line.text()


def test_the_code_is_taken_out_of_a_presenters_message() -> None:
    assert code_in(Message("row.void_stuck", {"code": "NOT_ALLOWED"})) == "NOT_ALLOWED"
    assert not code_in(Message("row.void_refused"))
