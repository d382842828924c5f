"""What the checkout screen shows, as frozen values. No Qt, no sentences, no decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from card_contract.states import PaymentKind
from pos_terminal.receipts import PrinterState, ReceiptData
from pos_terminal.words import (
    ON,
    Banner,
    Button,
    CardLine,
    Message,
    ScanSource,
    Step,
    Toast,
    WayBack,
)


class Mode(StrEnum):
    """Which of its pictures the screen shows. A refusal is a dialog over any of them."""

    READY = "ready"
    BASKET = "basket"
    CHECKING = "checking"  # the cards are being held: RESERVE is on its way
    PAYMENT = "payment"
    ACTIVATING = "activating"  # paid; the first CONFIRM is on its way, not yet in doubt
    ACTIVATED = "activated"
    PARTLY_ACTIVATED = "partly_activated"
    NOT_ACTIVATED = "not_activated"  # paid, every card refused or the sale cancelled: refund due
    NOT_KNOWN_YET = "not_known_yet"
    CLOSED = "closed"  # no sale can be started: trouble, or a question that comes first


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckingCard:
    """A card just scanned, while the server is asked about it."""

    last_four: str
    grouped: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingPart:
    """The open field for a number typed by hand; ``fault`` says what is wrong with the last try."""

    fault: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalDialog:
    """The red dialog. It locks scanning until ``acknowledge_refusal``, a deliberate act.

    ``headline`` is the verdict word; ``facts`` and ``what_to_do`` stand card by card in the same
    order as ``cards``; a refusal that is about no card (a stranger's number) has none in ``cards``.
    """

    headline: Message
    facts: tuple[Message, ...]
    what_to_do: Message
    cards: tuple[CardLine, ...]
    money: Message
    rest_of_sale: Message
    confirm_label: Message
    details: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPart:
    """Taking the money. ``given_minor`` and ``change_minor`` are null until an amount is entered.

    ``suggestions`` are amounts a customer is likely to give, the exact one first.
    """

    kind: PaymentKind
    total_minor: int
    given_minor: int | None
    change_minor: int | None
    suggestions: tuple[int, ...]
    reference: str
    fault: Message | None
    paid: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPart:
    """The settled answer. ``refund_minor`` is to be handed back now (``hand_back``), 0 where
    nothing is, and ``given_minor`` is recorded and given now; ``way`` says how. Unless
    ``refund_known`` that button only asks whether it still is: without ``has_line`` the server
    could not be asked, else it does not tell yet. As ``settled_elsewhere`` a manager has paid it,
    or found that it is not owed.
    """

    headline: Message
    sentence: Message
    confirmed_at_ms: int | None
    refund_minor: int
    refund_id: str | None
    receipt: ReceiptData | None
    printer: PrinterState
    printed: bool
    print_fault: Message | None
    way: WayBack | None = None
    hand_back: Button = ON
    refund_known: bool = True
    has_line: bool = True
    settled_elsewhere: bool = False
    given_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCorrection:
    """The server did not take how it was paid; the money is here, and this puts it right.

    ``reference`` is what was sent, empty where it was cash; ``fault`` is what is wrong with the
    correction as it was entered last.
    """

    reference: str
    fault: Message | None
    correct: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKnownPart:
    """Amber. The countdown runs from ``waiting_from_ms`` to ``next_try_ms``; null while a try is
    running.

    ``tries`` were made since ``since_ms``. Times are those of the till's clock.
    """

    headline: Message
    sentence: Message
    steps: tuple[Step, ...]
    tries: int
    since_ms: int
    waiting_from_ms: int
    next_try_ms: int | None
    printer: PrinterState
    slip_printed: bool
    print_fault: Message | None
    correction: PaymentCorrection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TroublePart:
    """Why no sale can be started, and what to do.

    ``opens_waiting`` offers the way to *Waiting*; ``new_journal``, where the journal is damaged,
    the manager's decision to begin a new one (held for a second, like every way that has none
    back).
    """

    headline: Message
    sentence: Message
    opens_waiting: bool = False
    new_journal: Button | None = None
    details: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSale:
    """The line about the sale before; ``state_word`` says how it ended."""

    sale_id: str
    at_ms: int
    total_minor: int
    state_word: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutButtons:
    """All buttons of the screen; each picture shows those it has."""

    take_payment: Button = ON
    digits_differ: Button = ON
    type_number: Button = ON
    cancel_sale: Button = ON
    void_sale: Button = ON
    print_receipt: Button = ON
    next_sale: Button = ON
    try_now: Button = ON
    leave_waiting: Button = ON
    print_waiting_slip: Button = ON
    call_manager: Button = ON


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutState:
    """One picture of the checkout screen.

    ``sale_number`` is null until the sale has an id; ``focus`` is the card of the large digits (the
    newest line). ``lines`` stand oldest first; ``checking`` are cards the server is being asked
    about; ``bring_back`` counts those of the basket that was given up just now.
    """

    mode: Mode
    sentence: Message
    note: Message | None
    currency: str
    sale_number: str | None = None
    lines: tuple[CardLine, ...] = ()
    checking: tuple[CheckingCard, ...] = ()
    bring_back: int = 0
    focus: CardLine | None = None
    total_minor: int = 0
    typing: TypingPart | None = None
    refusal: RefusalDialog | None = None
    payment: PaymentPart | None = None
    verdict: VerdictPart | None = None
    not_known: NotKnownPart | None = None
    trouble: TroublePart | None = None
    last_sale: LastSale | None = None
    toast: Toast | None = None
    banner: Banner | None = None
    manager_called: bool = False
    buttons: CheckoutButtons = CheckoutButtons()

    @property
    def scanning_locked(self) -> bool:
        """Whether scans are turned away with the low tone."""
        return self.refusal is not None or self.mode not in (
            Mode.READY,
            Mode.BASKET,
            Mode.ACTIVATED,
        )


class CheckoutIntents(Protocol):
    """What the checkout view may ask for. An intent that does not fit the picture does nothing."""

    @property
    def state(self) -> CheckoutState:
        """The picture to show now."""

    def watch(self, show: Callable[[CheckoutState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """A text was scanned, wherever the focus is."""

    def open_typing(self) -> None:
        """Open the field for a card number (F3)."""

    def close_typing(self) -> None:
        """Close it again (Esc)."""

    def type_number(self, text: str) -> None:
        """Take a card number typed by hand; the line is marked as keyed."""

    def remove_line(self, card_id: str) -> None:
        """Take a card out of the basket, before payment was asked for."""

    def digits_differ(self, card_id: str | None = None) -> None:
        """The card in the hand ends in other digits than this line, or the focused one (F8)."""

    def take_payment(self) -> None:
        """Hold all cards of the basket (F12)."""

    def choose_payment(self, kind: PaymentKind) -> None:
        """Switch between cash and a payment reference."""

    def enter_given(self, given_minor: int | None) -> None:
        """The amount given as it stands in the field; null where it cannot be read."""

    def enter_reference(self, text: str) -> None:
        """The payment reference as it stands in the field."""

    def pay_cash(self, given_minor: int) -> None:
        """The money is in the drawer."""

    def pay_reference(self, text: str) -> None:
        """It was paid elsewhere (card machine), under this reference."""

    def correct_paid_cash(self) -> None:
        """The server did not take how it was paid: it was cash."""

    def correct_paid_reference(self, text: str) -> None:
        """The server did not take how it was paid: this is the right reference."""

    def cancel_sale(self) -> None:
        """End the unpaid sale or empty the basket (Esc where nothing is paid)."""

    def bring_back(self) -> None:
        """Lay the cards of the basket that was given up back into it (F6)."""

    def void_sale(self) -> None:
        """Undo the paid sale: hands over to *Sales*, where a manager signs."""

    def acknowledge_refusal(self) -> None:
        """The one way out of the red dialog: held for a second, never a scanner's Enter."""

    def print_receipt(self) -> None:
        """Print the receipt of the settled sale (F12)."""

    def hand_back(self) -> None:
        """The money for cards that were not activated is back with the customer."""

    def next_sale(self) -> None:
        """Leave the verdict for a new sale (F4)."""

    def try_now(self) -> None:
        """Ask the server at once (F5)."""

    def leave_waiting(self) -> None:
        """Go on; the sale stays under *Waiting* (F4)."""

    def print_waiting_slip(self) -> None:
        """Print the slip 'paid, being activated' (F12)."""

    def call_manager(self) -> None:
        """Call a manager (F2): on a refusal a note; in amber the way to a refund."""

    def open_sale(self, sale_id: str) -> None:
        """Show a past sale under *Sales*."""

    def open_waiting(self) -> None:
        """Show the page *Waiting*."""

    def start_new_journal(self) -> None:
        """A manager lays the damaged journal aside and begins a new one."""
