"""The page *Design* as hands find it: real events on real widgets, the real presenter behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.elements import Barcode, Side, Text
from pos_terminal.designer.checks import against_printing
from pos_terminal.designer.fields_view import line_of
from pos_terminal.designer.model import DesignerPicture
from pos_terminal.designer.new_elements import Tool
from pos_terminal.designer.selection_view import frame_of, handle_points
from pos_terminal.designer.snapping import Handle
from pos_terminal.designer.view import DesignPage
from pos_terminal.look.language import Language
from pos_terminal.look.rail import DESIGN
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from support.checkout_pictures import NOW
from support.design_office import DesignOffice
from support.shown import Screen, settle

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Hands:
    """Somebody at the page."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.office = DesignOffice(folder)
        self.screen = Screen()
        self.view = DesignPage(self.screen.theme, self.office.page, self.screen.frame)
        self.screen.add(DESIGN.page, self.view)
        qtbot.waitExposed(self.screen.window)
        self.board = self.view.board

    @property
    def state(self) -> DesignerPicture:
        settle()
        state = self.office.state
        settle()
        return state

    def at(self, x: float, y: float) -> QPoint:
        return self.board.sight.on_screen(Box(x, y, 0, 0)).topLeft().toPoint()

    def press(self, x: float, y: float) -> None:
        QTest.mouseClick(self.board, LEFT, NO_KEY, self.at(x, y))
        settle()

    def drag(
        self, start: QPointF, by_mm: tuple[float, float], key: Qt.KeyboardModifier = NO_KEY
    ) -> None:
        per_mm = self.board.sight.per_mm
        end = start + QPointF(by_mm[0] * per_mm, by_mm[1] * per_mm)
        QTest.mousePress(self.board, LEFT, key, start.toPoint())
        for step in (0.3, 0.7, 1.0):
            place = start + (end - start) * step
            self._move(place, key)
        QTest.mouseRelease(self.board, LEFT, key, end.toPoint())
        settle()

    def _move(self, place: QPointF, key: Qt.KeyboardModifier) -> None:
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, self.board.mapToGlobal(place), LEFT, LEFT, key
        )
        QApplication.sendEvent(self.board, event)

    def handle(self, handle: Handle) -> QPointF:
        chosen = self.state.selection
        assert chosen is not None
        return handle_points(self.board.sight.on_screen(frame_of(chosen)))[handle]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.screen.window, key, modifier)
        settle()

    def line(self, name: str) -> QLineEdit:
        properties = self.view.properties
        widget = properties.fields.widgets.get(name) or properties.rear.widgets[name]
        field = line_of(widget)
        assert field is not None
        return field.line

    def type(self, name: str, text: str) -> None:
        settle()
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        settle()

    def texts(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(Label) if label.isVisible()]

    def close(self) -> None:
        self.screen.close()
        self.office.close()


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path) -> Iterator[Hands]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    made = Hands(qtbot, tmp_path)
    yield made
    made.close()
    speak(Manner())


def test_a_press_chooses_and_the_properties_show_it_in_millimetres(hands: Hands) -> None:
    hands.press(10.0, 10.0)
    assert hands.state.selection is not None
    assert hands.line("left").text() == "6.0"
    assert hands.line("width").text() == "48.0"
    assert "left 6, top 7.5" in hands.board.accessibleDescription()


def test_a_thing_is_dragged_by_the_mouse_and_undone_by_the_keyboard(hands: Hands) -> None:
    was = hands.office.element("front-price").box
    hands.drag(QPointF(hands.at(12.0, 46.0)), (9.7, -8.2))
    box = hands.office.element("front-price").box
    assert box.left == pytest.approx(was.left + 9.7, abs=1.0)  # a line may draw it
    assert box.top == pytest.approx(was.top - 8.2, abs=1.0)
    hands.board.setFocus()
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.office.element("front-price").box == was
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    hands.key(Qt.Key.Key_Z, both)
    assert hands.office.element("front-price").box == box


def test_a_trembling_hand_moves_nothing(hands: Hands) -> None:
    hands.drag(QPointF(hands.at(12.0, 46.0)), (0.2, 0.1))
    assert not hands.state.can_undo


