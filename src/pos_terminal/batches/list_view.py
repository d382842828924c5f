"""The batches, one to choose; at the foot of the list the way to a new one."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from card_contract.studio_messages import BatchState
from pos_terminal.batches.model import BatchesIntents, BatchesPicture, BatchRow
from pos_terminal.batches.parts_view import STATES, state_word
from pos_terminal.batches.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, keep_size
from pos_terminal.look.buttons import LinkButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.money import format_number
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_WIDTH: Final = 388


class BatchesList(CardSurface):
    def __init__(self, theme: Theme, intents: BatchesIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._rows: dict[int, ChoiceRow] = {}
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=10, margins=(16, 16, 16, 16), parent=self)
        self._old = Label(theme, Kind.NOTE, token=Token.NOT_KNOWN_TEXT, wrap=True)
        column.addWidget(self._old)
        self._retry = LinkButton(theme, icon="arrow-clockwise-bold", key="F5")
        self._retry.clicked.connect(intents.open)
        column.addWidget(self._retry)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self.more = LinkButton(theme, icon="caret-down-bold")
        self.more.clicked.connect(intents.more)
        self._entries.addWidget(self.more)
        self._entries.addStretch(1)
        self._scroll = ScrollColumn(theme, content)
        column.addWidget(self._scroll, 1)
        self.new_batch = SecondaryButton(theme, icon="plus", key="F3")
        self.new_batch.clicked.connect(intents.open_new_batch)
        column.addWidget(self.new_batch)

    def rows(self) -> list[ChoiceRow]:
        """The rows as they stand."""
        return sorted(self._rows.values(), key=self._entries.indexOf)

    def show_list(self, state: BatchesPicture) -> None:
        old = bool(state.rows) and state.list_note is not None
        relabel(self._old, tell_message(state.list_note) if old else "", hide_empty=True)
        show_if(self._retry, old)
        reword(self._retry, tell("view.loading" if state.loading else "view.retry"))
        self._keep({row.batch for row in state.rows})
        for place, row in enumerate(state.rows):
            entry = self._row_of(row, place)
            _show_row(entry, row)
            if row.chosen and not entry.chosen:
                self._scroll.keep_in_sight(entry)
            entry.show_chosen(row.chosen)
        show_if(self.more, state.more is not None)
        if state.more is not None:
            reword(self.more, tell("view.older"), why_off=why_off(state.more))
        reword(self.new_batch, tell("view.new_batch"))
        show_if(self.new_batch, state.can_begin and state.new_batch is None)

    def _keep(self, batches: set[int]) -> None:
        for batch in [batch for batch in self._rows if batch not in batches]:
            gone = self._rows.pop(batch)
            self._entries.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _row_of(self, row: BatchRow, place: int) -> ChoiceRow:
        entry = self._rows.get(row.batch)
        if entry is None:
            entry = ChoiceRow(self._theme, str(row.batch))
            entry.clicked.connect(partial(self._intents.choose_batch, row.batch))
            self._rows[row.batch] = entry
        if self._entries.indexOf(entry) != place:
            self._entries.removeWidget(entry)
            self._entries.insertWidget(place, entry)
        return entry


def _show_row(entry: ChoiceRow, row: BatchRow) -> None:
    mood, icon = STATES[row.state]
    state = state_word(row.state)
    if row.state is BatchState.MAKING:
        state = tell("view.making_of", made=row.made, quantity=row.quantity)
    entry.show_entry(
        title=tell_message(row.name),
        figure=format_number(row.quantity, manner().language),
        note=row.title,
        state=state,
        mood=mood,
        icon=icon,
    )
