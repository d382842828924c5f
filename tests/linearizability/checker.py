"""Says whether a recorded history could have happened one operation after the other.

The search of Wing and Gong, with Lowe's memory of where it has been. An operation took effect at one
moment between its call and its answer; one whose answer was never learned at any moment after its
call, or never.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

NEVER: Final = math.inf

S = TypeVar("S", bound=Hashable)
Step = Callable[[S, Any], tuple[str, S]]
"""What an operation answers in a state, and the state after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What was asked, when, and what was answered: None where nobody knows."""

    asked: Any
    began: float
    ended: float = NEVER
    answer: str | None = None


def is_linearizable(history: Sequence[Operation], step: Step[S], start: S) -> bool:
    """Look for an order that the model explains."""
    operations = sorted(history, key=lambda operation: operation.began)
    must = sum(1 << at for at, operation in enumerate(operations) if operation.ended != NEVER)
    been: set[tuple[int, S]] = set()
    to_try = [(0, start)]
    while to_try:
        done, state = to_try.pop()
        if done & must == must:
            return True
        if (done, state) in been:
            continue
        been.add((done, state))
        waiting = [at for at in range(len(operations)) if not done >> at & 1]
        horizon = min(operations[at].ended for at in waiting)
        for at in waiting:
            operation = operations[at]
            if operation.began > horizon:
                break  # it began after one that is still to come had ended
            answer, after = step(state, operation.asked)
            if operation.answer in (None, answer):
                to_try.append((done | 1 << at, after))
    return False
