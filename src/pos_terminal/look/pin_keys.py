"""Where a PIN is entered: dots over the keys, and a check mark once nothing more is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, keep_size
from pos_terminal.look.icons import Icon
from pos_terminal.look.pin_pad import KEY_GAP, KEY_WIDTH, PinDots, PinPad
from pos_terminal.look.relabel import show_if
from pos_terminal.look.theme import Theme, Token


class PinKeys(QWidget):
    """The presses are the pad's to tell."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        keep_size(theme, self, width=3 * KEY_WIDTH + 2 * KEY_GAP)
        column = Column(theme, spacing=12, parent=self)
        self._dots = PinDots(theme)
        self.pad = PinPad(theme)
        self._done = Icon(theme, "check-circle", 120, Token.ACCENT_TEXT)
        column.addStretch(1)
        for part in (self._dots, self.pad, self._done):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_entry(
        self, digits: int, *, ready: bool, why_not: str | None, takes_digits: bool = True
    ) -> None:
        """Show how many digits there are; ``why_not`` says why the arrow cannot be pressed."""
        self._dots.show_count(digits)
        show_if(self._dots, not ready)
        show_if(self.pad, not ready)
        show_if(self._done, ready)
        self.pad.allow(
            digits=takes_digits and not ready, enter=why_not is None, why_not=why_not or ""
        )
