"""What the page *Print* may ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from pos_terminal.card_design.elements import Side
from pos_terminal.print_page.jobs import Target
from pos_terminal.print_page.model import FitField, PrintPicture, SheetField
from pos_terminal.sheets.sheet_layout import Duplex
from pos_terminal.words import ScanSource


class PrintIntents(Protocol):
    """Each is one press, tap, scan or key."""

    @property
    def state(self) -> PrintPicture:
        """The picture to show now."""

    def watch(self, show: Callable[[PrintPicture], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front, or is to be asked for anew (F5)."""

    def choose(self, batch: int) -> None:
        """Print this batch; other pages lead here with it."""

    def more_batches(self) -> None:
        """Offer older batches, too."""

    def choose_design(self, key: str) -> None:
        """Print in this design."""

    def choose_sheet(self, name: str) -> None:
        """Print on these sheets."""

    def choose_turn(self, turn: Duplex) -> None:
        """How a sheet is turned for its back."""

    def choose_target(self, target: Target) -> None:
        """Where the sheets go."""

    def show_side(self, side: Side) -> None:
        """Show the fronts of the sheet, or its backs."""

    def turn_page(self, step: int) -> None:
        """Show the next sheet, or the one before."""

    def start_at(self, place: int) -> None:
        """The first free place of the first sheet, counted from 1."""

    def act(self) -> None:
        """Print (F12): what cannot be undone is asked before."""

    def write_to(self, file: Path) -> None:
        """The file that was chosen after the warning."""

    def open_fit(self) -> None:
        """Correct the chosen printer."""

    def edit_fit(self, field: FitField, text: str) -> None:
        """A measure as it stands now."""

    def edit_dots(self, text: str) -> None:
        """How many dots an inch the printer has, as it stands now; empty where nobody knows."""

    def print_grid(self, *, corrected: bool) -> None:
        """Print the test grid, without or with the correction."""

    def save_fit(self) -> None:
        """Correct the printer by what was measured (F12)."""

    def reset_fit(self) -> None:
        """Correct the printer in nothing."""

    def close_fit(self) -> None:
        """Leave the printer as it is (Esc)."""

    def open_sheet(self) -> None:
        """Lay out a sheet of one's own, from the chosen one on."""

    def edit_sheet(self, field: SheetField, text: str) -> None:
        """One of its lengths or counts as it stands now."""

    def mark_cuts(self, *, marked: bool) -> None:
        """Whether marks in its margins say where it is cut."""

    def save_sheet(self) -> None:
        """Keep the sheet, and print on it (F12)."""

    def remove_sheet(self) -> None:
        """Keep the sheet no longer."""

    def close_sheet(self) -> None:
        """Keep nothing (Esc)."""

    def print_test(self, file: Path | None) -> None:
        """Print a test sheet, into this file where it does not go to a printer."""

    def write_key(self, text: str) -> None:
        """The public key of the print shop as it stands now."""

    def read_key(self, file: Path) -> None:
        """Take the public key from a file."""

    def answer(self, *, yes: bool) -> None:
        """Answer the question that stands; no does nothing at all (Esc)."""

    def stop(self) -> None:
        """Stop the run: what is not on paper yet waits again."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """A printed card that came out badly was scanned: it is to be replaced."""

    def forget_named(self) -> None:
        """Replace none of the scanned cards."""

    def end_open(self) -> None:
        """End the open run of the batch that stands in the way, once that has been confirmed."""

    def say_good(self, sheet: int) -> None:
        """Name the last sheet that came out well."""

    def spoil(self, place: int) -> None:
        """Name a card of the sheet that is shown as spoiled, or take that back; from 0 on."""

    def end_cut_off(self) -> None:
        """End the run that was cut off, once that has been confirmed."""
