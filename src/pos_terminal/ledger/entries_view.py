"""The entries that were found, and what the open one says."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from card_contract.sale_id import SaleId
from pos_terminal.ledger.model import (
    AMOUNTS,
    UNSAID,
    EntryDetail,
    EntryRow,
    LedgerIntents,
    LedgerState,
)
from pos_terminal.ledger.sentences_view import (
    actor_words,
    detail_word,
    kind_words,
    tell,
    tell_message,
)
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_NAME_PART = 1
_VALUE_PART = 3


class _DetailLine(QWidget):
    """A name and what is so, side by side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, spacing=16, parent=self)
        self._name = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        self._value = Label(theme, Kind.NOTE, token=Token.INK, wrap=True)
        row.addWidget(self._name, _NAME_PART)
        row.addWidget(self._value, _VALUE_PART)

    def show_pair(self, name: str, value: str) -> None:
        relabel(self._name, name)
        relabel(self._value, value)
        self.setAccessibleName(f"{name}, {value}")


class DetailCard(CardSurface):
    """What the open entry says, under it in the list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ground=Token.CANVAS, radius=12)
        self._column = Column(theme, spacing=6, margins=(20, 14, 20, 14), parent=self)
        self._lines: list[_DetailLine] = []

    def show_detail(self, detail: EntryDetail) -> None:
        pairs = [(detail_word(name), value) for name, value in _written(detail)]
        # Broken at every eighth sign: it is one long word otherwise.
        parts = [detail.hash[at : at + 8] for at in range(0, len(detail.hash), 8)]
        pairs.append((tell("view.hash"), " ".join(parts)))
        while len(self._lines) < len(pairs):
            self._lines.append(_DetailLine(self._theme))
            self._column.addWidget(self._lines[-1])
        for line, pair in zip(self._lines, pairs, strict=False):
            line.show_pair(*pair)
        for index, line in enumerate(self._lines):
            show_if(line, index < len(pairs))


class EntriesCard(CardSurface):
    def __init__(self, theme: Theme, intents: LedgerIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._rows: list[ChoiceRow] = []
        self._shown: tuple[EntryRow, ...] = ()
        column = Column(theme, spacing=12, margins=(24, 22, 20, 20), parent=self)
        self._sentence = Label(theme, Kind.CARD_TITLE, wrap=True)
        column.addWidget(self._sentence)
        content = QWidget()
        self._column = Column(theme, spacing=8, margins=(0, 0, 6, 0), parent=content)
        self._detail = DetailCard(theme)
        self._column.addWidget(self._detail)
        self._more = SecondaryButton(theme, icon="arrow-down-bold")
        self._more.clicked.connect(intents.show_more)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self._scroll = ScrollColumn(theme, content)
        column.addWidget(self._scroll, 1)

    def rows(self) -> list[ChoiceRow]:
        return [row for row in self._rows if not row.isHidden()]

    def show_entries(self, state: LedgerState) -> None:
        relabel(self._sentence, tell_message(state.sentence))
        self._shown = state.rows
        self._column.removeWidget(self._detail)
        while len(self._rows) < len(state.rows):
            row = ChoiceRow(self._theme)
            row.clicked.connect(partial(self._choose, len(self._rows)))
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        chosen = None
        for index, row in enumerate(self._rows):
            show_if(row, index < len(state.rows))
            if index < len(state.rows):
                _show(row, state.rows[index])
                chosen = index if state.rows[index].chosen else chosen
        show_if(self._detail, chosen is not None)
        if chosen is not None and state.detail is not None:
            self._detail.show_detail(state.detail)
            self._column.insertWidget(chosen + 1, self._detail)
            self._scroll.keep_in_sight(self._detail)
        reword(self._more, tell("view.more"))
        show_if(self._more, state.more)

    def _choose(self, index: int) -> None:
        if index < len(self._shown):
            self._intents.choose(self._shown[index].position)


def _written(detail: EntryDetail) -> tuple[tuple[str, str], ...]:
    """Amounts in money, where their currency is told, and a sale by its receipt number."""
    said = {name: readable_id(value) for name, value in detail.details if name not in UNSAID}
    currency = said.get("currency")
    amounts = {
        name: said[name] for name in AMOUNTS if said.get(name, "").removeprefix("-").isdecimal()
    }
    if currency is None or not amounts:
        return tuple(said.items())
    del said["currency"]
    money = {name: manner().money(int(minor), currency) for name, minor in amounts.items()}
    return tuple((said | money).items())


def readable_id(value: str) -> str:
    """A sale by the number that stands on its receipt; everything else as it was written."""
    try:
        return SaleId.parse(value).receipt_number
    except ValueError:
        return value


def _show(row: ChoiceRow, entry: EntryRow) -> None:
    row.show_entry(
        title=kind_words(entry.kind),
        figure=tell("view.entry_number", position=entry.position),
        note=tell("view.entry_note", written_at=entry.at_ms, actor=actor_words(entry.actor)),
        state=readable_id(entry.subject),
        mood=Mood.QUIET,
        icon="hash",
    )
    row.show_chosen(entry.chosen)
