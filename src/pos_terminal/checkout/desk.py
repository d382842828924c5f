"""What the checkout presenter remembers between two intents, and what it looks at. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from card_contract.messages import Shop
from card_contract.states import PaymentKind
from pos_terminal.checkout.basket import EMPTY, Basket
from pos_terminal.checkout.model import CheckingCard, LastSale, RefusalDialog
from pos_terminal.gateway.connection import Connection
from pos_terminal.journal.forwarder import Forwarding
from pos_terminal.journal.handing_back import Standing
from pos_terminal.journal.records import RefundRecord, SaleRecord
from pos_terminal.receipts import PrinterState
from pos_terminal.words import Message, Toast


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A scanned card that the server is being asked about."""

    token: int
    digits: str | None
    keyed: bool
    shown: CheckingCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """How the payment is being entered."""

    kind: PaymentKind = PaymentKind.CASH
    given_minor: int | None = None
    reference: str = ""
    fault: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is known of the paper of the sale on the screen."""

    printing: bool = False
    printed: bool = False
    fault: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The clerk's desk. ``live`` is the id of the sale on the screen, once it is on disk.

    ``freeing`` are this till's own cancelled sales that may still hold cards of the basket;
    ``emptied`` is the basket that was given up last, until the next card lies there.
    ``long_asked`` says that the first CONFIRM has been out for so long that the screen turns amber.
    """

    basket: Basket = EMPTY
    emptied: Basket = EMPTY
    asked: tuple[Asked, ...] = ()
    live: str | None = None
    freeing: tuple[str, ...] = ()
    typing: bool = False
    typing_fault: Message | None = None
    refusal: RefusalDialog | None = None
    manager_called: bool = False
    paying: Paying = Paying()
    paper: Paper = Paper()
    long_asked: bool = False
    last: LastSale | None = None
    toast: Toast | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the presenter sees around the desk at this moment."""

    now_ms: int
    shop: Shop
    is_manager: bool
    connection: Connection
    printer: PrinterState
    sale: SaleRecord | None
    refund: RefundRecord | None
    forwarding: Forwarding | None
    damage: str | None
    disk_full: bool
    questions: int
    shut_out: bool
    standing: Standing = Standing.AS_TOLD
