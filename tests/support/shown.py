"""Real screens in a real window without a display: for tests, and for pictures to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.look.frame import Frame
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.rail import CHECKOUT, SALES, WAITING
from pos_terminal.look.station import Connection, Station
from pos_terminal.look.theme import Appearance, Theme
from pos_terminal.look.window import Window


class Recorded:
    """Intents that remember what was asked for, and show the picture a test wants."""

    def __init__(self, state: Any) -> None:
        self.state = state
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self._show: Callable[[Any], None] | None = None

    def watch(self, show: Callable[[Any], None]) -> None:
        self._show = show
        show(self.state)

    def show(self, state: Any) -> None:
        self.state = state
        if self._show is not None:
            self._show(state)

    def names(self) -> list[str]:
        return [name for name, _ in self.asked]

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *values, **named: self.asked.append((name, (*values, *named.values())))


class Screen:
    """A window with the frame; pages are put in with `add`."""

    def __init__(
        self,
        tone: Appearance = Appearance.LIGHT,
        width: int = 1280,
        height: int = 800,
        *,
        calm: bool = True,
    ) -> None:
        self.theme = Theme(tone, reduced_motion=calm)
        self.frame = Frame(self.theme)
        self.frame.set_entries([CHECKOUT, WAITING, SALES])
        self.frame.show_person("mia", "Mia Kern")
        self.frame.show_station(Station(connection=Connection.ONLINE))
        self.frame.set_clock("14:06")
        self.window = Window(self.theme)
        self.window.add_screen("work", self.frame)
        self.window.resize(width, height)
        self.artworks = Artworks(lambda _artwork: None)

    def add(self, page: str, view: QWidget) -> None:
        self.frame.add_page(page, view)
        self.frame.show_page(page)
        self.window.show_screen("work")
        self.window.show()
        self.window.activateWindow()
        settle()

    def close(self) -> None:
        """Take the window down in order, while everything it talks to is still alive."""
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self.window.hide()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settle()


def press(screen: Screen, key: Qt.Key) -> None:
    """Strike a key wherever the focus is."""
    QTest.keyClick(QApplication.focusWidget() or screen.window, key)
    settle()


def settle(rounds: int = 4) -> None:
    """Let layouts, paints and queued calls have their turn."""
    for _ in range(rounds):
        QApplication.processEvents()
