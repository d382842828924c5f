"""What the page *Alarms* shows: what looks like cheating, what it means, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from card_contract.states import CaseKind
from pos_terminal.words import Button, Message, Toast

REASON_LENGTH_MIN: Final = 3
REASON_LENGTH_MAX: Final = 500


class Standing(StrEnum):
    """How a card stands, as far as it matters beside an alarm."""

    UNSOLD = "unsold"
    STOPPED = "stopped"
    HELD = "held"
    SOLD = "sold"
    REDEEMED = "redeemed"
    INVALID = "invalid"


class Way(StrEnum):
    """Where an alarm leads to, on another page."""

    RECALL = "recall"
    TILLS = "tills"
    SALE = "sale"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """One alarm of the list; an acknowledged one is there while its card is still stopped."""

    case_id: str
    kind: CaseKind
    fact: Message
    store_name: str | None
    till_name: str | None
    at_ms: int
    chosen: bool
    is_acknowledged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCard:
    """One card of the pack; ``is_meant`` marks the one that the alarm is about."""

    last_four: str
    standing: Standing
    is_meant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The pack of a card, and those that hang next to it."""

    label: str
    sentence: Message
    cards: tuple[PackCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmedCard:
    """The card that an alarm is about. ``number`` is its whole number in groups, if it has one."""

    name: str
    number: str | None
    last_four: str
    standing: Standing
    sold: Message | None
    pack: Pack | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmDetail:
    """One alarm, opened.

    ``card`` is null where the alarm is about none, and while the server is asked for it
    (``card_note`` says so, or why it cannot be shown). ``reopen`` is null where no stop can be
    lifted, ``acknowledge`` where that was done. Both deeds take a reason; ``stays`` says what
    acknowledging leaves as it is; ``ways`` lead to other pages.
    """

    case_id: str
    kind: CaseKind
    at_ms: int
    store_name: str | None
    till_name: str | None
    receipt_number: str | None
    fact: Message
    meaning: Message
    what_to_do: Message
    card: AlarmedCard | None
    card_note: Message | None
    ways: tuple[Way, ...]
    acknowledge: Button | None
    reopen: Button | None
    stays: Message | None
    fault: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmsState:
    """One picture of the page. ``count`` is what the rail shows: the open alarms, for managers."""

    count: int
    sentence: Message
    loading: bool
    list_note: Message | None
    rows: tuple[AlarmRow, ...] = ()
    detail: AlarmDetail | None = None
    can_retry: bool = False
    toast: Toast | None = None


class AlarmsIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> AlarmsState: ...

    def watch(self, show: Callable[[AlarmsState], None]) -> None: ...

    def open(self) -> None:
        """The page comes to the front: ask the server for what is open."""

    def choose(self, case_id: str) -> None:
        """Open one alarm."""

    def acknowledge(self, reason: str) -> None:
        """The open alarm has been looked into; sent again, it counts once."""

    def reopen(self, reason: str) -> None:
        """Let the card of the open alarm be sold again."""

    def go(self, way: Way) -> None:
        """Go where the open alarm leads to."""


class Ways(Protocol):
    """The other pages, as far as alarms lead there."""

    def to_recall(self, label: str) -> None:
        """Choose this pack on *Recall*, where its sale can be stopped."""

    def to_tills(self) -> None: ...

    def to_sale(self, sale_id: str) -> None: ...

    def to_ledger(self) -> None: ...
