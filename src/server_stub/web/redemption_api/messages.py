"""What a player's program asks under ``/v1`` and is answered: the REST twin of the dispatcher."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from card_contract.messages import Answer, Request


class RedemptionState(StrEnum):
    """How a redemption stands, as far as it concerns the player."""

    REDEEMED = "redeemed"
    IN_PROGRESS = "in-progress"  # ask again by its id
    # The attempt ended without a known delivery; whether the goods arrived may not be known.
    FAILED = "failed"


class RedeemRequest(Request, frozen=True, kw_only=True):
    """``key`` is made and stored by the sender before it sends: a repeat is the same request."""

    key: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{16,64}$")]
    code: Annotated[str, Meta(min_length=1, max_length=100)]
    campaign: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    info: dict[str, Any] = msgspec.field(default_factory=dict)


class RedemptionView(Answer, frozen=True, kw_only=True):
    """One redemption of the player. The code itself is not told again."""

    redemption_id: str
    campaign: str
    state: RedemptionState
    code_info: dict[str, Any]
    redemption_info: dict[str, Any]
    redeemed_at: int | None
    updated_at: int
    may_retry: Annotated[
        bool,
        Meta(
            description="Of a failed one: a retry is left and its campaign takes codes now, so the"
            " code may be sent again, under a new key."
        ),
    ] = False
    replayed: bool = False


class RedemptionsAnswer(Answer, frozen=True, kw_only=True):
    """What the player has redeemed, the oldest first."""

    redemptions: list[RedemptionView]
