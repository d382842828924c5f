"""The page *Ledger*: what is searched for at the left, what was found or verified at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QStackedLayout

from pos_terminal.ledger.check_view import CheckCard
from pos_terminal.ledger.entries_view import EntriesCard
from pos_terminal.ledger.model import LedgerIntents, LedgerState, Section
from pos_terminal.ledger.search_view import SearchPanel
from pos_terminal.ledger.sentences_view import tell
from pos_terminal.look.boxes import Row
from pos_terminal.look.frame import Frame
from pos_terminal.look.page import Page
from pos_terminal.look.theme import Theme

PAGE: Final = "ledger"


class LedgerView(Page):
    def __init__(self, theme: Theme, intents: LedgerIntents, frame: Frame) -> None:
        super().__init__(frame, title=lambda: tell("view.title"))
        self._intents = intents
        self._state: LedgerState | None = None
        row = Row(theme, spacing=24, margins=(32, 32, 32, 32), parent=self)
        self.search = SearchPanel(theme, intents)
        row.addWidget(self.search)
        self._right = QStackedLayout()
        row.addLayout(self._right, 1)  # first, or its first page would be a window of its own
        self.entries = EntriesCard(theme, intents)
        self.check = CheckCard(theme, intents)
        for part in (self.entries, self.check):
            self._right.addWidget(part)
        intents.watch(self._show)

    def _show(self, state: LedgerState) -> None:
        self._state = state
        self.search.show_search(state)
        if state.section is Section.CHECK:
            self.check.show_check(state.check)
            self._right.setCurrentWidget(self.check)
        else:
            self.entries.show_entries(state)
            self._right.setCurrentWidget(self.entries)

    def opened(self) -> None:
        self._intents.open()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
