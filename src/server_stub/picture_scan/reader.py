"""Has pictures looked through for codes, each by a child process of its own, few at a time.

Nothing of a picture is kept or written down.
"""

from __future__ import annotations

from typing import Final

from server_stub.desks.limits import SlowChecks, TooManyWaitingError
from server_stub.picture_scan.asking import BrokenByPictureError, asked_of_child
from server_stub.picture_scan.reading import Reading, Unread

READ_WITHIN_S: Final = 8.0
_RUNNING_MAX: Final = 2
_WAITING_MAX: Final = 8


class PictureReader:
    def __init__(self, *, read_within_s: float = READ_WITHIN_S) -> None:
        self._read_within_s = read_within_s
        self._turns = SlowChecks(running_max=_RUNNING_MAX, waiting_max=_WAITING_MAX)

    async def read(self, picture: bytes) -> Reading:
        """The codes in a picture; whoever cannot be served soon is told so."""
        try:
            async with self._turns.turn():
                return await asked_of_child("child", picture, Reading, within_s=self._read_within_s)
        except TooManyWaitingError:
            return Reading(why=Unread.BUSY)
        except TimeoutError:
            return Reading(why=Unread.TOO_SLOW)
        except BrokenByPictureError:
            return Reading(why=Unread.BROKEN)
