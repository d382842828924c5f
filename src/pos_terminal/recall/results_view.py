"""A recall card by card: what became of each, filtered, looked up, and saved as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from card_contract.states import RecallEffect
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import LinkButton, SecondaryButton
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import NumberField
from pos_terminal.look.icons import Icon
from pos_terminal.look.recall_words import kind_word, was_word
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.recall.intents import RecallIntents
from pos_terminal.recall.model import Paper, ResultCard, Results
from pos_terminal.recall.sentences_view import tell, tell_message, why_off

_PAPERS = {Paper.CSV: "table", Paper.PDF: "file-pdf"}


class ResultsPart(QWidget):
    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__()
        self._theme = theme
        self._intents = intents
        self._recall_id = 0
        self._lines: list[_ResultLine] = []
        self._chips: dict[RecallEffect | None, Chip] = {}
        column = Column(theme, spacing=10, parent=self)
        self._filters = Row(theme, spacing=8)
        self._filters.addStretch(1)
        column.addLayout(self._filters)
        head = Row(theme, spacing=12)
        self.number = NumberField(theme, icon="magnifying-glass", size=17, separators=" ")
        self.number.edited.connect(intents.find)
        head.addWidget(self.number, 1)
        self.papers: dict[Paper, SecondaryButton] = {}
        for paper, icon in _PAPERS.items():
            button = SecondaryButton(theme, icon=icon)
            button.clicked.connect(partial(self._ask_place, paper))
            self.papers[paper] = button
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        self._sentence = Label(theme, Kind.QUIET, wrap=True)
        column.addWidget(self._sentence)
        content = QWidget()
        self._column = Column(theme, margins=(0, 0, 6, 0), parent=content)
        self._column.addStretch(1)
        self.more = LinkButton(theme, icon="caret-down-bold")
        self.more.clicked.connect(intents.more)
        self._column.addWidget(self.more)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_results(self, results: Results, recall_id: int) -> None:
        self._recall_id = recall_id
        self._show_filters(results)
        self.number.set_label(tell("view.find"))
        self.number.set_text(results.number)
        for paper, button in self.papers.items():
            reword(button, tell(f"view.{paper.value}"), why_off=why_off(results.save))
        relabel(self._sentence, tell_message(results.sentence))
        while len(self._lines) < len(results.cards):
            line = _ResultLine(self._theme)
            self._column.insertWidget(len(self._lines), line)
            self._lines.append(line)
        for place, line in enumerate(self._lines):
            show_if(line, place < len(results.cards))
            if place < len(results.cards):
                line.show_card(results.cards[place])
        show_if(self.more, results.more is not None)
        if results.more is not None:
            reword(self.more, tell("view.more"), why_off=why_off(results.more))

    def _ask_place(self, paper: Paper) -> None:
        ending = paper.value
        suggested = str(Path.home() / f"recall-R-{self._recall_id}.{ending}")
        kinds = f"{ending.upper()} (*.{ending})"
        name, _ = QFileDialog.getSaveFileName(self, tell(f"view.{ending}"), suggested, kinds)
        if name:
            self._intents.save(paper, Path(name))

    def _show_filters(self, results: Results) -> None:
        wanted: list[RecallEffect | None] = [None, *results.effects]
        for effect in wanted:
            if effect not in self._chips:
                chip = Chip(self._theme, height=64)
                chip.clicked.connect(partial(self._intents.filter, effect))
                self._chips[effect] = chip
                self._filters.insertWidget(len(self._chips) - 1, chip)
        for effect, chip in self._chips.items():
            chip.set_words(tell("view.all") if effect is None else was_word(effect))
            chip.setChecked(effect is results.effect)
            show_if(chip, effect in wanted)


class _ResultLine(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, parent=self)
        column.addWidget(Hairline(theme))
        row = Row(theme, spacing=12, margins=(0, 8, 0, 8))
        column.addLayout(row)
        self._number = Label(theme, Kind.STRONG)
        keep_size(theme, self._number, width=232)
        self._kind = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        keep_size(theme, self._kind, width=130)
        self._icon = Icon(theme, "prohibit-bold", 16)
        self._effect = Label(theme, Kind.NOTE_STRONG, wrap=True)
        row.addWidget(self._number)
        row.addWidget(self._kind)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._effect, 1)

    def show_card(self, card: ResultCard) -> None:
        relabel(self._number, card.number)
        relabel(self._kind, kind_word(card.kind))
        words = was_word(card.effect)
        relabel(self._effect, words)
        ink = Token.REFUSED_TEXT if card.changes else Token.INK_2
        self._effect.set_token(ink)
        self._icon.set_icon("prohibit-bold" if card.changes else "minus-circle", ink)
        self.setAccessibleName(f"{card.number}, {self._kind.text()}, {words}")
