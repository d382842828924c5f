"""The till's own states of a sale and of a refund: two tables and the one function that reads them.

Every arrow of these tables is on disk before the message that it allows. Before ``PAID`` every
doubt resolves backward, by a cancel; after it forward, by repeating the same confirmation, until an
answer comes or a person decides a void, from which no arrow leads back to ``PAID``. Nothing here
knows a disk, a clock or a network: the simulator of the test run plays with the same tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class SaleState(StrEnum):
    """How far a sale is at this till; the value is what the journal keeps."""

    NEW = "new"  # on disk; RESERVE may be sent
    PAYING = "paying"  # the cards are held; money may be asked for
    PAID = "paid"  # the money is taken; CONFIRM may be sent, and is, until an answer
    DONE = "done"  # the server answered card by card
    CANCELLING = "cancelling"  # CANCEL is sent until it is acknowledged
    VOIDING = "voiding"  # a person decided; VOID is sent until it is answered
    CLOSED = "closed"


class SaleEvent(StrEnum):
    """What happens to a sale."""

    RESERVED = "reserved"
    RESERVE_REFUSED = "reserve_refused"
    CANCEL = "cancel"
    CANCELLED = "cancelled"
    ALREADY_CONFIRMED = "already_confirmed"  # a manager elsewhere said that it was paid
    PAID = "paid"
    PAYMENT_CORRECTED = "payment_corrected"  # the server did not take how it was paid
    CONFIRMED = "confirmed"
    ENDED_ELSEWHERE = "ended_elsewhere"  # CONFIRM was answered: cancelled, or voided, by a person
    VOID_DECIDED = "void_decided"
    VOIDED = "voided"  # no card of the sale is sold any more
    STAYS_SOLD = "stays_sold"  # some card of it is, or was redeemed
    GIVEN_UP = "given_up"  # a manager closes what the server will not settle


class RefundState(StrEnum):
    """How far money that goes back is."""

    VOIDING = "voiding"
    UNSIGNED = "unsigned"  # the cards are dead; no money goes back before a manager has signed
    SIGNING = "signing"  # a manager signed; the signature is sent until it is answered
    REFUND_DUE = "refund_due"
    REFUSED = "refused"
    SETTLED_ELSEWHERE = "settled_elsewhere"  # a manager has settled it: nothing goes back here
    CLOSED = "closed"


class RefundEvent(StrEnum):
    """What happens to a refund."""

    VOIDED = "voided"
    VOIDED_UNSIGNED = "voided_unsigned"
    REFUSED = "refused"
    SIGNED = "signed"  # a manager signs, or signs again where the signature was not taken
    SIGNATURE_TAKEN = "signature_taken"
    SIGNATURE_REFUSED = "signature_refused"
    SETTLED_ELSEWHERE = "settled_elsewhere"
    HANDED_BACK = "handed_back"
    GONE_OUT_BEFORE = "gone_out_before"  # whoever had paid it was not asked first
    NOT_GIVEN = "not_given"  # it was recorded, and then the till ended


SALE_MOVES: Final[Mapping[SaleState, Mapping[SaleEvent, SaleState]]] = {
    SaleState.NEW: {
        SaleEvent.RESERVED: SaleState.PAYING,
        SaleEvent.RESERVE_REFUSED: SaleState.CLOSED,
        SaleEvent.CANCEL: SaleState.CANCELLING,
    },
    SaleState.PAYING: {
        SaleEvent.PAID: SaleState.PAID,
        SaleEvent.CANCEL: SaleState.CANCELLING,
    },
    SaleState.PAID: {  # CANCEL refused: money was taken, only a person undoes that
        SaleEvent.PAYMENT_CORRECTED: SaleState.PAID,
        SaleEvent.CONFIRMED: SaleState.DONE,
        SaleEvent.ENDED_ELSEWHERE: SaleState.CLOSED,
        SaleEvent.VOID_DECIDED: SaleState.VOIDING,
    },
    SaleState.DONE: {SaleEvent.VOID_DECIDED: SaleState.VOIDING},
    SaleState.CANCELLING: {
        SaleEvent.CANCELLED: SaleState.CLOSED,
        SaleEvent.ALREADY_CONFIRMED: SaleState.DONE,
        SaleEvent.ENDED_ELSEWHERE: SaleState.CLOSED,
        SaleEvent.GIVEN_UP: SaleState.CLOSED,
    },
    SaleState.VOIDING: {  # CONFIRMED refused: a late answer changes nothing any more
        SaleEvent.VOIDED: SaleState.CLOSED,
        SaleEvent.STAYS_SOLD: SaleState.DONE,
    },
    SaleState.CLOSED: {},
}

REFUND_MOVES: Final[Mapping[RefundState, Mapping[RefundEvent, RefundState]]] = {
    RefundState.VOIDING: {
        RefundEvent.VOIDED: RefundState.REFUND_DUE,
        RefundEvent.VOIDED_UNSIGNED: RefundState.UNSIGNED,
        RefundEvent.REFUSED: RefundState.REFUSED,
        RefundEvent.SIGNED: RefundState.VOIDING,
    },
    RefundState.UNSIGNED: {
        RefundEvent.SIGNED: RefundState.SIGNING,
        RefundEvent.REFUSED: RefundState.REFUSED,  # by a restored server, as below
        RefundEvent.SETTLED_ELSEWHERE: RefundState.SETTLED_ELSEWHERE,
    },
    RefundState.SIGNING: {
        RefundEvent.SIGNATURE_TAKEN: RefundState.REFUND_DUE,
        RefundEvent.SIGNATURE_REFUSED: RefundState.UNSIGNED,
        RefundEvent.REFUSED: RefundState.REFUSED,
        RefundEvent.SETTLED_ELSEWHERE: RefundState.SETTLED_ELSEWHERE,
    },
    RefundState.REFUND_DUE: {
        RefundEvent.HANDED_BACK: RefundState.CLOSED,
        RefundEvent.SIGNATURE_REFUSED: RefundState.UNSIGNED,  # a restored server has lost it
        RefundEvent.REFUSED: RefundState.REFUSED,
        RefundEvent.SETTLED_ELSEWHERE: RefundState.SETTLED_ELSEWHERE,
    },
    RefundState.REFUSED: {},
    RefundState.SETTLED_ELSEWHERE: {RefundEvent.GONE_OUT_BEFORE: RefundState.CLOSED},
    RefundState.CLOSED: {RefundEvent.NOT_GIVEN: RefundState.REFUND_DUE},
}

OPEN_SALES: Final = frozenset(
    {
        SaleState.NEW,
        SaleState.PAYING,
        SaleState.PAID,
        SaleState.CANCELLING,
        SaleState.VOIDING,
    }
)
UNPAID_REFUNDS: Final = frozenset(
    {RefundState.UNSIGNED, RefundState.SIGNING, RefundState.REFUND_DUE}
)
OPEN_REFUNDS: Final = UNPAID_REFUNDS | {RefundState.VOIDING}


class IllegalMoveError(Exception):
    """An event that its state does not take; nothing has changed."""

    def __init__(self, state: SaleState | RefundState, event: SaleEvent | RefundEvent) -> None:
        super().__init__(f"A {state.value} record takes no '{event.value}'.")
        self.state = state
        self.event = event


def move_sale(state: SaleState, event: SaleEvent) -> SaleState:
    """Return the state after ``event``; raises ``IllegalMoveError`` without an arrow."""
    after = SALE_MOVES[state].get(event)
    if after is None:
        raise IllegalMoveError(state, event)
    return after


def move_refund(state: RefundState, event: RefundEvent) -> RefundState:
    """Return the state after ``event``; raises ``IllegalMoveError`` without an arrow."""
    after = REFUND_MOVES[state].get(event)
    if after is None:
        raise IllegalMoveError(state, event)
    return after
