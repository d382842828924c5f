"""The words for what a request to redeem came to, and the groups in which they are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.web.portal.words import to_say

OUTCOMES: Final[Mapping[RedemptionOutcome, str]] = {
    RedemptionOutcome.REDEEMED: to_say("Redeemed"),
    RedemptionOutcome.BEGUN: to_say("Delivery begun"),
    RedemptionOutcome.SCRIPT_REFUSED: to_say("The script said no"),
    RedemptionOutcome.SCRIPT_BROKEN: to_say("The script broke"),
    RedemptionOutcome.TIMED_OUT: to_say("Nobody answered in time"),
    RedemptionOutcome.NOT_FOUND: to_say("There is no such code"),
    RedemptionOutcome.OTHER_SCAN_CODE: to_say("Not the code of this campaign"),
    RedemptionOutcome.CAMPAIGN_NOT_FOUND: to_say("There is no such campaign"),
    RedemptionOutcome.CAMPAIGN_DISABLED: to_say("The campaign is disabled"),
    RedemptionOutcome.OTHER_CAMPAIGN: to_say("A code of another campaign"),
    RedemptionOutcome.NOT_ACTIVE: to_say("Not activated"),
    RedemptionOutcome.INVALIDATED: to_say("Invalidated before"),
    RedemptionOutcome.REDEEMED_BY_SELF: to_say("Redeemed by this customer before"),
    RedemptionOutcome.REDEEMED_BY_OTHER: to_say("Redeemed by somebody else"),
    RedemptionOutcome.IN_PROGRESS: to_say("A delivery is under way already"),
    RedemptionOutcome.FAILED_BY_OTHER: to_say("Failed for somebody else, who may try again"),
    RedemptionOutcome.NO_RETRY_LEFT: to_say("Failed before, no try is left"),
    RedemptionOutcome.BEFORE_START: to_say("The campaign has not begun"),
    RedemptionOutcome.AFTER_END: to_say("The campaign is over"),
    RedemptionOutcome.LIMIT_REACHED: to_say("None is left of the campaign"),
    RedemptionOutcome.TOO_MANY_WRONG_CODES: to_say("Too many wrong codes: has to wait"),
    RedemptionOutcome.NOT_NOW: to_say("Redemption was closed after a restore"),
    RedemptionOutcome.NO_SESSION: to_say("Not signed in"),
    RedemptionOutcome.SESSION_EXPIRED: to_say("The customer's session had ended"),
    RedemptionOutcome.OLD_PACKET: to_say("Sent out of order"),
}
"""For each outcome of a request its words; a redemption that takes a while has two outcomes."""

FAILED: Final = frozenset(
    {
        RedemptionOutcome.SCRIPT_REFUSED,
        RedemptionOutcome.SCRIPT_BROKEN,
        RedemptionOutcome.TIMED_OUT,
    }
)
REFUSED: Final = (
    frozenset(OUTCOMES) - FAILED - {RedemptionOutcome.REDEEMED, RedemptionOutcome.BEGUN}
)
GROUPS: Final[Mapping[str, tuple[str, frozenset[RedemptionOutcome]]]] = {
    "redeemed": (to_say("Redeemed"), frozenset({RedemptionOutcome.REDEEMED})),
    "begun": (to_say("Delivery begun"), frozenset({RedemptionOutcome.BEGUN})),
    "failed": (to_say("Delivery failed"), FAILED),
    "refused": (to_say("Refused"), REFUSED),
}
"""What may be looked for together, by its name in the address."""


def colour_of(outcome: RedemptionOutcome) -> str:
    if outcome is RedemptionOutcome.REDEEMED:
        return "green"
    if outcome is RedemptionOutcome.BEGUN:
        return "azure"
    return "red" if outcome in FAILED else "orange"


def outcomes_of(name: str) -> frozenset[RedemptionOutcome] | None:
    """The outcomes of a group, or the one of this name; None where there is no such."""
    if name in GROUPS:
        return GROUPS[name][1]
    return frozenset({RedemptionOutcome(name)}) if name in set(OUTCOMES) else None
