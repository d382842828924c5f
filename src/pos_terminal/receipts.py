"""What a receipt says, whatever it is printed on; how it looks is the business of ``devices``.

A receipt carries card ids, last four digits and prices, never a code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from card_contract.messages import Shop
from card_contract.states import PaymentKind
from pos_terminal.words import Message


class ReceiptKind(StrEnum):
    """What the paper proves."""

    SALE = "sale"
    WAITING_SLIP = "waiting_slip"
    REFUND = "refund"


class ReceiptLineState(StrEnum):
    """What the receipt may say of one card."""

    ACTIVATED = "activated"
    BEING_ACTIVATED = "being_activated"
    NOT_ACTIVATED = "not_activated"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One card; ``at_ms`` is when the server said so, or null while it has not."""

    name: str
    last_four: str
    price_minor: int
    state: ReceiptLineState
    keyed: bool
    at_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPayment:
    """How it was paid. Cash has ``given_minor`` and ``change_minor``, anything else a reference."""

    kind: PaymentKind
    amount_minor: int
    given_minor: int | None
    change_minor: int | None
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData:
    """One receipt, slip or refund receipt.

    ``copy`` prints COPY large; ``demo`` prints that it is a demo, or with ``practice`` that it is
    practice. ``number`` is the receipt number,
    which is the barcode on it as well. ``refund_minor`` is what goes, or went, back to the
    customer, and a refund's ``sold_at_ms`` is when that came due; ``proof`` is the short form of
    the journal's hash, or null while nothing is settled.
    ``ledger`` is the newest checkpoint of the server's ledger that the till knows, in short.
    """

    kind: ReceiptKind
    copy: bool
    demo: bool
    shop_name: str
    store_name: str
    till_name: str
    operator_name: str
    number: str
    sold_at_ms: int
    printed_at_ms: int
    currency: str
    time_zone: str
    language: str
    header: tuple[str, ...]
    legal: tuple[str, ...]
    lines: tuple[ReceiptLine, ...]
    total_minor: int
    payment: ReceiptPayment | None
    refund_minor: int
    proof: str | None
    practice: bool = False
    ledger: str | None = None


class PracticeShop(Shop, frozen=True, kw_only=True):
    """The shop of a practice till. Its server knows a demo shop only; its papers say PRACTICE."""


class NotPrintedError(Exception):
    """The receipt did not come out; ``why`` says what to do about it."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.id)
        self.why = why


class PrinterState(StrEnum):
    """What is known of the receipt printer."""

    READY = "ready"
    TROUBLE = "trouble"
    PDF = "pdf"


class ReceiptPrinter(Protocol):
    """What presenters ask of a receipt printer. Both calls run off the window's thread."""

    @property
    def state(self) -> PrinterState:
        """What was last known, without asking the device."""

    async def print_receipt(self, receipt: ReceiptData) -> None:
        """Return once the printer has taken all of it; raises ``NotPrintedError`` otherwise."""

    async def open_drawer(self) -> None:
        """Kick the cash drawer; without one, or with one that fails, nothing happens."""


async def print_paper(printer: ReceiptPrinter, receipt: ReceiptData) -> Message | None:
    """Print, and answer with what went wrong instead of raising it; null where all came out."""
    try:
        await printer.print_receipt(receipt)
    except NotPrintedError as error:
        return error.why
    return None
