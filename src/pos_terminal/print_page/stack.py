"""The cards of a batch as they come onto sheets: all of them, what is left, or what was fed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pos_terminal.print_page.jobs import FedSheets
from pos_terminal.sheets.sheet_layout import SheetLayout, sheets_needed

NO_CARD = 0  # the sequence of a card that nobody knows yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """So many cards. ``exact`` are those from the first on; of others nobody knows which they are
    before the run is opened. ``fed`` ones lie as they were handed over.
    """

    count: int
    exact: bool
    fed: FedSheets | None = None

    def first_sheet(self) -> int:
        return 1 if self.fed is None else self.fed.first

    def last_sheet(self, layout: SheetLayout, used: int) -> int:
        if self.fed is not None:
            return self.fed.fed
        return sheets_needed(layout, self.count, start=used)

    def used_on(self, sheet: int, used: int) -> int:
        """How many places of a sheet were used before, where ``used`` ones of the first were."""
        if sheet != self.first_sheet():
            return 0
        return used if self.fed is None else self.fed.used

    def on_sheet(self, sheet: int, layout: SheetLayout, used: int) -> Sequence[int]:
        """The cards on a sheet by their sequences."""
        fed = self.fed
        if fed is not None:
            within = fed.first <= sheet <= fed.fed
            return fed.cards[sheet - fed.first] if within else ()
        first = (sheet - 1) * layout.slots - used
        cards = range(max(0, first) + 1, min(self.count, first + layout.slots) + 1)
        return cards if self.exact else [NO_CARD] * len(cards)
