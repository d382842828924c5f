"""How a payment is written down: amounts and references that journal and server both take."""

from __future__ import annotations

from typing import Protocol

from card_contract.messages import AMOUNT_MAX_MINOR
from card_contract.payment_reference import REFERENCE_LENGTH_MAX, canonical_reference
from card_contract.sale_id import SaleId


class PaidSales(Protocol):
    """What is asked about payments before."""

    def paid_with(self, reference: str) -> str | None:
        """The id of the sale that was paid under this reference."""


def is_amount(amount_minor: int) -> bool:
    """Whether an amount can be written down; what is too large would never be read back."""
    return 0 <= amount_minor <= AMOUNT_MAX_MINOR


def reference_of(text: str) -> str | None:
    """The payment reference in a typed text, or null where there is none that can be kept."""
    reference = canonical_reference(text)
    fits = 0 < len(reference) <= REFERENCE_LENGTH_MAX and reference.isprintable()
    return reference if fits else None


def paid_before(journal: PaidSales, reference: str, *, sale_id: str) -> str | None:
    """The receipt number of another sale that was paid under this reference, or null."""
    other = journal.paid_with(reference)
    if other is None or other == sale_id:
        return None
    return SaleId.parse(other).receipt_number
