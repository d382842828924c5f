"""brainCloud's reason codes, and what an operation answers in its terms.

The numbers and names are the service's own; 49001 and above are ours, for what it does not know.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final

from msgspec import Struct


class Reason(IntEnum):
    """A refusal's ``reason_code``; what clients act upon is marked."""

    MISSING_IDENTITY_ERROR = 40206
    SWITCHING_PROFILES = 40207
    MISSING_PROFILE_ERROR = 40208
    SECURITY_ERROR = 40209
    DATABASE_DUP_KEY_ERROR = 40220
    BAD_SIGNATURE = 40301
    SESSION_EXPIRED = 40303  # the client drops its session
    NO_SESSION = 40304  # the client drops its session
    TOKEN_DOES_NOT_MATCH_USER = 40307
    INVALID_GAME_ID = 40316
    INVALID_OPERATION = 40333
    SESSION_LOGGED_OUT = 40356  # the client drops its session
    MISSING_REQUIRED_PARAMETER = 40358
    INVALID_PARAMETER_TYPE = 40359
    MISSING_SCRIPT = 40363
    SERVER_SESSION_EXPIRED = 40365  # a shop's server signs in again
    APP_DISABLED = 40372
    INVALID_CONTEXT = 40383
    INVALID_SEARCH = 40384
    REDEMPTION_CODE_NOT_FOUND = 40395
    REDEMPTION_CODE_VERSION_MISMATCH = 40396
    REDEMPTION_CODE_ACTIVE = 40397
    REDEMPTION_CODE_NOT_ACTIVE = 40398
    REDEMPTION_CODE_TYPE_NOT_FOUND = 40399
    REDEMPTION_CODE_INVALID = 40400
    REDEMPTION_CODE_REDEEMED = 40401
    REDEMPTION_CODE_REDEEMED_BY_SELF = 40402
    REDEMPTION_CODE_REDEEMED_BY_OTHER = 40403
    JSON_PARSING_ERROR = 40408
    INVALID_PACKET_ID = 40566
    MISSING_LAST_PACKET_RESPONSE = 40605
    INVALID_HEADER_APP_ID = 40610
    INVALID_PARAMETER_VALUE = 40660
    REDEMPTION_IN_PROGRESS = 40750
    REDEMPTION_FAILED = 40751
    REDEMPTION_FAILED_MAX_RETRIES = 40752
    REDEMPTION_CODE_TYPE_DISABLED = 40753
    REDEMPTION_CODE_TYPE_MISMATCH = 40755
    REDEMPTION_CODE_SCRIPT_FAILURE = 40756
    REDEMPTION_OF_CUSTOM_CODE_FAILED = 40757
    REDEMPTION_CODE_NOT_IN_PROGRESS = 40758
    REDEMPTION_CODE_ATTEMPT_ERROR = 40759
    REDEMPTION_CODE_ATTEMPT_MISMATCH = 40760
    REDEMPTION_CODE_ASYNC_BAD_RESPONSE = 40761
    REDEMPTION_CODE_BY_ID_NOT_FOUND = 40762
    REDEMPTION_CODE_MAX_FAILED_EXCEEDED_FOR_USER = 40765
    REDEMPTION_CODE_TYPE_NOT_ASYNC = 40767
    REDEMPTION_CODE_ASYNC_PROCESSING_TIMEOUT = 40768
    CODE_TYPE_SCAN_CODE_MISMATCH_FOR_MULTI_USE_CODE = 40769
    REDEMPTION_CODE_TYPE_CODE_USE_ERROR = 40775
    MULTI_USE_CODE_REDEMPTION_ATTEMPTED_BEFORE_START = 40776
    MULTI_USE_CODE_REDEMPTION_ATTEMPTED_AFTER_END = 40777
    MULTI_USE_CODE_MAX_REDEMPTIONS_REACHED = 40778
    REDEMPTION_CODE_TYPE_MUST_BE_SINGLE_USE = 40779
    CARD_HELD = 49001
    CARD_STOPPED = 49002
    CARD_CAMPAIGN = 49003
    NOT_NOW = 49004
    SERVER_FAULT = 49005


_BAD_REQUEST: Final = frozenset(
    {
        Reason.MISSING_REQUIRED_PARAMETER,
        Reason.INVALID_PARAMETER_TYPE,
        Reason.INVALID_PARAMETER_VALUE,
        Reason.JSON_PARSING_ERROR,
        Reason.INVALID_CONTEXT,
        Reason.INVALID_SEARCH,
    }
)
# The client may resolve these by signing in otherwise.
_CONFLICTS: Final = frozenset(
    {Reason.MISSING_IDENTITY_ERROR, Reason.SWITCHING_PROFILES, Reason.MISSING_PROFILE_ERROR}
)


def status_of(reason: Reason) -> int:
    """The ``status`` beside a reason code: 400 parameters, 202 conflicts, 500 faults, else 403."""
    if reason in _BAD_REQUEST:
        return 400
    if reason in _CONFLICTS:
        return 202
    return 500 if reason is Reason.SERVER_FAULT else 403


class Yes(Struct, frozen=True):
    """What an operation answers: ``data`` as it goes on the wire."""

    data: Any = None


class No(Struct, frozen=True):
    """Why an operation is refused; ``message`` is English, for developers."""

    reason: Reason
    message: str


Said = Yes | No


def refused(reason: Reason, message: str = "") -> No:
    """Refuse, with the reason's own name where there is nothing better to say."""
    return No(reason, message or reason.name.replace("_", " ").capitalize())


def on_the_wire(said: Said) -> dict[str, Any]:
    """One entry of ``responses``."""
    if isinstance(said, Yes):
        return {"status": 200, "data": said.data}
    return {
        "status": status_of(said.reason),
        "reason_code": said.reason.value,
        "status_message": said.message,
        "severity": "ERROR",
    }
