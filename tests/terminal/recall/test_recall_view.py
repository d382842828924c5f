"""The page *Recall* as a manager's hands find it: real events on real widgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from card_contract.states import RecallEffect, RecallReason
from pos_terminal.look.buttons import Button
from pos_terminal.look.hold_button import HOLD_MS
from pos_terminal.look.language import Language
from pos_terminal.look.pill import Mood
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from pos_terminal.look.theme import TOUCH_MIN, Appearance, Token
from pos_terminal.recall.model import By, Paper, RecallPicture
from pos_terminal.recall.view import PAGE, RecallPage
from support import recall_pictures as pictures
from support.checkout_pictures import NOW
from support.shown import Recorded, Screen, settle

LONG_ENOUGH = HOLD_MS + 250
Asked = list[tuple[str, tuple[object, ...]]]


class Page:
    def __init__(self, qtbot: QtBot, width: int = 1280, height: int = 800) -> None:
        self.screen = Screen(Appearance.LIGHT, width, height)
        self.intents = Recorded(pictures.empty())
        self.view = RecallPage(self.screen.theme, self.intents, self.screen.frame)
        self.screen.add(PAGE, self.view)
        qtbot.waitExposed(self.screen.window)
        self.intents.asked.clear()

    def show(self, state: RecallPicture) -> None:
        self.intents.show(state)
        settle(6)
        self.intents.asked.clear()

    @property
    def asked(self) -> Asked:
        settle()
        return [ask for ask in self.intents.asked if ask[0] not in ("open", "look_again")]

    def press(self, part: Pressable) -> Asked:
        self.intents.asked.clear()
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
        return self.asked

    def texts(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(Label) if label.isVisible()]

    def button(self, words: str) -> Button:
        return next(
            button
            for button in self.view.findChildren(Button)
            if button.isVisible() and button.words() == words
        )


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    made = Page(qtbot)
    yield made
    made.screen.close()
    speak(Manner())


def test_chips_choose_how_the_cards_and_why(page: Page) -> None:
    choose = page.view.choose
    assert page.press(choose.ways[By.RANGE]) == [("choose_by", (By.RANGE,))]
    assert page.press(choose.reasons[RecallReason.LOST]) == [
        ("choose_reason", (RecallReason.LOST,))
    ]
    assert not choose.ways[By.RANGE].isChecked(), "what is chosen is for the presenter to say"


def test_what_is_typed_is_told_field_by_field(page: Page) -> None:
    page.show(pictures.typed_wrong())
    assert "That is no card number: check the digits." in page.texts()
    QTest.keyClick(page.view.choose.first.line, Qt.Key.Key_1)
    assert page.asked[0][0] == "write"
    assert page.asked[0][1][0] == "first"
    page.intents.asked.clear()
    QTest.keyClick(page.view.choose.note.line, Qt.Key.Key_A)
    assert page.asked == [("write_note", ("a",))]


def test_the_matrix_says_kind_meaning_number_and_fate(page: Page) -> None:
    page.show(pictures.looked())
    lines = [line.accessibleName() for line in page.view.matrix._lines if line.isVisible()]
    assert lines[0] == "Inactive, not sold yet, 1,180, Will be invalidated"
    assert lines[4] == ("In progress, being redeemed now, 2, Will be settled when the attempt ends")
    assert len(lines) == 8
    assert (
        "1,231 of 1,244 cards will be invalidated, and 2 if their redemption fails" in page.texts()
    )
    page.show(pictures.ended())
    lines = [line.accessibleName() for line in page.view.matrix._lines if line.isVisible()]
    assert lines[1] == "Inactive, held, in a sale right now, 2, Made invalid, its sale is refused"


def test_the_page_says_that_a_recall_is_for_good_and_offers_the_stop_first(page: Page) -> None:
    page.show(pictures.looked())
    assert any(
        "cannot be undone" in text and "stop the sale first" in text for text in page.texts()
    )
    assert page.press(page.button("Stop sale of 1,182 cards")) == [("stop_sale", ())]
    page.show(pictures.stopped_before())
    assert page.press(page.button("Lift the stop of 8 cards")) == [("lift", ())]


def test_what_was_chosen_is_thrown_away_by_a_button_that_says_so_and_by_no_key(page: Page) -> None:
    page.show(pictures.empty())
    assert page.view.start_over.isHidden()
    page.show(pictures.scanned())
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.asked == []
    assert page.press(page.button("Start over")) == [("start_over", ())]
    page.show(pictures.ended())
    assert page.view.start_over.isHidden()


def test_only_a_held_button_recalls_and_neither_click_nor_enter(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.looked())
    hold = page.view.foot.signing.hold
    assert not hold.isEnabled()
    assert hold.accessibleDescription() == "Waiting for the second signature"
    page.show(pictures.signed())
    QTest.mouseClick(hold, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.asked == []
    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.intents.names()), timeout=LONG_ENOUGH * 4)
    QTest.mouseRelease(hold, Qt.MouseButton.LeftButton)
    assert page.asked == [("recall", ())]


def test_f9_held_recalls_too(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.signed())
    page.view.setFocus()
    QTest.keyPress(page.view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "recall" in page.intents.names(), timeout=LONG_ENOUGH * 4)
    QTest.keyRelease(page.view, Qt.Key.Key_F9)


def test_a_second_manager_signs_and_sold_cards_are_a_choice(page: Page) -> None:
    page.show(pictures.looked())
    assert page.press(page.button("Second manager signs")) == [("sign", ())]
    sold = page.view.foot.signing.sold
    assert sold.text() == "Include 51 sold cards, with refunds"
    assert page.press(sold) == [("include_sold", ())]


def test_while_it_runs_the_page_looks_again_and_the_choice_is_locked(
    page: Page, qtbot: QtBot
) -> None:
    page.show(pictures.running())
    qtbot.waitUntil(lambda: "look_again" in page.intents.names(), timeout=5_000)
    assert not page.view.choose.isVisible(), "what it was asked for with stands in its place"
    assert "65 % done" in page.texts()
    assert page.press(page.button("Stop, keep what is done")) == [("stop", ())]
    page.show(pictures.ended())
    assert not page.view._timer.isActive()


def test_only_a_recall_that_reached_every_card_looks_done(page: Page) -> None:
    def steps() -> str:
        return page.view.steps.accessibleName()

    page.show(pictures.ended())
    assert page.view._pill._mood is Mood.ACTIVATED
    assert steps().endswith("Recall, done")
    for picture, mood in ((pictures.cancelled, Mood.QUIET), (pictures.failed, Mood.REFUSED)):
        page.show(picture())
        assert page.view._pill._mood is mood
        assert page.view.foot.progress._bar._token is not Token.ACTIVATED
        assert "Sign, done" in steps()
        assert steps().endswith("Recall, to come")
        assert page.press(page.button("Go on with the rest")) == [("go_on", ())]


def test_the_cards_are_filtered_looked_up_and_saved_where_one_says(
    page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.show(pictures.by_card())
    chips = page.view.results._chips
    assert page.press(chips[RecallEffect.REFUND_DUE]) == [("filter", (RecallEffect.REFUND_DUE,))]
    for paper, button in page.view.results.papers.items():
        name = f"recall-R-31.{paper.value}"
        suggested = str(Path.home() / name)
        monkeypatch.setattr(
            QFileDialog,
            "getSaveFileName",
            lambda *asked, wanted=suggested: (
                (str(tmp_path / Path(asked[2]).name) if asked[2] == wanted else ""),
                "",
            ),
        )
        assert page.press(button) == [("save", (Paper(paper), tmp_path / name))]
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
        assert page.press(button) == [], "nobody named a place"
    assert page.press(page.view.results.more) == [("more", ())]
    QTest.keyClicks(page.view.results.number.line, "9x7")
    assert page.asked[-1] == ("find", ("97",))


def test_earlier_recalls_are_opened_from_their_list(page: Page) -> None:
    assert page.press(page.view.earlier_button) == [("show_earlier", ())]
    page.show(pictures.earlier())
    rows = page.view.earlier.rows
    assert rows[1].accessibleName() == "Stop-sale R-30, 09:07, Anna Lindt, Stolen, 2,488, Done"
    assert page.press(rows[1]) == [("open_recall", (30,))]
    assert page.press(page.button("Show older ones")) == [("more_earlier", ())]


def test_beside_a_recall_stand_its_own_cards_reason_and_note_and_the_way_back(page: Page) -> None:
    page.show(pictures.stop_ended())
    shown = page.texts()
    assert {"Stop-sale R-30", "All cards of Gift card 50", "Lost", pictures.NOTE} <= {*shown}
    assert not any("Stolen" in text for text in shown)
    assert page.view.start_over.isHidden()
    assert page.press(page.button("Back to my choice")) == [("leave", ())]
    go_on = page.button("Recall these cards, or lift the stop")
    assert page.press(go_on) == [("go_on", ())]
    page.show(pictures.ended())
    assert any("Sold cards were included." in text for text in page.texts())
    assert page.press(page.button("Choose other cards")) == [("leave", ())]


def test_nothing_leads_away_while_the_server_is_asked_to_do_it(page: Page) -> None:
    page.show(pictures.asked_for_it())
    assert page.view.start_over.isHidden()
    assert page.press(page.view.earlier_button) == []
    assert page.view.earlier_button.why_off() == "The server is being asked"
    assert page.view._pill._text == "Not answered yet"


def test_scans_without_an_answer_are_counted_and_asked_for_again(page: Page) -> None:
    page.show(pictures.scans_without_answer())
    shown = page.texts()
    assert "3 scans without an answer" in shown
    assert "2 scans are no cards, the last: …0017" in shown
    assert page.press(page.button("Ask again")) == [("ask_again", ())]


def test_a_file_tells_its_lines_that_are_no_cards(
    page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.show(pictures.file())
    shown = "\n".join(page.texts())
    assert "142 lines are no cards" in shown
    assert "Line 1,204: not readable as text" in shown
    place = tmp_path / "bad.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    assert page.press(page.button("Save these lines")) == [("save_faults", (place,))]


def test_a_new_picture_leaves_the_focus_on_nothing_that_can_be_pressed(page: Page) -> None:
    for picture in pictures.PICTURES.values():
        page.show(picture())
        focused = QApplication.focusWidget()
        assert focused is None or not isinstance(focused, Pressable)


def clipped(label: Label) -> bool:
    _, height, widest = label._lay_out(float(label.width()))
    too_wide = not label.wordWrap() and widest > label.width() + 1
    return bool(label.text()) and (height > label.height() + 2 or too_wide)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_everything_fits_and_can_be_hit_and_named(
    qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    speak(Manner(language=language, time_zone="Europe/Berlin", now_ms=lambda: NOW))
    spoken = Language(QApplication.instance())
    spoken.choose(language)
    page = Page(qtbot, *size)
    found: list[str] = []
    for name, picture in pictures.PICTURES.items():
        page.show(picture())
        root = page.screen.window
        assert (root.width(), root.height()) == size, name
        found += [
            f"{name}: clipped {label.text()!r}"
            for label in root.findChildren(Label)
            if label.isVisible() and clipped(label)
        ]
        for part in root.findChildren(Pressable):
            if part.isVisible() and min(part.width(), part.height()) < TOUCH_MIN:
                found.append(f"{name}: small {part.accessibleName()!r}")
            if part.isVisible() and not part.accessibleName():
                found.append(f"{name}: unnamed {type(part).__name__}")
        found += [
            f"{name}: an unnamed field"
            for line in root.findChildren(QLineEdit)
            if line.isVisible() and not line.accessibleName()
        ]
    page.screen.close()
    spoken.choose("en")
    speak(Manner())
    assert found == []
