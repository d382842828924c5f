"""How an app comes back after its database was restored from a backup: the only place that says so.

The restored server knows less than what happened. While tills are still telling what they know, no
new card is reserved and no code redeemed. Once all have told, or were excused, cards are sold
again; codes are redeemed only when an administrator has looked after what no till can know: which
codes were redeemed after the backup. An app that was never restored is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from server_stub.domain.moves import moved


class RestoreStage(StrEnum):
    """How far an app has come since the restore."""

    TELLING = "telling"  # at least one till has not told all it knows
    CHECKING = "checking"  # all tills have told; redemption waits for the administrator
    OPEN = "open"


class RestoreEvent(StrEnum):
    """What can happen to it."""

    RESTORE = "restore"
    ALL_TOLD = "all-told"
    READMIT = "readmit"  # a till that the backup did not know has to tell too
    OPEN = "open"


MOVES: Final[Mapping[RestoreStage, Mapping[RestoreEvent, RestoreStage]]] = {
    RestoreStage.TELLING: {
        RestoreEvent.RESTORE: RestoreStage.TELLING,
        RestoreEvent.ALL_TOLD: RestoreStage.CHECKING,
        RestoreEvent.READMIT: RestoreStage.TELLING,
    },
    RestoreStage.CHECKING: {
        RestoreEvent.RESTORE: RestoreStage.TELLING,
        RestoreEvent.READMIT: RestoreStage.TELLING,
        RestoreEvent.OPEN: RestoreStage.OPEN,
    },
    RestoreStage.OPEN: {
        RestoreEvent.RESTORE: RestoreStage.TELLING,
        # Whoever opened it knew that this till was missing, or what it tells came too late anyway.
        RestoreEvent.READMIT: RestoreStage.OPEN,
    },
}


def move_restore(stage: RestoreStage, event: RestoreEvent) -> RestoreStage:
    """Return the stage that follows; raises ``IllegalMoveError`` where the table has no row."""
    return moved(MOVES, stage, event, machine="restore")
