"""The words both sides use for states and roles. No transitions: those are tables of the server."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


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


class MoneyWay(StrEnum):
    """How money goes back: as it came in, or ``UNKNOWN`` where nobody has told how that was."""

    CASH = "cash"
    REFERENCE = "reference"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, kind: PaymentKind | None) -> MoneyWay:
        """The way of what was paid so."""
        return cls.UNKNOWN if kind is None else cls(kind.value)


class SaleStage(StrEnum):
    """How far the server knows a sale to be."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    VOIDED = "voided"


class SettledAs(StrEnum):
    """What a manager says of a sale that is held for a till which cannot say it."""

    PAID = "paid"
    NOT_PAID = "not-paid"
    MONEY_BACK = "money-back"  # it was paid, and the customer gets the money in place of the cards


class CaseKind(StrEnum):
    """Why an item waits for the manager."""

    SIGNATURE_OWED = "signature-owed"
    VOID_REFUSED = "void-refused"
    REFUND_DUE = "refund-due"
    REFERENCE_USED = "reference-used"
    PAYMENT_DIFFERS = "payment-differs"
    # Alarms: nothing is owed to anybody, but somebody may be cheating.
    PROBED = "probed"
    TWO_STORES = "two-stores"  # one card number turned up at two stores
    TILL_FORK = "till-fork"  # a till gave one number to two sales
    TILL_GAP = "till-gap"  # a till's journal lacks numbers that it had
    LEDGER_MISFIT = "ledger-misfit"  # a till keeps a checkpoint that the ledger does not go through
    GUESSING = "guessing"  # within an hour more wrong codes came than people mistype


class RefundDoubt(StrEnum):
    """Why it is to be found out first whether the refund of a settled sale is owed."""

    DENIED = "denied"  # its till says that it was not paid
    PAID_AGAIN = "paid-again"  # its till was paid once a manager had closed the refund's case


ALARMS: Final = frozenset(
    {
        CaseKind.PROBED,
        CaseKind.TWO_STORES,
        CaseKind.TILL_FORK,
        CaseKind.TILL_GAP,
        CaseKind.LEDGER_MISFIT,
        CaseKind.GUESSING,
    }
)
"""The kinds of cases that are alarms."""


class CardKind(StrEnum):
    """What a recall finds a card to be."""

    INACTIVE = "inactive"
    HELD = "held"
    AVAILABLE = "available"
    FAILED = "failed"
    IN_PROGRESS = "in-progress"
    REDEEMED = "redeemed"
    INVALIDATED = "invalidated"
    UNKNOWN = "unknown"


class RecallAct(StrEnum):
    """What is done to many cards at once: for good, or so that it can be lifted."""

    RECALL = "recall"
    STOP_SALE = "stop-sale"
    LIFT = "lift"


class RecallReason(StrEnum):
    """Why cards are taken out of use."""

    LOST = "lost"
    STOLEN = "stolen"
    DAMAGED = "damaged"
    MISPRINTED = "misprinted"
    OTHER = "other"


class RecallEffect(StrEnum):
    """What a recall, a stop-sale or its lifting does to one card."""

    INVALIDATED = "invalidated"
    SALE_REFUSED = "sale-refused"  # invalidated while held: its sale is refused and refunded
    REFUND_DUE = "refund-due"  # invalidated after it was sold
    WAITS = "waits"  # takes effect when the redemption under way fails
    SOLD_STAYS = "sold-stays"
    REDEEMED_STAYS = "redeemed-stays"
    STOPPED = "stopped"
    LIFTED = "lifted"
    STAYS_STOPPED = "stays-stopped"  # probed: somebody knows its code
    NOTHING_TO_DO = "nothing-to-do"
    UNKNOWN = "unknown"


CHANGING: Final = frozenset(
    {
        RecallEffect.INVALIDATED,
        RecallEffect.SALE_REFUSED,
        RecallEffect.REFUND_DUE,
        RecallEffect.WAITS,
        RecallEffect.STOPPED,
        RecallEffect.LIFTED,
    }
)
"""The effects that change a card; the others leave it as it is."""


class RecallState(StrEnum):
    """How far a recall has come."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class CustodyState(StrEnum):
    """Where a pack is on its way from the printer to a store."""

    WAREHOUSE = "warehouse"
    SHIPPED = "shipped"
    RECEIVED = "received"


class CustodyAct(StrEnum):
    """What is done with packs by scanning a label."""

    SHIP = "ship"
    RECEIVE = "receive"


class CustodyFinding(StrEnum):
    """How a pack was found when it was shipped or received."""

    SHIPPED = "shipped"  # it came from the warehouse
    PASSED_ON = "passed-on"  # a store had received it
    REDIRECTED = "redirected"  # it was on its way to another store
    RECEIVED = "received"  # as it was shipped
    NEVER_SHIPPED = "never-shipped"  # nobody said that it had left the warehouse
    SENT_ELSEWHERE = "sent-elsewhere"  # it was on its way to another store
    HELD_ELSEWHERE = "held-elsewhere"  # another store had received it
    ALREADY_DONE = "already-done"  # nothing has changed


class CustodyRule(StrEnum):
    """What happens when a card is sold at a store that has not received it."""

    IGNORE = "ignore"
    FLAG = "flag"
    REFUSE = "refuse"


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
