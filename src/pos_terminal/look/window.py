"""The one window: whole screens (first start, sign-in, the frame) of which one is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.look.card_surface import Ground
from pos_terminal.look.demo_ribbon import DemoRibbon
from pos_terminal.look.focus_ring import FocusRing
from pos_terminal.look.theme import WINDOW_HEIGHT, WINDOW_WIDTH, Theme, Token


class Window(Ground):
    """Chooses the scale from its size. ``may_close`` is asked before it closes."""

    closing = Signal()

    def __init__(self, theme: Theme, *, may_close: Callable[[], bool] | None = None) -> None:
        super().__init__(theme, Token.CANVAS)
        self._theme = theme
        self._may_close = may_close
        self._screens: dict[str, QWidget] = {}
        self._stack = QStackedLayout(self)
        self._ribbon: DemoRibbon | None = None
        self._ring = FocusRing(theme, self)
        self.setMinimumSize(1024, 720)
        self.resize(WINDOW_WIDTH, WINDOW_HEIGHT)

    def add_screen(self, name: str, screen: QWidget) -> None:
        if screen.focusPolicy() is Qt.FocusPolicy.NoFocus:
            # Else Qt would hand the focus to the first button as soon as the window is active.
            screen.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        screen.setProperty("focus_ring", False)
        self._screens[name] = screen
        self._stack.addWidget(screen)

    def show_screen(self, name: str) -> None:
        screen = self._screens[name]
        self._stack.setCurrentWidget(screen)
        # On nothing that Enter could press: the screen itself takes the keys.
        screen.setFocus()
        self._raise_ribbon()

    def current_screen(self) -> str | None:
        shown = self._stack.currentWidget()
        return next((name for name, screen in self._screens.items() if screen is shown), None)

    def set_demo(self, demo: bool) -> None:
        """Hang out the demo's ribbon, or take it in."""
        if demo and self._ribbon is None:
            self._ribbon = DemoRibbon(self._theme, self)
            self._ribbon.show()
        elif not demo and self._ribbon is not None:
            self._ribbon.deleteLater()
            self._ribbon = None

    def _raise_ribbon(self) -> None:
        if self._ribbon is not None:
            self._ribbon.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._theme.fit(self.width(), self.height())
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close is not None and not self._may_close():
            event.ignore()
            return
        self.closing.emit()
        event.accept()