def test_near_the_safe_zone_a_thing_is_drawn_to_it(hands: Hands) -> None:
    hands.drag(QPointF(hands.at(12.0, 46.0)), (-2.6, 0.0))
    assert hands.office.element("front-price").box.left == pytest.approx(3.0)


def test_a_handle_sizes_and_shift_keeps_the_proportions(hands: Hands) -> None:
    hands.press(12.0, 46.0)
    was = hands.office.element("front-price").box
    shift = Qt.KeyboardModifier.ShiftModifier
    hands.drag(hands.handle(Handle.BOTTOM_RIGHT), (8.0, 0.0), shift)
    box = hands.office.element("front-price").box
    assert box.width > was.width + 6
    assert box.width / box.height == pytest.approx(was.width / was.height, rel=1e-3)
    hands.drag(hands.handle(Handle.RIGHT), (-9.0, 5.0))
    narrow = hands.office.element("front-price").box
    assert narrow.width < box.width - 7
    assert narrow.height == box.height


def test_the_ground_under_everything_is_not_dragged_by_choosing_it(hands: Hands) -> None:
    ground = hands.office.element("ground").box
    hands.drag(QPointF(hands.at(45.0, 50.0)), (10.0, 5.0))
    assert hands.office.element("ground").box == ground
    assert not hands.state.can_undo


@pytest.mark.parametrize(
    ("key", "modifier", "by"),
    [
        (Qt.Key.Key_Right, NO_KEY, (0.1, 0.0)),
        (Qt.Key.Key_Up, NO_KEY, (0.0, -0.1)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, (-1.0, 0.0)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, (0.0, 1.0)),
    ],
)
def test_arrow_keys_move_a_tenth_and_with_shift_a_whole_millimetre(
    hands: Hands, key: Qt.Key, modifier: Qt.KeyboardModifier, by: tuple[float, float]
) -> None:
    hands.press(12.0, 46.0)
    was = hands.office.element("front-price").box
    hands.key(key, modifier)
    box = hands.office.element("front-price").box
    assert (box.left - was.left, box.top - was.top) == pytest.approx(by)


def test_the_keyboard_alone_chooses_deletes_and_lets_go(hands: Hands) -> None:
    hands.board.setFocus()
    hands.key(Qt.Key.Key_PageDown)
    chosen = hands.state.selection
    assert chosen is not None
    assert chosen.element_id == "ground"
    hands.key(Qt.Key.Key_PageUp)
    chosen = hands.state.selection
    assert chosen is not None
    assert chosen.element_id == "front-price"
    hands.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    count = len(hands.state.design.front.elements)
    hands.key(Qt.Key.Key_Delete)
    assert len(hands.state.design.front.elements) == count - 1
    hands.key(Qt.Key.Key_PageDown)
    hands.key(Qt.Key.Key_Escape)
    assert hands.state.selection is None


def test_millimetres_typed_take_effect_with_enter_and_a_slip_is_told_at_its_field(
    hands: Hands,
) -> None:
    hands.press(12.0, 46.0)
    hands.type("left", "12.5")
    assert hands.office.element("front-price").box.left == 12.5
    hands.type("left", "x")
    assert "Type a number, such as 12.5." in hands.texts()
    assert hands.line("left").text() == "x"
    assert hands.office.element("front-price").box.left == 12.5


def test_what_a_field_has_taken_is_undone_from_within_the_field(hands: Hands) -> None:
    hands.press(12.0, 46.0)
    hands.type("left", "12.5")
    hands.type("top", "20.50")
    assert hands.line("top").text() == "20.5"
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.line("top").text() == "40.5"
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.office.element("front-price").box.left == 6.0


def test_what_was_typed_takes_effect_when_the_field_is_left_for_the_card(hands: Hands) -> None:
    hands.press(12.0, 46.0)
    line = hands.line("top")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "20")
    hands.press(70.0, 50.0)
    assert hands.office.element("front-price").box.top == 20.0


