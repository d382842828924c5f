"""The page *Stock* as a manager's hands find it: real events on real widgets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_terminal.custody.model import Mode, StockPicture
from pos_terminal.custody.view import StockPage
from pos_terminal.look.language import Language
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.rail import STOCK
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from support import stock_pictures as pictures
from support.checkout_pictures import NOW
from support.shown import Recorded, Screen, press, settle

Asked = list[tuple[str, tuple[object, ...]]]


class Page:
    def __init__(self, qtbot: QtBot) -> None:
        self.screen = Screen()
        self.intents = Recorded(pictures.empty())
        self.view = StockPage(self.screen.theme, self.intents, self.screen.frame)
        self.screen.add(STOCK.page, self.view)
        qtbot.waitExposed(self.screen.window)
        self.intents.asked.clear()

    def show(self, state: StockPicture) -> None:
        self.intents.show(state)
        settle(6)
        self.intents.asked.clear()

    @property
    def asked(self) -> Asked:
        settle()
        return [ask for ask in self.intents.asked if ask[0] != "open"]

    def press(self, part: Pressable) -> Asked:
        self.intents.asked.clear()
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
        return self.asked

    def texts(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(Label) if label.isVisible()]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    made = Page(qtbot)
    yield made
    made.screen.close()
    speak(Manner())


def test_a_press_asks_for_what_a_scan_is_to_do(page: Page) -> None:
    side = page.view.side
    assert page.press(side.modes[Mode.RECEIVE]) == [("choose_mode", (Mode.RECEIVE,))]
    assert not side.store.isVisible()
    page.show(pictures.shipping())
    assert side.modes[Mode.SHIP].isChecked()
    assert side.store.isVisible()
    assert side.store.value() == "market"
    side.store.chosen.emit("station")
    assert page.asked == [("choose_store", ("station",))]


def test_a_label_is_typed_and_taken_with_enter(page: Page) -> None:
    line = page.view.side.typed.line
    QTest.keyClicks(line, "P")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.asked == [("write", ("P",)), ("take", ())]


def test_what_a_label_stands_on_is_told_with_where_its_packs_are(page: Page) -> None:
    page.show(pictures.carton())
    texts = page.texts()
    for words in ("Carton 17-00041", "Gift card 50, batch 17", "10 packs, 100 cards"):
        assert words in texts
    places = next(text for text in texts if "on their way to Harbour Street 12" in text)
    assert "One pack has not been shipped" in places
    assert page.press(page.view.label.receive) == [("receive", ())]
    page.intents.asked.clear()
    press(page.screen, Qt.Key.Key_F12)
    assert page.asked == [("receive", ())]


def test_without_a_line_the_button_says_why_it_is_off(page: Page) -> None:
    page.show(pictures.pack_without_line())
    assert page.view.label.receive.why_off() == "No connection to the server"
    assert page.press(page.view.label.receive) == []


def test_each_difference_is_told_in_a_sentence_with_icon_and_word(page: Page) -> None:
    page.show(pictures.receiving())
    rows = [row.accessibleName() for row in page.view.sitting.rows if row.isVisible()]
    assert rows[1].startswith("Carton 17-00045, received at Harbour Street 12")
    assert "Done, with a difference" in rows[1]
    assert "3 packs were received here before" in rows[1]
    assert "One pack had been received at Market Square 1; it is here now" in rows[2]
    assert rows[-1].endswith("Done. 10 packs have arrived.")
    assert "6 labels, 4 with a difference" in page.view.sitting.sum.text()


def test_what_was_sold_though_not_received_is_told_with_its_sale(page: Page) -> None:
    assert not page.view.strays.isVisible(), "there are none"
    page.show(pictures.sold_though_not_received())
    texts = page.texts()
    assert "Card ending in 0178" in texts
    assert any(text.startswith("Till at the back door, sale T02-1-000421, ") for text in texts)
    assert "And more; the newest are shown" in texts
    page.show(pictures.not_told())
    assert page.texts().count("Not known yet") == 2


def test_what_is_not_known_is_asked_again_with_f5(page: Page) -> None:
    page.show(pictures.not_known())
    rows = [row.accessibleName() for row in page.view.sitting.rows if row.isVisible()]
    assert "to be received at" in rows[0]
    assert "Not known yet" in rows[0]
    press(page.screen, Qt.Key.Key_F5)
    assert page.asked == [("retry", ())]


def test_what_is_on_its_way_here_is_listed_and_what_is_not_known_is_not_claimed(
    page: Page,
) -> None:
    page.show(pictures.not_told())
    assert "Not known yet" in page.texts()
    page.show(pictures.empty())
    assert "Nothing is on its way to this store" in page.texts()
    page.show(pictures.receiving())
    assert "2 of 10 packs" in page.texts()
    assert "And more; the oldest are shown" in page.texts()


def test_the_page_speaks_german_at_once(page: Page, qapp: object) -> None:
    language = Language(qapp)  # type: ignore[arg-type]
    language.choose("de")
    settle()
    try:
        assert "Was ein Scan tut" in page.texts()
    finally:
        language.choose("en")
        settle()
