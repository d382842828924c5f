"""The first start's pages as people meet them: fields, faults, keys, the sheet as PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from pos_terminal.first_start.model import (
    Field,
    FirstStartState,
    Page,
    RecoverySheet,
    ServerSeen,
    SheetLine,
    ShopDetails,
)
from pos_terminal.first_start.next_steps import next_commands
from pos_terminal.first_start.sheet_view import write_sheet_pdf
from pos_terminal.first_start.view import FirstStartView
from pos_terminal.look.theme import TOUCH_MIN, Theme
from pos_terminal.look.window import Window
from pos_terminal.words import Message

SHEET = RecoverySheet("Harbour", tuple(SheetLine(f"s{n}", ("A1B2", "C3D4")) for n in range(1, 9)))
COMMANDS = next_commands(Path("/home/a b/shop/server"), currency="EUR")
PICTURES = {
    Page.CHOOSE: FirstStartState(fault=Message("setup_failed", {"details": "disk full"})),
    Page.SHOP: FirstStartState(page=Page.SHOP, faults={Field.CITY: Message("is_missing")}),
    Page.ADMINISTRATOR: FirstStartState(page=Page.ADMINISTRATOR),
    Page.SHEET: FirstStartState(page=Page.SHEET, sheet=SHEET),
    Page.SHEET_CHECK: FirstStartState(page=Page.SHEET_CHECK, sheet=SHEET, check=(3, 2)),
    Page.NEXT_STEPS: FirstStartState(page=Page.NEXT_STEPS, commands=COMMANDS),
    Page.SERVER: FirstStartState(page=Page.SERVER),
    Page.FINGERPRINT: FirstStartState(
        page=Page.FINGERPRINT, server=ServerSeen(url="https://t", fingerprint=":".join(["AB"] * 32))
    ),
    Page.CODE: FirstStartState(page=Page.CODE),
    Page.WORKING: FirstStartState(page=Page.WORKING, working=Message("making_shop")),
}


class Recorder:
    """Stands where the presenter stands: shows pictures, and writes down what it is asked."""

    def __init__(self) -> None:
        self.state = FirstStartState()
        self.asked: list[tuple[str, tuple[object, ...]]] = []

    def watch(self, show) -> None:
        self.show = show
        show(self.state)

    def turn_to(self, state: FirstStartState) -> None:
        self.state = state
        self.show(state)

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *values: self.asked.append((name, values))


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def view(qtbot: QtBot, recorder: Recorder) -> FirstStartView:
    theme = Theme()
    window = Window(theme)
    qtbot.addWidget(window)
    view = FirstStartView(theme, recorder)
    window.add_screen("first", view)
    window.show_screen("first")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.recorder_window = window
    return view


@pytest.mark.parametrize("page", list(PICTURES))
def test_every_page_names_its_parts_and_is_large_enough_to_touch(
    qtbot: QtBot, view: FirstStartView, recorder: Recorder, page: Page
) -> None:
    recorder.turn_to(PICTURES[page])
    parts = [*view.findChildren(QAbstractButton), *view.findChildren(QLineEdit)]
    shown = [part for part in parts if part.isVisible()]
    assert shown
    assert [part for part in shown if not part.accessibleName()] == []
    buttons = [part for part in shown if isinstance(part, QAbstractButton)]
    qtbot.waitUntil(lambda: all(min(b.width(), b.height()) >= TOUCH_MIN for b in buttons))


def test_the_three_ways_are_asked_for_by_their_buttons(
    qtbot: QtBot, view: FirstStartView, recorder: Recorder
) -> None:
    for name in ("Join a server", "Set up my shop", "Try the demo"):
        button = next(
            b for b in view.findChildren(QAbstractButton) if b.text() == name and b.isVisible()
        )
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [name for name, _ in recorder.asked] == ["join_server", "set_up_shop", "try_demo"]


def test_typing_enter_and_the_main_key_fill_in_the_shop(
    qtbot: QtBot, view: FirstStartView, recorder: Recorder
) -> None:
    recorder.turn_to(FirstStartState(page=Page.SHOP))
    for text in ("Harbour GmbH", "Street 12", "Kai 12", "Hamburg", "VAT DE1"):
        line = view.window().focusWidget()
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert recorder.asked == []  # Enter goes from field to field and sends nothing off
    qtbot.keyClick(view.window(), Qt.Key.Key_F12)
    shop = ShopDetails(
        shop_name="Harbour GmbH",
        store_name="Street 12",
        street="Kai 12",
        city="Hamburg",
        legal="VAT DE1",
    )
    assert recorder.asked == [("describe_shop", (shop,))]


def test_the_next_steps_are_shown_and_copied_line_by_line(
    qtbot: QtBot, view: FirstStartView, recorder: Recorder
) -> None:
    recorder.turn_to(PICTURES[Page.NEXT_STEPS])
    shown = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert [text for text in shown if text in COMMANDS] == list(COMMANDS)
    copy = next(b for b in view.findChildren(QAbstractButton) if b.text() == "Copy the lines")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines() == list(COMMANDS)
    assert copy.text() == "Copied"
    qtbot.keyClick(view.window(), Qt.Key.Key_F12)
    assert recorder.asked == [("open_shop", ())]


def test_the_pin_is_never_readable_on_the_page(view: FirstStartView, recorder: Recorder) -> None:
    recorder.turn_to(PICTURES[Page.ADMINISTRATOR])
    hidden = [
        line
        for line in view.findChildren(QLineEdit)
        if line.isVisible() and line.echoMode() == QLineEdit.EchoMode.Password
    ]
    assert [line.accessibleName() for line in hidden] == ["PIN", "The same PIN again"]


def test_a_fault_stands_at_its_field(view: FirstStartView, recorder: Recorder) -> None:
    recorder.turn_to(PICTURES[Page.SHOP])
    lines = {
        line.accessibleName(): line for line in view.findChildren(QLineEdit) if line.isVisible()
    }
    assert lines["Postcode and town"].accessibleDescription() == "This is needed"
    assert lines["Street and number"].accessibleDescription() == ""


def test_the_sheet_has_to_be_saved_or_printed_first(
    view: FirstStartView, recorder: Recorder, tmp_path: Path
) -> None:
    recorder.turn_to(PICTURES[Page.SHEET])
    page = view._pages[Page.SHEET]
    assert page.main.why_off() == "Save or print it first"
    page.save(tmp_path / "sheet.pdf")
    assert recorder.asked == [("sheet_taken", ())]
    assert (tmp_path / "sheet.pdf").stat().st_mode & 0o077 == 0
    page.save(tmp_path / "no" / "such" / "folder.pdf")
    assert len(recorder.asked) == 1


@pytest.mark.usefixtures("qapp")
def test_the_pdf_carries_every_group_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert write_sheet_pdf(path, SHEET, Theme())
    document = QPdfDocument(None)
    document.load(str(path))
    assert document.pageCount() == 1
    text = document.getAllText(0).text()
    assert text.count("A1B2") == 8
    assert "Recovery sheet of Harbour" in text
    document.close()


def test_escape_goes_back_and_nothing_else(
    qtbot: QtBot, view: FirstStartView, recorder: Recorder
) -> None:
    recorder.turn_to(PICTURES[Page.SERVER])
    qtbot.keyClick(view.window().focusWidget(), Qt.Key.Key_Escape)
    assert recorder.asked == [("back", ())]
