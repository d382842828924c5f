"""Counts the codes of every campaign, again and again, for the figures that the portal shows.

What a page shows must not depend on how many codes there are. So they are gone through in the
background, a few at a time and past the engine, and what was counted is kept. Nothing is added up
over time: each count begins anew with the codes as they are, so that no figure can drift away from
them. Where nothing was written to the ledger since the last count, it still holds and is left.
"""

from __future__ import annotations

import asyncio
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from server_stub.commands.figures import NoteFigures
from server_stub.desks.ports import Clock
from server_stub.domain.campaign_figures import Counted, Tally
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.queries.shop import ShopQueries
from server_stub.storage import figure_selects, selects
from server_stub.storage.interface import Reader
from server_stub.storage.leases import Leads, alone
from server_stub.storage.rows.figures import FIGURE_COUNTS, FigureCountRow

LOOK_EVERY_S: Final = 2.0
PIECE_IDS: Final = 2_000
PAUSE_S: Final = 0.01
"""Between two pieces: nobody waits for this, and everybody else is let through."""
REST: Final = 10
"""So many times as long as a count took, nothing is counted after it."""
_NOTHING: Final = "{}"


class _Number(msgspec.Struct, frozen=True, array_like=True):
    value: int


class _Zone(msgspec.Struct, frozen=True, array_like=True):
    name: str


class _Figures(msgspec.Struct, frozen=True, array_like=True):
    campaign: str
    month: str
    figures: str


class CodeCount:
    """``look`` is to be called again and again. Of several processes one counts."""

    def __init__(
        self,
        engine: Submits,
        reader: Reader,
        clock: Clock,
        *,
        leads: Leads = alone,
        piece_ids: int = PIECE_IDS,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._shop = ShopQueries(reader)
        self._clock = clock
        self._leads = leads
        self._piece_ids = piece_ids
        self._pause_s = pause_s
        self._rests_until: dict[AppId, float] = {}
        self._kept: dict[AppId, dict[tuple[str, str], str]] = {}

    async def look(self) -> None:
        """Count where something has changed, unless that was done a short while ago."""
        if not await self._leads():
            return
        for app in await self._shop.apps():
            app_id = AppId(app.app_id)
            began = self._clock.monotonic()
            if began >= self._rests_until.get(app_id, began) and await self._counted(app_id):
                now = self._clock.monotonic()
                self._rests_until[app_id] = now + REST * (now - began)

    async def _counted(self, app_id: AppId) -> bool:
        """Count all that there is; whether there was anything to count anew."""
        position = await self._number(selects.LEDGER_END)
        known: list[FigureCountRow] = await self._reader.find(FIGURE_COUNTS.at(app_id))
        if known and known[0].position == position:
            return False
        begun_at = self._clock.now_ms()
        documents = (await self._tally(app_id)).documents()
        if app_id not in self._kept:
            self._kept[app_id] = await self._read(app_id)
        before = self._kept[app_id]
        now = dict.fromkeys(before, _NOTHING) | documents
        count = FigureCountRow(
            app_id=app_id, begun_at=begun_at, ended_at=self._clock.now_ms(), position=position
        )
        figures = {place: text for place, text in now.items() if before.get(place) != text}
        answer = await self._engine.submit(NoteFigures(app_id=app_id, figures=figures, count=count))
        if isinstance(answer, Refused):
            del self._kept[app_id]
        else:
            self._kept[app_id] = now
        return True

    async def _tally(self, app_id: AppId) -> Tally:
        zones = await self._reader.fetch(_Zone, figure_selects.TIME_ZONE, app_id)
        tally = Tally(ZoneInfo(zones[0].name))
        last = await self._number(figure_selects.LAST_ID, app_id, app_id)
        for after in range(0, last, self._piece_ids):
            where = (app_id, after, after + self._piece_ids)
            for counted in await self._reader.fetch(
                Counted, figure_selects.COUNTED, *(where * figure_selects.COUNTED_PARTS)
            ):
                tally.add(counted)
            await asyncio.sleep(self._pause_s)
        return tally

    async def _read(self, app_id: AppId) -> dict[tuple[str, str], str]:
        found = await self._reader.fetch(_Figures, figure_selects.ALL_FIGURES, app_id)
        return {(each.campaign, each.month): each.figures for each in found}

    async def _number(self, sql: str, *values: str | int) -> int:
        return (await self._reader.fetch(_Number, sql, *values))[0].value
