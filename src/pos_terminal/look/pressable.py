"""What every part that can be pressed shares: buttons, keys, tiles, chips, entries of the rail."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_terminal.look.theme import RADIUS_BUTTON, Theme


class Pressable(QAbstractButton):
    """Pressed by finger, mouse, or Space after Tab; never by Enter, which belongs to scanners."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # Finger and mouse press without taking the focus; Tab brings it, and the ring shows.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._restyle)

    @property
    def focus_radius(self) -> int:
        return self._theme.px(RADIUS_BUTTON)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)
