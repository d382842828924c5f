"""Single cards that came out badly, named by scanning them: new ones are printed in their place."""

from __future__ import annotations

from card_contract.card_number import CardNumber
from card_contract.scan_text import recognise
from card_contract.studio_messages import BatchView
from pos_terminal.words import Message

NAMED_MAX = 200


class NamedDesk:
    """Cards of one batch, by their sequences."""

    def __init__(self) -> None:
        self.cards: frozenset[int] = frozenset()

    def forget(self) -> None:
        self.cards = frozenset()

    def scan(self, text: str, batch: BatchView) -> Message | None:
        """Name a card; a message says why it cannot be."""
        found = card_in(text, batch)
        if isinstance(found, Message):
            return found
        if len(self.cards) >= NAMED_MAX:
            return Message("named.too_many", {"count": NAMED_MAX})
        self.cards |= {found}
        return None


def card_in(text: str, batch: BatchView) -> int | Message:
    """The card of the batch whose number was scanned, or why it is none."""
    found = recognise(text)
    if not isinstance(found, CardNumber):
        return Message("named.no_number")
    is_of_batch = (found.issuer, found.batch) == (batch.issuer, batch.batch)
    if not is_of_batch or found.sequence > batch.made:
        return Message("named.other_batch")
    return found.sequence
