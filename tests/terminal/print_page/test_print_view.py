"""The page *Print* in a real window: taps on the sheet, keys, the warning before a file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from pos_terminal.look.rail import PRINT
from pos_terminal.print_page.jobs import A_SHOP
from pos_terminal.print_page.view import PrintPage
from support.print_office import KEY, PrintOffice
from support.print_pictures import begun, outcome
from support.shown import Screen, press, settle


@pytest.fixture
def office(tmp_path):
    office = PrintOffice(tmp_path)
    office.floor.tasks.deliver()
    yield office
    office.close()


@pytest.fixture
def screen(qapp):  # noqa: ARG001  # an application must stand
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture
def page(office, screen):
    page = PrintPage(screen.theme, office.page, screen.frame)
    screen.add(PRINT.page, page)
    office.floor.tasks.deliver()
    settle()
    return page


def tap(page, place):
    sheet = page.well.sheet
    middle = sheet.place_rect(place).center()
    at = QPoint(round(middle.x()), round(middle.y()))
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()


def test_a_tap_on_the_sheet_says_which_place_is_the_first_free_one(office, page):
    tap(page, 3)
    assert office.state.start.place == 4
    tap(page, 0)
    assert office.state.start.place == 1


def test_on_the_backs_a_tap_means_the_place_behind(office, page):
    page.well.turn_over.click()
    settle()
    fronts_second = page.well.sheet.place_rect(0).center().x()
    assert fronts_second > page.well.sheet.place_rect(1).center().x()
    tap(page, 1)
    assert office.state.start.place == 2


def test_the_stepper_and_the_arrow_keys_do_the_same_without_a_mouse(office, page, screen):
    QTest.mouseClick(page.set_up.start.field.more, Qt.MouseButton.LeftButton)
    settle()
    assert office.state.start.place == 2
    press(screen, Qt.Key.Key_Right)
    assert office.state.pager.sheet == 2
    press(screen, Qt.Key.Key_PageUp)
    assert office.state.pager.sheet == 1


def test_f12_warns_of_live_codes_and_escape_leaves_it_at_that(office, page, screen):
    press(screen, Qt.Key.Key_F12)
    assert page.question.isVisible()
    assert "live codes" in page.question.accessibleName()
    press(screen, Qt.Key.Key_Return)
    assert page.question.isVisible()
    press(screen, Qt.Key.Key_Escape)
    assert not page.question.isVisible()
    assert office.room.jobs == []


def test_the_file_is_chosen_after_the_warning(office, page, screen, tmp_path, monkeypatch):
    chosen = tmp_path / "cards.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(chosen), ""))
    press(screen, Qt.Key.Key_F12)
    press(screen, Qt.Key.Key_F12)
    office.floor.tasks.deliver()
    settle()
    assert [job.file for job in office.room.jobs] == [chosen]
    assert not page.question.isVisible()


@pytest.mark.usefixtures("page")
def test_who_leaves_the_file_dialog_prints_nothing(office, screen, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    press(screen, Qt.Key.Key_F12)
    press(screen, Qt.Key.Key_F12)
    office.floor.tasks.deliver()
    assert office.room.jobs == []
    assert office.state.question is None


def test_spoiled_cards_are_tapped_where_they_lie(office, page):
    outcome(office)
    office.floor.tasks.deliver()
    settle()
    assert page.set_up.outcome.isVisible()
    assert office.state.sight.spoiled == {3}
    tap(page, 5)
    assert office.state.sight.spoiled == {3, 5}


def test_the_sheet_is_painted_once_for_a_size_whatever_is_marked_on_it(office, page):
    begun(office)
    settle()
    drawn = page.well.sheet._kept
    office.page.start_at(4)
    settle()
    assert page.well.sheet._kept is drawn
    office.page.turn_page(1)
    settle()
    assert page.well.sheet._kept is not drawn


def test_for_a_print_shop_its_key_is_pasted_and_a_wrong_one_is_said(office, page, screen):
    office.page.choose_target(A_SHOP)
    settle()
    assert page.nothing.isVisible()
    press(screen, Qt.Key.Key_F12)
    dialog = page.question
    assert dialog.key.isVisible()
    assert not dialog.gentle_yes.isEnabled()
    dialog.key.line.setFocus()
    QTest.keyClicks(dialog.key.line, "age1notakey")
    settle()
    assert "age1" in dialog.key.line.accessibleDescription()
    dialog.key.line.clear()
    QTest.keyClicks(dialog.key.line, KEY)
    settle()
    assert dialog.gentle_yes.isEnabled()
