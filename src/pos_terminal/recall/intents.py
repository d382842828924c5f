"""What the page *Recall* may ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from card_contract.states import RecallEffect, RecallReason
from pos_terminal.recall.model import By, Paper, RecallPicture
from pos_terminal.words import ScanSource


class RecallIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> RecallPicture:
        """The picture to show now."""

    def watch(self, show: Callable[[RecallPicture], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front; a recall that runs is asked for."""

    # Which cards.
    def choose_by(self, by: By) -> None:
        """Choose the cards in another way."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """Something was scanned while the page was shown."""

    def write(self, field: str, text: str) -> None:
        """What stands in a field: first, last, label, batch, campaign, store, recall."""

    def ask_again(self) -> None:
        """Look the scans up whose answer is missing."""

    def remove_card(self, card_id: str) -> None:
        """Take a scanned card out."""

    def choose_file(self, path: Path) -> None:
        """Read a file of numbers."""

    def save_faults(self, path: Path) -> None:
        """Write every line of the file that is no card to a file."""

    def choose_reason(self, reason: RecallReason) -> None:
        """Say why."""

    def write_note(self, note: str) -> None:
        """The note as it stands in its field."""

    # What would happen, and that it does.
    def look(self) -> None:
        """See what would happen; nothing changes (F12)."""

    def include_sold(self) -> None:
        """Include the sold cards, or leave them alone again."""

    def stop_sale(self) -> None:
        """Stop the sale of these cards; it can be lifted."""

    def lift(self) -> None:
        """Lift the stop of these cards."""

    def sign(self) -> None:
        """Let a second manager sign."""

    def recall(self) -> None:
        """The button was held for its second: recall the cards for good."""

    # A recall that runs or has ended.
    def look_again(self) -> None:
        """See how far it is. Asked every second while it runs."""

    def stop(self) -> None:
        """Recall no more cards; those that are recalled stay so."""

    def show_cards(self) -> None:
        """Open the recall card by card, or close it again."""

    def filter(self, effect: RecallEffect | None) -> None:
        """Show cards of one effect only, or all."""

    def find(self, number: str) -> None:
        """Show the card with this number only; an empty text shows all."""

    def more(self) -> None:
        """Show the next cards."""

    def save(self, paper: Paper, path: Path) -> None:
        """Write the whole result to a file."""

    def show_earlier(self) -> None:
        """Show the recalls that were begun before, or close them again."""

    def more_earlier(self) -> None:
        """Show those that were begun before the last one of the list."""

    def open_recall(self, recall_id: int) -> None:
        """Show one of them."""

    def go_on(self) -> None:
        """Look at the cards of the recall that is shown anew: for the rest, or for another act."""

    def leave(self) -> None:
        """Put the recall away, and choose: what had been chosen before is still there."""

    def start_over(self) -> None:
        """Forget what was chosen."""
