"""What the commands' outcomes are called on the wire: one table."""

from __future__ import annotations

from typing import Final

from server_stub.domain.redemption_outcomes import GOOD, RedemptionOutcome
from server_stub.web.braincloud.reasons import No, Reason

MEANINGS: Final = {
    RedemptionOutcome.CAMPAIGN_NOT_FOUND: Reason.REDEMPTION_CODE_TYPE_NOT_FOUND,
    RedemptionOutcome.NOT_PERSONAL: Reason.REDEMPTION_CODE_TYPE_MUST_BE_SINGLE_USE,
    RedemptionOutcome.CAMPAIGN_DISABLED: Reason.REDEMPTION_CODE_TYPE_DISABLED,
    RedemptionOutcome.CARD_CAMPAIGN: Reason.CARD_CAMPAIGN,
    RedemptionOutcome.NOT_FOUND: Reason.REDEMPTION_CODE_NOT_FOUND,
    RedemptionOutcome.REDEMPTION_NOT_FOUND: Reason.REDEMPTION_CODE_BY_ID_NOT_FOUND,
    RedemptionOutcome.OTHER_CAMPAIGN: Reason.REDEMPTION_CODE_TYPE_MISMATCH,
    RedemptionOutcome.OTHER_SCAN_CODE: Reason.CODE_TYPE_SCAN_CODE_MISMATCH_FOR_MULTI_USE_CODE,
    RedemptionOutcome.NOT_ASYNC: Reason.REDEMPTION_CODE_TYPE_NOT_ASYNC,
    RedemptionOutcome.CODE_EXISTS: Reason.DATABASE_DUP_KEY_ERROR,
    RedemptionOutcome.NAME_TAKEN: Reason.DATABASE_DUP_KEY_ERROR,
    RedemptionOutcome.ALREADY_ACTIVE: Reason.REDEMPTION_CODE_ACTIVE,
    RedemptionOutcome.NOT_ACTIVE: Reason.REDEMPTION_CODE_NOT_ACTIVE,
    RedemptionOutcome.INVALIDATED: Reason.REDEMPTION_CODE_INVALID,
    RedemptionOutcome.REDEEMED_ALREADY: Reason.REDEMPTION_CODE_REDEEMED,
    RedemptionOutcome.REDEEMED_BY_SELF: Reason.REDEMPTION_CODE_REDEEMED_BY_SELF,
    RedemptionOutcome.REDEEMED_BY_OTHER: Reason.REDEMPTION_CODE_REDEEMED_BY_OTHER,
    RedemptionOutcome.IN_PROGRESS: Reason.REDEMPTION_IN_PROGRESS,
    RedemptionOutcome.FAILED_BY_OTHER: Reason.REDEMPTION_FAILED,
    RedemptionOutcome.NO_RETRY_LEFT: Reason.REDEMPTION_FAILED_MAX_RETRIES,
    RedemptionOutcome.CARD_HELD: Reason.CARD_HELD,
    RedemptionOutcome.CARD_STOPPED: Reason.CARD_STOPPED,
    RedemptionOutcome.OTHER_VERSION: Reason.REDEMPTION_CODE_VERSION_MISMATCH,
    RedemptionOutcome.BEFORE_START: Reason.MULTI_USE_CODE_REDEMPTION_ATTEMPTED_BEFORE_START,
    RedemptionOutcome.AFTER_END: Reason.MULTI_USE_CODE_REDEMPTION_ATTEMPTED_AFTER_END,
    RedemptionOutcome.LIMIT_REACHED: Reason.MULTI_USE_CODE_MAX_REDEMPTIONS_REACHED,
    RedemptionOutcome.SCRIPT_BROKEN: Reason.REDEMPTION_CODE_SCRIPT_FAILURE,
    RedemptionOutcome.SCRIPT_REFUSED: Reason.REDEMPTION_OF_CUSTOM_CODE_FAILED,
    RedemptionOutcome.NOT_IN_PROGRESS: Reason.REDEMPTION_CODE_NOT_IN_PROGRESS,
    RedemptionOutcome.ATTEMPT_UNUSABLE: Reason.REDEMPTION_CODE_ATTEMPT_ERROR,
    RedemptionOutcome.OTHER_ATTEMPT: Reason.REDEMPTION_CODE_ATTEMPT_MISMATCH,
    RedemptionOutcome.REPORT_UNUSABLE: Reason.REDEMPTION_CODE_ASYNC_BAD_RESPONSE,
    RedemptionOutcome.TIMED_OUT: Reason.REDEMPTION_CODE_ASYNC_PROCESSING_TIMEOUT,
    RedemptionOutcome.NOT_NOW: Reason.NOT_NOW,
    RedemptionOutcome.TOO_MANY_WRONG_CODES: Reason.REDEMPTION_CODE_MAX_FAILED_EXCEEDED_FOR_USER,
    RedemptionOutcome.NO_SESSION: Reason.NO_SESSION,
    RedemptionOutcome.SESSION_EXPIRED: Reason.SESSION_EXPIRED,
    RedemptionOutcome.OLD_PACKET: Reason.INVALID_PACKET_ID,
    RedemptionOutcome.PROFILE_NOT_FOUND: Reason.NO_SESSION,
    RedemptionOutcome.IDENTITY_EXISTS: Reason.SECURITY_ERROR,
    RedemptionOutcome.SERVER_NOT_FOUND: Reason.NO_SESSION,
}
"""The refusals that a dispatcher's commands can come to. Staff's own are not on the wire."""


def no_of(outcome: RedemptionOutcome) -> No | None:
    """How an outcome is refused on the wire, or None where it is a yes."""
    if outcome in GOOD:
        return None
    reason = MEANINGS[outcome]
    return No(reason, f"{reason.name}: {outcome.value.replace('-', ' ')}")
