"""The page *Proof* as the studio's hands find it: real events on real widgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from pos_terminal.look.language import Language
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.rail import PROOF
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from pos_terminal.proofing.model import ProofPicture
from pos_terminal.proofing.view import ProofPage
from support import proof_pictures as pictures
from support.checkout_pictures import NOW
from support.shown import Recorded, Screen, press, settle

Asked = list[tuple[str, tuple[object, ...]]]


class Page:
    def __init__(self, qtbot: QtBot) -> None:
        self.screen = Screen()
        self.intents = Recorded(pictures.chosen())
        self.view = ProofPage(self.screen.theme, self.intents, self.screen.frame)
        self.screen.add(PROOF.page, self.view)
        qtbot.waitExposed(self.screen.window)
        self.intents.asked.clear()

    def show(self, state: ProofPicture) -> None:
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

    def key(self, key: Qt.Key) -> Asked:
        self.intents.asked.clear()
        press(self.screen, key)
        return self.asked

    def texts(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(Label) if label.isVisible()]

    def let_go(self, *names: str) -> bool:
        """Drag files over the page and let them go; whether they were taken."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(f"/scans/{name}") for name in names])
        copy, left, none = (
            Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        entered = QDragEnterEvent(QPointF(50, 50).toPoint(), copy, data, left, none)
        QApplication.sendEvent(self.view, entered)
        if not entered.isAccepted():
            return False
        QApplication.sendEvent(self.view, QDropEvent(QPointF(50, 50), copy, data, left, none))
        return True


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    made = Page(qtbot)
    yield made
    made.screen.close()
    speak(Manner())


def test_a_batch_is_chosen_from_the_list_and_stands_in_the_top_bar(page: Page) -> None:
    first, second = page.view.side.batches.rows()
    assert first.chosen
    assert first.accessibleName() == "Winter 2026, Game card, 20417, printed, not proven"
    assert page.press(second) == [("choose", (20415,))]
    assert page.key(Qt.Key.Key_Down) == [("choose", (20415,))]
    assert "Batch 20417 · Winter 2026" in page.view._context_words()


def test_f12_records_and_the_button_says_why_it_cannot(page: Page) -> None:
    assert page.view.side.record.why_off() == "Scan cards of this batch first"
    assert page.key(Qt.Key.Key_F12) == []
    page.show(pictures.read())
    assert page.view.side.record.words() == "Record 8 cards"
    assert page.key(Qt.Key.Key_F12) == [("record", ())]


def test_each_card_is_told_in_words_with_its_print(page: Page) -> None:
    page.show(pictures.read())
    spoken = [row.accessibleName() for row in page.view.samples.rows()]
    assert "Does not count. Good print. This card belongs to batch 20415" in spoken[0]
    assert spoken[1].startswith("A barcode. Cannot be read. There are bars here")
    assert "The quiet zone on the left is 6 modules; it should be 10." in spoken[2]
    assert page.view.samples.paper.accessibleName() == "Sheet with 10 symbols"
    assert page.press(page.view.samples.clear) == [("clear", ())]


def test_a_poor_print_is_told_and_counted_by_a_button_of_its_own(page: Page) -> None:
    page.show(pictures.read())
    assert not page.view.samples.count_poor.isVisible()
    page.show(pictures.poor())
    spoken = [row.accessibleName() for row in page.view.samples.rows()]
    assert "The print is poor, and the card does not count unless somebody says so." in spoken[0]
    assert page.press(page.view.samples.count_poor) == [("count_poor", ())]


def test_that_it_can_be_shipped_is_said_when_the_server_says_so(page: Page) -> None:
    page.show(pictures.read())
    assert "This batch can be shipped" not in page.texts()
    page.show(pictures.shippable())
    assert "This batch can be shipped" in page.texts()
    assert "The server lets this batch be shipped." in page.texts()
    assert any("no certified verification" in text for text in page.texts())
    assert any("Worst contrast: 84 %" in text for text in page.texts())


def test_what_is_not_printed_is_told_beside_the_proof(page: Page) -> None:
    page.show(pictures.printed_in_part())
    assert "This batch can be shipped" not in page.texts()
    told = "240 cards are not printed yet; their packs are not shipped."
    assert any(told in text for text in page.texts())


def test_sheets_are_let_go_on_the_page_or_chosen(page: Page) -> None:
    assert page.let_go("a.pdf", "b.PNG", "notes.txt")
    assert page.asked == [("read_files", ([Path("/scans/a.pdf"), Path("/scans/b.PNG")],))]
    assert not page.let_go("notes.txt")
    assert page.key(Qt.Key.Key_F3) == []
    dialog = page.view.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit(["/scans/c.tif"])
    assert page.asked == [("read_files", ([Path("/scans/c.tif")],))]
    dialog.close()


def test_a_reading_is_stopped_with_escape(page: Page) -> None:
    page.show(pictures.reading())
    assert "winter-backs.pdf: page 3 of 12" in page.texts()
    assert page.key(Qt.Key.Key_Escape) == [("cancel_reading", ())]


def test_without_a_line_it_says_so_and_asks_again(page: Page) -> None:
    page.show(pictures.no_line())
    assert page.view.side.record.why_off() == "No connection to the server"
    assert page.view.side.batches.rows()[0].chosen
    press(page.screen, Qt.Key.Key_F5)
    settle()
    assert "open" in page.intents.names()


def test_another_language_changes_every_word(page: Page, qapp: QApplication) -> None:
    page.show(pictures.read())
    language = Language(qapp)
    language.choose("de")
    speak(Manner(language="de", time_zone="Europe/Berlin", now_ms=lambda: NOW))
    settle()
    assert page.view.side.record.words() == "8 Karten festhalten"
    page.show(pictures.read())
    assert any("Die Ruhezone links misst 6 Module" in text for text in page.texts())
    language.choose("en")
