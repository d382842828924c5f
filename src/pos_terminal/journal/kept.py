"""A step that goes to disk, as the pages take it: whether it was kept, and else why not."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import DiskFullError
from pos_terminal.journal.sale_machine import IllegalMoveError


class Kept(Enum):
    """What became of a step."""

    YES = auto()
    NO_DISK = auto()  # the disk is full, or the journal damaged: nothing has changed
    MOVED_ON = auto()  # an answer, or a second press, was quicker: nothing has changed


def keep(act: Callable[[], object]) -> Kept:
    """Take the step."""
    try:
        act()
    except (DiskFullError, JournalDamagedError):
        return Kept.NO_DISK
    except IllegalMoveError:
        return Kept.MOVED_ON
    return Kept.YES
