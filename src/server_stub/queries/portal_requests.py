"""Requests to redeem as staff look at them: the newest first, refused ones too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage import request_selects as selects
from server_stub.storage.interface import Reader

PAGE_REQUESTS: Final = 50
NEWS_MAX: Final = 200
NEWEST: Final = (2**53, "")
OUTCOMES: Final = frozenset(RedemptionOutcome)


class Request(msgspec.Struct, frozen=True, array_like=True):
    """What one request came to; "" and None where nothing is known."""

    at: int
    request: str
    profile_id: str
    profile_name: str
    campaign: str
    title: str
    last_four: str
    redemption_id: int | None
    outcome: RedemptionOutcome

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands among the others."""
        return self.at, self.request


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests are to be seen; "" is all. A ``customer`` is an id, or a name as it is."""

    campaign: str = ""
    last_four: str = ""
    customer: str = ""
    outcomes: frozenset[RedemptionOutcome] = OUTCOMES

    def fits(self, request: Request) -> bool:
        """Whether the statement would find it."""
        return (
            self.campaign in ("", request.campaign)
            and self.last_four in ("", request.last_four)
            and self.customer in ("", request.profile_id, request.profile_name)
            and request.outcome in self.outcomes
        )


class PortalRequests:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def page(
        self, app_id: AppId, wanted: Wanted, before: tuple[int, str] | None = None
    ) -> tuple[list[Request], bool]:
        """The newest before a place; are there more?"""
        found = await self._found(app_id, wanted, before or NEWEST, 0, PAGE_REQUESTS + 1)
        return found[:PAGE_REQUESTS], len(found) > PAGE_REQUESTS

    async def since(self, app_id: AppId, since_ms: int, wanted: Wanted) -> list[Request]:
        """What came since a moment, oldest first; of very many the newest."""
        found = await self._found(app_id, wanted, NEWEST, since_ms, NEWS_MAX)
        return found[::-1]

    async def of_profile(self, app_id: AppId, profile_id: str, limit: int) -> list[Request]:
        return await self._reader.fetch(
            Request, selects.REQUESTS_OF_PROFILE, app_id, profile_id, limit
        )

    async def _found(
        self, app_id: AppId, wanted: Wanted, before: tuple[int, str], since_ms: int, limit: int
    ) -> list[Request]:
        outcomes = msgspec.json.encode(sorted(wanted.outcomes)).decode()
        where = (wanted.campaign, wanted.last_four, wanted.customer, outcomes)
        return await self._reader.fetch(
            Request, selects.REQUESTS, app_id, *before, since_ms, *where, limit
        )
