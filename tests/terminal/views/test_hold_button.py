"""The held button: one second by mouse or F9, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.look.hold_button import HOLD_MS, HoldButton
from pos_terminal.look.theme import Theme

LONG_ENOUGH = HOLD_MS + 250
SHORT = HOLD_MS // 10


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.button = HoldButton(Theme(), "Hold to confirm: I kept the card", "Press F9")
        qtbot.addWidget(self.button)
        self.fired = 0
        self.button.held.connect(self._count)
        self.button.show()
        qtbot.waitExposed(self.button)
        self.button.activateWindow()
        self.button.setFocus()

    def _count(self) -> None:
        self.fired += 1


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_a_second_of_the_mouse_confirms(shown: Shown, qtbot: QtBot) -> None:
    QTest.mousePress(shown.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.fired == 1, timeout=20_000)
    QTest.mouseRelease(shown.button, Qt.MouseButton.LeftButton)
    assert shown.fired == 1


def test_a_second_of_f9_confirms_once_however_long_it_is_held(shown: Shown, qtbot: QtBot) -> None:
    QTest.keyPress(shown.button, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: shown.fired == 1, timeout=20_000)
    QTest.qWait(SHORT)
    QTest.keyRelease(shown.button, Qt.Key.Key_F9)
    QTest.qWait(SHORT)
    assert shown.fired == 1


def test_a_click_a_short_press_and_a_short_f9_confirm_nothing(shown: Shown) -> None:
    QTest.mouseClick(shown.button, Qt.MouseButton.LeftButton)
    QTest.mousePress(shown.button, Qt.MouseButton.LeftButton)
    QTest.qWait(SHORT)
    QTest.mouseRelease(shown.button, Qt.MouseButton.LeftButton)
    QTest.keyPress(shown.button, Qt.Key.Key_F9)
    QTest.qWait(SHORT)
    QTest.keyRelease(shown.button, Qt.Key.Key_F9)
    QTest.qWait(LONG_ENOUGH)
    assert shown.fired == 0


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape]
)
def test_no_other_key_confirms_even_when_held(shown: Shown, key: Qt.Key) -> None:
    QTest.keyPress(shown.button, key)
    QTest.qWait(LONG_ENOUGH)
    QTest.keyRelease(shown.button, key)
    shown.button.click()
    assert shown.fired == 0
    assert shown.button.progress == 0


def test_letting_go_starts_again_from_nothing(shown: Shown, qtbot: QtBot) -> None:
    for _ in range(3):
        QTest.mousePress(shown.button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: shown.button.progress > 0, timeout=20_000)
        QTest.mouseRelease(shown.button, Qt.MouseButton.LeftButton)
        assert shown.button.progress == 0
    assert shown.fired == 0


def test_slipping_off_the_button_stops(shown: Shown) -> None:
    QTest.mousePress(shown.button, Qt.MouseButton.LeftButton)
    QTest.mouseMove(shown.button, QPoint(-40, -40))
    QTest.qWait(LONG_ENOUGH)
    assert shown.fired == 0


def test_f9_is_held_though_x11_repeats_it_as_let_go_and_pressed(shown: Shown, qtbot: QtBot) -> None:
    def send(kind: QEvent.Type, at_ms: int) -> None:
        event = QKeyEvent(kind, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(at_ms)
        QApplication.sendEvent(shown.button, event)

    send(QEvent.Type.KeyPress, 1000)
    for at_ms in range(1300, 1900, 50):
        QTest.qWait(50)
        send(QEvent.Type.KeyRelease, at_ms)
        send(QEvent.Type.KeyPress, at_ms)
    qtbot.waitUntil(lambda: shown.fired == 1, timeout=20_000)


def test_f9_struck_again_and_again_confirms_nothing(shown: Shown) -> None:
    for at_ms in range(1000, 2500, 100):
        for kind, then in ((QEvent.Type.KeyPress, 0), (QEvent.Type.KeyRelease, 50)):
            event = QKeyEvent(kind, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
            event.setTimestamp(at_ms + then)
            QApplication.sendEvent(shown.button, event)
            QTest.qWait(50)
    assert shown.fired == 0
