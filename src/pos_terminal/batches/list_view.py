"""The batches, one to choose; at the foot of the list the way to a new one."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from card_contract.studio_messages import BatchState
from pos_terminal.batches.model import (
    BatchesIntents,
    BatchesPicture,
    BatchRow,
    CampaignRow,
    Section,
)
from pos_terminal.batches.parts_view import STATES, state_word
from pos_terminal.batches.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import LinkButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.money import format_number
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_WIDTH: Final = 388
_ICONS: Final = {Section.BATCHES: "stack", Section.CAMPAIGNS: "tag"}


class BatchesList(CardSurface):
    def __init__(self, theme: Theme, intents: BatchesIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._rows: dict[int | str, ChoiceRow] = {}
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=10, margins=(16, 16, 16, 16), parent=self)
        sections = Row(theme, spacing=10)
        self.sections: dict[Section, Chip] = {}
        for section, icon in _ICONS.items():
            chip = Chip(theme, icon=icon)
            chip.clicked.connect(partial(intents.open_section, section))
            self.sections[section] = chip
            sections.addWidget(chip, 1)
        column.addLayout(sections)
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
        self.new_batch.clicked.connect(self._open_new)
        column.addWidget(self.new_batch)

        self.import_cards = LinkButton(theme, icon="download-simple")
        self.import_cards.clicked.connect(intents.import_cards)
        column.addWidget(self.import_cards)

    def rows(self) -> list[ChoiceRow]:
        """The rows as they stand."""
        return sorted(self._rows.values(), key=self._entries.indexOf)

    def _open_new(self) -> None:
        if self._intents.state.section is Section.BATCHES:
            self._intents.open_new_batch()
        else:
            self._intents.open_new_campaign()

    def show_list(self, state: BatchesPicture) -> None:
        batches = state.section is Section.BATCHES
        for section, chip in self.sections.items():
            chip.set_words(tell(f"view.section.{section.value}"))
            chip.setChecked(section is state.section)
        old = batches and bool(state.rows) and state.list_note is not None
        relabel(self._old, tell_message(state.list_note) if old else "", hide_empty=True)
        show_if(self._retry, old)
        reword(self._retry, tell("view.loading" if state.loading else "view.retry"))
        rows: tuple[BatchRow | CampaignRow, ...] = state.rows if batches else state.campaigns
        self._keep({_key(row) for row in rows})
        for place, row in enumerate(rows):
            entry = self._row_of(row, place)
            _show_row(entry, row)
            if row.chosen and not entry.chosen:
                self._scroll.keep_in_sight(entry)
            entry.show_chosen(row.chosen)
        show_if(self.more, batches and state.more is not None)
        if state.more is not None:
            reword(self.more, tell("view.older"), why_off=why_off(state.more))
        reword(self.new_batch, tell("view.new_batch" if batches else "view.new_campaign"))
        reword(self.import_cards, tell("view.import_cards"))
        show_if(self.import_cards, batches and state.can_begin)
        is_open = state.new_batch is not None or (
            state.campaign is not None and state.campaign.campaign is None
        )
        show_if(self.new_batch, state.can_begin and not is_open)

    def _keep(self, keys: set[int | str]) -> None:
        for key in [key for key in self._rows if key not in keys]:
            gone = self._rows.pop(key)
            self._entries.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _row_of(self, row: BatchRow | CampaignRow, place: int) -> ChoiceRow:
        key = _key(row)
        entry = self._rows.get(key)
        if entry is None:
            entry = ChoiceRow(self._theme, str(key))
            if isinstance(row, BatchRow):
                entry.clicked.connect(partial(self._intents.choose_batch, row.batch))
            else:
                entry.clicked.connect(partial(self._intents.choose_campaign, row.campaign))
            self._rows[key] = entry
        if self._entries.indexOf(entry) != place:
            self._entries.removeWidget(entry)
            self._entries.insertWidget(place, entry)
        return entry


def _key(row: BatchRow | CampaignRow) -> int | str:
    return row.batch if isinstance(row, BatchRow) else row.campaign


def _show_row(entry: ChoiceRow, row: BatchRow | CampaignRow) -> None:
    if isinstance(row, CampaignRow):
        entry.show_entry(
            title=row.title,
            figure=manner().money(row.price_minor, row.currency) if row.price_minor else "",
            note=row.campaign,
            state=tell("view.disabled" if row.disabled else "view.enabled"),
            mood=Mood.QUIET if row.disabled else Mood.ACTIVATED,
            icon="prohibit-bold" if row.disabled else "check-circle-fill",
        )
        return
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
