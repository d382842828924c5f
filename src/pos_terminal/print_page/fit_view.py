"""The dialog that corrects a printer: print the grid, measure, type, keep."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import LinkButton, PrimaryButton, SecondaryButton
from pos_terminal.look.dialog import Dialog, DialogPanel
from pos_terminal.look.fields import TextField
from pos_terminal.look.frame import Frame
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.print_page.intents import PrintIntents
from pos_terminal.print_page.model import FitField, FitForm
from pos_terminal.print_page.sentences_view import tell, tell_message, why_off

_COLUMNS = 2


class FitDialog(Dialog):
    def __init__(self, theme: Theme, intents: PrintIntents, frame: Frame) -> None:
        panel = DialogPanel(theme, width=860, height=560)
        super().__init__(theme, panel, locks_scanning=False)
        self._frame = frame
        column = Column(theme, spacing=12, margins=(40, 32, 40, 28), parent=panel)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        self._now = Label(theme, Kind.STRONG, wrap=True)
        self._text = Label(theme, Kind.BODY, wrap=True)
        for part in (self._title, self._now, self._text):
            column.addWidget(part)
        grids = Row(theme, spacing=12)
        self.grid = SecondaryButton(theme, icon="printer")
        self.grid.clicked.connect(lambda: intents.print_grid(corrected=False))
        self.corrected = SecondaryButton(theme, icon="check-bold")
        self.corrected.clicked.connect(lambda: intents.print_grid(corrected=True))
        for button in (self.grid, self.corrected):
            grids.addWidget(button)
        grids.addStretch(1)
        column.addLayout(grids)
        fields = QGridLayout()
        fields.setHorizontalSpacing(theme.px(24))
        fields.setVerticalSpacing(theme.px(10))
        self.fields: dict[FitField, TextField] = {}
        for place, field in enumerate(FitField):
            made = self.fields[field] = TextField(theme, unit="mm")
            made.edited.connect(partial(intents.edit_fit, field))
            fields.addWidget(made, place // _COLUMNS, place % _COLUMNS)
        self.dots = TextField(theme)
        self.dots.edited.connect(intents.edit_dots)
        fields.addWidget(self.dots, len(FitField) // _COLUMNS, 0)
        column.addLayout(fields)
        self._told = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._told)
        column.addStretch(1)
        foot = Row(theme, spacing=16)
        self.reset = LinkButton(theme)
        self.reset.clicked.connect(intents.reset_fit)
        self.close_button = SecondaryButton(theme, key="Esc")
        self.close_button.clicked.connect(intents.close_fit)
        self.save = PrimaryButton(theme, key="F12")
        self.save.clicked.connect(intents.save_fit)
        foot.addWidget(self.reset)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save)
        column.addLayout(foot)

    def show_form(self, form: FitForm | None) -> None:
        if form is None:
            self.go()
            return
        relabel(self._title, tell("view.fit", printer=form.printer))
        relabel(self._now, tell_message(form.now))
        relabel(self._text, tell("view.fit_text"))
        reword(self.grid, tell("view.fit_grid"), why_off=why_off(form.grid))
        show_if(self.corrected, form.corrected is not None)
        show_if(self.reset, form.corrected is not None)
        if form.corrected is not None:
            reword(self.corrected, tell("view.fit_corrected"), why_off=why_off(form.corrected))
        for line in form.lines:
            field = self.fields[line.field]
            meant = manner().decimal(line.meant_thousandths / 1000)
            field.set_label(tell(f"view.fit.{line.field.value}", meant=meant))
            field.set_text(line.text)
            field.set_fault(tell("view.fit_wrong") if line.wrong else None)
        self.dots.set_label(tell("view.fit_dots"))
        self.dots.set_text(form.dots)
        self.dots.set_fault(tell("view.fit_dots_wrong") if form.dots_wrong else None)
        self._told.set_token(Token.INK if form.fault is None else Token.REFUSED_TEXT)
        relabel(self._told, tell_message(form.fault or form.note), hide_empty=True)
        reword(self.reset, tell("view.fit_reset"))
        reword(self.close_button, tell("view.close"))
        reword(self.save, tell("view.fit_save"), why_off=why_off(form.save))
        self.setAccessibleName(f"{self._title.text()}. {self._now.text()}")
        self.stand_over(self._frame)
