"""The page *Import* as hands find it: real events on real widgets, real files, the real presenter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from card_contract.studio_messages import LineOutcome
from pos_terminal.card_import.model import ImportPicture, Stage
from pos_terminal.card_import.view import PAGE, FileQuestions, ImportPage
from pos_terminal.look.text import Label
from support.import_office import SECRET, ImportOffice, number
from support.shown import Screen, press, settle


class Answers(FileQuestions):
    """Names the files that the test has put there."""

    def __init__(self, folder: Path) -> None:
        self.cards = folder / "cards.csv"
        self.saved = folder / "report.csv"

    def file_of_cards(self, parent: QWidget) -> Path | None:
        return self.cards

    def report(self, parent: QWidget) -> Path | None:
        return self.saved


class Hands:
    """Somebody at the page."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.office = ImportOffice(folder)
        self.answers = Answers(folder)
        self.screen = Screen()
        self.view = ImportPage(self.screen.theme, self.office.page, self.screen.frame, self.answers)
        self.screen.add(PAGE, self.view)
        qtbot.waitExposed(self.screen.window)

    @property
    def state(self) -> ImportPicture:
        settle()
        state = self.office.state
        settle()
        return state

    def click(self, widget: QWidget) -> ImportPicture:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        return self.state

    def f12(self) -> ImportPicture:
        press(self.screen, Qt.Key.Key_F12)
        return self.state

    def words(self) -> str:
        shown = self.view.findChildren(Label)
        return "\n".join(label.text() for label in shown if label.isVisible())


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Iterator[Hands]:
    hands = Hands(qtbot, tmp_path)
    yield hands
    hands.screen.close()
    hands.office.close()


def test_a_file_is_chosen_checked_and_taken_in_by_f12(hands: Hands) -> None:
    hands.office.file(range(1, 151))
    assert hands.state.campaigns
    hands.view.file.campaign.chosen.emit("gift")
    hands.click(hands.view.file.choose)
    assert hands.f12().stage is Stage.CHECKED
    assert "150 cards are new" in hands.words()
    assert hands.f12().stage is Stage.DONE
    assert len(hands.office.studio.cards) == 150


def test_refused_lines_are_shown_alone_or_among_all_and_saved(hands: Hands) -> None:
    hands.office.file(range(1, 31))
    hands.office.studio.refused[number(5)] = LineOutcome.CODE_TAKEN
    assert hands.state.campaigns
    hands.view.file.campaign.chosen.emit("gift")
    hands.click(hands.view.file.choose)
    hands.f12()
    assert "Line 6: the code belongs to another card" in hands.words()
    assert "Line 7:" not in hands.words()
    hands.click(hands.view.all_chip)
    assert "Line 7: a new card" in hands.words()
    assert SECRET not in hands.words()
    hands.click(hands.view.save)
    assert "6,code-taken" in hands.answers.saved.read_text()
    assert hands.f12().stage is Stage.CHECKED


def test_a_passphrase_is_typed_as_dots_and_tried_with_enter(hands: Hands, tmp_path: Path) -> None:
    hands.answers.cards = tmp_path / "cards.age"
    hands.answers.cards.write_bytes(b"age-encryption.org/v1\nand no more of it")
    assert hands.state.campaigns
    hands.view.file.campaign.chosen.emit("gift")
    assert hands.click(hands.view.file.choose).key_wanted
    line = hands.view.file.passphrase.line
    QTest.keyClicks(line, "winter")
    assert line.displayText() != "winter"
    QTest.keyClick(line, Qt.Key.Key_Return)
    fault = hands.state.fault
    assert fault is not None
    assert fault.id == "read.key_wrong"


def test_escape_goes_back_to_the_batches(hands: Hands) -> None:
    press(hands.screen, Qt.Key.Key_Escape)
    assert hands.office.went_back == 1
