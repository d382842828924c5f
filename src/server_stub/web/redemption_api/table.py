"""The player's calls under ``/v1``, one row each."""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from server_stub.web.redemption_api import desk
from server_stub.web.redemption_api.messages import (
    RedeemRequest,
    RedemptionsAnswer,
    RedemptionView,
)
from server_stub.web.route import Authority, Parameter, Route

_ID: Final = Parameter("redemption_id", "[1-9][0-9]{0,14}", "The redemption's id.")
_CAMPAIGN: Final = Parameter("campaign", r"[^\x00-\x1f\x7f]{1,100}", "Of this campaign only.")

REDEMPTION_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="POST",
        path="/v1/redemptions",
        name="redeem",
        summary="Redeem a code for the player. A refusal never says why.",
        endpoint=desk.for_player(desk.redeem),
        authority=Authority.PLAYER,
        request=RedeemRequest,
        answer=RedemptionView,
        refusals=(
            Refusal.NOT_FOUND,
            Refusal.KEY_REUSED,
            Refusal.THROTTLED,
            Refusal.NOT_NOW,
            Refusal.READ_ONLY,
        ),
    ),
    Route(
        method="GET",
        path="/v1/redemptions/{redemption_id}",
        name="redemption",
        summary="How a redemption of the player stands.",
        endpoint=desk.for_player(desk.status),
        authority=Authority.PLAYER,
        subject=_ID,
        answer=RedemptionView,
    ),
    Route(
        method="GET",
        path="/v1/redemptions",
        name="redemptions",
        summary="What the player has redeemed.",
        endpoint=desk.for_player(desk.history),
        authority=Authority.PLAYER,
        query=(_CAMPAIGN,),
        answer=RedemptionsAnswer,
    ),
)
