"""The right half: what is printed, on what, how it is proved, and the button that prints it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import LinkButton, PrimaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.icon_button import IconButton
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.step_field import StepField
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.print_page.intents import PrintIntents
from pos_terminal.print_page.jobs import Target, TargetKind
from pos_terminal.print_page.model import (
    PrintPicture,
    ProofLine,
    SheetChoice,
    Standing,
    Start,
)
from pos_terminal.print_page.run_panels_view import CutOffPanel, OutcomePanel, RunningPanel
from pos_terminal.print_page.sentences_view import tell, tell_message, why_off
from pos_terminal.sheets.sheet_layout import LAYOUTS, Duplex

WIDTH: Final = 420
_PROOF_LINES: Final = 4
_OLDER: Final = "older"  # the last of the batches to choose: it offers more of them
_MARKS: Final = {
    Standing.DONE: ("check-circle-fill", Token.ACTIVATED_TEXT),
    Standing.TO_DO: ("circle-dashed", Token.INK_2),
    Standing.WARNED: ("warning", Token.NOT_KNOWN_TEXT),
    Standing.WRONG: ("warning-fill", Token.REFUSED_TEXT),
}


class SetUpPanel(CardSurface):
    """`test_wanted` asks for a test sheet; where it goes, the page knows."""

    test_wanted = Signal()

    def __init__(self, theme: Theme, intents: PrintIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        keep_size(theme, self, width=WIDTH)
        column = Column(theme, spacing=10, margins=(24, 18, 20, 18), parent=self)
        content = QWidget()
        inner = Column(theme, spacing=10, margins=(0, 0, 4, 0), parent=content)
        self.cut_off = CutOffPanel(theme, intents)
        inner.addWidget(self.cut_off)
        self.outcome = OutcomePanel(theme, intents)
        inner.addWidget(self.outcome)
        self._fields = QWidget()
        self._build_fields(theme)
        inner.addWidget(self._fields)
        self._start_line = Hairline(theme)
        inner.addWidget(self._start_line)
        self.start = _StartRow(theme, intents)
        inner.addWidget(self.start)
        inner.addWidget(Hairline(theme))
        inner.addLayout(self._build_proof(theme))
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._fault = Label(theme, Kind.NOTE_STRONG, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self._named = Label(theme, Kind.STRONG, wrap=True)
        self.forget_named = LinkButton(theme)
        self.forget_named.clicked.connect(intents.forget_named)
        named = Row(theme, spacing=8)
        named.addWidget(self._named, 1)
        named.addWidget(self.forget_named)
        column.addLayout(named)
        self.end_open = LinkButton(theme)
        self.end_open.clicked.connect(intents.end_open)
        column.addWidget(self.end_open)
        self.running = RunningPanel(theme, intents)
        column.addWidget(self.running)
        self.act = PrimaryButton(theme, icon="printer-fill", key="F12", large=True)
        self.act.clicked.connect(intents.act)
        column.addWidget(self.act)

    def _build_fields(self, theme: Theme) -> None:
        fields = Column(theme, spacing=5, parent=self._fields)
        self.batch = ChoiceField(theme, icon="stack")
        self.design = ChoiceField(theme, icon="paint-brush")
        self.sheet = ChoiceField(theme, icon="layout")
        self.turn = ChoiceField(theme, icon="swap")
        self.target = ChoiceField(theme, icon="printer")
        self.batch.chosen.connect(self._choose_batch)
        self.design.chosen.connect(self._intents.choose_design)
        self.sheet.chosen.connect(self._intents.choose_sheet)
        self.turn.chosen.connect(lambda value: self._intents.choose_turn(Duplex(value)))
        self.fit = IconButton(theme, "ruler", side=52, framed=True)
        self.fit.clicked.connect(self._intents.open_fit)
        self.target.chosen.connect(lambda value: self._intents.choose_target(_target_of(value)))
        self.own_sheet = IconButton(theme, "plus", side=52, framed=True)
        self.own_sheet.clicked.connect(self._intents.open_sheet)
        sheets = Row(theme, spacing=8)
        sheets.addWidget(self.sheet, 1)
        sheets.addWidget(self.own_sheet)
        fields.addWidget(self.batch)
        fields.addWidget(self.design)
        fields.addLayout(sheets)
        fields.addWidget(self.turn)
        row = Row(theme, spacing=8)
        row.addWidget(self.target, 1)
        row.addWidget(self.fit)
        fields.addLayout(row)

    def _choose_batch(self, value: str) -> None:
        if value != _OLDER:
            self._intents.choose(int(value))
            return
        batch = self._intents.state.batch
        self.batch.set_value("" if batch is None else str(batch))
        self._intents.more_batches()

    def _build_proof(self, theme: Theme) -> Column:
        proof = Column(theme, spacing=5)
        self._proof_title = Label(theme, Kind.HEAD)
        proof.addWidget(self._proof_title)
        self._proof = [_ProofRow(theme) for _ in range(_PROOF_LINES)]
        for row in self._proof:
            row.print_test.clicked.connect(self.test_wanted)
            proof.addWidget(row)
        return proof

    def show_state(self, state: PrintPicture) -> None:
        self.cut_off.show_card(state.cut_off)
        self.outcome.show_outcome(state.outcome)
        show_if(self._fields, state.outcome is None)
        self._show_fields(state)
        show_if(self._start_line, state.start is not None)
        self.start.show_start(state.start)
        relabel(self._proof_title, tell("view.proof"))
        for place, row in enumerate(self._proof):
            show_if(row, place < len(state.proof))
            if place < len(state.proof):
                row.show_line(state.proof[place])
        relabel(self._fault, tell_message(state.fault), hide_empty=True)
        relabel(self._named, tell_message(state.named), hide_empty=True)
        show_if(self.forget_named, state.named is not None)
        reword(self.forget_named, tell("view.forget_named"))
        show_if(self.end_open, state.end_open is not None)
        if state.end_open is not None:
            reword(self.end_open, tell("view.end_open"), why_off=why_off(state.end_open))
        running = state.running
        self.running.show_progress(state, running)
        show_if(self.act, running is None)
        reword(self.act, tell_message(state.act_word), why_off=why_off(state.act))

    def _show_fields(self, state: PrintPicture) -> None:
        self.batch.set_label(tell("view.batch"))
        older = [(_OLDER, tell("view.older"))] if state.more_batches else []
        told = [(str(one.batch), tell_message(one.name)) for one in state.batches]
        self.batch.set_options([*told, *older])
        self.batch.set_value("" if state.batch is None else str(state.batch))
        self.design.set_label(tell("view.design"))
        self.design.set_options([(one.key, tell_message(one.name)) for one in state.designs])
        self.design.set_value(state.design)
        self.sheet.set_label(tell("view.sheet"))
        self.sheet.set_options([(one.name, _word_of_sheet(one)) for one in state.sheets])
        self.own_sheet.set_words(tell("view.own_open"))
        show_if(self.own_sheet, bool(state.sheets))
        self.own_sheet.setEnabled(state.running is None)
        self.sheet.set_value(state.sheet)
        self.turn.set_label(tell("view.turn"))
        self.turn.set_options([(one.value, tell(f"view.turn.{one.value}")) for one in state.turns])
        self.turn.set_value(state.turn.value)
        note = state.target_note
        self.target.set_label(tell("view.target" if note is None else f"view.target.{note.id}"))
        self.fit.set_words(tell("view.fit_open"))
        show_if(self.fit, note is not None and state.cut_off is None and bool(state.sheets))
        self.fit.setEnabled(state.running is None)
        self.target.set_options([(_value_of(one), _word_of(one)) for one in state.targets])
        self.target.set_value(_value_of(state.target))
        waits = state.cut_off is not None  # what it prints, and where to, it says itself
        for field in (self.design, self.sheet, self.turn):
            show_if(field, bool(state.sheets))  # a print shop draws in its own way
            field.setEnabled(state.running is None)
        show_if(self.turn, bool(state.turns))
        for field in (self.batch, self.target):
            show_if(field, not waits)
            field.setEnabled(state.running is None)


def _value_of(target: Target) -> str:
    return f"{target.kind.value}:{target.name}"


def _target_of(value: str) -> Target:
    kind, _, name = value.partition(":")
    return Target(kind=TargetKind(kind), name=name)


def _word_of(target: Target) -> str:
    return target.name or tell(f"view.target.{target.kind.value}")


def _word_of_sheet(sheet: SheetChoice) -> str:
    if sheet.name in LAYOUTS:
        return tell(f"view.sheet.{sheet.name}", count=sheet.cards)
    return tell("view.sheet_own", name=sheet.name, count=sheet.cards)


class _StartRow(QWidget):
    """The first free place of the first sheet."""

    def __init__(self, theme: Theme, intents: PrintIntents) -> None:
        super().__init__()
        self._place = 1
        row = Row(theme, spacing=12, parent=self)
        words = Column(theme)
        self._title = Label(theme, Kind.STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._note)
        row.addLayout(words, 1)
        self.field = StepField(theme)
        self.field.stepped.connect(lambda step: intents.start_at(self._place + step))
        row.addWidget(self.field)

    def show_start(self, start: Start | None) -> None:
        show_if(self, start is not None)
        if start is None:
            return
        self._place = start.place
        relabel(self._title, tell("view.start"))
        relabel(self._note, tell("view.start_note"))
        self.field.set_words(less=tell("view.start_less"), more=tell("view.start_more"))
        self.field.show_number(str(start.place), less=start.less.enabled, more=start.more.enabled)


class _ProofRow(QWidget):
    """How it stands as an icon, what it is, and how much of it at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, spacing=12, parent=self)
        self._icon = Icon(theme, "circle-dashed", 22, Token.INK_2)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(theme)
        self._fact = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        words.addWidget(self._fact)
        words.addWidget(self._note)
        row.addLayout(words, 1)
        self._figure = Label(theme, Kind.NOTE_STRONG)
        row.addWidget(self._figure, 0, Qt.AlignmentFlag.AlignVCenter)
        self.print_test = IconButton(theme, "printer", framed=True)
        row.addWidget(self.print_test, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, line: ProofLine) -> None:
        icon, token = _MARKS[line.standing]
        self._icon.set_icon(icon, token)
        relabel(self._fact, tell_message(line.fact))
        relabel(self._note, tell_message(line.note))
        relabel(self._figure, tell_message(line.figure), hide_empty=True)
        self._figure.set_token(token)
        show_if(self.print_test, line.print_test is not None)
        self.print_test.set_words(tell("view.print_test"))
        self.print_test.setEnabled(line.print_test is not None and line.print_test.enabled)
