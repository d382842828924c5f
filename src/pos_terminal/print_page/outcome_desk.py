"""How the sheets came out of a printer: nobody but a person knows, and says it here."""

from __future__ import annotations

from card_contract.studio_messages import BatchView
from pos_terminal.print_page.jobs import FedSheets
from pos_terminal.print_page.model import Outcome
from pos_terminal.print_page.named_desk import card_in
from pos_terminal.words import ON, Message, off


class OutcomeDesk:
    """Everything is good until somebody says otherwise."""

    def __init__(self) -> None:
        self._fed: FedSheets | None = None
        self.good = 0
        self.spoiled: frozenset[int] = frozenset()
        self.queue: Message | None = None  # what of these sheets may not be out yet

    def ask(self, fed: FedSheets | None) -> None:
        """Ask for these sheets, anew where they are others."""
        if fed != self._fed:
            self._fed = fed
            self.queue = None
            self.good = 0 if fed is None else fed.fed
            self.spoiled = frozenset()

    @property
    def is_all_good(self) -> bool:
        """Whether nothing is left to be printed."""
        fed = self._fed
        return fed is not None and self.good == fed.last and not self.spoiled

    def say_good(self, sheet: int) -> None:
        fed = self._fed
        if fed is not None and fed.first - 1 <= sheet <= fed.fed:
            self.good = sheet
            self.spoiled &= self._on_good_sheets(fed)

    def spoil(self, sequence: int) -> None:
        """Name a card of a good sheet as spoiled, or take that back."""
        fed = self._fed
        if fed is not None and sequence in self._on_good_sheets(fed):
            self.spoiled ^= {sequence}

    def scan(self, text: str, batch: BatchView) -> Message | None:
        """Name a card as spoiled by its number; a message says why it cannot be."""
        found = card_in(text, batch)
        if isinstance(found, Message):
            return found
        fed = self._fed
        if fed is None or found not in self._on_good_sheets(fed):
            return Message("outcome.not_there")
        self.spoiled |= {found}
        return None

    def _on_good_sheets(self, fed: FedSheets) -> frozenset[int]:
        good = fed.cards[: self.good - fed.first + 1]
        return frozenset(card for sheet in good for card in sheet)

    def bad_cards(self) -> frozenset[int]:
        """All cards that are replaced by new ones, as far as it was said."""
        fed = self._fed
        if fed is None:
            return frozenset()
        bad = fed.cards[self.good - fed.first + 1 :]
        return self.spoiled | frozenset(card for sheet in bad for card in sheet)

    def outcome(self) -> Outcome | None:
        fed = self._fed
        if fed is None:
            return None
        return Outcome(
            first=fed.first,
            fed=fed.fed,
            good=self.good,
            less=ON if self.good >= fed.first else off("off.none_good"),
            more=ON if self.good < fed.fed else off("off.all_good"),
            about=self._about(),
            queue=self.queue,
        )

    def _about(self) -> Message:
        """What will be done."""
        count = len(self.bad_cards())
        return Message("outcome.bad", {"count": count}) if count else Message("outcome.good")
