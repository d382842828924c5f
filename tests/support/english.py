"""English, although a test before has left another language installed."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from PySide6.QtCore import QCoreApplication, QTranslator


class _Sources(QTranslator):
    """Answers with what the sources say, and so hides translations installed before it."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,  # Qt's own signature
        sourceText: str,  # noqa: N803
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        return sourceText


class English:
    """Lies over all translators while the block runs; one installed in it lies over this."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._translator = _Sources()

    def __enter__(self) -> Self:
        self._application.installTranslator(self._translator)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._application.removeTranslator(self._translator)
