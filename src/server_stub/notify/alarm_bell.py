"""New alarms are told to the tills at once, whichever process of the server raised them.

It looks at the newest open alarms every second, past the engine, and only for apps whose tills
listen. A hint only, like all news: a till asks for the list itself when a manager signs in.
"""

from __future__ import annotations

from typing import Final

import msgspec

from server_stub.domain.ids import AppId
from server_stub.notify.feed import Feed
from server_stub.storage import alarm_selects as selects
from server_stub.storage.interface import Reader

RING_EVERY_S: Final = 1.0
_NEWEST: Final = 20


class _Raised(msgspec.Struct, frozen=True, array_like=True):
    case_id: str
    opened_at: int


class AlarmBell:
    def __init__(self, reader: Reader, feed: Feed) -> None:
        self._reader = reader
        self._feed = feed
        self._known: dict[AppId, frozenset[_Raised]] = {}

    async def look(self) -> None:
        """Tell the tills of each app in which an alarm was raised since the last look."""
        known, self._known = self._known, {}
        for app_id in self._feed.apps():
            newest = await self._reader.fetch(_Raised, selects.NEWEST_ALARMS, app_id, _NEWEST)
            self._known[app_id] = frozenset(newest)
            if self._known[app_id] - known.get(app_id, frozenset()):
                self._feed.tell_of_alarms(app_id)
