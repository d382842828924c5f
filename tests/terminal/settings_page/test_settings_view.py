"""The settings page in a window: presses reach the presenter, and everything shown has a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

import pos_terminal.settings_page
from pos_terminal.devices.print_result import NotPrinted, Printed, PrintFault
from pos_terminal.look.theme import Theme
from pos_terminal.look.window import Window
from pos_terminal.settings import Language, Look, Motion, PrinterKind
from pos_terminal.settings_page.model import PrinterField, Section
from pos_terminal.settings_page.scanner_trial import LETTERS_SYMBOL, NUMBER_SYMBOL, Finding
from pos_terminal.settings_page.sentences_view import SENTENCES, tell
from pos_terminal.settings_page.view import SettingsView
from pos_terminal.words import ScanSource, Sound
from support import own_pin_pictures
from support.settings_desk import Desk
from support.shown import Recorded

PAGE = Path(str(pos_terminal.settings_page.__file__)).parent


class Shown:
    """The page in a window, worked by its words."""

    def __init__(self, qtbot, folder: Path) -> None:
        self.desk = Desk(folder)
        self.page = self.desk.page
        theme = Theme()
        self.window = Window(theme)
        self.own_pin = Recorded(own_pin_pictures.part())
        self.view = SettingsView(theme, self.page, self.own_pin)
        self.window.add_screen("settings", self.view)
        self.window.show_screen("settings")
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)

    def button(self, words: str) -> QAbstractButton:
        found = [
            button
            for button in self.view.findChildren(QAbstractButton)
            if button.isVisible() and words in (button.accessibleName(), button.text())
        ]
        assert len(found) == 1, (words, [button.accessibleName() for button in found])
        return found[0]

    def press(self, words: str) -> None:
        QTest.mouseClick(self.button(words), Qt.MouseButton.LeftButton)

    def field(self, label: str) -> QLineEdit:
        [found] = [
            line
            for line in self.view.findChildren(QLineEdit)
            if line.isVisible() and line.accessibleName() == label
        ]
        return found

    def texts(self) -> str:
        labels = [label for label in self.view.findChildren(QLabel) if label.isVisible()]
        return " | ".join(label.text() for label in labels)


@pytest.fixture
def shown(qtbot, tmp_path):
    return Shown(qtbot, tmp_path)


def open_section(shown, section):
    [entry] = [
        button
        for button in shown.view.findChildren(QAbstractButton)
        if button.isVisible()
        and button.accessibleName().startswith(f"{tell(f'section.{section}')},")
    ]
    QTest.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert entry.isChecked()


@pytest.mark.parametrize("section", Section)
def test_every_section_opens_with_its_one_sentence(shown, section):
    open_section(shown, section)
    assert tell(f"lead.{section}") in shown.texts()


def test_a_scan_is_shown_and_adopted_by_one_press(shown):
    shown.page.on_scan(f"~{NUMBER_SYMBOL}", ScanSource.WEDGE)
    assert f"~{NUMBER_SYMBOL}" in shown.texts()
    shown.press("Take off ~")
    assert shown.page.settings.scanner.prefix == "~"
    shown.press("Forget")
    assert shown.page.settings.scanner.prefix == ""
    shown.page.on_scan(NUMBER_SYMBOL, ScanSource.WEDGE)
    shown.page.on_scan(LETTERS_SYMBOL, ScanSource.WEDGE)
    assert tell("scanner.all_right.note") in [
        label.text() for label in shown.view.findChildren(QLabel)
    ]


def test_a_printer_is_set_up_and_tested_by_hand(shown):
    open_section(shown, Section.PRINTER)
    shown.press("Network")
    assert not shown.button("Print a test receipt").isEnabled()
    QTest.keyClicks(shown.field("Address of the printer"), "192.0.2.20")
    shown.field("Port").clear()
    QTest.keyClicks(shown.field("Port"), "70000")
    assert "A number up to 65535" in shown.texts()
    QTest.keyClick(shown.field("Port"), Qt.Key.Key_Backspace)
    shown.press("Characters in a line: 48")
    shown.press("Cash drawer on the printer: No drawer")
    assert not shown.button("Open the drawer").isEnabled()
    shown.desk.print_result = NotPrinted(reason=PrintFault.COVER_OPEN)
    shown.press("Print a test receipt")
    assert "The printer's cover is open" in shown.texts()
    printer = shown.page.settings.printer
    assert (printer.kind, printer.host, printer.port) == (PrinterKind.NETWORK, "192.0.2.20", 7000)
    assert (printer.columns, printer.drawer) == (48, False)


def test_function_keys_work_on_the_section_that_is_shown(shown, qtbot):
    open_section(shown, Section.PRINTER)
    shown.window.activateWindow()
    QTest.keyClick(shown.window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: shown.page.state.printer.result is not None, timeout=20_000)
    assert shown.desk.printers_closed == 1


def test_language_appearance_motion_and_idle_lock_are_chosen_by_chips(shown):
    open_section(shown, Section.SCREEN)
    shown.press("Language: Deutsch")
    shown.press("Appearance: Dark")
    shown.press("Motion on the screen: No movements")
    shown.press("Lock the till when nobody uses it for: 10 min")
    settings = shown.page.settings
    assert (settings.language, settings.look) == (Language.GERMAN, Look.DARK)
    assert (settings.motion, settings.idle_lock_s) == (Motion.REDUCED, 600)
    shown.press("Lock the till when nobody uses it for: As the shop, 3 min")
    assert shown.page.settings.idle_lock_s is None


def test_sounds_are_heard_by_a_press(shown):
    open_section(shown, Section.SOUNDS)
    shown.press("Play: Not activated")
    shown.press("Louder")
    assert shown.desk.heard == [Sound.REFUSED, Sound.SCANNED]
    assert "80 %" in shown.texts()


def test_a_text_that_is_being_typed_is_not_taken_away(shown):
    open_section(shown, Section.PRINTER)
    shown.press("USB")
    field = shown.field("USB vendor number")
    field.setFocus()
    QTest.keyClicks(field, "04b8")
    shown.page.choose_columns(48)
    assert field.text() == "04b8"
    assert shown.page.settings.printer.usb_vendor == 0x04B8


def test_every_message_of_the_page_has_a_sentence():
    used = set()
    for file in PAGE.glob("*.py"):
        text = file.read_text("utf-8")
        used |= set(re.findall(r'(?:Message|tell|off)\(\s*"([a-z_.]+)"', text))
    results = [
        NotPrinted(reason=reason, partly=partly).message.id
        for reason in PrintFault
        for partly in (False, True)
        if possible(reason, partly)
    ]
    used |= set(results) | {f"{name}.note" for name in results}
    used |= {finding.value for finding in Finding} | {
        f"{finding.value}.note" for finding in Finding
    }
    used |= {f"fault.{field.value}" for field in PrinterField}
    used |= {f"section.{section}" for section in Section} | {
        f"lead.{section}" for section in Section
    }
    used |= {f"sounds.{sound}" for sound in Sound} | {f"sounds.{sound}.note" for sound in Sound}
    used |= {f"summary.screen_{one.value}_{two.value}" for one in Language for two in Look}
    used |= {f"summary.printer_{kind.value}" for kind in PrinterKind}
    assert sorted(used - set(SENTENCES)) == []


def possible(reason: PrintFault, partly: bool) -> bool:
    """Some faults come only before anything was sent, some only after."""
    only_before = {
        PrintFault.NOT_REACHED,
        PrintFault.USB_LIBRARY_MISSING,
        PrintFault.CANNOT_WRITE,
        PrintFault.NO_DRAWER,
    }
    only_after = {PrintFault.BROKE_OFF, PrintFault.NO_ANSWER}
    return reason not in (only_before if partly else only_after)


def test_nothing_is_cut_short_at_the_smallest_window(shown, qtbot):
    shown.window.resize(1024, 720)
    shown.desk.print_result = Printed()
    for section in Section:
        open_section(shown, section)
        qtbot.wait(10)
        for button in shown.view.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.width() >= button.minimumSizeHint().width(), button.text()
                assert button.height() >= 40, button.text()
