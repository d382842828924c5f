"""The messages about open cases: what a manager has to look after."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from card_contract.messages import Answer, Id, Request
from card_contract.states import CaseKind, MoneyWay, PaymentKind, RefundDoubt


class CaseView(Struct, frozen=True, kw_only=True):
    """An open item for the manager, with what is known of its sale and card.

    ``amount_minor`` is the price of the card, or what the whole sale or void is about. A refund
    with a ``recall_id`` is of a card that was active, and sold, until that recall: no till owes it.
    So is one of a card that ``was_active`` when it was taken out of use by itself. Where there is
    a ``doubt`` it may be closed as unpaid. ``payment_kind`` and its reference are how the sale was
    paid, which is how its money goes back. ``title`` is the card's product. ``till_revoked`` says
    that the till whose books have the money is shut out: it ends nothing any more.
    """

    case_id: str
    kind: CaseKind
    opened_at: int
    sale_id: str | None
    void_id: str | None
    receipt_number: str | None
    till_name: str | None
    store_name: str | None
    card_id: str | None
    last_four: str | None
    amount_minor: int | None
    currency: str | None
    detail: str
    recall_id: int | None = None
    doubt: RefundDoubt | None = None
    was_active: bool = False
    payment_kind: PaymentKind | None = None
    payment_reference: str | None = None
    title: str | None = None
    till_revoked: bool = False


class RecallCases(Struct, frozen=True, kw_only=True):
    """So many sold cards that a recall took are still to be refunded."""

    recall_id: int
    count: int


class CasesAnswer(Answer, frozen=True, kw_only=True):
    """A page of the open cases, oldest first; ``more`` says that there are others.

    Those of a recall are not among all others: ``recalls`` says which there are.
    """

    cases: list[CaseView]
    more: bool
    recalls: list[RecallCases] = field(default_factory=list)


class CloseCaseRequest(Request, frozen=True, kw_only=True):
    """``unpaid`` closes a refund that is in doubt: it was found out that nothing is owed.

    ``goes_back_by`` is how its money would go back, as the till believes: where that is no longer
    right, the case stays open. ``sent_by`` are the operators who have sent this very close from
    this till before, say before it was turned off: what any of them has closed so is done, and what
    was closed otherwise is settled elsewhere. ``was_given`` is what is known there of its
    money: that the customer has it already; or what whoever asks so has found out.
    """

    reason: Annotated[str, Meta(min_length=3, max_length=500)]
    unpaid: bool = False
    goes_back_by: MoneyWay | None = None
    sent_by: Annotated[list[Id], Meta(max_length=50)] = field(default_factory=list)
    was_given: bool | None = None
