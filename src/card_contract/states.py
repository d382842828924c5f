"""The words both sides use for states and roles. No transitions: those are tables of the server."""

from __future__ import annotations

from enum import StrEnum


class CodeState(StrEnum):
    """The six official states of a personal code, in brainCloud's spelling (its `codeState`)."""

    INACTIVE = "Inactive"
    AVAILABLE = "Available"
    IN_PROGRESS = "InProgress"
    REDEEMED = "Redeemed"
    INVALIDATED = "Invalidated"
    FAILED = "Failed"


class HoldState(StrEnum):
    """Whose sale a card lies in. Codes that are not sold at tills stay ``FREE`` for ever."""

    FREE = "free"
    HELD = "held"
    SOLD = "sold"
    VOIDED = "voided"


class StopState(StrEnum):
    """Whether a card may be sold at all, beside its hold."""

    OPEN = "open"
    STOPPED = "stopped"


class StopReason(StrEnum):
    """Why a card is stopped."""

    PROBED = "probed"
    STOP_SALE = "stop-sale"


class Role(StrEnum):
    """What an operator may do."""

    CLERK = "clerk"
    MANAGER = "manager"
    STUDIO = "studio"
    SUPPORT = "support"
    ADMINISTRATOR = "administrator"


class PaymentKind(StrEnum):
    """How a sale was paid."""

    CASH = "cash"
    REFERENCE = "reference"


class SaleStage(StrEnum):
    """How far the server knows a sale to be."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    VOIDED = "voided"


class CaseKind(StrEnum):
    """Why an item waits for the manager."""

    SIGNATURE_OWED = "signature-owed"
    VOID_REFUSED = "void-refused"
    REFUND_DUE = "refund-due"
    REFERENCE_USED = "reference-used"
    PAYMENT_DIFFERS = "payment-differs"
    PROBED = "probed"


class DayFigure(StrEnum):
    """What a day's report counts cards as."""

    SOLD = "sold"
    VOIDED = "voided"
    REFUSED = "refused"  # paid for and never active: the money goes back
    IN_DOUBT = "in-doubt"  # held by a sale that has not ended
    RECALLED = "recalled"  # sold, and recalled since


class OpenKind(StrEnum):
    """What can be open when a day is closed."""

    HELD = "held"
    CASE = "case"
    JOURNAL = "journal"
