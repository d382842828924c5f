"""Language and appearance, side by side; each says what it would switch to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Row
from pos_terminal.look.buttons import QuietButton
from pos_terminal.look.language import LANGUAGES
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, manner, say
from pos_terminal.look.theme import Appearance, Theme
from pos_terminal.words import Message

CONTEXT: Final = "switches"
SENTENCES: Final[dict[str, str]] = {
    "dark": QT_TRANSLATE_NOOP("switches", "Dark"),
    "light": QT_TRANSLATE_NOOP("switches", "Light"),
}


class Switches(QWidget):
    """`language_asked` and `appearance_asked` name what to switch to; the owner does it."""

    language_asked = Signal(str)
    appearance_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = Row(theme, parent=self)
        self._language = QuietButton(theme, icon="translate")
        self._appearance = QuietButton(theme, icon="moon")
        row.addWidget(self._language)
        row.addWidget(self._appearance)
        self._language.clicked.connect(self._ask_language)
        self._appearance.clicked.connect(self._ask_appearance)
        theme.changed.connect(self._name)
        self._name()

    def _name(self) -> None:
        self._language.set_words(LANGUAGES[self._other_language()])
        dark = self._theme.appearance is Appearance.DARK
        self._appearance.set_words(say(CONTEXT, SENTENCES, Message("light" if dark else "dark")))
        self._appearance.set_icon("sun" if dark else "moon")

    def _other_language(self) -> str:
        return next(code for code in LANGUAGES if code != manner().language)

    def _ask_language(self) -> None:
        self.language_asked.emit(self._other_language())

    def _ask_appearance(self) -> None:
        dark = self._theme.appearance is Appearance.DARK
        self.appearance_asked.emit((Appearance.LIGHT if dark else Appearance.DARK).value)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)
