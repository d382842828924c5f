"""What the journal keeps: one record a sale, one a refund. Frozen; a step makes the next one.

Never a code, and no card number: the card's id and its last four digits. Name, price and artwork
are kept as they were sold, so that a receipt can be printed again after the campaign has changed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from card_contract.messages import CancelReason, CardRefused, Checkpoint, Payment, VoidReason
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId, VoidId
from pos_terminal.journal.sale_machine import (
    OPEN_REFUNDS,
    OPEN_SALES,
    UNPAID_REFUNDS,
    RefundState,
    SaleState,
)

CORRECTABLE: Final = frozenset({Refusal.PAYMENT_REFERENCE_USED, Refusal.PAYMENT_MISMATCH})
"""What makes a paid sale stick until somebody puts right how it was paid."""


class Clerk(Struct, frozen=True, kw_only=True):
    """Who did it, as signed in at that moment."""

    operator_id: str
    name: str


class Line(Struct, frozen=True, kw_only=True):
    """One card of a sale. ``activated`` is null until the server has said yes or no."""

    card_id: str
    last_four: str
    name: str
    artwork: str | None
    price_minor: int
    keyed: bool
    activated: bool | None = None
    refusal: CardRefused | None = None
    voided: bool = False


class SaleRecord(Struct, frozen=True, kw_only=True, tag="sale"):
    """One sale as this till knows it.

    ``stuck`` is a refusal that no repetition can change and that needs a person;
    ``ended_elsewhere`` says that a manager settled or voided the sale at another till: what became
    of its cards is then read from the server (``cards_read``), and somebody here has to have seen
    it (``acknowledged_at``). ``contradicted`` is what a restored server answered instead of what
    it had answered before. ``denial_owed`` says that it holds what this till has denied: it is told
    so again once a manager has called it paid once more. ``case_reason`` is why a manager closed
    what nobody could settle. ``hold_proof`` is the server's mark under the hold of its cards.
    """

    sale_id: str
    state: SaleState
    created_at: int
    clerk: Clerk
    currency: str
    lines: tuple[Line, ...]
    held_at: int | None = None
    payment: Payment | None = None
    paid_at: int | None = None
    settled_at: int | None = None
    cancel_reason: CancelReason | None = None
    stuck: Refusal | None = None
    ended_elsewhere: bool = False
    cards_read: bool = False
    acknowledged_at: int | None = None
    contradicted: str = ""
    denial_owed: bool = False
    case_reason: str = ""
    receipt_at: int | None = None
    hold_proof: str = ""

    @property
    def total_minor(self) -> int:
        return sum(line.price_minor for line in self.lines)

    @property
    def receipt_number(self) -> str:
        return SaleId.parse(self.sale_id).receipt_number

    @property
    def is_open(self) -> bool:
        """Whether the till still owes the server, or a person, something for this sale."""
        return self.state in OPEN_SALES

    @property
    def owes_receipt(self) -> bool:
        """Whether it was paid here, ended well, and nobody has printed, or waived, its receipt."""
        return (
            self.state is SaleState.DONE
            and self.paid_at is not None
            and self.receipt_at is None
            and any(line.activated and not line.voided for line in self.lines)
        )

    @property
    def owes_word(self) -> bool:
        """Whether somebody ended it elsewhere and nobody here has taken note of that."""
        return self.ended_elsewhere and self.acknowledged_at is None

    @property
    def has_denied(self) -> bool:
        """Whether its cancel told the server that nobody here paid what a manager called paid."""
        return self.ended_elsewhere and self.cancel_reason is not None

    @property
    def has_unknown_cards(self) -> bool:
        """Whether nobody has told this till what became of some card."""
        return any(line.activated is None and not line.voided for line in self.lines)

    @property
    def stays_open(self) -> bool:
        """Whether it belongs among the open records."""
        owes = self.owes_receipt or self.owes_word or self.denial_owed
        return self.is_open or owes or bool(self.contradicted)


class RefundOrigin(StrEnum):
    """Why money goes back."""

    VOID = "void"
    REFUSED_AT_CONFIRM = "refused_at_confirm"
    CANCELLED_ELSEWHERE = "cancelled_elsewhere"


class RefundLine(Struct, frozen=True, kw_only=True):
    """One card whose price goes back. ``voided`` is null until the server has said yes or no.

    A card that was never ``activated`` needs no void: its price goes back by a record of its own.
    """

    card_id: str
    last_four: str
    name: str
    artwork: str | None
    price_minor: int
    voided: bool | None = None
    refusal: CardRefused | None = None
    activated: bool = True

    @property
    def stays_sold(self) -> bool:
        """Whether the void was refused, so that the card is the customer's."""
        return self.voided is False and self.activated


