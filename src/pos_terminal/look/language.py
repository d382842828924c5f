"""The language of the screen, switchable at run time through Qt's translation files."""

from __future__ import annotations

from importlib import resources
from typing import Final

from PySide6.QtCore import QCoreApplication, QTranslator

LANGUAGES: Final[dict[str, str]] = {"en": "English", "de": "Deutsch"}


class Language:
    """Installs the translation; Qt then tells every widget with a LanguageChange event."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._translator: QTranslator | None = None
        self._code = "en"

    @property
    def code(self) -> str:
        return self._code

    def choose(self, code: str) -> None:
        """English is what the sources say, so it needs no file. Unknown languages fall to it."""
        if code == self._code:
            return
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
        self._code = "en"
        if code != "en" and code in LANGUAGES:
            file = resources.files("pos_terminal.look") / "translations" / f"{code}.qm"
            translator = QTranslator(self._application)
            if translator.load(str(file)):
                self._application.installTranslator(translator)
                self._translator = translator
                self._code = code
