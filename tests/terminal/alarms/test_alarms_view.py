"""The page *Alarms* as a manager's hands find it: real events on real widgets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_terminal.alarms.model import AlarmsState, Way
from pos_terminal.alarms.view import PAGE, AlarmsView
from pos_terminal.look.rail import ALARMS, CHECKOUT, WAITING
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from support import alarm_pictures as pictures
from support.sale_lines import NOW
from support.shown import Recorded, Screen, settle


class Page:
    def __init__(self, qtbot: QtBot) -> None:
        self.screen = Screen()
        self.screen.frame.set_entries([CHECKOUT, WAITING, ALARMS])
        self.intents = Recorded(pictures.none())
        self.view = AlarmsView(self.screen.theme, self.intents, self.screen.frame)
        self.screen.add(PAGE, self.view)
        qtbot.waitExposed(self.screen.window)
        self.intents.asked.clear()

    def show(self, state: AlarmsState) -> None:
        self.intents.show(state)
        settle(6)
        self.intents.asked.clear()

    def texts(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(Label) if label.isVisible()]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    made = Page(qtbot)
    yield made
    made.screen.close()
    speak(Manner())


def test_the_rail_shows_how_many_are_open(page: Page) -> None:
    page.show(pictures.probed())
    shown = page.screen.frame._rail.entry("alarms")
    assert shown is not None
    assert (shown.count(), shown.accessibleDescription()) == (6, "6 open")
    page.show(pictures.none())
    assert shown.count() == 0


def test_rows_say_what_happened_and_are_chosen_by_press_or_arrow(page: Page) -> None:
    page.show(pictures.probed())
    row = page.view.list.rows()[1]
    assert row.accessibleName() == (
        "The card ending in 0178 turned up at two stores, "
        "Harbour Street 12, Till at the back door, 12:53, Two stores"
    )
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.intents.asked == [
        ("choose", ("two-stores:1:1",)),
        ("choose", ("two-stores:1:1",)),
    ]


def test_an_alarm_says_what_happened_what_it_means_and_what_to_do(page: Page) -> None:
    page.show(pictures.probed())
    texts = " ".join(page.texts())
    for words in (
        "Somebody knows the code of the unsold card ending in 0178",
        "No till sells it now.",
        "Take the card and its neighbours off the shelf",
        "10 cards: 7 unsold, 1 of them stopped, 2 sold",
    ):
        assert words in texts
    names = [tile.accessibleName() for tile in page.view.panel.pack._tiles]
    assert names[3] == "Card ending in 0178, Stopped"


def test_both_deeds_take_a_reason_first(page: Page) -> None:
    page.show(pictures.probed())
    panel = page.view.panel
    for button in (panel.reopen, panel.acknowledge):
        assert button.why_off() == "Say first what was found"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.screen.window, Qt.Key.Key_F12)
    assert page.intents.asked == []
    QTest.keyClicks(panel.reason.line, "a child typed it")
    QTest.mouseClick(panel.reopen, Qt.MouseButton.LeftButton)
    QTest.keyClick(panel.reason.line, Qt.Key.Key_F12)
    assert page.intents.asked == [
        ("reopen", ("a child typed it",)),
        ("acknowledge", ("a child typed it",)),
    ]


def test_a_reason_belongs_to_its_alarm(page: Page) -> None:
    page.show(pictures.probed())
    QTest.keyClicks(page.view.panel.reason.line, "looked at")
    page.show(pictures.probed())
    assert page.view.panel.reason.text() == "looked at", "the same alarm, shown anew"
    page.show(pictures.fork())
    assert page.view.panel.reason.text() == ""


def test_the_ways_lead_on_and_only_those_that_fit_are_shown(page: Page) -> None:
    page.show(pictures.fork())
    shown = [way for way, button in page.view.panel.ways.items() if button.isVisible()]
    assert shown == [Way.TILLS, Way.SALE]
    QTest.mouseClick(page.view.panel.ways[Way.TILLS], Qt.MouseButton.LeftButton)
    assert page.intents.asked == [("go", (Way.TILLS,))]


def test_a_list_that_cannot_be_shown_is_asked_for_again(page: Page) -> None:
    page.show(pictures.not_shown())
    assert "The alarms cannot be shown" in page.texts()
    QTest.keyClick(page.screen.window, Qt.Key.Key_F5)
    assert page.intents.names() == ["open"]
