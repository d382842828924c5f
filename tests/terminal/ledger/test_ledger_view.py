"""The page *Ledger* as a manager's hands find it: real events on real widgets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_terminal.ledger.entries_view import readable_id
from pos_terminal.ledger.model import LedgerState, Narrowing, Section
from pos_terminal.ledger.view import PAGE, LedgerView
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from support import ledger_pictures as pictures
from support.sale_lines import NOW
from support.shown import Recorded, Screen, settle


class Page:
    def __init__(self, qtbot: QtBot) -> None:
        self.screen = Screen()
        self.intents = Recorded(pictures.entries())
        self.view = LedgerView(self.screen.theme, self.intents, self.screen.frame)
        self.screen.add(PAGE, self.view)
        qtbot.waitExposed(self.screen.window)
        self.intents.asked.clear()

    def show(self, state: LedgerState) -> None:
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


def test_entries_are_told_in_words_with_who_and_when(page: Page) -> None:
    names = [row.accessibleName() for row in page.view.entries.rows()]
    assert names[0] == "Signed in, 14:07, Mia Kern, No. 48,113, mia"
    assert names[3].startswith("Unsold card's code entered, 13:46, A customer")
    assert names[6].startswith("job.new-in-a-later-server, 13:25, The server"), (
        "no word: as it was written"
    )


def test_an_entry_opens_under_its_row_with_money_as_money(page: Page) -> None:
    QTest.mouseClick(page.view.entries.rows()[1], Qt.MouseButton.LeftButton)
    assert page.intents.asked == [("choose", (48_112,))]
    page.show(pictures.opened())
    texts = page.texts()
    assert "€300.00" in texts
    assert "EUR" not in texts
    assert any(text.startswith("9f3a9f3a 9f3a9f3a") for text in texts)


def test_what_a_close_counted_is_told_as_money_also_below_zero(page: Page) -> None:
    page.show(pictures.day_closed())
    texts = page.texts()
    assert texts.count("\N{MINUS SIGN}€25.00") == 3
    for word in ("Cash counted", "Own POS", "Compared with", "Lines that do not agree"):
        assert word in texts
    assert "EUR" not in texts


def test_enter_searches_for_the_number_and_the_days_that_were_typed(page: Page) -> None:
    search = page.view.search
    QTest.keyClicks(search.days[Narrowing.FIRST_DAY].line, "2026-11-01")
    QTest.keyClick(page.screen.window, Qt.Key.Key_F3)
    QTest.keyClicks(search.number.line, "T1-1-000421")
    QTest.keyClick(search.number.line, Qt.Key.Key_Return)
    assert page.intents.asked == [
        ("narrow", (Narrowing.FIRST_DAY, "2026-11-01")),
        ("narrow", (Narrowing.LAST_DAY, "")),
        ("find", ("T1-1-000421",)),
    ]


def test_a_choice_narrows_down(page: Page) -> None:
    person = page.view.search.choices[Narrowing.PERSON]
    person.chosen.emit("mia")
    assert page.intents.asked == [("narrow", (Narrowing.PERSON, "mia"))]


def test_what_was_not_understood_is_said_at_its_field(page: Page) -> None:
    page.show(pictures.not_understood())
    texts = page.texts()
    assert "That is no number of a receipt, a card or a label." in texts
    assert "Type a day such as 2026-11-22." in texts
    page.show(pictures.entries())
    assert "Type a day such as 2026-11-22." not in page.texts()


def test_the_verification_has_a_section_of_its_own(page: Page) -> None:
    QTest.mouseClick(page.view.search.sections[Section.CHECK], Qt.MouseButton.LeftButton)
    assert page.intents.asked == [("open_section", (Section.CHECK,))]
    page.show(pictures.verified())
    assert "All 48,113 entries are as they were written." in page.texts()
    QTest.keyClick(page.screen.window, Qt.Key.Key_F12)
    assert page.intents.asked == [("verify", ())]


def test_a_broken_ledger_is_named_with_the_till_that_noticed(page: Page) -> None:
    page.show(pictures.broken())
    assert page.view.check.accessibleName().startswith("Changed. From entry 31,802 on")
    lines = [line.accessibleName() for line in page.view.check._lines if line.isVisible()]
    assert lines[0] == "Till 1, Entry 48,110, shown 13:02, Does not fit"


def test_a_sale_stands_there_by_the_number_of_its_receipt() -> None:
    assert readable_id("T1.1.000421.00000000000000000000000000") == "T1-1-000421"
    assert readable_id("day 2026-11-29") == "day 2026-11-29"
