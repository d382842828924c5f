"""What was counted of the campaigns: codes by state, and what happened day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import msgspec

from server_stub.domain.campaign_figures import NOW, Days, Figures, days_of, month_of
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage import figure_selects, request_selects, selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CAMPAIGNS, CampaignRow, UseType
from server_stub.storage.rows.figures import FIGURE_COUNTS, FigureCountRow

PAGE_CAMPAIGNS: Final = 50


class CampaignLine(msgspec.Struct, frozen=True, array_like=True):
    campaign: str
    title: str
    use_type: UseType
    disabled: bool
    figures: str

    @property
    def states(self) -> Figures:
        return days_of(self.figures).get(NOW, {})


class Outcomes(msgspec.Struct, frozen=True, array_like=True):
    outcome: RedemptionOutcome
    number: int


class _Figures(msgspec.Struct, frozen=True, array_like=True):
    campaign: str
    month: str
    figures: str


class _Named(msgspec.Struct, frozen=True, array_like=True):
    name: str
    title: str


class _At(msgspec.Struct, frozen=True, array_like=True):
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """When everything was counted last; ``is_current``: nothing was written down since then."""

    begun_at: int
    ended_at: int
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFigures:
    """``days`` are those of the span in which something was counted."""

    campaign: str
    title: str
    is_shared: bool
    states: Figures
    days: Days


class PortalFigures:
    """Reads of one shop each; what they cost does not depend on the number of codes."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def counted(self, app_id: AppId) -> Count | None:
        found: list[FigureCountRow] = await self._reader.find(FIGURE_COUNTS.at(app_id))
        if not found:
            return None
        end = await self._reader.fetch(_At, selects.LEDGER_END)
        return Count(
            begun_at=found[0].begun_at,
            ended_at=found[0].ended_at,
            is_current=found[0].position == end[0].at,
        )

    async def campaigns(self, app_id: AppId, after: str) -> tuple[list[CampaignLine], bool]:
        """The campaigns after one, by their names; are there more?"""
        found = await self._reader.fetch(
            CampaignLine, figure_selects.STATES, app_id, after, PAGE_CAMPAIGNS + 1
        )
        return found[:PAGE_CAMPAIGNS], len(found) > PAGE_CAMPAIGNS

    async def of_campaign(
        self, app_id: AppId, campaign: str, first: dt.date, last: dt.date
    ) -> CampaignFigures | None:
        rows: list[CampaignRow] = await self._reader.find(CAMPAIGNS.at(app_id, campaign))
        if not rows:
            return None
        found = await self._reader.fetch(
            _Figures, figure_selects.FIGURES, app_id, campaign, month_of(first), month_of(last)
        )
        days: Days = {}
        for month in found:
            days |= days_of(month.figures)
        states = days.pop(NOW, {})
        span = {day: days[day] for day in sorted(days) if str(first) <= day <= str(last)}
        is_shared = rows[0].use_type is UseType.SHARED
        return CampaignFigures(
            campaign=campaign, title=rows[0].title, is_shared=is_shared, states=states, days=span
        )

    async def outcomes(
        self, app_id: AppId, campaign: str, from_ms: int, before_ms: int
    ) -> list[Outcomes]:
        """What the requests came to that are still kept of this span."""
        return await self._reader.fetch(
            Outcomes, request_selects.OUTCOMES, app_id, campaign, from_ms, before_ms
        )

    async def oldest_request(self, app_id: AppId) -> int | None:
        found = await self._reader.fetch(_At, request_selects.OLDEST_REQUEST, app_id)
        return found[0].at if found else None

    async def stores(self, app_id: AppId) -> dict[str, str]:
        """The names of the stores by their ids."""
        found = await self._reader.fetch(_Named, figure_selects.STORES, app_id)
        return {store.name: store.title for store in found}
