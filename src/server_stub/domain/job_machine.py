"""The states of a job: long work that is done in bounded pieces and survives a restart."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from server_stub.domain.moves import moved


class JobKind(StrEnum):
    """What a job does."""

    GENERATE_CODES = "generate-codes"
    ROTATE_KEYS = "rotate-keys"
    RECALL = "recall"
    MAKE_BATCH = "make-batch"


class JobState(StrEnum):
    """How a job stands. A running one is taken up by whichever process runs."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class JobEvent(StrEnum):
    """What can happen to a job."""

    FINISH = "finish"  # its last piece is done
    CANCEL = "cancel"  # a person wants no more of it; what is done stays done
    FAIL = "fail"  # it cannot go on, and says why


MOVES: Final[Mapping[JobState, Mapping[JobEvent, JobState]]] = {
    JobState.RUNNING: {
        JobEvent.FINISH: JobState.DONE,
        JobEvent.CANCEL: JobState.CANCELLED,
        JobEvent.FAIL: JobState.FAILED,
    },
    JobState.DONE: {},
    JobState.CANCELLED: {JobEvent.CANCEL: JobState.CANCELLED},
    JobState.FAILED: {},
}


def move_job(state: JobState, event: JobEvent) -> JobState:
    """Return the state that follows; raises ``IllegalMoveError`` where the table has no row."""
    return moved(MOVES, state, event, machine="job")
