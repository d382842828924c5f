"""The refund of a whole sale, which a manager settled as paid and voided: one case at a time.

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


def doubted_id(doubt: RefundDoubt, sale_id: str) -> str:
    """The id of the case that says so of a sale's refund."""
    return f"{_PREFIXES[doubt]}:{sale_id}"


def doubt_of(case_id: str) -> RefundDoubt | None:
    """What the till's word makes doubtful of the refund that a case is about."""
    prefix = case_id.partition(":")[0]
    return next((doubt for doubt, each in _PREFIXES.items() if each == prefix), None)


def refund_ids(sale_id: str) -> list[str]:
    """The cases that the refund of a whole sale may have had, in the order they come in."""
    doubted = [doubted_id(doubt, sale_id) for doubt in RefundDoubt]
    return [f"{CaseKind.REFUND_DUE}:{sale_id}", *doubted]
