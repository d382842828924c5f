"""The language of the screen, switchable at run time through Qt's translation files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QTranslator

from pos_terminal.look.sentences import manner, speak

LANGUAGES: Final[dict[str, str]] = {"en": "English", "de": "Deutsch"}
# Not importlib.resources: that imports zip and temporary files before the first paint.
_TRANSLATIONS: Final = Path(__file__).parent / "translations"


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
        before, self._translator = self._translator, None
        translator = None if code == "en" else self._load(code)
        self._code = code if translator is not None else "en"
        # Money and times first: installing a translator makes every widget write itself anew.
        speak(replace(manner(), language=self._code))
        if before is not None:
            self._application.removeTranslator(before)
        if translator is not None:
            self._application.installTranslator(translator)
            self._translator = translator

    def _load(self, code: str) -> QTranslator | None:
        translator = QTranslator(self._application)
        file = _TRANSLATIONS / f"{code}.qm"
        return translator if code in LANGUAGES and translator.load(str(file)) else None
