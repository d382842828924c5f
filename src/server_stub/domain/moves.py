"""How every machine's table is read: an event leads on, or is refused and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from server_stub.domain.errors import IllegalMoveError

State = TypeVar("State", bound=StrEnum | None)
Event = TypeVar("Event", bound=StrEnum)
After = TypeVar("After")


def moved(
    moves: Mapping[State, Mapping[Event, After]], state: State, event: Event, *, machine: str
) -> After:
    """Return what follows; raises ``IllegalMoveError`` where the table has no row."""
    try:
        return moves[state][event]
    except KeyError:
        raise IllegalMoveError(machine=machine, state=state, event=event) from None
