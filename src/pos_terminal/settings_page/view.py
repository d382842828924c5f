"""The settings page: its sections at the left, the chosen one at the right."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.card_surface import CardSurface, Ground
from pos_terminal.look.theme import Theme, Token
from pos_terminal.settings_page.camera_view import CameraSection
from pos_terminal.settings_page.model import (
    OwnPinIntents,
    Section,
    SettingsIntents,
    SettingsState,
)
from pos_terminal.settings_page.own_pin_view import PinSection
from pos_terminal.settings_page.parts_view import ResultLine, SectionRow
from pos_terminal.settings_page.printer_view import PrinterSection
from pos_terminal.settings_page.scanner_view import ScannerSection
from pos_terminal.settings_page.sentences_view import tell, tell_message
from pos_terminal.settings_page.simple_view import ScreenSection, SoundSection, TillSection

_ICONS: Final = {
    Section.SCANNER: "barcode",
    Section.CAMERA: "video-camera",
    Section.PRINTER: "receipt",
    Section.SOUNDS: "speaker-high",
    Section.SCREEN: "monitor",
    Section.PIN: "key",
    Section.TILL: "storefront",
}
_LEFT_WIDTH: Final = 288


class SettingsView(Ground):
    """``camera_preview`` is the live picture of the camera, where there is one."""

    def __init__(
        self,
        theme: Theme,
        intents: SettingsIntents,
        own_pin: OwnPinIntents,
        *,
        camera_preview: QWidget | None = None,
    ) -> None:
        super().__init__(theme, Token.CANVAS)
        self._intents = intents
        state = intents.state
        column = Column(theme, spacing=16, margins=(32, 28, 32, 28), parent=self)
        self._trouble = ResultLine(theme)
        column.addWidget(self._trouble)
        row = Row(theme, spacing=24)
        column.addLayout(row, 1)
        row.addWidget(self._make_left(theme))
        self._scanner = ScannerSection(theme, intents, state.scanner)
        self._camera = CameraSection(theme, intents, camera_preview)
        self._printer = PrinterSection(theme, intents)
        self._sounds = SoundSection(theme, intents)
        self._screen = ScreenSection(theme, intents)
        self._till = TillSection(theme, state.about)
        self._sections: dict[Section, QWidget] = {
            Section.SCANNER: self._scanner,
            Section.CAMERA: self._camera,
            Section.PRINTER: self._printer,
            Section.SOUNDS: self._sounds,
            Section.SCREEN: self._screen,
            Section.PIN: PinSection(theme, own_pin),
            Section.TILL: self._till,
        }
        card = CardSurface(theme)
        self._stack = QStackedLayout(card)
        for section in Section:
            self._stack.addWidget(self._sections[section])
        row.addWidget(card, 1)
        intents.watch(self.show_state)

    def _make_left(self, theme: Theme) -> CardSurface:
        left = CardSurface(theme)
        keep_size(theme, left, width=_LEFT_WIDTH)
        column = Column(theme, spacing=4, margins=(12, 12, 12, 12), parent=left)
        self._rows: dict[Section, SectionRow] = {}
        for section, icon in _ICONS.items():
            entry = SectionRow(theme, icon)
            entry.clicked.connect(partial(self._open, section))
            self._rows[section] = entry
            column.addWidget(entry)
        column.addStretch(1)
        return left

    def show_state(self, state: SettingsState) -> None:
        self._trouble.show_result(state.trouble)
        for section, entry in self._rows.items():
            entry.show_words(tell(f"section.{section}"), tell_message(state.summaries[section]))
            entry.setChecked(section is state.section)
        self._scanner.show_part(state.scanner)
        self._camera.show_part(state.camera)
        self._printer.show_part(state.printer)
        self._sounds.show_part(state.sounds)
        self._screen.show_part(state.screen)
        self._till.show_part(state.about)
        self._stack.setCurrentWidget(self._sections[state.section])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.show_state(self._intents.state)
        super().changeEvent(event)

    def _open(self, section: Section, _checked: bool = False) -> None:
        self._intents.open_section(section)
