"""Why a void was refused, as far as the server told; what screens say follows from that."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from card_contract.outcomes import CardRefusal, Refusal
from pos_terminal.journal.records import RefundRecord


class Cause(StrEnum):
    """What kept cards of a void from being voided."""

    USED = "used"  # the customer has redeemed them
    VOIDED = "voided"  # another void was there before
    NOT_ACTIVATED = "not_activated"  # their confirmation had refused them all
    DENIED = "denied"  # the till that sold them says that nobody paid
    OTHER_CURRENCY = "other_currency"  # no drawer of this store has the money of the sale's
    WAY_CHANGED = "way_changed"  # how it was paid is known otherwise by now
    OTHER = "other"


def cause_of(refund: RefundRecord) -> Cause:
    """The one cause of all that was refused; ``OTHER`` where there are several, or none told."""
    told = {
        line.refusal.refusal
        for line in refund.lines
        if line.stays_sold and line.refusal is not None
    }
    if any(not line.activated for line in refund.lines) and not told:
        return Cause.NOT_ACTIVATED
    if told == {CardRefusal.REDEEMED}:
        return Cause.USED
    if told == {CardRefusal.VOIDED}:
        return Cause.VOIDED
    return _CAUSES.get(refund.case, Cause.OTHER)


_CAUSES: Final[Mapping[Refusal | None, Cause]] = {
    Refusal.PAYMENT_DENIED: Cause.DENIED,
    Refusal.OTHER_CURRENCY: Cause.OTHER_CURRENCY,
    Refusal.MONEY_WAY_CHANGED: Cause.WAY_CHANGED,
    Refusal.SALE_VOIDED: Cause.VOIDED,
}


def code_of(refund: RefundRecord) -> str:
    """The server's own word for it, for whoever looks into it."""
    if refund.case is not None:
        return refund.case.value
    told = {line.refusal.refusal.value for line in refund.lines if line.refusal is not None}
    return ", ".join(sorted(told))
