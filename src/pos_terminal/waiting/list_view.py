"""The list of *Waiting*: what this till owes, what other tills hold, and the store's cases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import LinkButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.fields import NumberField
from pos_terminal.look.icons import OCTAGON_CROSS
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.waiting.case_view import case_opened
from pos_terminal.waiting.entry_view import kind_look
from pos_terminal.waiting.model import (
    CasesOfRecall,
    HeldElsewhere,
    OpenCase,
    WaitingRow,
    WaitingState,
)
from pos_terminal.waiting.sentences_view import tell, tell_message

_WIDTH: Final = 404


class ListCard(CardSurface):
    """Each signal carries the id of what was pressed, or the number that is looked for."""

    row_pressed = Signal(str)
    held_pressed = Signal(str)
    case_pressed = Signal(str)
    recall_pressed = Signal(str)
    more_pressed = Signal()
    number_edited = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=8, margins=(16, 22, 16, 16), parent=self)
        head = Column(theme, spacing=4, margins=(8, 0, 8, 4))
        self._sentence = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._note = Label(theme, Kind.BODY, wrap=True)
        head.addWidget(self._sentence)
        head.addWidget(self._note)
        column.addLayout(head)
        self.number = NumberField(theme, icon="magnifying-glass", size=17, separators=" ")
        self.number.edited.connect(self.number_edited)
        column.addWidget(self.number)
        content = QWidget()
        sections = Column(theme, spacing=16, margins=(0, 0, 4, 0), parent=content)
        self.own, self.held, self.recalls, self.cases = (_Section(theme) for _ in range(4))
        self.own.pressed.connect(self.row_pressed)
        self.held.pressed.connect(self.held_pressed)
        self.cases.pressed.connect(self.case_pressed)
        self.recalls.pressed.connect(self.recall_pressed)
        for section in (self.own, self.held, self.recalls, self.cases):
            sections.addWidget(section)
        self.more = LinkButton(theme, icon="caret-down-bold")
        self.more.clicked.connect(self.more_pressed)
        sections.addWidget(self.more)
        sections.addStretch(1)
        self._scroll = ScrollColumn(theme, content)
        self._in_sight = ""
        column.addWidget(self._scroll, 1)

    def show_list(self, state: WaitingState, shown: str) -> None:
        """``shown`` is the id of what is open at the right."""
        # What others hold, and the store's cases, are not counted as this till's.
        own = bool(state.rows)
        sentence = tell_message(state.sentence) if own else tell("view.nothing_own")
        relabel(self._sentence, sentence)
        relabel(self._note, tell_message(state.note), hide_empty=True)
        show_if(self.number, state.case_sought is not None)
        self.number.set_label(tell("view.find_case"))
        self.number.set_text(state.case_sought or "")
        several = sum(map(bool, (state.rows, state.held_elsewhere, state.cases))) > 1
        self.own.show_head(tell("view.this_till") if several and state.rows else "")
        self.own.show_keys([row.key for row in state.rows], shown)
        for row in state.rows:
            _show_row(self.own.entry(row.key), row, row.currency)
        notes = tell_message(state.holds_note)
        self.held.show_head(tell("view.other_tills") if state.held_elsewhere else "", notes)
        self.held.show_keys([one.sale_id for one in state.held_elsewhere], shown)
        for one in state.held_elsewhere:
            _show_held(self.held.entry(one.sale_id), one)
        opened = self._show_recalls(state.case_recalls)
        head = tell("view.cases") if opened is None else tell("view.cases_of_recall", number=opened)
        self.cases.show_head(head if state.cases else "", tell_message(state.cases_note))
        show_if(self.more, state.cases_more)
        reword(self.more, tell("view.cases_more"))
        self.cases.show_keys([case.case_id for case in state.cases], shown)
        for case in state.cases:
            _show_case(self.cases.entry(case.case_id), case, state.currency)
        self._keep_in_sight(shown)

    def _show_recalls(self, recalls: Sequence[CasesOfRecall]) -> int | None:
        """A row for each; says which of them is opened."""
        opened = next((each.recall_id for each in recalls if each.opened), None)
        self.recalls.show_head(tell("view.recalls") if recalls else "")
        keys = [str(each.recall_id) for each in recalls]
        self.recalls.show_keys(keys, "" if opened is None else str(opened))
        for each in recalls:
            entry = self.recalls.entry(str(each.recall_id))
            entry.show_entry(
                title=tell("view.recall", number=each.recall_id),
                figure="",
                note=tell("view.recall_opened" if each.opened else "view.recall_open"),
                state=tell("view.recall_cases", count=each.count),
                mood=Mood.REFUSED,
                icon=OCTAGON_CROSS,
            )
        return opened

    def _keep_in_sight(self, shown: str) -> None:
        if shown == self._in_sight:
            return  # whoever scrolls on looks at something else
        self._in_sight = shown
        for section in (self.own, self.held, self.cases):
            if section.has(shown):
                self._scroll.keep_in_sight(section.entry(shown))


class _Section(QWidget):
    """Entries under a head; entries keep their widgets while they stay in the list."""

    pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entries: dict[str, ChoiceRow] = {}
        column = Column(theme, spacing=8, parent=self)
        self._head = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        self._rows = Column(theme, spacing=8)
        head, note = (Row(theme, margins=(8, 0, 8, 0)) for _ in range(2))
        head.addWidget(self._head)
        note.addWidget(self._note)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addLayout(note)

    def show_head(self, head: str, note: str = "") -> None:
        relabel(self._head, head, hide_empty=True)
        relabel(self._note, note, hide_empty=True)

    def show_keys(self, keys: list[str], shown: str) -> None:
        """Entries for just these, in this order."""
        for key in [key for key in self._entries if key not in keys]:
            gone = self._entries.pop(key)
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, key in enumerate(keys):
            entry = self._entries.get(key) or self._new_entry(key)
            if self._rows.indexOf(entry) != place:
                self._rows.removeWidget(entry)
                self._rows.insertWidget(place, entry)
            entry.show_chosen(key == shown)
        show_if(self, bool(keys or self._note.text()))

    def has(self, key: str) -> bool:
        return key in self._entries

    def entry(self, key: str) -> ChoiceRow:
        return self._entries[key]

    def _new_entry(self, key: str) -> ChoiceRow:
        entry = ChoiceRow(self._theme, key)
        entry.clicked.connect(partial(self.pressed.emit, key))
        self._entries[key] = entry
        return entry


def _show_row(entry: ChoiceRow, row: WaitingRow, currency: str) -> None:
    word, mood, icon = kind_look(row)
    cards = tell("view.cards", count=len(row.lines))
    entry.show_entry(
        title=tell("view.sale", number=row.number),
        figure=manner().money(row.total_minor, currency),
        note=f"{manner().clock(row.at_ms)}, {cards}",
        state=word,
        mood=mood,
        icon=icon,
    )


def _show_held(entry: ChoiceRow, held: HeldElsewhere) -> None:
    entry.show_entry(
        title=tell("view.sale", number=held.number),
        figure=manner().money(held.total_minor, held.currency),
        note=tell("view.held_since", till=held.till_name, held_at=held.held_at_ms),
        state=tell("view.case_not_known" if held.in_doubt else "view.kind.held"),
        mood=Mood.NOT_KNOWN,
        icon="lock-simple-bold",
    )


def _show_case(entry: ChoiceRow, case: OpenCase, currency: str) -> None:
    amount = case.amount_minor
    number = case.number
    entry.show_entry(
        title=tell("view.sale", number=number) if number else tell("view.case_no_sale"),
        figure="" if amount is None else manner().money(amount, case.currency or currency),
        note=case_opened(case),
        state=tell_message(case.fact),
        mood=Mood.REFUSED,
        icon=OCTAGON_CROSS,
    )
