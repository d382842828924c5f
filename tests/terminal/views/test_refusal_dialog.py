"""The red dialog: it locks, it cannot be closed by any key a scanner or a hurry sends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.checkout.view import CheckoutView, Surroundings
from pos_terminal.look.text import Label
from support import checkout_pictures as pictures
from support.shown import Recorded, Screen, settle


class Refused:
    def __init__(self, qtbot: QtBot) -> None:
        self.screen = Screen()
        self.intents = Recorded(pictures.basket())
        around = Surroundings(
            frame=self.screen.frame, place=lambda: "Till 1", now_ms=lambda: pictures.NOW
        )
        self.view = CheckoutView(self.screen.theme, self.intents, self.screen.artworks, around)
        self.screen.add("checkout", self.view)
        qtbot.waitExposed(self.screen.window)
        self.intents.show(pictures.refused())
        settle()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.screen.window, key)
        settle()


@pytest.fixture
def refused(qtbot: QtBot) -> Iterator[Refused]:
    made = Refused(qtbot)
    yield made
    made.screen.close()


@pytest.mark.parametrize(
    "key",
    [
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
        Qt.Key.Key_Escape,
        Qt.Key.Key_F12,
        Qt.Key.Key_F8,
        Qt.Key.Key_F4,
        Qt.Key.Key_F3,
        Qt.Key.Key_F5,
        Qt.Key.Key_F9,
    ],
)
def test_no_key_press_closes_it_or_reaches_the_page_behind(refused: Refused, key: Qt.Key) -> None:
    for _ in range(2):
        refused.press(key)
    assert refused.view.refusal.isVisible()
    assert refused.intents.names() == []


def test_a_whole_scan_typed_into_it_does_nothing(refused: Refused) -> None:
    target = QApplication.focusWidget()
    QTest.keyClicks(target, "970010100880044718")
    refused.press(Qt.Key.Key_Return)
    assert refused.view.refusal.isVisible()
    assert refused.intents.names() == []


def test_f9_held_for_a_second_is_the_way_out(refused: Refused, qtbot: QtBot) -> None:
    target = QApplication.focusWidget()
    QTest.keyPress(target, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: refused.intents.names() == ["acknowledge_refusal"], timeout=20_000)
    QTest.keyRelease(target, Qt.Key.Key_F9)
    assert refused.intents.names() == ["acknowledge_refusal"]
    assert refused.view.refusal.isVisible(), "the presenter closes it, not the button"
    refused.intents.show(replace(pictures.refused(), refusal=None))
    settle()
    assert not refused.view.refusal.isVisible()


def test_f2_calls_a_manager_and_the_dialog_stays(refused: Refused) -> None:
    refused.press(Qt.Key.Key_F2)
    assert refused.intents.names() == ["call_manager"]
    assert refused.view.refusal.isVisible()


def test_a_click_beside_it_does_nothing(refused: Refused) -> None:
    QTest.mouseClick(
        refused.view.refusal, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), QPoint(20, 400)
    )
    settle()
    assert refused.view.refusal.isVisible()
    assert refused.intents.names() == []


def test_tab_goes_round_inside_it(refused: Refused) -> None:
    for _ in range(6):
        refused.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert refused.view.refusal.isAncestorOf(focused)


def test_what_lies_behind_cannot_take_the_focus(refused: Refused) -> None:
    refused.view.selling.payment.cash.field.setFocus()
    refused.screen.frame.setFocus()
    settle()
    focused = QApplication.focusWidget()
    assert focused is refused.view.refusal


def test_keys_work_again_once_it_is_gone(refused: Refused) -> None:
    refused.intents.show(pictures.basket())
    settle()
    refused.press(Qt.Key.Key_F12)
    assert refused.intents.names() == ["take_payment"]


def test_the_answer_is_the_first_thing_it_says(refused: Refused) -> None:
    banner = refused.view.refusal._banner
    assert banner.accessibleName().startswith("Not activated. This card was sold at 14:03")
    assert refused.view.refusal.panel.layout().itemAt(0).widget() is banner


def test_it_tells_the_card_the_money_and_the_rest_of_the_sale(refused: Refused) -> None:
    panel = refused.view.refusal
    texts = [label.text() for label in panel.findChildren(Label) if label.isVisible()]
    for wanted in ("3390", "Nothing was taken for it", "1 card, €50.00, unchanged"):
        assert wanted in texts
