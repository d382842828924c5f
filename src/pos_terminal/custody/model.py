"""What the page *Stock* shows: what a label stands on, and what was shipped or received so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from card_contract.scan_text import LabelKind
from card_contract.states import CustodyAct
from pos_terminal.words import Button, Message, ScanSource


class Mode(StrEnum):
    """What a scan does."""

    LOOK = "look"
    RECEIVE = "receive"
    SHIP = "ship"


class Standing(StrEnum):
    """What is known of one thing that was asked for."""

    ASKED = "asked"
    DONE = "done"
    DIFFERS = "differs"  # done, and not as it was to be expected
    REFUSED = "refused"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCard:
    """What the label that was scanned last stands on, and where that is."""

    kind: LabelKind
    text: str
    product: str
    batch: int
    packs: int
    cards: int
    places: tuple[Message, ...]
    receive: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRow:
    """One label that was shipped or received; ``facts`` say how its packs were found."""

    serial: int
    act: CustodyAct
    kind: LabelKind
    text: str
    to: str
    at_ms: int
    standing: Standing
    facts: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedCard:
    """A carton of which packs are on their way here."""

    text: str
    product: str
    packs: int
    packs_in_carton: int
    shipped_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayCard:
    """A card that was sold here though it had not been received here."""

    last_four: str
    receipt_number: str
    till_name: str
    sold_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StockPicture:
    """One picture of the page. ``stores`` are ids and names of those that can be shipped to.

    ``carried`` and ``strays`` are null until the server has told them; ``more_carried`` and
    ``more_strays`` say that there is more.
    """

    mode: Mode
    stores: tuple[tuple[str, str], ...]
    own_store: str
    store: str
    typed: str
    take: Button
    headline: Message
    fault: Message | None
    label: LabelCard | None
    rows: tuple[SittingRow, ...]
    sum: Message | None
    retry: Button | None
    carried: tuple[CarriedCard, ...] | None
    strays: tuple[StrayCard, ...] | None
    more_carried: bool = False
    more_strays: bool = False


class StockIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> StockPicture:
        """The picture to show now."""

    def watch(self, show: Callable[[StockPicture], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front: what the server knows is asked for."""

    def choose_mode(self, mode: Mode) -> None:
        """Let scans do something else."""

    def choose_store(self, store_id: str) -> None:
        """Ship to this store from now on."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """Something was scanned while the page was shown."""

    def write(self, text: str) -> None:
        """What stands in the field for a label that cannot be scanned."""

    def take(self) -> None:
        """Take the label that was typed as if it had been scanned (Enter)."""

    def receive(self) -> None:
        """Receive what the label that is shown stands on (F12)."""

    def retry(self) -> None:
        """Ask again for everything that had no answer; it counts once (F5)."""
