"""The parts of the left side: the cards that were scanned, what is chosen by its name, the file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import LinkButton, SecondaryButton
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.recall.intents import RecallIntents
from pos_terminal.recall.model import Choosing, ChosenCard
from pos_terminal.recall.sentences_view import tell, tell_message


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
