"""The wedge in a real window: key events with their own times, sent where a keyboard sends them."""

import sys
import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pos_terminal.scanning.us_layout import X11_OFFSET, us_sign
from pos_terminal.scanning.wedge_filter import WedgeFilter
from pos_terminal.words import ScanSource

NUMBER = "970010000010000018"
CODES = {us_sign(code, shift=False): code + X11_OFFSET for code in range(2, 58)}
SHIFTED = {us_sign(code, shift=True): code + X11_OFFSET for code in range(2, 58)}
FRENCH = {
    "1": "&", "2": "é", "3": '"', "4": "'", "5": "(",
    "6": "-", "7": "è", "8": "_", "9": "ç", "0": "à",
}  # fmt: skip
RUSSIAN = {"a": "ф", "b": "и", "c": "с", "d": "в", "e": "у", "f": "а"}


class Keyboard:
    """Sends keys to a window as the platform does: as a shortcut first, then pressed, released."""

    def __init__(self, window):
        self.window = window
        self.now_ms = 5000

    def press(self, key, text, code=0, modifiers=Qt.KeyboardModifier.NoModifier):
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, code, 0, 0, text)
            event.setTimestamp(self.now_ms)
            if kind is QEvent.Type.ShortcutOverride:
                event.ignore()
            QCoreApplication.sendEvent(self.window, event)
            self.now_ms += 1

    def type(self, text, gap_ms=8, host=None):
        for sign in text:
            self.now_ms += gap_ms
            shown = (host or {}).get(sign, sign)
            shift = sign in SHIFTED and sign not in CODES
            code = CODES.get(sign) or SHIFTED.get(sign) or 0
            modifiers = (
                Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
            )
            self.press(ord(shown.upper()), shown, code, modifiers)

    def enter(self, gap_ms=8, key=Qt.Key.Key_Return, text="\r"):
        self.now_ms += gap_ms
        self.press(key, text, 36)


@pytest.fixture
def wedge(qapp):
    wedge = WedgeFilter()
    wedge.heard, wedge.raw = [], []
    wedge.scanned.connect(wedge.heard.append)
    wedge.read.connect(wedge.raw.append)
    wedge.install()
    yield wedge
    qapp.removeEventFilter(wedge)


@pytest.fixture
def desk(qtbot):
    class Desk(QWidget):
        def __init__(self):
            super().__init__()
            self.clicks = 0
            self.field, self.button = QLineEdit(self), QPushButton("Pay", self)
            self.button.clicked.connect(self._count)
            box = QVBoxLayout(self)
            box.addWidget(self.field)
            box.addWidget(self.button)

        def _count(self):
            self.clicks += 1

    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    desk.keyboard = Keyboard(desk.windowHandle())
    return desk


def texts(wedge):
    return [scan.text for scan in wedge.heard]


def test_a_scan_reaches_no_text_field(wedge, desk):
    desk.field.setFocus()
    desk.keyboard.type(NUMBER)
    desk.keyboard.enter()
    assert texts(wedge) == [NUMBER]
    assert wedge.heard[0].source is ScanSource.WEDGE
    assert desk.field.text() == ""


def test_typing_reaches_the_text_field_intact(wedge, desk, qtbot):
    desk.field.setFocus()
    desk.keyboard.type("Hello 123", gap_ms=90)
    qtbot.waitUntil(lambda: desk.field.text() == "Hello 123")
    assert wedge.heard == []


@pytest.mark.usefixtures("wedge")
def test_typing_in_another_layout_stays_as_it_is(desk, qtbot):
    desk.field.setFocus()
    desk.keyboard.type("abc", gap_ms=90, host=RUSSIAN)
    qtbot.waitUntil(lambda: desk.field.text() == "фис")


def test_a_scan_does_not_press_the_focused_button(wedge, desk):
    desk.button.setFocus()
    desk.keyboard.type("GIFT card 0001-AB")
    desk.keyboard.enter()
    assert texts(wedge) == ["GIFT card 0001-AB"]
    assert desk.clicks == 0


