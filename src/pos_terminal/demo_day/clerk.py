"""A clerk's hands and eyes: presses keys and buttons of the real window, scans, looks, waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView, QWidget

from pos_terminal.bootstrap.program import Program
from pos_terminal.look.toast import ToastBlock

WAIT_S: Final = 20.0
_BETWEEN_LOOKS_S: Final = 0.005
_SETTLE_S: Final = 0.25
_KEY_MS: Final = 4


class NothingHappenedError(Exception):
    """What was waited for did not come about in time, or a button is not to be seen."""


class Clerk:
    """Works at one till. Every wait has a limit."""

    def __init__(self, program: Program, pictures: Path) -> None:
        self._program = program
        self._pictures = pictures

    # --- Eyes ------------------------------------------------------------------------------------

    def wait(self, what: str, until: Callable[[], bool], *, limit_s: float = WAIT_S) -> None:
        """Let the window live until ``until`` holds; raises ``NothingHappenedError``."""
        end_s = time.monotonic() + limit_s
        while not until():
            if time.monotonic() > end_s:
                raise NothingHappenedError(f"Waited {limit_s:.0f} s for: {what}.")
            self._live()

    def pause(self, seconds: float) -> None:
        """Let the window live for a while."""
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s:
            self._live()

    def look(self, name: str) -> Path:
        """Save what the window shows, once nothing lies over it for a moment only."""
        self.pause(_SETTLE_S)
        self.wait("the toast to go", lambda: not self._is_toasting())
        path = self._pictures / f"{name}.png"
        self._program.window.grab().save(str(path))
        return path

    # --- Hands -----------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Press the button whose name, as a screen reader reads it, begins with ``name``."""
        self.wait(f"the button {name!r}", lambda: self._button(name) is not None)
        button = self._button(name)
        assert button is not None  # noqa: S101  # just seen
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._live()

    def choose(self, field: str, option: str) -> None:
        """Open the list of a field and press one of its options."""
        self.click(field)
        self.wait(f"the list of {field!r}", lambda: self._list() is not None)
        options = self._list()
        assert options is not None  # noqa: S101  # just seen
        rows = [options.model().index(row, 0) for row in range(options.model().rowCount())]
        row = next((row for row in rows if row.data() == option), None)
        if row is None:
            raise NothingHappenedError(f"{option!r} is not in the list of {field!r}.")
        place = options.visualRect(row).center()
        QTest.mouseClick(options.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self._live()

    def press_on(self, widget: QWidget, at: QPoint) -> None:
        """Press a place of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        self._live()

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Take something at one place of a widget and let it go at another."""
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(widget, left, pos=start)
        for part in (1, 2, 3):
            QTest.mouseMove(widget, start + (end - start) * part / 3)
            self._live()
        QTest.mouseRelease(widget, left, pos=end)
        self._live()

    def write(self, field: str, text: str) -> None:
        """Type a text over what stands in a field, and leave it."""
        self.wait(f"the field {field!r}", lambda: self._line(field) is not None)
        line = self._line(field)
        assert line is not None  # noqa: S101  # just seen
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self._live()

    def press(self, key: Qt.Key) -> None:
        """Press a key of the keyboard, wherever the focus is."""
        QTest.keyClick(self._handle(), key)
        self._live()

    def hold(self, key: Qt.Key, seconds: float) -> None:
        """Hold a key down for a while."""
        QTest.keyPress(self._handle(), key)
        self.pause(seconds)
        QTest.keyRelease(self._handle(), key)
        self._live()

    def scan(self, text: str, *, key_ms: int = _KEY_MS) -> None:
        """Pull the trigger of a keyboard-wedge scanner: its keys come in one burst."""
        handle, at_ms = self._handle(), time.monotonic_ns() // 1_000_000
        keys = [(Qt.Key(ord(sign.upper())), sign) for sign in text] + [(Qt.Key.Key_Return, "\r")]
        for place, (key, sign) in enumerate(keys):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
                event.setTimestamp(at_ms + place * key_ms)
                QApplication.sendEvent(handle, event)
        self._live()

    def drop(self, picture: Path) -> None:
        """Drag a picture onto the window and let it go."""
        window = self._program.window
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(picture))])
        middle = window.rect().center()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(window, QDragEnterEvent(middle, copy, content, left, none))
        QApplication.sendEvent(window, QDropEvent(QPointF(middle), copy, content, left, none))
        self._live()

    def type(self, text: str) -> None:
        """Type into the field that has the focus."""
        self.wait("a field to type in", lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        field = QApplication.focusWidget()
        assert field is not None  # noqa: S101  # just seen
        QTest.keyClicks(field, text)
        self._live()

    def type_pin(self, pin: str) -> None:
        """Type a PIN on the pad of the screen and press its arrow."""
        for digit in pin:
            self.click(digit)
        self.click("Enter")

    # --- Details ---------------------------------------------------------------------------------

    def _is_toasting(self) -> bool:
        return any(toast.isVisible() for toast in self._program.window.findChildren(ToastBlock))

    def _button(self, name: str) -> QAbstractButton | None:
        for widget in self._program.window.findChildren(QAbstractButton):
            if (
                widget.accessibleName().startswith(name)
                and widget.isVisible()
                and widget.isEnabled()
            ):
                return widget
        return None

    def _list(self) -> QListView | None:
        found = self._program.window.findChildren(QListView)
        return next((one for one in found if one.isVisible()), None)

    def _line(self, name: str) -> QLineEdit | None:
        found = self._program.window.findChildren(QLineEdit)
        named = (one for one in found if one.accessibleName().startswith(name))
        return next((one for one in named if one.isVisible() and one.isEnabled()), None)

    def _handle(self) -> QWindow:
        window = self._program.window
        handle = window.windowHandle()
        if not window.isActiveWindow():
            window.activateWindow()  # without a screen nobody gives the keyboard back
            self._live()
        assert handle is not None, "the window is not shown"  # noqa: S101  # a bug
        return handle

    def _live(self) -> None:
        QApplication.processEvents()
        time.sleep(_BETWEEN_LOOKS_S)
