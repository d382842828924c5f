"""The dialog that lays out a sheet of one's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import LinkButton, PrimaryButton, SecondaryButton
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.dialog import Dialog, DialogPanel
from pos_terminal.look.fields import TextField
from pos_terminal.look.frame import Frame
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.print_page.intents import PrintIntents
from pos_terminal.print_page.model import SheetField, SheetForm
from pos_terminal.print_page.sentences_view import tell, tell_message, why_off

_COLUMNS = 2
_MARKED = "marked"
_UNMARKED = "unmarked"
_MARKS = (_MARKED, _UNMARKED)
_PLAIN = (SheetField.NAME, SheetField.COLUMNS, SheetField.ROWS)


class OwnSheetDialog(Dialog):
    def __init__(self, theme: Theme, intents: PrintIntents, frame: Frame) -> None:
        panel = DialogPanel(theme, width=860, height=620)
        super().__init__(theme, panel, locks_scanning=False)
        self._frame = frame
        column = Column(theme, spacing=12, margins=(40, 32, 40, 28), parent=panel)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        self._text = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._text)
        fields = QGridLayout()
        fields.setHorizontalSpacing(theme.px(24))
        fields.setVerticalSpacing(theme.px(8))
        self.fields: dict[SheetField, TextField] = {}
        for field in SheetField:
            made = TextField(theme) if field in _PLAIN else TextField(theme, unit="mm")
            made.edited.connect(partial(intents.edit_sheet, field))
            place = len(self.fields) + (field is not SheetField.NAME)  # beside it are crop marks
            fields.addWidget(made, place // _COLUMNS, place % _COLUMNS)
            self.fields[field] = made
        self.crop_marks = ChoiceField(theme)
        self.crop_marks.chosen.connect(lambda value: intents.mark_cuts(marked=value == _MARKED))
        fields.addWidget(self.crop_marks, 0, 1)
        column.addLayout(fields)
        self._told = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._told)
        column.addStretch(1)
        foot = Row(theme, spacing=16)
        self.remove = LinkButton(theme)
        self.remove.clicked.connect(intents.remove_sheet)
        self.close_button = SecondaryButton(theme, key="Esc")
        self.close_button.clicked.connect(intents.close_sheet)
        self.save = PrimaryButton(theme, key="F12")
        self.save.clicked.connect(intents.save_sheet)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save)
        column.addLayout(foot)

    def show_form(self, form: SheetForm | None) -> None:
        if form is None:
            self.go()
            return
        relabel(self._title, tell("view.own_sheet"))
        relabel(self._text, tell("view.own_sheet_text"))
        for line in form.lines:
            field = self.fields[line.field]
            field.set_label(tell(f"view.own.{line.field.value}"))
            field.set_text(line.text)
            counted = line.field in _PLAIN
            wrong = tell("view.own_count_wrong" if counted else "view.fit_wrong")
            field.set_fault(wrong if line.wrong else None)
        self.crop_marks.set_label(tell("view.own.crop_marks"))
        self.crop_marks.set_options([(one, tell(f"view.own.{one}")) for one in _MARKS])
        self.crop_marks.set_value(_MARKED if form.crop_marks else _UNMARKED)
        self._told.set_token(Token.INK if form.fault is None else Token.REFUSED_TEXT)
        relabel(self._told, tell_message(form.fault or form.note), hide_empty=True)
        show_if(self.remove, form.removable)
        reword(self.remove, tell("view.own_remove"))
        reword(self.close_button, tell("view.close"))
        reword(self.save, tell("view.own_save"), why_off=why_off(form.save))
        self.setAccessibleName(self._title.text())
        self.stand_over(self._frame)