@pytest.mark.usefixtures("wedge")
def test_space_by_hand_still_presses_it(desk, qtbot):
    desk.button.setFocus()
    desk.keyboard.type(" ")
    qtbot.waitUntil(lambda: desk.clicks == 1)


def test_a_scan_does_not_press_a_dialogs_default_button(wedge, desk, qtbot):
    dialog = QDialog(desk)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok, dialog)
    buttons.accepted.connect(dialog.accept)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    keyboard = Keyboard(dialog.windowHandle())
    keyboard.type(NUMBER)
    keyboard.enter()
    assert dialog.isVisible()
    assert texts(wedge) == [NUMBER]
    keyboard.enter(gap_ms=900)
    assert not dialog.isVisible()


def test_scans_are_heard_in_a_dialog_that_a_typed_key_opened(wedge, desk, qtbot):
    inside = []

    def scan_inside():
        dialog = QApplication.activeModalWidget()
        keyboard = Keyboard(dialog.windowHandle())
        keyboard.type(NUMBER)
        keyboard.enter()
        inside.append(dialog.isVisible())
        dialog.close()

    def open_dialog():
        dialog = QDialog(desk)
        QPushButton("OK", dialog).clicked.connect(dialog.accept)
        QTimer.singleShot(50, scan_inside)
        dialog.exec()

    desk.button.clicked.connect(open_dialog)
    desk.button.setFocus()
    desk.keyboard.type(" ")
    qtbot.waitUntil(lambda: inside == [True])
    assert texts(wedge) == [NUMBER]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (Qt.Key.Key_Return, "\r"),
        (Qt.Key.Key_Enter, "\r"),
        (Qt.Key.Key_Tab, "\t"),
        (0x01000000, "\n"),
    ],
)
def test_all_terminators_end_a_scan(wedge, desk, key, text):
    desk.button.setFocus()
    desk.keyboard.type(NUMBER)
    desk.keyboard.enter(key=key, text=text)
    assert texts(wedge) == [NUMBER]
    assert desk.button.hasFocus()


def test_a_french_keyboard_layout_does_not_spoil_a_scan(wedge, desk):
    desk.keyboard.type(NUMBER, host=FRENCH)
    desk.keyboard.enter()
    assert texts(wedge) == [NUMBER]
    assert wedge.raw[0].as_host == "".join(FRENCH[sign] for sign in NUMBER)


def test_a_russian_keyboard_layout_does_not_spoil_letters(wedge, desk):
    desk.keyboard.type("abcdef", host=RUSSIAN)
    desk.keyboard.enter()
    assert texts(wedge) == ["abcdef"]


def test_caps_lock_does_not_spoil_letters(wedge, desk):
    desk.keyboard.type("abc-DEF", host={"a": "A", "b": "B", "c": "C", "D": "d"})
    desk.keyboard.enter()
    assert texts(wedge) == ["abc-DEF"]


def test_a_key_without_a_scan_code_counts_by_its_text(wedge, desk):
    for sign in NUMBER:
        desk.keyboard.now_ms += 8
        desk.keyboard.press(ord(sign), sign)
    desk.keyboard.enter()
    assert texts(wedge) == [NUMBER]


def test_digits_of_the_number_pad_are_digits(wedge, desk):
    for sign, code in zip("970010", (73, 71, 82, 82, 79, 82), strict=True):
        desk.keyboard.now_ms += 8
        desk.keyboard.press(ord(sign), sign, code + X11_OFFSET, Qt.KeyboardModifier.KeypadModifier)
    desk.keyboard.enter()
    assert texts(wedge) == ["970010"]


