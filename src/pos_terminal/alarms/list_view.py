"""The open alarms, then those whose card is still stopped; one of them to choose."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from card_contract.states import CaseKind
from pos_terminal.alarms.model import AlarmRow, AlarmsIntents, AlarmsState
from pos_terminal.alarms.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Column, keep_size
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme

_WIDTH: Final = 376
ICONS: Final = {
    CaseKind.PROBED: "eye-bold",
    CaseKind.TWO_STORES: "storefront-bold",
    CaseKind.TILL_FORK: "git-fork-bold",
    CaseKind.TILL_GAP: "dots-three-bold",
    CaseKind.LEDGER_MISFIT: "link-break-bold",
    CaseKind.GUESSING: "asterisk-bold",
}


class AlarmListCard(CardSurface):
    def __init__(self, theme: Theme, intents: AlarmsIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._rows: dict[str, ChoiceRow] = {}
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=8, margins=(16, 22, 16, 16), parent=self)
        head = Column(theme, spacing=4, margins=(8, 0, 8, 4))
        self._sentence = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._note = Label(theme, Kind.BODY, wrap=True)
        head.addWidget(self._sentence)
        head.addWidget(self._note)
        column.addLayout(head)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._entries.addStretch(1)
        self._scroll = ScrollColumn(theme, content)
        column.addWidget(self._scroll, 1)

    def rows(self) -> list[ChoiceRow]:
        return list(self._rows.values())

    def show_list(self, state: AlarmsState) -> None:
        told = not state.loading and (bool(state.rows) or state.list_note is None)
        relabel(self._sentence, tell_message(state.sentence) if told else "", hide_empty=True)
        note = tell("view.loading") if state.loading else tell_message(state.list_note)
        relabel(self._note, note, hide_empty=True)
        keys = {row.case_id for row in state.rows}
        for key in [key for key in self._rows if key not in keys]:
            gone = self._rows.pop(key)
            self._entries.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(state.rows):
            entry = self._row_of(row, place)
            _show(entry, row)
            if row.chosen:
                self._scroll.keep_in_sight(entry)
        show_if(self._scroll, bool(state.rows) or not state.loading)

    def _row_of(self, row: AlarmRow, place: int) -> ChoiceRow:
        entry = self._rows.get(row.case_id)
        if entry is None:
            entry = self._rows[row.case_id] = ChoiceRow(self._theme, row.case_id)
            entry.clicked.connect(partial(self._intents.choose, row.case_id))
        if self._entries.indexOf(entry) != place:
            self._entries.removeWidget(entry)
            self._entries.insertWidget(place, entry)
        return entry


def _show(entry: ChoiceRow, row: AlarmRow) -> None:
    entry.show_entry(
        title=tell_message(row.fact),
        figure="",
        note=seen_at(row.store_name, row.till_name, row.at_ms),
        state=tell("view.acknowledged" if row.is_acknowledged else f"view.kind.{row.kind.value}"),
        mood=Mood.QUIET if row.is_acknowledged else Mood.REFUSED,
        icon=ICONS[row.kind],
    )
    entry.show_chosen(row.chosen)


def seen_at(store: str | None, till: str | None, at_ms: int) -> str:
    """Where and when, as far as that is known."""
    return ", ".join(part for part in (store, till, manner().clock(at_ms)) if part)
