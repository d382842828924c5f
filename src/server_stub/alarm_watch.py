"""Finding what nobody's own request shows: one number given twice, one card sold at two stores.

It looks at the sales that came since its last look, from time to time and past the engine, so that
no sale is any slower for it. What it finds is decided by commands, and raised once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from server_stub.commands.alarms import NoteFork, NoteTwoStores
from server_stub.domain.ids import AppId, CodeId, StoreId, TillId
from server_stub.engine.command import Submits
from server_stub.queries.shop import ShopQueries
from server_stub.storage import alarm_selects as selects
from server_stub.storage.interface import Reader

WATCH_EVERY_S: Final = 60.0
_FIRST_LOOK_MS: Final = 24 * 60 * 60 * 1000
_OVERLAP_MS: Final = 5 * 60 * 1000  # a round commits after the time that it writes down
_FOUND_MAX: Final = 100


class _Forked(msgspec.Struct, frozen=True, array_like=True):
    sale_id: str
    other_sale_id: str
    till_id: str


class _TurnedUp(msgspec.Struct, frozen=True, array_like=True):
    code_id: int
    sale_id: str
    till_id: str


class AlarmWatch:
    def __init__(self, engine: Submits, reader: Reader, *, now_ms: Callable[[], int]) -> None:
        self._engine = engine
        self._reader = reader
        self._shop = ShopQueries(reader)
        self._now_ms = now_ms
        self._looked_at: int | None = None

    async def look(self) -> None:
        """Look at what was sold since the last look; at first, since a day ago."""
        now_ms = self._now_ms()
        since = now_ms - _FIRST_LOOK_MS
        if self._looked_at is not None:
            since = self._looked_at - _OVERLAP_MS
        for app in await self._shop.apps():
            for store in await self._shop.stores(AppId(app.app_id)):
                await self._look_at(AppId(app.app_id), StoreId(store.store_id), since)
        self._looked_at = now_ms

    async def _look_at(self, app_id: AppId, store_id: StoreId, since: int) -> None:
        where = (app_id, store_id, since, _FOUND_MAX)
        for forked in await self._reader.fetch(_Forked, selects.FORKED_SALES, *where):
            await self._engine.submit(
                NoteFork(
                    app_id=app_id,
                    till_id=TillId(forked.till_id),
                    store_id=store_id,
                    sale_id=forked.sale_id,
                    other_sale_id=forked.other_sale_id,
                )
            )
        for card in await self._reader.fetch(_TurnedUp, selects.CARDS_OF_TWO_STORES, *where):
            await self._engine.submit(
                NoteTwoStores(
                    app_id=app_id,
                    code_id=CodeId(card.code_id),
                    sale_id=card.sale_id,
                    till_id=TillId(card.till_id),
                    store_id=store_id,
                )
            )
