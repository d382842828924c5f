"""The page *Labels* as hands find it: real events on real widgets, the real presenter behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.pack_labels.model import LabelsOf, LabelsPicture, Scope
from pos_terminal.pack_labels.view import PAGE, LabelsPage
from support.labels_office import OFFICE_PRINTER, LabelsOffice
from support.shown import Screen, press, settle

LEFT = Qt.MouseButton.LeftButton


class Hands:
    """Somebody at the page, who names ``file`` when the page asks for one."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.office = LabelsOffice(folder)
        self.file: Path | None = folder / "labels"
        self.screen = Screen()
        self.view = LabelsPage(
            self.screen.theme, self.office.page, self.screen.frame, ask=self._ask
        )
        self.screen.add(PAGE, self.view)
        qtbot.waitExposed(self.screen.window)
        self.office.choose()
        settle()

    def _ask(self, _parent: QWidget, _name: str) -> Path | None:
        return self.file

    @property
    def state(self) -> LabelsPicture:
        settle()
        state = self.office.state
        settle()
        return state

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, LEFT)
        settle()

    def press_place(self, place: int) -> None:
        paper = self.view.paper
        QTest.mouseClick(paper, LEFT, pos=paper.place_box(place).center().toPoint())


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Iterator[Hands]:
    hands = Hands(qtbot, tmp_path)
    yield hands
    hands.screen.close()
    hands.office.close()


def test_the_first_free_place_is_pressed_on_the_sheet_or_stepped_to(hands: Hands) -> None:
    hands.press_place(5)
    assert hands.state.start == 5
    hands.click(hands.view.order.later)
    assert hands.state.start == 6
    hands.click(hands.view.order.earlier)
    assert hands.state.start == 5
    press(hands.screen, Qt.Key.Key_PageDown)
    assert hands.state.shown_sheet == 2
    hands.press_place(1)
    assert hands.state.start == 5


def test_f12_asks_for_a_file_and_saves_a_pdf(hands: Hands) -> None:
    file = hands.file
    hands.file = None
    press(hands.screen, Qt.Key.Key_F12)
    assert hands.state.work is None
    hands.file = file
    press(hands.screen, Qt.Key.Key_F12)
    assert hands.state.toast is not None
    assert [where for where, _ in hands.office.workshop.made] == [f"{file}.pdf"]


def test_f12_prints_where_a_printer_is_chosen(hands: Hands) -> None:
    hands.view.order.printer.chosen.emit(OFFICE_PRINTER)
    assert hands.state.printer == OFFICE_PRINTER
    press(hands.screen, Qt.Key.Key_F12)
    assert hands.state.toast is not None
    assert [where for where, _ in hands.office.workshop.made] == [OFFICE_PRINTER]


def test_one_carton_is_chosen_by_its_number(hands: Hands) -> None:
    hands.click(hands.view.order.chips[LabelsOf.CARTONS])
    assert hands.state.of is LabelsOf.CARTONS
    hands.view.order.scope.chosen.emit(Scope.ONE.value)
    assert not hands.state.act.enabled
    assert hands.view.nothing.isVisible()
    hands.view.order.number.setFocus()
    QTest.keyClicks(hands.view.order.number.line, "3")
    assert [line.number for line in hands.office.order.lines] == [3]


def test_escape_goes_back_to_the_batch(hands: Hands) -> None:
    press(hands.screen, Qt.Key.Key_Escape)
    assert hands.office.went_back == 1
