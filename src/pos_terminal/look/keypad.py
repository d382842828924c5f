"""Keys for an amount or a number, where there is only a finger."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.look.pin_pad import KEY_GAP, PinKey
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.theme import Theme
from pos_terminal.words import Message

CONTEXT: Final = "keypad"
SENTENCES: Final[dict[str, str]] = {
    "erase": QT_TRANSLATE_NOOP("keypad", "Erase the last sign"),
    "hyphen": QT_TRANSLATE_NOOP("keypad", "Hyphen"),
    "separator": QT_TRANSLATE_NOOP("keypad", "Decimal separator"),
}


class _Key(PinKey):
    """Gives way in a small window, down to a size that a finger still hits."""

    def __init__(self, theme: Theme, *, digit: str = "", icon: str = "") -> None:
        super().__init__(theme, digit=digit, icon=icon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def shown_sign(self) -> str:
        return self._digit

    def show_sign(self, sign: str) -> None:
        if sign != self._digit:
            self._digit = sign
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(72), self._theme.px(56))


class Keypad(QWidget):
    """`sign` passes a digit or the separator (or hyphen) on, `erased` the backspace key."""

    sign = Signal(str)
    erased = Signal()

    def __init__(self, theme: Theme, *, separator: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0):
            row, column = (3, 1) if number == 0 else divmod(number - 1, 3)
            self._grid.addWidget(self._key(str(number)), row, column)
        self._separator = self._key(separator) if separator else None
        if self._separator is not None:
            self._grid.addWidget(self._separator, 3, 0)
        self._erase = _Key(theme, icon="backspace")
        self._erase.clicked.connect(self.erased)
        self._grid.addWidget(self._erase, 3, 2)
        theme.changed.connect(self._rescale)
        self._rescale()
        self._name_keys()

    def set_separator(self, separator: str) -> None:
        """The sign that the language writes between whole and rest."""
        if self._separator is not None:
            self._separator.show_sign(separator)
            self._name_keys()

    def _key(self, sign: str) -> _Key:
        key = _Key(self._theme, digit=sign)
        key.clicked.connect(lambda: self.sign.emit(key.shown_sign))
        return key

    def _rescale(self) -> None:
        self._grid.setSpacing(self._theme.px(KEY_GAP))

    def _name_keys(self) -> None:
        self._erase.setAccessibleName(say(CONTEXT, SENTENCES, Message("erase")))
        if self._separator is not None:
            word = "hyphen" if self._separator.shown_sign == "-" else "separator"
            self._separator.setAccessibleName(say(CONTEXT, SENTENCES, Message(word)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._name_keys()
        super().changeEvent(event)
