"""A refund that a manager's settlement left, of a whole sale or of a card: one case at a time.

Where the sale's till contradicts it, another case follows that has an id of its own: whoever has
read the one before can no longer close it, and pay.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from card_contract.states import CaseKind, RefundDoubt

_PREFIXES: Final[Mapping[RefundDoubt, str]] = MappingProxyType(
    {
        RefundDoubt.DENIED: f"{CaseKind.REFUND_DUE}-denied",
        RefundDoubt.PAID_AGAIN: f"{CaseKind.REFUND_DUE}-again",
    }
)
_DENIED_SALE: Final = f"{CaseKind.PAYMENT_DIFFERS}-denied"


def doubted_id(doubt: RefundDoubt, case_id: str) -> str:
    """The id of the case that says so of a refund, whose own case this is."""
    return f"{_PREFIXES[doubt]}:{case_id.partition(':')[2]}"


def denied_sale_id(sale_id: str) -> str:
    """The case of a sale that was settled as paid, and whose till says that it was not.

    Its cards are live; whoever finds out that it was not paid takes them out of use by closing it.
    """
    return f"{_DENIED_SALE}:{sale_id}"


def is_of_denied_sale(case_id: str) -> bool:
    """Whether it is such a case."""
    return case_id.partition(":")[0] == _DENIED_SALE


def doubt_of(case_id: str) -> RefundDoubt | None:
    """What the till's word makes doubtful of the payment, or refund, that a case is about."""
    prefix = case_id.partition(":")[0]
    if prefix == _DENIED_SALE:
        return RefundDoubt.DENIED
    return next((doubt for doubt, each in _PREFIXES.items() if each == prefix), None)


def refund_ids(sale_id: str) -> list[str]:
    """The cases that the refund of a whole sale may have had, in the order they come in."""
    first = f"{CaseKind.REFUND_DUE}:{sale_id}"
    return [first, *(doubted_id(doubt, first) for doubt in RefundDoubt)]


def card_refund_ids(sale_id: str, code_id: int) -> list[str]:
    """The cases that the refund of a refused card may have had, in the order they come in."""
    first = f"{CaseKind.REFUND_DUE}:{sale_id}:{code_id}"
    return [first, doubted_id(RefundDoubt.DENIED, first), at_till_id(first)]


def at_till_id(case_id: str) -> str:
    """The case that has followed once the sale's till is told that it refunds the card itself."""
    return f"{CaseKind.REFUND_DUE}-at-till:{case_id.partition(':')[2]}"


def void_refund_ids(void_id: str) -> list[str]:
    """The cases that the money of a void may have had: of its signature, and once that is given."""
    return [f"{kind}:{void_id}" for kind in (CaseKind.SIGNATURE_OWED, CaseKind.REFUND_DUE)]
