"""The receipts' section: how they come out, and a test that tells what is the matter."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import TextField
from pos_terminal.look.relabel import reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.settings import PrinterKind
from pos_terminal.settings_page.model import (
    PrinterField,
    PrinterPart,
    Result,
    SettingsIntents,
    Worth,
)
from pos_terminal.settings_page.parts_view import ChipRow, ResultLine, SectionPage
from pos_terminal.settings_page.sentences_view import tell, tell_message, why_off
from pos_terminal.words import Message

_KIND_ICONS: Final = {
    PrinterKind.PDF: "file-pdf",
    PrinterKind.NETWORK: "wifi-high",
    PrinterKind.USB: "printer",
    PrinterKind.FILE: "terminal-window",
}
_FIELDS: Final = {
    PrinterKind.PDF: (),
    PrinterKind.NETWORK: (PrinterField.HOST, PrinterField.PORT),
    PrinterKind.USB: (PrinterField.USB_VENDOR, PrinterField.USB_PRODUCT),
    PrinterKind.FILE: (PrinterField.DEVICE,),
}
_STRETCH: Final = {PrinterField.HOST: 3, PrinterField.DEVICE: 1}
_NOTES: Final = {
    PrinterField.HOST: "printer.host.note",
    PrinterField.USB_VENDOR: "printer.usb.note",
    PrinterField.DEVICE: "printer.device.note",
}
_COLUMNS: Final = ("42", "48")
_YES: Final = "yes"
_NO: Final = "no"
_BUSY: Final = Result(
    worth=Worth.PLAIN, fact=Message("printer.busy"), note=Message("printer.busy.note")
)


class PrinterSection(SectionPage):
    """The whole section."""

    def __init__(self, theme: Theme, intents: SettingsIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self.content.addLayout(self._make_kinds(theme))
        self._fields: dict[PrinterField, TextField] = {}
        self.content.addLayout(self._make_fields(theme))
        self._folder_part = self._make_folder(theme)
        self.content.addWidget(self._folder_part)
        self._device_part = self._make_device(theme)
        self.content.addWidget(self._device_part)
        self._result = ResultLine(theme)
        self.content.addWidget(self._result)
        self.content.addStretch(1)
        self._drawer_test = SecondaryButton(theme, icon="money", key="F8", large=True)
        self._drawer_test.clicked.connect(intents.test_drawer)
        self._test = PrimaryButton(theme, icon="printer", key="F12", large=True)
        self._test.clicked.connect(intents.test_printer)
        self.add_foot(self._drawer_test, self._test)

    def _make_kinds(self, theme: Theme) -> Row:
        row = Row(theme, spacing=10)
        self._kinds: dict[PrinterKind, Chip] = {}
        for kind, icon in _KIND_ICONS.items():
            chip = Chip(theme, icon=icon, height=60)
            chip.clicked.connect(partial(self._choose_kind, kind))
            self._kinds[kind] = chip
            row.addWidget(chip, 1)
        return row

    def _make_fields(self, theme: Theme) -> Row:
        row = Row(theme, spacing=16)
        for name in PrinterField:
            field = TextField(theme)
            field.edited.connect(partial(self._intents.type_printer_field, name))
            self._fields[name] = field
            row.addWidget(field, _STRETCH.get(name, 1), Qt.AlignmentFlag.AlignTop)
        return row

    def _make_folder(self, theme: Theme) -> QWidget:
        part = QWidget()
        column = Column(theme, spacing=18, parent=part)
        folder = Column(theme, spacing=6)
        self._folder_label = Label(theme, Kind.FIELD_LABEL)
        self._folder = Label(theme, Kind.STRONG, wrap=True)
        self._choose = SecondaryButton(theme, icon="folder-open")
        self._choose.clicked.connect(self._ask_folder)
        row = Row(theme, spacing=16)
        row.addWidget(self._folder, 1)
        row.addWidget(self._choose)
        folder.addWidget(self._folder_label)
        folder.addLayout(row)
        column.addLayout(folder)
        self._open = ChipRow(theme, (_YES, _NO), self._choose_open)
        column.addWidget(self._open)
        return part

    def _make_device(self, theme: Theme) -> QWidget:
        part = QWidget()
        row = Row(theme, spacing=32, parent=part)
        self._columns = ChipRow(theme, _COLUMNS, self._choose_columns)
        self._drawer = ChipRow(theme, (_YES, _NO), self._choose_drawer)
        row.addWidget(self._columns)
        row.addWidget(self._drawer)
        row.addStretch(1)
        return part

    def show_part(self, part: PrinterPart) -> None:
        self.show_lead(tell("lead.printer"))
        for kind, chip in self._kinds.items():
            chip.set_words(tell(f"printer.kind_{kind}"))
            chip.setChecked(kind is part.kind)
        self._show_fields(part)
        pdf = part.kind is PrinterKind.PDF
        show_if(self._folder_part, pdf)
        show_if(self._device_part, not pdf)
        self._folder_label.setText(tell("printer.folder"))
        self._folder.setText(part.folder)
        reword(self._choose, tell("printer.choose_folder"))
        self._open.show_words(
            tell("printer.open_pdf"), [tell("printer.open_yes"), tell("printer.open_no")]
        )
        self._open.choose(_YES if part.open_pdf else _NO)
        self._columns.show_words(tell("printer.width"), _COLUMNS)
        self._columns.choose(str(part.columns))
        self._drawer.show_words(
            tell("printer.drawer"), [tell("printer.drawer_yes"), tell("printer.drawer_no")]
        )
        self._drawer.choose(_YES if part.drawer else _NO)
        self._result.show_result(_BUSY if part.busy else part.result)
        show_if(self._drawer_test, not pdf)
        reword(self._drawer_test, tell("printer.test_drawer"), why_off=why_off(part.test_drawer))
        words = "printer.test_pdf" if pdf else "printer.test"
        reword(self._test, tell(words), why_off=why_off(part.test))

    def _show_fields(self, part: PrinterPart) -> None:
        for name, field in self._fields.items():
            show_if(field, name in _FIELDS[part.kind])
            field.set_label(tell(f"printer.{name}"))
            field.set_text(part.texts[name]) if not field.line.hasFocus() else None
            fault = part.faults.get(name)
            if fault is not None:
                field.set_fault(tell_message(fault))
            else:
                field.set_note(tell(_NOTES[name]) if name in _NOTES else "")

    def _choose_kind(self, kind: PrinterKind, _checked: bool = False) -> None:
        self._intents.choose_printer(kind)

    def _choose_columns(self, value: str, _checked: bool = False) -> None:
        self._intents.choose_columns(int(value))

    def _choose_drawer(self, value: str, _checked: bool = False) -> None:
        self._intents.choose_drawer(value == _YES)

    def _choose_open(self, value: str, _checked: bool = False) -> None:
        self._intents.choose_open_pdf(value == _YES)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tell("printer.folder"), self._folder.text())
        if folder:
            self._intents.choose_folder(folder)
