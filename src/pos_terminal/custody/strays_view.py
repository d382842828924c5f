"""Cards that were sold here though the store had not received them, the newest first."""

from __future__ import annotations

from pos_terminal.custody.entries_view import Entry, EntryList, note_of
from pos_terminal.custody.model import StockPicture, StrayCard
from pos_terminal.custody.sentences_view import tell
from pos_terminal.look.boxes import Column
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.theme import Theme


class StraysPanel(CardSurface):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        column = Column(theme, margins=(24, 16, 20, 14), parent=self)
        self._list = EntryList(theme)
        column.addWidget(self._list, 1)

    def show_state(self, state: StockPicture) -> None:
        more = "view.strays_more" if state.more_strays else None
        self._list.show_entries(
            tell("view.strays"),
            note_of(state.strays, none=None, more=more),
            [_stray(one) for one in state.strays or ()],
        )


def _stray(card: StrayCard) -> Entry:
    till, number, sold_at = card.till_name, card.receipt_number, card.sold_at_ms
    sale = tell("view.stray_sold", till=till, number=number, sold_at=sold_at)
    return Entry(tell("view.stray", digits=card.last_four), sale)
