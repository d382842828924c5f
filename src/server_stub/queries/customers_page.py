"""What the customer's page shows: the shop, who is signed in, and what is theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from card_contract.states import CodeState
from server_stub.code_snapshot import CodeSnapshot
from server_stub.domain.attempt_rules import AttemptFailure
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.scan_codes import Lookup, lookup_of
from server_stub.queries.redemptions import RedemptionQueries, has_retry
from server_stub.storage import redeem_page_selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CAMPAIGNS_BY_SCAN_CODE,
    CODE_SECRETS_BY_HASH,
    CODES,
    CampaignRow,
    CodeRow,
)
from server_stub.storage.rows.profiles import IDENTITIES, IdentityKind
from server_stub.storage.rows.redemption import (
    ATTEMPTS,
    SHARED,
    SHARED_OF_PROFILE,
    AttemptRow,
    SharedRow,
)

FIRST: Final = (2**53, 2**53)
"""Where the list of somebody's codes begins: the moment and the id of what came before."""


class Shop(msgspec.Struct, frozen=True, array_like=True):
    app_id: AppId
    name: str
    is_demo: bool
    disabled_at: int | None
    time_zone: str


class CustomerSession(msgspec.Struct, frozen=True, array_like=True):
    """A session with its profile; ``sign_in`` is the name that opened it."""

    app_id: AppId
    profile_id: str
    opened_at: int
    expires_at: int
    ended_at: int | None
    last_packet_id: int
    profile_name: str
    sign_in: str


class OwnCode(msgspec.Struct, frozen=True, array_like=True):
    """A line in the list of somebody's codes; a code for everybody has no last four."""

    redemption_id: int
    title: str
    state: CodeState
    last_four: str
    at: int
    failure: AttemptFailure | None

    @property
    def is_uncertain(self) -> bool:
        return _may_have_arrived(self.failure)


