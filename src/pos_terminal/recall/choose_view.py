"""The left side: which cards, and why."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedLayout, QWidget

from card_contract.states import RecallReason
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import LinkButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import TextField
from pos_terminal.look.recall_words import reason_word
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.recall.intents import RecallIntents
from pos_terminal.recall.model import NOTE_LENGTH_MAX, By, Choosing, ChosenCard
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


class CardsPart(QWidget):
    """The cards that were scanned, the newest first."""

    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__()
        self._theme = theme
        self._intents = intents
        self._rows: dict[str, _CardRow] = {}
        column = Column(theme, spacing=6, margins=(0, 4, 0, 0), parent=self)
        self._count = Label(theme, Kind.FIELD_LABEL, wrap=True)
        column.addWidget(self._count)
        content = QWidget()
        self._entries = Column(theme, spacing=2, margins=(0, 0, 4, 0), parent=content)
        self._entries.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_cards(self, choosing: Choosing) -> None:
        count = len(choosing.cards)
        relabel(
            self._count, tell("view.cards_count", count=count) if count else tell("view.scan_cards")
        )
        wanted = {card.card_id for card in choosing.cards}
        for gone in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(gone)
            self._entries.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, card in enumerate(choosing.cards):
            row = self._rows.get(card.card_id) or _CardRow(self._theme, card, self._intents)
            self._rows[card.card_id] = row
            if self._entries.indexOf(row) != place:
                self._entries.insertWidget(place, row)
            row.show_card(card, locked=choosing.locked)


class _CardRow(QWidget):
    def __init__(self, theme: Theme, card: ChosenCard, intents: RecallIntents) -> None:
        super().__init__()
        row = Row(theme, spacing=8, parent=self)
        words = Column(theme)
        self._number = Label(theme, Kind.STRONG, wrap=True)
        self._name = Label(theme, Kind.NOTE, token=Token.INK_3, wrap=True)
        words.addWidget(self._number)
        words.addWidget(self._name)
        row.addLayout(words, 1)
        self.remove = LinkButton(theme, icon="trash")
        self.remove.clicked.connect(partial(intents.remove_card, card.card_id))
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_card(self, card: ChosenCard, *, locked: bool) -> None:
        number = card.number or tell("view.card_ends", last=card.last_four)
        relabel(self._number, number)
        relabel(self._name, card.name)
        self.remove.setAccessibleName(tell("view.remove", number=number))
        show_if(self.remove, not locked)


class NamedPart(QWidget):
    """The product whose cards are meant, or the store that they were shipped to."""

    def __init__(self, theme: Theme, intents: RecallIntents, field: str) -> None:
        super().__init__()
        self._field = field
        column = Column(theme, spacing=6, margins=(0, 4, 0, 0), parent=self)
        self.choice = ChoiceField(theme)
        self.choice.chosen.connect(partial(intents.write, field))
        column.addWidget(self.choice)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        column.addWidget(self._note)
        column.addStretch(1)

    def show_options(
        self, options: tuple[tuple[str, str], ...], chosen: str, *, locked: bool
    ) -> None:
        self.choice.set_label(tell(f"view.{self._field}"))
        self.choice.set_options(options)
        self.choice.set_value(chosen)
        self.choice.setEnabled(bool(options) and not locked)
        relabel(self._note, tell(f"view.{self._field}_note"))


class ScansPart(QWidget):
    """How many scans are not looked up yet, and how many were no cards."""

    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__()
        column = Column(theme, spacing=4, parent=self)
        line = Row(theme, spacing=8)
        self._waiting = Label(theme, Kind.NOTE_STRONG, token=Token.INK_2, wrap=True)
        line.addWidget(self._waiting, 1)
        self.ask_again = LinkButton(theme, icon="arrow-clockwise")
        self.ask_again.clicked.connect(intents.ask_again)
        line.addWidget(self.ask_again)
        column.addLayout(line)
        self._unknown = Label(theme, Kind.NOTE_STRONG, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._unknown)

    def show_scans(self, choosing: Choosing) -> None:
        relabel(self._waiting, tell_message(choosing.scans), hide_empty=True)
        reword(self.ask_again, tell("view.ask_again"))
        show_if(self.ask_again, choosing.ask_again is not None)
        relabel(self._unknown, tell_message(choosing.unknown), hide_empty=True)
        show_if(self, choosing.scans is not None or choosing.unknown is not None)


class FilePart(QWidget):
    """A file of numbers, and each of its lines that is no card."""

    def __init__(self, theme: Theme, intents: RecallIntents) -> None:
        super().__init__()
        self._intents = intents
        self._file_name = ""
        column = Column(theme, spacing=6, margins=(0, 4, 0, 0), parent=self)
        self.choose = SecondaryButton(theme, icon="folder-open")
        self.choose.clicked.connect(self._ask)
        column.addWidget(self.choose)
        content = QWidget()
        inner = Column(theme, spacing=4, margins=(0, 0, 4, 0), parent=content)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        self._numbers = Label(theme, Kind.STRONG, wrap=True)
        self._faults = Label(theme, Kind.NOTE_STRONG, token=Token.REFUSED_TEXT, wrap=True)
        self._lines = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        self.save = LinkButton(theme, icon="download-simple")
        self.save.clicked.connect(self._ask_place)
        for part in (self._note, self._numbers, self._faults, self.save, self._lines):
            inner.addWidget(part)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_file(self, choosing: Choosing) -> None:
        reword(self.choose, tell("view.choose_file"))
        self.choose.setEnabled(not choosing.locked)
        reword(self.save, tell("view.save_faults"))
        file = choosing.file
        self._file_name = "" if file is None else file.name
        if file is None:
            relabel(self._note, tell("view.file_note"))
            for label in (self._numbers, self._faults, self._lines):
                relabel(label, "", hide_empty=True)
            show_if(self.save, False)
            return
        relabel(self._note, file.name)
        numbers = tell("view.file_numbers", count=file.numbers)
        if file.repeated:
            numbers = f"{numbers}. " + tell("view.file_repeated", count=file.repeated)
        relabel(self._numbers, numbers, hide_empty=True)
        faults = len(file.faults) + file.faults_more
        words = tell("view.file_faults", count=faults) if faults else ""
        relabel(self._faults, words, hide_empty=True)
        lines = [tell_message(fault) for fault in file.faults]
        if file.faults_more:
            lines.append(tell("view.file_more", count=file.faults_more))
        relabel(self._lines, "\n".join(lines), hide_empty=True)
        show_if(self.save, bool(faults))

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tell("view.choose_file"), "", tell("view.file_filter") + " (*.csv *.txt *)"
        )
        if name:
            self._intents.choose_file(Path(name))

    def _ask_place(self) -> None:
        suggested = str(Path.home() / f"{Path(self._file_name).stem}-lines.csv")
        name, _ = QFileDialog.getSaveFileName(
            self, tell("view.save_faults"), suggested, "CSV (*.csv)"
        )
        if name:
            self._intents.save_faults(Path(name))
