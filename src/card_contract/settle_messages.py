"""Sales held for long, what a manager says of one whose own till cannot, and what came of it."""

from __future__ import annotations

from typing import Annotated, Self

from msgspec import Meta, Struct

from card_contract.messages import Answer, ConfirmedLine, Id, Payment, Request, SaleView
from card_contract.states import SaleStage, SettledAs


class HoldView(Struct, frozen=True, kw_only=True):
    """A sale whose cards have been held for over 15 minutes, and what is known of its till.

    The till itself may always confirm or cancel; where it is silent, a manager at any till answers
    whether it was paid. What a revoked till holds is listed at once. Where its ``journal_lost`` is
    true, the till has laid the journal aside that the sale was in, and will never end it.
    """

    sale: SaleView
    till_revoked: bool
    till_last_seen_at: int | None
    journal_lost: bool = False


class HoldsAnswer(Answer, frozen=True, kw_only=True):
    """At most a page of holds, oldest first; where there are ``more``, ``after`` the last one."""

    holds: list[HoldView]
    more: bool = False


class SettleRequest(Request, frozen=True, kw_only=True):
    """A manager answers for a till that cannot: was this held sale paid?

    ``money_back`` voids one that was paid: its cards are freed, and its money is owed. What was
    paid has its ``payment``.
    """

    was_paid: bool
    money_back: bool = False
    payment: Payment | None = None
    reason: Annotated[str, Meta(min_length=3, max_length=500)]
    approval: Id

    def __post_init__(self) -> None:
        if self.money_back and not self.was_paid:
            raise ValueError("What was not paid has no money to go back.")

    @classmethod
    def saying(
        cls, answer: SettledAs, *, payment: Payment | None, reason: str, approval: str
    ) -> Self:
        """The request that gives this answer; ``payment`` says how it was paid, if it was."""
        was_paid = answer is not SettledAs.NOT_PAID
        return cls(
            was_paid=was_paid,
            money_back=answer is SettledAs.MONEY_BACK,
            payment=payment if was_paid else None,
            reason=reason,
            approval=approval,
        )

    @property
    def says(self) -> SettledAs:
        """The one of the three answers that it is."""
        if self.money_back:
            return SettledAs.MONEY_BACK
        return SettledAs.PAID if self.was_paid else SettledAs.NOT_PAID


class SettleAnswer(Answer, frozen=True, kw_only=True):
    """What the sale is now; while all of its money is still ``owed``, one open case says so.

    Once nothing is owed, ``paid_back`` says whether it has gone back, or was found never to have
    been owed; None where it was not to go back.
    """

    sale_id: str
    stage: SaleStage
    lines: list[ConfirmedLine]
    at: int
    owed: bool = False
    paid_back: bool | None = None
    replayed: bool = False
