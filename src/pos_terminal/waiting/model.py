"""What the page of open sales shows: what is not settled yet, and what a person has to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from card_contract.states import PaymentKind
from pos_terminal.words import Button, CardLine, Message, Step, Toast


class WaitingKind(StrEnum):
    """Why a sale is in the list."""

    BEING_ACTIVATED = "being_activated"
    BEING_CANCELLED = "being_cancelled"
    BEING_VOIDED = "being_voided"
    REFUND_DUE = "refund_due"
    RECEIPT_MISSING = "receipt_missing"
    CASE = "case"  # a manager has to look at it: a void refused, a sale the server will not settle


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """One open thing. ``key`` is the id for the intents: of the sale, or of the refund.

    The countdown runs from ``waiting_from_ms`` to ``next_try_ms``; null while a try is running or
    where the till asks nobody. ``decide`` is the button of the row's own act: void
    (BEING_ACTIVATED), handed back (REFUND_DUE), reprint (RECEIPT_MISSING), closed with a reason
    (CASE); null where there is none.
    """

    key: str
    sale_id: str
    number: str
    kind: WaitingKind
    fact: Message
    what_to_do: Message
    at_ms: int
    total_minor: int
    lines: tuple[CardLine, ...]
    steps: tuple[Step, ...]
    tries: int
    waiting_from_ms: int
    next_try_ms: int | None
    chosen: bool
    try_now: Button
    decide: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidQuestion:
    """'Was it paid?', asked after a restart in the middle of a payment, before any new sale."""

    sale_id: str
    number: str
    asked_at_ms: int
    operator_name: str
    total_minor: int
    lines: tuple[CardLine, ...]
    sentence: Message
    what_to_do: Message
    answer: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldElsewhere:
    """A sale held over 15 minutes that another till does not end; a manager settles it here."""

    sale_id: str
    number: str
    till_name: str
    held_at_ms: int
    total_minor: int
    lines: tuple[CardLine, ...]
    fact: Message
    what_to_do: Message
    settle: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleForm:
    """The open form of one held sale: was it paid, how, and why the manager says so."""

    sale_id: str
    was_paid: bool | None
    kind: PaymentKind
    reference: str
    reason: str
    fault: Message | None
    sign: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingState:
    """One picture of the page. ``count`` is the amber figure on the rail; 0 hides it."""

    count: int
    sentence: Message
    note: Message | None
    currency: str
    question: PaidQuestion | None = None
    questions_left: int = 0
    rows: tuple[WaitingRow, ...] = ()
    held_elsewhere: tuple[HeldElsewhere, ...] = ()
    holds_note: Message | None = None
    settle: SettleForm | None = None
    toast: Toast | None = None


class WaitingIntents(Protocol):
    """What the page of open sales may ask for."""

    @property
    def state(self) -> WaitingState:
        """The picture to show now."""

    def watch(self, show: Callable[[WaitingState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front: ask the server for sales held elsewhere."""

    def choose(self, key: str) -> None:
        """Press a row."""

    def try_now(self, key: str) -> None:
        """Ask the server about it at once (F5)."""

    def print_slip(self, key: str) -> None:
        """Print the waiting slip of a sale that is being activated."""

    def void(self, key: str) -> None:
        """A manager decides that the customer gets the money back; there is no way back from it."""

    def hand_back(self, key: str) -> None:
        """The refund is in the customer's hand."""

    def reprint(self, key: str) -> None:
        """Print a receipt that never came out, as a COPY."""

    def without_receipt(self, key: str) -> None:
        """The customer needs no receipt: take the row off the list."""

    def close_case(self, key: str, reason: str) -> None:
        """A person has settled the case and says how."""

    def answer_paid_cash(self, sale_id: str) -> None:
        """The money was in the drawer: the sale goes on."""

    def answer_paid_reference(self, sale_id: str, reference: str) -> None:
        """It was paid elsewhere under this reference: the sale goes on."""

    def answer_not_paid(self, sale_id: str) -> None:
        """No money came in: the sale is cancelled and its cards are freed."""

    def open_settle(self, sale_id: str) -> None:
        """Open the form for a sale held by another till."""

    def fill_settle(
        self, *, was_paid: bool | None, kind: PaymentKind, reference: str, reason: str
    ) -> None:
        """The form as it stands."""

    def sign_settle(self) -> None:
        """Let a manager sign it, then settle."""

    def close_settle(self) -> None:
        """Leave the form."""
