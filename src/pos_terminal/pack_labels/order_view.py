"""What is to be printed: which labels, on which sheet, from which place on, by which printer."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import FlushQuietButton, PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import NumberField
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.share_bar import ShareBar
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.pack_labels.model import (
    NUMBER_DIGITS_MAX,
    SCOPES,
    SHEETS,
    LabelsIntents,
    LabelsOf,
    LabelsPicture,
    Scope,
)
from pos_terminal.pack_labels.sentences_view import tell, tell_message, why_off
from pos_terminal.sheets.sheet_layout import LAYOUTS

_WIDTH: Final = 420
_ICONS: Final = {LabelsOf.PACKS: "package", LabelsOf.CARTONS: "stack"}


class OrderPanel(CardSurface):
    """`acted` comes with the main button: the page asks for a file where one is wanted."""

    acted = Signal()

    def __init__(self, theme: Theme, intents: LabelsIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._start = 0
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=12, margins=(24, 14, 24, 24), parent=self)
        head = Row(theme, spacing=12)
        self._heading = Label(theme, Kind.CARD_TITLE, wrap=True)
        self.back = FlushQuietButton(theme, icon="arrow-left-bold", key="Esc")
        self.back.clicked.connect(intents.back)
        head.addWidget(self._heading, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        content = QWidget()
        inner = Column(theme, spacing=14, margins=(0, 0, 4, 0), parent=content)
        self._build_which(theme, inner)
        inner.addWidget(Hairline(theme))
        self.sheet = ChoiceField(theme)
        self.sheet.chosen.connect(intents.choose_sheet)
        inner.addWidget(self.sheet)
        inner.addWidget(self._build_start(theme))
        inner.addWidget(Hairline(theme))
        self.printer = ChoiceField(theme)
        self.printer.chosen.connect(intents.choose_printer)
        inner.addWidget(self.printer)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._build_foot(theme, column)

    def _build_which(self, theme: Theme, column: Column) -> None:
        chips = Row(theme, spacing=10)
        self.chips: dict[LabelsOf, Chip] = {}
        for of, icon in _ICONS.items():
            chip = Chip(theme, icon=icon)
            chip.clicked.connect(partial(self._intents.choose_of, of))
            self.chips[of] = chip
            chips.addWidget(chip, 1)
        column.addLayout(chips)
        self.scope = ChoiceField(theme)
        self.scope.chosen.connect(lambda value: self._intents.choose_scope(Scope(value)))
        column.addWidget(self.scope)
        self.number = NumberField(theme, digits_max=NUMBER_DIGITS_MAX)
        self.number.edited.connect(self._intents.edit_number)
        column.addWidget(self.number)

    def _build_start(self, theme: Theme) -> QWidget:
        self._start_part = QWidget()
        row = Row(theme, spacing=12, parent=self._start_part)
        words = Column(theme, spacing=2)
        self._start_word = Label(theme, Kind.STRONG, wrap=True)
        self._start_note = Label(theme, Kind.NOTE, wrap=True)
        words.addWidget(self._start_word)
        words.addWidget(self._start_note)
        row.addLayout(words, 1)
        self.earlier = SecondaryButton(theme, icon="minus-bold")
        self.earlier.clicked.connect(lambda: self._intents.choose_start(self._start - 1))
        self.later = SecondaryButton(theme, icon="plus-bold")
        self.later.clicked.connect(lambda: self._intents.choose_start(self._start + 1))
        self._place = Label(theme, Kind.TITLE, align=Qt.AlignmentFlag.AlignHCenter)
        keep_size(theme, self._place, width=40)
        for part in (self.earlier, self._place, self.later):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        return self._start_part

    def _build_foot(self, theme: Theme, column: Column) -> None:
        working = Row(theme, spacing=12)
        self._progress = Label(theme, Kind.STRONG, wrap=True)
        self.stop = SecondaryButton(theme, icon="stop")
        self.stop.clicked.connect(self._intents.cancel)
        working.addWidget(self._progress, 1)
        working.addWidget(self.stop)
        column.addLayout(working)
        self._bar = ShareBar(theme, height=12)
        column.addWidget(self._bar)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self.act = PrimaryButton(theme, icon="printer-fill", key="F12", large=True)
        self.act.clicked.connect(self.acted)
        column.addWidget(self.act)

    def show_order(self, state: LabelsPicture) -> None:
        free = state.work is None
        self._show_which(state, free=free)
        self.sheet.set_label(tell("view.sheet"))
        self.sheet.set_options([(name, tell(f"view.sheet.{name}")) for name in SHEETS])
        self.sheet.set_value(state.sheet)
        self.sheet.setEnabled(free)
        self._show_start(state, free=free)
        pdf = ("", tell("view.printer.pdf"))
        self.printer.set_label(tell("view.printer"))
        self.printer.set_options([pdf, *((name, name) for name in state.printers)])
        self.printer.set_value(state.printer)
        self.printer.setEnabled(free)
        self._show_foot(state)

    def _show_which(self, state: LabelsPicture, *, free: bool) -> None:
        relabel(self._heading, tell("view.heading"))
        for of, chip in self.chips.items():
            chip.set_words(tell(f"view.of.{of.value}"))
            chip.setChecked(of is state.of)
            chip.setEnabled(free)
        scopes = SCOPES[state.of]
        self.scope.set_label(tell("view.scope"))
        self.scope.set_options(
            [(one.value, tell(f"view.scope.{state.of.value}.{one.value}")) for one in scopes]
        )
        self.scope.set_value(state.scope.value)
        self.scope.setEnabled(free)
        show_if(self.number, state.scope is not Scope.ALL)
        is_pack = state.scope is Scope.ONE and state.of is LabelsOf.PACKS
        self.number.set_label(tell("view.number.pack" if is_pack else "view.number.carton"))
        self.number.set_text(state.number)
        fault = state.number_fault
        self.number.set_fault(None if fault is None else tell_message(fault))
        self.number.setEnabled(free)

    def _show_start(self, state: LabelsPicture, *, free: bool) -> None:
        slots = LAYOUTS[state.sheet].slots
        self._start = state.start
        show_if(self._start_part, slots > 1)
        relabel(self._start_word, tell("view.start"))
        relabel(self._start_note, tell("view.start_note"))
        relabel(self._place, str(state.start + 1))
        self.earlier.setAccessibleName(tell("view.start_back"))
        self.later.setAccessibleName(tell("view.start_on"))
        self.earlier.setEnabled(free and state.start > 0)
        self.later.setEnabled(free and state.start + 1 < slots)

    def _show_foot(self, state: LabelsPicture) -> None:
        work = state.work
        words = ""
        if work is not None:
            words = tell(f"view.work.{work.stage.value}", done=work.done, of=work.of)
            self._bar.show_share(work.done / max(1, work.of), Token.ACCENT)
        relabel(self._progress, words, hide_empty=True)
        show_if(self._bar, work is not None)
        show_if(self.stop, work is not None)
        reword(self.back, tell("view.back"))
        reword(self.stop, tell("view.cancel"))
        relabel(self._fault, tell_message(state.fault), hide_empty=True)
        self.act.set_icon("printer-fill" if state.printer else "file-pdf-fill")
        reword(self.act, tell_message(state.act_word), why_off=why_off(state.act))
