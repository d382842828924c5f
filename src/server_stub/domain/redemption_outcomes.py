"""What the redemption service's commands come to, in words of our own.

The dispatchers have one table that translates them into brainCloud's reason codes; no command knows
one. An outcome that is not final is never stored: the same request may get another answer later.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class RedemptionOutcome(StrEnum):
    """One outcome of a command of the redemption service."""

    # It was done.
    DONE = "done"
    REDEEMED = "redeemed"
    BEGUN = "begun"  # an attempt is open: its script has to be called now
    CONTINUES = "continues"  # an asynchronous attempt goes on
    # Which code and which campaign.
    CAMPAIGN_NOT_FOUND = "campaign-not-found"
    NOT_PERSONAL = "not-personal"
    CAMPAIGN_DISABLED = "campaign-disabled"
    CARD_CAMPAIGN = "card-campaign"  # its codes come from batches
    CARDS_UNPAID = "cards-unpaid"  # staff make no cards that nobody has paid for
    NOT_FOUND = "not-found"
    REDEMPTION_NOT_FOUND = "redemption-not-found"  # no record with that id
    OTHER_CAMPAIGN = "other-campaign"
    OTHER_SCAN_CODE = "other-scan-code"  # the shared campaign has another one
    NOT_ASYNC = "not-async"
    CODE_EXISTS = "code-exists"
    NAME_TAKEN = "name-taken"  # the campaign's name, or its scan code
    # The state of the code.
    ALREADY_ACTIVE = "already-active"
    NOT_ACTIVE = "not-active"
    INVALIDATED = "invalidated"
    REDEEMED_ALREADY = "redeemed-already"  # asked by no player
    REDEEMED_BY_SELF = "redeemed-by-self"
    REDEEMED_BY_OTHER = "redeemed-by-other"
    IN_PROGRESS = "in-progress"
    FAILED_BY_OTHER = "failed-by-other"  # a retry is left, but not for this player
    NO_RETRY_LEFT = "no-retry-left"
    CARD_HELD = "card-held"
    CARD_STOPPED = "card-stopped"
    OTHER_VERSION = "other-version"
    # The shared campaign.
    BEFORE_START = "before-start"
    AFTER_END = "after-end"
    LIMIT_REACHED = "limit-reached"
    # The script.
    SCRIPT_BROKEN = "script-broken"
    SCRIPT_REFUSED = "script-refused"
    # A report.
    NOT_IN_PROGRESS = "not-in-progress"
    ATTEMPT_UNUSABLE = "attempt-unusable"
    OTHER_ATTEMPT = "other-attempt"
    REPORT_UNUSABLE = "report-unusable"
    TIMED_OUT = "timed-out"
    NOT_TIMED_OUT = "not-timed-out"
    # Recovery by staff.
    NOT_FAILED = "not-failed"
    RECALLED = "recalled"
    NO_SCRIPT = "no-script"
    # The shop.
    NOT_NOW = "not-now"  # the server was restored, and is not open again yet
    NOT_RESTORED = "not-restored"  # there is no backup after which something could have happened
    # Who asks.
    TOO_MANY_WRONG_CODES = "too-many-wrong-codes"
    NO_SESSION = "no-session"
    SESSION_EXPIRED = "session-expired"
    OLD_PACKET = "old-packet"
    IDENTITY_EXISTS = "identity-exists"
    PROFILE_NOT_FOUND = "profile-not-found"
    SERVER_NOT_FOUND = "server-not-found"


GOOD: Final = frozenset(
    {
        RedemptionOutcome.DONE,
        RedemptionOutcome.REDEEMED,
        RedemptionOutcome.BEGUN,
        RedemptionOutcome.CONTINUES,
    }
)
"""The outcomes that are a yes."""

NOT_FINAL: Final = frozenset(
    {
        RedemptionOutcome.IN_PROGRESS,
        RedemptionOutcome.NOT_NOW,
        RedemptionOutcome.TOO_MANY_WRONG_CODES,
        RedemptionOutcome.NO_SESSION,
        RedemptionOutcome.SESSION_EXPIRED,
        RedemptionOutcome.OLD_PACKET,
    }
)