def test_front_and_back_are_switched_and_each_is_drawn(hands: Hands) -> None:
    before = hands.board.grab().toImage().pixelColor(hands.at(42.8, 52.0))
    QTest.mouseClick(hands.view.strip.sides[Side.BACK], LEFT)
    assert hands.state.side is Side.BACK
    after = hands.board.grab().toImage().pixelColor(hands.at(42.8, 52.0))
    assert after == QColor("white")
    assert before != after


def test_a_tool_in_hand_puts_its_thing_on_the_card(hands: Hands) -> None:
    QTest.mouseClick(hands.view.tools.buttons[Tool.NUMBER], LEFT)
    assert hands.view.tools.buttons[Tool.NUMBER].isChecked()
    hands.press(40.0, 30.0)
    chosen = hands.state.selection
    assert chosen is not None
    assert chosen.kind == "number"
    assert hands.view.tools.buttons[Tool.SELECT].isChecked()


def test_the_zoom_goes_from_half_to_four_times_and_a_hundred_is_true_size(hands: Hands) -> None:
    strip, board = hands.view.strip, hands.board
    for _ in range(20):
        QTest.mouseClick(strip.larger, LEFT)
    assert board.sight.zoom == pytest.approx(4.0)
    for _ in range(20):
        QTest.mouseClick(strip.smaller, LEFT)
    assert board.sight.zoom == pytest.approx(0.5)
    QTest.mouseClick(strip.percent, LEFT)
    dots = board.screen().physicalDotsPerInch()
    card = board.sight.on_screen(hands.state.design.trim)
    assert card.width() / dots * 25.4 == pytest.approx(85.6)
    QTest.mouseClick(strip.whole, LEFT)
    assert board.sight.fits
    assert board.sight.on_screen(hands.state.design.trim).right() < board.width()


def test_a_finding_is_fixed_by_its_button_and_the_bars_are_read_back(hands: Hands) -> None:
    hands.office.page.choose("barcode")
    hands.type("module", "0.15")
    assert against_printing(hands.state.to_fix) == 1
    message = hands.view.checks.messages[0]
    assert message.act is not None
    assert message.act.words() == "Fix it"
    assert "The narrow bars are 0.15 mm wide." in hands.texts()
    QTest.mouseClick(message.act, LEFT)
    bars = hands.office.element("barcode")
    assert isinstance(bars, Barcode)
    assert bars.module_mm >= 0.25
    assert against_printing(hands.state.to_fix) == 0
    assert hands.view.properties.barcode.read.text().endswith("same number")


def test_the_switch_takes_the_digits_away(hands: Hands) -> None:
    hands.office.page.choose("barcode")
    settle()
    switch = hands.view.properties.fields.widgets["digits"].switch
    QTest.mouseClick(switch, LEFT)
    bars = hands.office.element("barcode")
    assert isinstance(bars, Barcode)
    assert not bars.digits
    assert not switch.isChecked()


def test_a_colour_of_the_design_is_taken_by_a_press(hands: Hands) -> None:
    hands.press(12.0, 46.0)
    field = hands.view.properties.fields.widgets["colour"]
    other = next(each for each in field.swatches if each.colour == "#000000")
    other.click()
    settle()
    text = hands.office.element("front-price")
    assert isinstance(text, Text)
    assert text.colour == "#000000"


def test_the_top_bar_tells_whether_it_is_saved_and_the_key_saves(hands: Hands) -> None:
    bar = hands.screen.frame.top_bar
    assert bar.title() == "Gift card"
    hands.press(12.0, 46.0)
    hands.key(Qt.Key.Key_Right)
    hands.state  # noqa: B018  # the draft has its turn
    assert bar.context().startswith("Draft, not saved yet")
    hands.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.state  # noqa: B018
    assert bar.context().startswith("Saved")
    assert hands.office.shelf.names() == ("Gift card",)


def test_in_german_measures_have_a_comma_and_are_typed_so(hands: Hands, qapp: QApplication) -> None:
    language = Language(qapp)
    language.choose("de")
    speak(Manner(language="de", time_zone="Europe/Berlin", now_ms=lambda: NOW))
    try:
        hands.view.show_again()
        hands.press(12.0, 46.0)
        hands.type("left", "12,5")
        assert hands.office.element("front-price").box.left == 12.5
        assert hands.line("left").text() == "12,5"
    finally:
        language.choose("en")