SIGNED_AGAIN: Final = "SIGNED_AGAIN"
SIGNATURE_LOST: Final = "SIGNATURE_LOST"
IN_DOUBT: Final = "IN_DOUBT"
STILL_HELD: Final = "SALE_HELD"
SALE_UNTOLD: Final = "SALE_UNTOLD"
CARDS_DIFFER: Final = "CARDS_DIFFER"


class RefundRecord(Struct, frozen=True, kw_only=True, tag="refund"):
    """One void with its refund, or a refund that needs no void.

    ``whole`` voids everything the sale has; the sale may have been made at another till and be
    unknown here. ``stuck`` waits for a manager's signature before the void is taken at all; where
    the void was taken without one, it is ``UNSIGNED`` until a manager has ``signed_later``.
    ``case`` is why the server refused all of it; a case is open, too, where only some of the cards
    stay sold. ``waived_at`` is when somebody said that nobody needs the refund receipt;
    ``back_told_at`` when the server took note that the money is back, so that it waits for nobody.
    Where the sale was paid and not confirmed, ``payment`` and ``paid_at`` are told with the void.
    ``contradicted`` is what a restored server said instead, or ``SIGNED_AGAIN`` where a manager has
    signed anew for it and it has not answered; ``IN_DOUBT`` where the sale's till denies by now
    that it was paid; ``SALE_UNTOLD`` where it knows nothing of the sale being paid, which its own
    till has to tell. ``void_owed`` says that it is told of the void until that has come.
    ``came_by`` is how its money had come in, which is how it goes back; null where nobody told.
    ``settled_by`` is the manager who has closed its case elsewhere before anything went back here.
    ``handed_back_by`` recorded that it is given. ``given_doubted_at`` is when the till found, at
    its start, that it had ended just after that, and ``given_known_at`` when ``given_known_by`` has
    said what became of it. Where it was not given it is due again; ``told_as_at`` is then when it
    was first recorded, for the server may have heard that.
    """

    refund_id: str
    sale_id: str
    origin: RefundOrigin
    state: RefundState
    created_at: int
    clerk: Clerk
    currency: str
    lines: tuple[RefundLine, ...]
    whole: bool = True
    reason: VoidReason | None = None
    note: str = ""
    approval: str | None = None
    approver: str | None = None
    signed_later: bool = False
    refund_minor: int = 0
    answered_at: int | None = None
    handed_back_at: int | None = None
    handed_back_by: str = ""
    told_as_at: int | None = None
    back_told_at: int | None = None
    printed_at: int | None = None
    waived_at: int | None = None
    given_doubted_at: int | None = None
    given_known_at: int | None = None
    given_known_by: str = ""
    stuck: Refusal | None = None
    case: Refusal | None = None
    case_open: bool = False
    case_closed_at: int | None = None
    contradicted: str = ""
    void_owed: bool = False
    case_reason: str = ""
    payment: Payment | None = None
    paid_at: int | None = None
    came_by: Payment | None = None
    settled_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the till still owes the server, or a person, something for this refund."""
        return self.state in OPEN_REFUNDS or self.case_open

    @property
    def is_unpaid(self) -> bool:
        """Whether its cards are dead, as far as this till knows, and its money is not back."""
        return self.state in UNPAID_REFUNDS

    @property
    def may_be_unpaid(self) -> bool:
        """Whether its cards are dead likewise, and nobody knows that its money is back."""
        return self.is_unpaid or self.may_not_be_given

    @property
    def is_due(self) -> bool:
        """Whether its money may be handed back now: nobody has said anything against it."""
        return self.state is RefundState.REFUND_DUE and not self.contradicted

    @property
    def is_paid_back(self) -> bool:
        """Whether the customer has its money, from here or by a manager who closed its case."""
        return self.state is RefundState.CLOSED or self.case is Refusal.SETTLED_ELSEWHERE

    @property
    def may_have_gone_out(self) -> bool:
        """Whether a manager settled elsewhere what somebody here may have paid unasked before."""
        settled = self.state is RefundState.SETTLED_ELSEWHERE and bool(self.settled_by)
        return settled and self.case_open

    @property
    def cards_paid_back(self) -> frozenset[str]:
        """The cards whose prices are back with the customer: they go back no second time."""
        paid = self.lines if self.is_paid_back else ()
        return frozenset(line.card_id for line in paid if line.voided)

    @property
    def has_lost_signature(self) -> bool:
        """Whether a restored server refuses this void, whose signature it knows no more."""
        return self.contradicted == Refusal.APPROVAL_INVALID and self.origin is RefundOrigin.VOID

    @property
    def owes_receipt(self) -> bool:
        """Whether money went back and nobody has printed, or waived, the refund receipt."""
        settled = self.printed_at is not None or self.waived_at is not None
        return self.state is RefundState.CLOSED and self.has_receipt and not settled

    @property
    def has_receipt(self) -> bool:
        """Whether there may be a refund receipt: not while nobody knows if its money was given."""
        paid_out = self.is_due or self.state is RefundState.CLOSED
        return paid_out and not self.may_not_be_given

    @property
    def owes_word(self) -> bool:
        """Whether the money went back and the server has not taken note of it."""
        return self.state is RefundState.CLOSED and self.back_told_at is None

    @property
    def may_not_be_given(self) -> bool:
        """Whether the till ended just after it was recorded, and nobody has looked since: until
        then it is told to nobody either.
        """
        return self.given_doubted_at is not None and self.given_known_at is None

    @property
    def has_no_till_to_tell_it(self) -> bool:
        """Whether a restored server knows nothing of its sale, whose journal was laid aside."""
        return self.contradicted == SALE_UNTOLD and self.is_of_own_sale

    @property
    def stays_open(self) -> bool:
        """Whether it belongs among the open records."""
        owes = self.owes_receipt or self.owes_word or self.void_owed or self.may_not_be_given
        return self.is_open or owes or bool(self.contradicted)

    @property
    def is_of_own_sale(self) -> bool:
        """Whether the sale was made at this till."""
        return SaleId.parse(self.sale_id).till == VoidId.parse(self.refund_id).parts.till

    @property
    def sale_number(self) -> str:
        return SaleId.parse(self.sale_id).receipt_number


def refund_lines_of(
    sale: SaleRecord, card_ids: frozenset[str] | None = None
) -> tuple[RefundLine, ...]:
    """The cards of a sale that may go back: all, or those named, of them that are not gone yet."""
    return tuple(
        RefundLine(
            card_id=line.card_id,
            last_four=line.last_four,
            name=line.name,
            artwork=line.artwork,
            price_minor=line.price_minor,
        )
        for line in sale.lines
        if line.activated is not False
        and not line.voided
        and (card_ids is None or line.card_id in card_ids)
    )


class ServerSeen(Struct, frozen=True, kw_only=True):
    """What is remembered of the server: see ``server_memory``."""

    epoch: int
    checkpoint: Checkpoint | None


Record = SaleRecord | RefundRecord


def sequence_of(record: Record) -> int:
    """The record's number in its journal, which stands in its id."""
    match record:
        case SaleRecord():
            return SaleId.parse(record.sale_id).sequence
        case RefundRecord():
            return VoidId.parse(record.refund_id).parts.sequence


def id_of(record: Record) -> str:
    """The record's id."""
    match record:
        case SaleRecord():
            return record.sale_id
        case RefundRecord():
            return record.refund_id
