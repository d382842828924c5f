"""What recalls have changed is told to the tills at once, whichever process carries them out.

The process that decides a piece tells its own tills by itself; the others look at what has been
decided since their last look, past the engine. A hint only, like all news.
"""

from __future__ import annotations

from typing import Final

import msgspec

from card_contract.states import RecallAct
from server_stub.domain.ids import AppId
from server_stub.notify.feed import Feed
from server_stub.queries.recall_runs import RecallRunQueries
from server_stub.storage import recall_selects as selects
from server_stub.storage.interface import Reader

LOOK_EVERY_S: Final = 0.5
_LATELY: Final = 50  # recalls that run at once are far fewer


class _Recall(msgspec.Struct, frozen=True, array_like=True):
    app_id: AppId
    recall_id: int
    act: RecallAct
    done: int


class RecallBell:
    def __init__(self, reader: Reader, feed: Feed) -> None:
        self._reader = reader
        self._runs = RecallRunQueries(reader)
        self.feed = feed
        self._passed: dict[tuple[AppId, int], int] | None = None

    async def look(self) -> None:
        """Tell what was decided since the last look; the first one finds what tills know."""
        recalls = await self._reader.fetch(_Recall, selects.RECALLS_LATELY, _LATELY)
        if self._passed is not None:
            listening = self.feed.apps()
            for recall in recalls:
                before = self._passed.get((recall.app_id, recall.recall_id), 0)
                if recall.app_id in listening and recall.done > before:
                    await self._tell(recall, before)
        self._passed = {(recall.app_id, recall.recall_id): recall.done for recall in recalls}

    async def catch_up(self, app_id: AppId, recall_id: int, done: int) -> None:
        """Look now, unless all up to the place ``done`` was told, before what follows it is."""
        if self.feed.told_up_to(app_id, recall_id) < done:
            await self.look()

    async def _tell(self, recall: _Recall, before: int) -> None:
        where = (recall.app_id, recall.recall_id)
        after = max(before, self.feed.told_up_to(*where))
        async for piece in self._runs.changed(*where, after=after, until=recall.done):
            self.feed.tell(
                *where, recall.act, piece.code_ids, committed_at=piece.at, passed=piece.last_place
            )
