"""The left side: which cards, and why."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from card_contract.states import RecallReason
from pos_terminal.look.boxes import Column, Hairline
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import TextField
from pos_terminal.look.recall_words import reason_word
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.recall.choose_parts_view import CardsPart, FilePart, NamedPart, ScansPart
from pos_terminal.recall.intents import RecallIntents
from pos_terminal.recall.model import NOTE_LENGTH_MAX, By, Choosing
from pos_terminal.recall.sentences_view import tell, tell_message

WIDTH: Final = 380
_WAYS_IN_A_ROW: Final = 4
_REASONS_IN_A_ROW: Final = 3
# What is called otherwise than its field.
_LABELS: Final = {"recall": "view.recall_number"}


class ChoosePanel(CardSurface):
    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        column = Column(theme, spacing=10, margins=(22, 18, 22, 18), parent=self)
        self._title = Label(theme, Kind.CARD_TITLE)
        column.addWidget(self._title)
        self.ways: dict[By, Chip] = {}
        column.addLayout(self._grid(theme))
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._parts: dict[By, QWidget] = {}
        self._build_parts(theme)
        self._fault = Label(theme, Kind.NOTE, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self.scans = ScansPart(theme, intents)
        column.addWidget(self.scans)
        column.addWidget(Hairline(theme))
        self._why = Label(theme, Kind.CARD_TITLE)
        column.addWidget(self._why)
        self.reasons: dict[RecallReason, Chip] = {}
        column.addLayout(self._reason_grid(theme))
        self.note = TextField(theme)
        self.note.line.setMaxLength(NOTE_LENGTH_MAX)
        self.note.edited.connect(intents.write_note)
        column.addWidget(self.note)

    def _grid(self, theme: Theme) -> QGridLayout:
        grid = _even_grid(theme, _WAYS_IN_A_ROW)
        for index, by in enumerate(By):
            chip = Chip(theme, height=52)
            chip.clicked.connect(partial(self._intents.choose_by, by))
            self.ways[by] = chip
            grid.addWidget(chip, *divmod(index, _WAYS_IN_A_ROW))
        return grid

    def _reason_grid(self, theme: Theme) -> QGridLayout:
        grid = _even_grid(theme, _REASONS_IN_A_ROW)
        for index, reason in enumerate(RecallReason):
            chip = Chip(theme, height=48)
            chip.clicked.connect(partial(self._intents.choose_reason, reason))
            self.reasons[reason] = chip
            grid.addWidget(chip, *divmod(index, _REASONS_IN_A_ROW))
        return grid

    def _build_parts(self, theme: Theme) -> None:
        self.cards = CardsPart(theme, self._intents)
        self.first, self.last = TextField(theme), TextField(theme)
        self.label, self.batch, self.recall = (TextField(theme) for _ in range(3))
        self._fields = {
            "first": self.first,
            "last": self.last,
            "label": self.label,
            "batch": self.batch,
            "recall": self.recall,
        }
        for name, field in self._fields.items():
            field.edited.connect(partial(self._intents.write, name))
        self.campaign = NamedPart(theme, self._intents, "campaign")
        self.store = NamedPart(theme, self._intents, "store")
        self.file = FilePart(theme, self._intents)
        self._parts[By.CARDS] = self.cards
        self._parts[By.RANGE] = _stacked(theme, self.first, self.last)
        self._parts[By.LABEL] = _stacked(theme, self.label)
        self._parts[By.BATCH] = _stacked(theme, self.batch)
        self._parts[By.CAMPAIGN] = self.campaign
        self._parts[By.STORE] = self.store
        self._parts[By.FILE] = self.file
        self._parts[By.RECALL] = _stacked(theme, self.recall)
        for part in self._parts.values():
            self._stack.addWidget(part)

    def show_choosing(self, choosing: Choosing) -> None:
        relabel(self._title, tell("view.which"))
        for by, chip in self.ways.items():
            chip.set_words(tell(f"view.by.{by.value}"))
            chip.setChecked(by is choosing.by)
            chip.setEnabled(not choosing.locked)
        self._stack.setCurrentWidget(self._parts[choosing.by])
        for name, field in self._fields.items():
            field.set_label(tell(_LABELS.get(name, f"view.{name}")))
            field.set_text(getattr(choosing, name))
            field.line.setEnabled(not choosing.locked)
        # What is wrong is said in the place of how it is done.
        self.last.set_note("" if choosing.fault else tell("view.range_note"))
        for name in ("label", "batch"):
            self._fields[name].set_note(tell(f"view.{name}_note"))
        self.recall.set_note(tell("view.recall_number_note"))
        self.cards.show_cards(choosing)
        locked = choosing.locked
        self.campaign.show_options(choosing.products, choosing.campaign, locked=locked)
        self.store.show_options(choosing.stores, choosing.store, locked=locked)
        self.file.show_file(choosing)
        relabel(self._fault, tell_message(choosing.fault), hide_empty=True)
        self.scans.show_scans(choosing)
        relabel(self._why, tell("view.reason"))
        for reason, chip in self.reasons.items():
            chip.set_words(reason_word(reason))
            chip.setChecked(reason is choosing.reason)
            chip.setEnabled(not choosing.locked)
        self.note.set_label(tell("view.note"))
        self.note.set_text(choosing.note)
        self.note.line.setEnabled(not choosing.locked)


def _even_grid(theme: Theme, columns: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(theme.px(8))
    for place in range(columns):
        grid.setColumnStretch(place, 1)
    return grid


def _stacked(theme: Theme, *fields: TextField) -> QWidget:
    part = QWidget()
    column = Column(theme, spacing=8, margins=(0, 4, 0, 0), parent=part)
    for field in fields:
        column.addWidget(field)
    column.addStretch(1)
    return part
