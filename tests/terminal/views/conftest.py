"""A screen that speaks English at a known time, whatever ran before; nothing stays behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pos_terminal.look.sentences import Manner, speak
from support.english import English
from support.sale_lines import NOW, forget_long_ones
from support.shown import Screen


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    with English(qapp):
        yield
    speak(Manner())


@pytest.fixture(autouse=True)
def _nothing_long_stays() -> Iterator[None]:
    yield
    forget_long_ones()


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[Screen]:  # noqa: ARG001  # an application must stand
    made = Screen()
    yield made
    made.close()
