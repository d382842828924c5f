"""What the page of past sales shows: search, list, one sale, its void and its refund."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from card_contract.messages import VoidReason
from card_contract.states import PaymentKind
from pos_terminal.receipts import PrinterState, ReceiptData
from pos_terminal.words import Button, CardLine, Message, ScanSource, Toast, WayBack


class SearchKind(StrEnum):
    """What the search text was taken for."""

    RECEIPT = "receipt"
    CARD = "card"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRow:
    """One found sale, newest first."""

    sale_id: str
    number: str
    at_ms: int
    currency: str
    total_minor: int
    cards: int
    last_fours: tuple[str, ...]
    operator_name: str
    state_word: Message
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidForm:
    """The open void: which cards, why; ``whole_only`` while the sale is not confirmed yet.

    ``way`` is how the money would go back.
    """

    chosen: frozenset[str]
    whole_only: bool
    reason: VoidReason | None
    note: str
    refund_minor: int
    sign: Button
    way: WayBack


class VoidStage(StrEnum):
    """How far a void of the shown sale is."""

    ASKING = "asking"  # sent, not yet answered: not known yet
    SIGNATURE_OWED = "signature_owed"  # the cards are dead; no money before a manager signed
    SIGNING = "signing"  # signed; the server is being told
    REFUND_DUE = "refund_due"
    HANDED_BACK = "handed_back"
    SETTLED_ELSEWHERE = "settled_elsewhere"  # a manager did: nothing goes back at this till
    CONTRADICTED = "contradicted"  # by a restored server, or the sale's till: nothing goes back yet
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidResult:
    """What became of the void. ``refund_id`` is the id for ``hand_back`` and for the refund
    receipt. ``way`` says how its money goes back, where it does so now. Unless ``refund_known``
    that button only asks whether it still does.
    """

    refund_id: str
    stage: VoidStage
    sentence: Message
    what_to_do: Message
    refund_minor: int
    hand_back: Button
    receipt: ReceiptData | None
    way: WayBack | None = None
    refund_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleDetail:
    """The sale that is open at the right; ``receipt`` is what the reprint (a COPY) will show."""

    sale_id: str
    number: str
    at_ms: int
    store_name: str
    till_name: str
    operator_name: str
    currency: str
    total_minor: int
    payment_kind: PaymentKind | None
    payment_reference: str | None
    state_word: Message
    lines: tuple[CardLine, ...]
    receipt: ReceiptData | None
    reprint: Button
    void: Button
    form: VoidForm | None
    result: VoidResult | None
    print_fault: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesState:
    """One picture of the page. ``day`` is an ISO date of the shop's time zone."""

    sentence: Message
    note: Message | None
    currency: str
    day: str
    text: str = ""
    kind: SearchKind = SearchKind.DAY
    searching: bool = False
    fault: Message | None = None
    rows: tuple[SaleRow, ...] = ()
    more: bool = False
    detail: SaleDetail | None = None
    printer: PrinterState = PrinterState.READY
    toast: Toast | None = None


class SalesIntents(Protocol):
    """What the page of past sales may ask for."""

    @property
    def state(self) -> SalesState:
        """The picture to show now."""

    def watch(self, show: Callable[[SalesState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front: show today."""

    def find(self, text: str) -> None:
        """Search by receipt number, card number or ISO day; an empty text is the chosen day."""

    def choose_day(self, day: str) -> None:
        """Show the sales of one day (ISO date)."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """A card or a receipt was scanned: find its sale."""

    def show_more(self) -> None:
        """The next page of the list."""

    def choose(self, sale_id: str) -> None:
        """Open one sale."""

    def close_sale(self) -> None:
        """Close it again (Esc)."""

    def reprint(self) -> None:
        """Print the open sale's receipt again, marked COPY."""

    def open_void(self) -> None:
        """Open the void of the open sale, all its sold cards chosen."""

    def choose_card(self, card_id: str, *, chosen: bool) -> None:
        """Take a card into the void, or out of it."""

    def choose_reason(self, reason: VoidReason) -> None:
        """Say why."""

    def write_note(self, note: str) -> None:
        """Add words to the reason."""

    def sign_void(self) -> None:
        """Let a manager sign; then the void is decided, for good."""

    def close_void(self) -> None:
        """Leave the form; nothing was decided."""

    def hand_back(self, refund_id: str) -> None:
        """Ask the server; if it is still due the refund is recorded, and then given."""

    def print_refund(self, refund_id: str) -> None:
        """Print the refund receipt."""
