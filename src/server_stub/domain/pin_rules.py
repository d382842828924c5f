"""When wrong PINs lock an operator: at one till, and everywhere."""

from __future__ import annotations

from typing import Final

FAILURES_AT_TILL_MAX: Final = 10
FAILURES_OF_OPERATOR_MAX: Final = 30


def locks_at_till(failures: int) -> bool:
    """Whether so many wrong PINs lock the operator at the till where they were given."""
    return failures >= FAILURES_AT_TILL_MAX


def locks_operator(failures: int) -> bool:
    """Whether so many wrong PINs at all tills lock the operator everywhere."""
    return failures >= FAILURES_OF_OPERATOR_MAX
