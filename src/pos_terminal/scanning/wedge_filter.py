"""Puts the wedge into Qt: one event filter for the whole application.

It acts only where a key reaches a window (``QWindow``), since each key arrives twice, once there
and once at the widget with the focus. Keys held back are copied and sent again if they were typed.
Qt offers a key as a shortcut before it is pressed; keys that print are taken out there too, so a
shortcut of one printing key never works in this program, and no scan can press one.

Dead keys are composed by the input method before any filter sees them: the program starts with
``QT_IM_MODULE=none``, which hands them over as plain keys.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from pos_terminal.scanning.scan import Scan
from pos_terminal.scanning.us_layout import X11_OFFSET, keypad_sign, us_sign
from pos_terminal.scanning.wedge import (
    Held,
    Key,
    KeyKind,
    Outcome,
    This,
    Wedge,
    WedgeScan,
    WedgeSettings,
)
from pos_terminal.words import ScanSource

# A timer that is later than this was held up by a busy window: keys may be waiting behind it.
_LATE_MS: Final = 4
_LATE_TIMES_MAX: Final = 5

_KEY_EVENTS: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride}
)
_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_END_TEXTS: Final = frozenset({"\r", "\n", "\t"})
_MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
    }
)
_COMMAND_MODIFIERS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class WedgeFilter(QObject):
    """Emits ``scanned`` for every scan of a keyboard-wedge scanner, wherever the focus is."""

    scanned = Signal(Scan)
    read = Signal(WedgeScan)  # the same with what the scanner really sent, for the test sheet

    def __init__(
        self,
        settings: WedgeSettings | None = None,
        *,
        parent: QObject | None = None,
        clock_ms: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000,
    ) -> None:
        super().__init__(parent)
        self._wedge = Wedge(settings or WedgeSettings())
        self._clock_ms = clock_ms
        self._held: list[tuple[QWindow, QKeyEvent]] = []
        self._sending: QKeyEvent | None = None
        self._let_go = (0, 0)
        self._due_ms = 0
        self._late_times = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_silence)

    def install(self) -> None:
        """Start to listen to the application's keys."""
        application = QCoreApplication.instance()
        assert application is not None, "the wedge needs an application"  # noqa: S101  # a bug
        application.installEventFilter(self)

    def remove(self) -> None:
        """Let the application's keys go; what is held back is forgotten."""
        self._timer.stop()
        self._held.clear()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def use(self, settings: WedgeSettings) -> None:
        """Change the scanner's settings; keys held meanwhile are handed on."""
        self._act(self._wedge.use(settings))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWindow):
            return False  # first, since every event of every widget comes through here
        kind = event.type()
        if kind not in _KEY_EVENTS or event is self._sending:
            return False
        assert isinstance(event, QKeyEvent)  # noqa: S101  # by its type
        if kind is QEvent.Type.ShortcutOverride:
            return self._keep_from_shortcuts(event)
        return self._take(watched, event)

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        kind = _kind_of(event)
        if self._is_repeat(event):
            # A key that stays down acts once: else F12 would go on through the next screens.
            event.accept()
            return True
        if kind is KeyKind.PRINTS or (kind is KeyKind.ENDS and self._wedge.would_end_scan()):
            event.accept()
            return True
        return False

    def _is_repeat(self, event: QKeyEvent) -> bool:
        """X11 repeats a held key as release and press of one time, and does not always say so."""
        let_go = (event.key(), event.timestamp())
        return event.isAutoRepeat() or (event.timestamp() > 0 and let_go == self._let_go)

    def _take(self, window: QWindow, event: QKeyEvent) -> bool:
        pressed = event.type() is QEvent.Type.KeyPress
        if not pressed:
            self._let_go = (event.key(), event.timestamp())
        key = _key_of(event, pressed=pressed, now_ms=self._clock_ms())
        outcome = self._wedge.feed(key)
        if outcome.this is This.HOLD:
            copy = _copy_of(event)
            self._act(outcome)
            self._held.append((window, copy))
        else:
            self._act(outcome)
        if self._wedge.holds and pressed:
            self._late_times = 0
            self._wait()
        return outcome.this is not This.PASS

    def _wait(self) -> None:
        wait_ms = self._wedge.wait_ms
        self._due_ms = self._clock_ms() + wait_ms
        self._timer.start(wait_ms)

    def _on_silence(self) -> None:
        if self._clock_ms() - self._due_ms > _LATE_MS and self._late_times < _LATE_TIMES_MAX:
            self._late_times += 1
            self._wait()
            return
        self._act(self._wedge.pause())

    def _act(self, outcome: Outcome) -> None:
        if outcome.held is not Held.KEEP:
            held, self._held = self._held, []
            if outcome.held is Held.REPLAY:
                self._replay(held)
        if not self._wedge.holds:
            self._timer.stop()
        if outcome.scan is not None:
            self.read.emit(outcome.scan)
            self.scanned.emit(Scan(outcome.scan.text, ScanSource.WEDGE))

    def _replay(self, held: list[tuple[QWindow, QKeyEvent]]) -> None:
        for window, event in held:
            if shiboken6.isValid(window):
                # Known by itself, not by a flag: a key may open a dialog that runs its own loop,
                # and scans in that one are filtered as well.
                self._sending = event
                QCoreApplication.sendEvent(window, event)
        self._sending = None


def _kind_of(event: QKeyEvent) -> KeyKind:
    key, text = event.key(), event.text()
    if key in _MODIFIERS:
        return KeyKind.MODIFIES
    if event.modifiers() & _COMMAND_MODIFIERS and not _is_alt_gr(event):
        return KeyKind.OTHER
    if key in _ENDS or text in _END_TEXTS:
        return KeyKind.ENDS
    if (
        text and text.isprintable()
    ) or Qt.Key.Key_Dead_Grave <= key <= Qt.Key.Key_Dead_Longsolidusoverlay:
        return KeyKind.PRINTS
    return KeyKind.OTHER


def _is_alt_gr(event: QKeyEvent) -> bool:
    """Say whether Ctrl and Alt together mean AltGr, as on Windows: then the key prints."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.modifiers() & _COMMAND_MODIFIERS == both and event.text().isprintable()


def _key_of(event: QKeyEvent, *, pressed: bool, now_ms: int) -> Key:
    code = event.nativeScanCode()
    return Key(
        kind=_kind_of(event),
        code=code or event.key(),
        at_ms=event.timestamp() or now_ms,
        pressed=pressed,
        auto_repeat=event.isAutoRepeat(),
        us=_us_sign_of(event, code),
        host=event.text(),
    )


def _us_sign_of(event: QKeyEvent, code: int) -> str:
    code -= _scan_code_offset()
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        return keypad_sign(code)
    return us_sign(code, shift=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))


def _scan_code_offset() -> int:
    """Windows reports scan codes as they are; macOS none at all, so its own layout counts there."""
    windows = sys.platform == "win32" and QGuiApplication.platformName() == "windows"
    return 0 if windows else X11_OFFSET


def _copy_of(event: QKeyEvent) -> QKeyEvent:
    """Copy a key; Qt takes the original back when the filter returns."""
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
        event.device(),
    )
    copy.setTimestamp(event.timestamp())
    return copy
