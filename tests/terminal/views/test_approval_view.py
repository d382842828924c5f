"""The second person's signature, as a manager gives it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from pos_terminal.approval.view import ApprovalView
from pos_terminal.sales.view import SalesView
from pos_terminal.words import ON
from support import page_pictures as pictures
from support.shown import Recorded, Screen, press, settle


def sales(screen: Screen, intents: Recorded) -> None:
    screen.add("sales", SalesView(screen.theme, intents, screen.artworks, screen.frame))


def test_the_signature_takes_digits_from_the_keyboard_and_escape_leaves(screen: Screen) -> None:
    sales(screen, Recorded(pictures.sales()))
    intents = Recorded(pictures.approval())
    view = ApprovalView(screen.theme, intents, screen.frame)
    settle()
    assert view.isVisible()
    assert "Void sale T1-1-000421" in view.accessibleName()
    for key in (Qt.Key.Key_4, Qt.Key.Key_8, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
        press(screen, key)
    assert intents.asked == [("press_digit", ("4",)), ("press_digit", ("8",)), ("erase_digit", ())]
    intents.show(pictures.approval(enter=ON, digits=6))
    intents.asked.clear()
    press(screen, Qt.Key.Key_Return)
    press(screen, Qt.Key.Key_Escape)
    assert intents.names() == ["enter", "close"]
    intents.show(replace(pictures.approval(), open=False))
    settle()
    assert not view.isVisible()


def test_nobody_can_be_skipped_while_there_is_a_connection(screen: Screen) -> None:
    sales(screen, Recorded(pictures.sales()))
    intents = Recorded(pictures.wrong_pin())
    view = ApprovalView(screen.theme, intents, screen.frame)
    settle()
    assert view._without.why_off() == "Only while there is no connection"
    assert view._note.text() == "The PIN is wrong. Nothing was signed."
    assert not view._without.isEnabled()
