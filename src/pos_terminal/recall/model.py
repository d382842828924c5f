"""What the page *Recall* shows: which cards, what would happen to them, what has happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from card_contract.recall_messages import Selection
from card_contract.states import CardKind, RecallAct, RecallEffect, RecallReason, RecallState
from pos_terminal.words import ON, Button, Message, Toast

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
    RECALL = "recall"  # the cards of an earlier one


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

    ``stores`` and ``products`` are the ids and names to choose from, empty until the server has
    told them. ``scans`` says how many scans are still to be looked up, ``unknown`` that some were
    no cards; ``ask_again`` is there where the server's answer is missing. ``locked`` while the
    server is asked to do it.
    """

    by: By
    locked: bool
    cards: tuple[ChosenCard, ...]
    first: str
    last: str
    label: str
    batch: str
    campaign: str
    products: tuple[tuple[str, str], ...]
    store: str
    stores: tuple[tuple[str, str], ...]
    file: FileCard | None
    recall: str
    fault: Message | None
    reason: RecallReason | None
    note: str
    scans: Message | None = None
    unknown: Message | None = None
    ask_again: Button | None = None

    @property
    def is_begun(self) -> bool:
        """Whether there is anything that starting over would throw away."""
        typed = (self.first, self.last, self.label, self.batch, self.campaign, self.store)
        scanned = self.cards or self.scans or self.unknown
        told = self.file or self.recall or self.reason or self.note
        return bool(scanned or told or any(typed))


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
class AskedFor:
    """What the recall that is shown was asked for with; ``named`` is the product or store."""

    recall_id: int
    act: RecallAct
    selection: Selection
    named: str | None
    with_sold: bool
    reason: RecallReason
    note: str
    begun_at_ms: int
    ended_at_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A recall that runs or has ended; ``hearing`` says whether the tills know of it.

    ``advice`` says what happens to cards that are not decided: null where all of them are.
    ``go_on`` is null while it runs: then its cards can be looked at anew, for another act.
    ``is_over_choice`` says that other cards had been chosen before it was opened.
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
    go_on: Button | None
    is_over_choice: bool


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
class Earlier:
    """The recalls that were begun before, the newest first; ``more`` is null at the last one."""

    recalls: tuple[EarlierRecall, ...]
    more: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPicture:
    """One picture of the page.

    ``leave`` is off while the server is asked to do something, whose answer is to be seen.
    """

    stage: Stage
    choosing: Choosing
    headline: Message
    pill: Message | None
    look: Button
    rows: tuple[MatrixRow, ...] = ()
    signing: Signing | None = None
    asked_for: AskedFor | None = None
    progress: Progress | None = None
    results: Results | None = None
    earlier: Earlier | None = None
    leave: Button = ON
    fault: Message | None = None
    toast: Toast | None = None
