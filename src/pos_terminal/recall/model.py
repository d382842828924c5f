"""What the page *Recall* shows: which cards, what would happen to them, what has happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from card_contract.states import CardKind, RecallAct, RecallEffect, RecallReason, RecallState
from pos_terminal.words import Button, Message, ScanSource, Toast

NOTE_LENGTH_MAX: Final = 500


class By(StrEnum):
    """How the cards are chosen."""

    CARDS = "cards"
    RANGE = "range"
    LABEL = "label"
    BATCH = "batch"
    CAMPAIGN = "campaign"
    STORE = "store"
    FILE = "file"


class Stage(StrEnum):
    """Where the page stands."""

    CHOOSE = "choose"
    LOOKED = "looked"  # the dry run is there, nothing has changed
    RUNNING = "running"
    ENDED = "ended"


class Paper(StrEnum):
    """How the result leaves the till."""

    CSV = "csv"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCard:
    """A card that was scanned; ``number`` is null where the barcode is the code."""

    card_id: str
    name: str
    number: str | None
    last_four: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """The chosen file: how many numbers it holds, and its lines that hold none."""

    name: str
    numbers: int
    repeated: int
    faults: tuple[Message, ...]
    faults_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """The left side. ``fault`` says what does not fit in what was typed or scanned.

    ``stores`` are the ids and names to choose from, empty until the server has told them.
    """

    by: By
    locked: bool
    cards: tuple[ChosenCard, ...]
    first: str
    last: str
    label: str
    batch: str
    campaign: str
    store: str
    stores: tuple[tuple[str, str], ...]
    file: FileCard | None
    fault: Message | None
    reason: RecallReason | None
    note: str

    @property
    def is_begun(self) -> bool:
        """Whether there is anything that starting over would throw away."""
        typed = (self.first, self.last, self.label, self.batch, self.campaign, self.store)
        return bool(self.cards or self.file or self.reason or self.note or any(typed))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """So many cards of a kind, and what happens to them; ``changes`` tells red from grey."""

    kind: CardKind
    count: int
    share: float
    effect: RecallEffect
    changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldChoice:
    """The sold cards of the selection, and whether they are included."""

    count: int
    included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What can be done with the cards that were looked at.

    ``sign`` is null where one manager is enough. ``stop_sale`` and ``lift`` are null where no card
    could be stopped, or lifted.
    """

    count: int
    sold: SoldChoice | None
    stop_count: int
    lift_count: int
    stop_sale: Button | None
    lift: Button | None
    sign: Button | None
    signed_by: str | None
    recall: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A recall that runs or has ended; ``hearing`` says whether the tills know of it.

    ``advice`` says what happens to cards that are not decided: null where all of them are.
    """

    recall_id: int
    act: RecallAct
    state: RecallState
    done: int
    total: int
    asked_by: str
    approved_by: str | None
    ended_at_ms: int | None
    advice: Message | None
    hearing: Message | None
    stop: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCard:
    """What became of one card."""

    place: int
    number: str
    kind: CardKind
    effect: RecallEffect
    changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The recall card by card; ``effects`` are those to filter by."""

    cards: tuple[ResultCard, ...]
    effects: tuple[RecallEffect, ...]
    effect: RecallEffect | None
    number: str
    sentence: Message
    more: Button | None
    save: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRecall:
    """One line of the list of recalls."""

    recall_id: int
    act: RecallAct
    state: RecallState
    reason: RecallReason
    total: int
    at_ms: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPicture:
    """One picture of the page."""

    stage: Stage
    choosing: Choosing
    headline: Message
    pill: Message | None
    look: Button
    rows: tuple[MatrixRow, ...] = ()
    signing: Signing | None = None
    progress: Progress | None = None
    results: Results | None = None
    earlier: tuple[EarlierRecall, ...] | None = None
    fault: Message | None = None
    toast: Toast | None = None


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
        """What stands in one of the fields: first, last, label, batch, campaign, store."""

    def remove_card(self, card_id: str) -> None:
        """Take a scanned card out."""

    def choose_file(self, path: Path) -> None:
        """Read a file of numbers."""

    def save_faults(self) -> None:
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

    def save(self, paper: Paper) -> None:
        """Write the whole result to a file."""

    def show_earlier(self) -> None:
        """Show the recalls that were begun before, or close them again."""

    def open_recall(self, recall_id: int) -> None:
        """Show one of them."""

    def start_over(self) -> None:
        """Forget what was chosen, and choose other cards."""