def test_a_shortcut_of_one_printing_key_steals_nothing(wedge, desk):
    stolen = []
    shortcut = QShortcut(QKeySequence("5"), desk)
    shortcut.activated.connect(lambda: stolen.append("5"))
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_5, Qt.KeyboardModifier.NoModifier, 14, 0, 0, "5"
    )
    event.ignore()
    QCoreApplication.sendEvent(desk.windowHandle(), event)
    assert event.isAccepted()
    desk.keyboard.type("5860001234567")
    desk.keyboard.enter()
    assert texts(wedge) == ["5860001234567"]
    assert stolen == []


@pytest.mark.usefixtures("wedge")
def test_function_keys_and_commands_pass_at_once(desk):
    seen = []
    desk.keyPressEvent = lambda event: seen.append(event.key())
    desk.setFocus()
    desk.keyboard.press(Qt.Key.Key_F12, "", 96)
    desk.keyboard.press(Qt.Key.Key_Escape, "\x1b", 9)
    assert seen == [Qt.Key.Key_F12, Qt.Key.Key_Escape]


def test_a_scan_that_waited_behind_a_busy_window_is_a_scan(wedge, desk, qtbot):
    """The keys' own times are close, though the window takes them late and in two lumps."""
    desk.field.setFocus()
    desk.keyboard.type(NUMBER[:9])
    time.sleep(0.25)
    # What waits in the queue comes before the late timer's second try, as with a real keyboard.

    def rest():
        desk.keyboard.type(NUMBER[9:])
        desk.keyboard.enter()

    QTimer.singleShot(5, rest)
    qtbot.waitUntil(lambda: bool(wedge.heard))
    assert texts(wedge) == [NUMBER]
    assert desk.field.text() == ""


def test_typing_before_a_scan_is_not_drawn_into_it(wedge, desk):
    desk.field.setFocus()
    desk.keyboard.type("x", gap_ms=100)
    desk.keyboard.type(NUMBER[0], gap_ms=100)
    desk.keyboard.type(NUMBER[1:])
    desk.keyboard.enter()
    assert desk.field.text() == "x"
    assert texts(wedge) == [NUMBER]


def test_a_window_that_closed_meanwhile_gets_no_keys(wedge, qtbot):
    window = QWidget()
    window.show()
    qtbot.waitExposed(window)
    Keyboard(window.windowHandle()).type("1")
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.wait(80)
    assert wedge.heard == []


def test_ten_thousand_signs_reach_no_field(wedge, desk):
    desk.field.setFocus()
    desk.keyboard.type("7" * 10_000)
    desk.keyboard.enter()
    assert desk.field.text() == ""
    assert len(wedge.heard) == 1


def test_emitting_and_setting_text_keep_pythons_constants_alive(qtbot):
    """PySide6 6.12.0 on Python 3.11 takes a reference of True and None at every call, then aborts."""

    class Lamp(QObject):
        lit = Signal(bool)

    lamp, field = Lamp(), QLineEdit()
    qtbot.addWidget(field)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(1000):
        lamp.lit.emit(True)
        field.setText("on")
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert all(abs(new - old) < 200 for new, old in zip(after, before, strict=True))


@pytest.mark.usefixtures("wedge")
def test_a_key_that_stays_down_is_kept_from_shortcuts_after_the_first_time(desk):
    """X11 repeats a held key as release and press of one time, and does not always say so."""
    window, kept = desk.windowHandle(), []
    for at_ms in (1000, 1660, 1700):
        override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F12, Qt.KeyboardModifier(0))
        override.setTimestamp(at_ms)
        override.ignore()
        QCoreApplication.sendEvent(window, override)
        kept.append(override.isAccepted())
        for kind, then in ((QEvent.Type.KeyPress, at_ms), (QEvent.Type.KeyRelease, at_ms + 40)):
            key = QKeyEvent(kind, Qt.Key.Key_F12, Qt.KeyboardModifier(0))
            key.setTimestamp(1660 if then == 1040 else then)
            QCoreApplication.sendEvent(window, key)
    assert kept == [False, True, True]
