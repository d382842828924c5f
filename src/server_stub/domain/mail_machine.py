"""The states of a mail that brings a link to a job's codes, and how long its sender waits. Pure.

Whether a mail arrived is never quite known: one that failed for us may lie in its box, so its link
serves in every state, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from server_stub.domain.moves import moved

TRIES_MAX: Final = 8
FIRST_WAIT_MS: Final = 60_000
WAIT_MS_MAX: Final = 4 * 3_600_000
_CLOCKS_DIFFER_MS: Final = 5 * 60_000


class MailState(StrEnum):
    WAITING = "waiting"  # to be sent when it is due
    SENT = "sent"  # a mail server has it
    FAILED = "failed"  # given up
    TAKEN = "taken"  # its link has been used


class MailEvent(StrEnum):
    SEND = "send"
    GIVE_UP = "give up"
    TAKE = "take"
    ASK = "ask"  # a person asks for it once more


MOVES: Final[Mapping[MailState, Mapping[MailEvent, MailState]]] = {
    MailState.WAITING: {
        MailEvent.SEND: MailState.SENT,
        MailEvent.GIVE_UP: MailState.FAILED,
        MailEvent.TAKE: MailState.TAKEN,
    },
    MailState.SENT: {MailEvent.TAKE: MailState.TAKEN, MailEvent.ASK: MailState.WAITING},
    MailState.FAILED: {MailEvent.TAKE: MailState.TAKEN, MailEvent.ASK: MailState.WAITING},
    MailState.TAKEN: {},
}


def move_mail(state: MailState, event: MailEvent) -> MailState:
    """Return the state that follows; raises ``IllegalMoveError`` where the table has no row."""
    return moved(MOVES, state, event, machine="mail")


def wait_ms(tries: int) -> int:
    """How long to wait after so many tries: four times as long after each, from a minute on."""
    return min(FIRST_WAIT_MS << 2 * (min(max(tries, 1), TRIES_MAX) - 1), WAIT_MS_MAX)


def farthest_due(now_ms: int) -> int:
    """What is due later than this was noted by a clock that was ahead, and is due now."""
    return now_ms + WAIT_MS_MAX + _CLOCKS_DIFFER_MS
