"""Writes down when each till was last heard of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from server_stub.commands.tills import NoteTillSeen
from server_stub.domain.ids import AppId, TillId
from server_stub.engine.submits import Submits

SEEN_EVERY_S: Final = 60.0


class NotesOfTills:
    """``seen`` says when each (app, till) was last heard of by this process."""

    def __init__(self, engine: Submits, seen: Callable[[], Mapping[tuple[str, str], int]]) -> None:
        self._engine = engine
        self._seen = seen
        self._noted: dict[tuple[str, str], int] = {}

    async def write(self) -> None:
        for (app_id, till_id), seen_at in self._seen().items():
            if self._noted.get((app_id, till_id)) != seen_at:
                await self._engine.submit(
                    NoteTillSeen(app_id=AppId(app_id), till_id=TillId(till_id), seen_at=seen_at)
                )
                self._noted[app_id, till_id] = seen_at
