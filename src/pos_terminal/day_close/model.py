"""What the page *Day* shows: a till's figures, what is open, the count, and the close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from card_contract.day_messages import DayReport
from card_contract.states import DayFigure, PaymentKind
from pos_terminal.words import Button, Message, Toast

NOTE_LENGTH_MAX: Final = 500
POS_FILE_BYTES_MAX: Final = 4 * 1024 * 1024


class Section(StrEnum):
    """What the large card shows."""

    HOURS = "hours"
    PRODUCTS = "products"
    PEOPLE = "people"
    POS = "pos"


class Stage(StrEnum):
    """How far the day is on this page."""

    LOOKING = "looking"
    COUNTING = "counting"
    CLOSED = "closed"


class PaperKind(StrEnum):
    """What a report is saved as."""

    PDF = "pdf"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """So many cards, worth so much."""

    count: int = 0
    value_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One of the five figures. ``late`` are of an earlier day."""

    figure: DayFigure
    sum: Sum
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The cards sold in one hour, and how many a week before."""

    hour: int
    sum: Sum
    week_ago: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A product or a person, with a sum for each figure in their order."""

    name: str
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """Money of one kind; ``kind`` is null where nobody said how it was paid.

    ``handed_back_minor`` has left the till since the close before, ``owed_minor`` has yet to;
    ``elsewhere_minor`` was to leave it, and left another one; ``for_others_minor`` was to leave
    another one, and left it. ``not_owed_minor`` an earlier close had as owed, and it was not.
    """

    kind: PaymentKind | None
    taken_minor: int
    handed_back_minor: int
    elsewhere_minor: int
    for_others_minor: int
    not_owed_minor: int
    owed_minor: int
    in_hand_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """One thing that is open, or many alike: what it is, and what to do with it."""

    item_id: str
    what: Message
    todo: Message
    stands_for: int = 1


class Match(StrEnum):
    """How a line of the shop's own system goes with this server's sales."""

    AGREES = "agrees"
    AMOUNT_DIFFERS = "amount_differs"
    UNKNOWN_HERE = "unknown_here"
    TWICE = "twice"
    NOT_READ = "not_read"
    MISSING_THERE = "missing_there"
    NOT_VOIDED_HERE = "not_voided_here"
    VOID_MISSING_THERE = "void_missing_there"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One line that does not agree; ``line`` is its number in the file, null for one of ours.

    What went back is below zero.
    """

    line: int | None
    reference: str
    match: Match
    there_minor: int | None
    here_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The day against a file of the shop's own system; ``rows`` are those that do not agree."""

    name: str
    agreed: int
    rows: tuple[ComparedRow, ...]
    there_minor: int
    here_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountForm:
    """The count of the cash, and the close. ``difference`` says how it compares, once it is read.

    ``note_needed`` is true where count or comparison differ. After a try ``fault`` says what came
    of it, and ``outcome`` whether the day is closed, as far as is known.
    """

    cash: str
    note: str
    difference: Message | None
    agrees: bool
    note_needed: bool
    fault: Message | None
    close: Button
    outcome: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TillChoice:
    """One till that a manager can look at."""

    till_id: str
    name: str
    z_number: int | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """One picture of the page. ``headline`` says what to do next; ``other_till`` names a till
    that is not this one.

    ``report`` is null while there is none; ``fault`` then says why. With one, ``fault`` says why
    there is none newer. ``loading`` while the server is asked for it.
    """

    day: str
    other_till: str | None
    is_today: bool
    stage: Stage
    section: Section
    headline: Message
    loading: bool
    fault: Message | None = None
    report: DayReport | None = None
    tiles: tuple[Tile, ...] = ()
    bars: tuple[Bar, ...] = ()
    products: tuple[FigureRow, ...] = ()
    people: tuple[FigureRow, ...] = ()
    money: tuple[MoneyRow, ...] = ()
    open_rows: tuple[OpenRow, ...] = ()
    tills: tuple[TillChoice, ...] = ()
    comparison: Comparison | None = None
    pos_fault: Message | None = None
    form: CountForm | None = None
    next: Button | None = None
    toast: Toast | None = None


class DayIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> DayState:
        """The picture to show now."""

    def watch(self, show: Callable[[DayState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front, or is to be asked for anew (F5)."""

    def go_days(self, days: int) -> None:
        """Look at another day: so many later, or earlier."""

    def choose_till(self, till_id: str) -> None:
        """Look at another till (managers)."""

    def open_section(self, section: Section) -> None:
        """Hours, products, people, or the comparison."""

    def go_on(self) -> None:
        """Count the cash and close the day (F12), by a report that is asked for anew."""

    def back(self) -> None:
        """Leave the count; nothing was closed by it (Esc)."""

    def count(self, text: str) -> None:
        """The counted cash as it stands in its field."""

    def note(self, text: str) -> None:
        """The note as it stands in its field."""

    def close_day(self) -> None:
        """The button was held for its second: have it signed where something is open, and close."""

    def compare(self, name: str, content: bytes) -> None:
        """A file of the shop's own system was chosen."""

    def forget_comparison(self) -> None:
        """Put the file away."""

    def save(self, kind: PaperKind, path: Path) -> None:
        """Write the report to a file."""