def _may_have_arrived(failure: AttemptFailure | None) -> bool:
    """Whether a failed attempt may have brought its goods: a script that says no did not."""
    return failure is not None and failure is not AttemptFailure.REPORTED


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the texts that somebody may have meant, with its keyed hashes."""

    text: str
    hashes: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Named:
    """What a typed code turned out to name: where it is looked up, as which text and hashes.

    A personal code has its id, a shared one its campaign; what names nothing has neither.
    """

    lookup: Lookup
    scan_code: str
    hashes: Sequence[bytes]
    code_id: CodeId | None = None
    campaign: str | None = None

    @property
    def is_nothing(self) -> bool:
        return self.code_id is None and self.campaign is None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRedemption:
    """One redemption of somebody, with what it brings.

    ``said`` is what the script said of it (JSON text), ``is_uncertain`` whether a failed one may
    have brought its goods all the same. After it failed, or was given back,
    it ``has_retry``, unless ``why_not``.
    """

    title: str
    description: str
    last_four: str
    code: CodeSnapshot
    said: str | None
    is_uncertain: bool
    is_recalled: bool
    has_retry: bool
    why_not: RedemptionOutcome | None


class CustomersPage:
    def __init__(self, reader: Reader, redemptions: RedemptionQueries) -> None:
        self._reader = reader
        self._redemptions = redemptions

    async def shop(self, app_id: str) -> Shop | None:
        found = await self._reader.fetch(Shop, redeem_page_selects.SHOP, app_id)
        return found[0] if found else None

    async def only_shop(self) -> Shop | None:
        """The shop of a server that has one; of several none is meant before the others."""
        found = await self._reader.fetch(Shop, redeem_page_selects.TWO_SHOPS)
        return found[0] if len(found) == 1 else None

    async def session(self, app_id: AppId, session_id: str) -> CustomerSession | None:
        found = await self._reader.fetch(
            CustomerSession, redeem_page_selects.SESSION, session_id, app_id
        )
        return found[0] if found else None

    async def signs_in(self, app_id: AppId, name: str) -> bool:
        """Whether somebody signs in with this name, letter by letter."""
        return bool(await self._reader.find(IDENTITIES.at(app_id, IdentityKind.UNIVERSAL, name)))

    async def codes(
        self, app_id: AppId, profile_id: str, *, after: tuple[int, int] = FIRST, most: int
    ) -> list[OwnCode]:
        """What is somebody's, the newest first: redeemed, under way, failed and what came of it."""
        own = (app_id, profile_id)
        values = (*own, *own, *own, after[0], *after, most)
        return await self._reader.fetch(OwnCode, redeem_page_selects.CODES, *values)

    async def redemption(
        self, app_id: AppId, profile_id: str, redemption_id: int, now_ms: int
    ) -> OwnRedemption | None:
        code = await self._redemptions.once_own(app_id, profile_id, redemption_id)
        if code is None:
            return None
        find = self._reader.find
        campaign: CampaignRow = (await find(CAMPAIGNS.at(app_id, code.campaign)))[0]
        found = await find(CODES.at(app_id, redemption_id))
        found = found or await find(SHARED.at(app_id, redemption_id))
        record: CodeRow | SharedRow = found[0]
        attempts: list[AttemptRow] = []
        if record.attempt is not None:
            attempts = await find(ATTEMPTS.at(app_id, redemption_id, record.attempt))
        failure = attempts[0].failure if attempts else None
        is_recalled = isinstance(record, CodeRow) and record.recall_id is not None
        return OwnRedemption(
            title=campaign.title,
            description=campaign.description,
            last_four=record.last_four if isinstance(record, CodeRow) else "",
            code=code,
            said=attempts[0].response if attempts else None,
            is_uncertain=_may_have_arrived(failure),
            is_recalled=is_recalled,
            has_retry=record.state is CodeState.AVAILABLE or has_retry(record, campaign),
            why_not=await self._redemptions.why_not(campaign, now_ms),
        )

    async def named(self, app_id: AppId, readings: Sequence[Reading]) -> Named:
        """The first reading, if it names something; else the one thing that the others name.

        A reading is looked up where an app's request without a campaign would be. What could be
        either of two codes is none: a code that is redeemed cannot be given back.
        """
        found = await asyncio.gather(*(self._target(app_id, reading) for reading in readings))
        if found[0] is not None:
            return found[0]
        meant = {(each.code_id, each.campaign): each for each in reversed(found) if each}
        if len(meant) == 1:
            return meant.popitem()[1]
        first = readings[0]
        return Named(lookup_of(first.text, names_campaign=False), first.text, first.hashes)

    async def own(self, app_id: AppId, profile_id: str, named: Named) -> CodeSnapshot | None:
        """The redemption that a code stands for, if it is this profile's own."""
        if named.code_id is not None:
            return await self._redemptions.own(app_id, profile_id, named.code_id)
        if named.campaign is None:
            return None
        place = SHARED_OF_PROFILE.at(app_id, named.campaign, profile_id)
        rows: list[SharedRow] = await self._reader.find(place)
        if not rows:
            return None
        return await self._redemptions.own(app_id, profile_id, rows[0].redemption_id)

    async def is_recalled(self, app_id: AppId, code_id: CodeId) -> bool:
        """Whether the code was taken out of use by a recall."""
        rows: list[CodeRow] = await self._reader.find(CODES.at(app_id, code_id))
        return any(row.recall_id is not None for row in rows)

    async def _target(self, app_id: AppId, reading: Reading) -> Named | None:
        """What a reading names. Those that are asked for at once are read together."""
        find, lookup = self._reader.find, lookup_of(reading.text, names_campaign=False)
        if lookup is Lookup.SHARED:
            shared = await find(CAMPAIGNS_BY_SCAN_CODE.at(app_id, reading.text))
            for campaign in shared:
                return Named(lookup, reading.text, reading.hashes, campaign=campaign.campaign)
        if lookup is Lookup.PERSONAL:
            needs = [CODE_SECRETS_BY_HASH.at(app_id, value) for value in reading.hashes]
            for secrets in await asyncio.gather(*map(find, needs)):
                for secret in secrets:
                    return Named(lookup, reading.text, reading.hashes, code_id=secret.code_id)
        return None
