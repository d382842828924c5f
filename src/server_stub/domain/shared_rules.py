"""When a shared code may be redeemed: within its validity and below its limit."""

from __future__ import annotations

from typing import Protocol

from server_stub.domain.redemption_outcomes import RedemptionOutcome


class SharedFacts(Protocol):
    """What the rules look at. A campaign's row has all of it."""

    @property
    def valid_start(self) -> int | None: ...
    @property
    def valid_end(self) -> int | None: ...
    @property
    def redemptions_max(self) -> int | None: ...


def why_not_shared(campaign: SharedFacts, taken: int, now_ms: int) -> RedemptionOutcome | None:
    """Say why one more cannot redeem the code now, or None; ``taken`` counts who has a place."""
    if campaign.valid_start is not None and now_ms < campaign.valid_start:
        return RedemptionOutcome.BEFORE_START
    if campaign.valid_end is not None and now_ms > campaign.valid_end:
        return RedemptionOutcome.AFTER_END
    return RedemptionOutcome.LIMIT_REACHED if is_full(campaign, taken) else None


def places_counter(campaign: str) -> str:
    """The name of the counter that says how many have a place: redeemed, or in progress."""
    return f"shared:{campaign}"


def is_full(campaign: SharedFacts, taken: int) -> bool:
    """Whether all places of a shared code are taken."""
    return campaign.redemptions_max is not None and taken >= campaign.redemptions_max
