"""English, whatever language an earlier test has left installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pos_terminal.look.sentences import Manner, speak
from support.english import English


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    speak(Manner())
    with English(qapp):
        yield
