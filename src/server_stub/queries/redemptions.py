"""What players, and servers of customers, may read: redeemed codes, campaigns, fresh scan codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from card_contract.states import CodeState
from server_stub.code_snapshot import (
    CampaignSnapshot,
    CodeSnapshot,
    snapshot_of,
    snapshot_of_campaign,
)
from server_stub.domain.attempt_rules import last_attempt, retries_left
from server_stub.domain.guess_limit import WrongCodes, wait_ms
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.shared_rules import places_counter, why_not_shared
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.books import COUNTERS, CounterRow
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CAMPAIGNS_BY_SCAN_CODE,
    CODE_SECRETS,
    CODE_SECRETS_BY_HASH,
    CODES,
    CampaignRow,
    CodeRow,
    CodeSecretRow,
    UseType,
)
from server_stub.storage.rows.profiles import PROFILES, ProfileRow
from server_stub.storage.rows.redemption import (
    ATTEMPTS,
    SHARED,
    SHARED_OF_PROFILE,
    AttemptRow,
    SharedRow,
)
from server_stub.storage.table import Index, Key

AT_ONCE_MAX: Final = 500
"""So many records are read by one statement."""

OWN_STATES: Final = frozenset({CodeState.REDEEMED, CodeState.IN_PROGRESS, CodeState.FAILED})
"""The states in which a code is somebody's."""
_ONCE_OWN_STATES: Final = OWN_STATES | {CodeState.AVAILABLE, CodeState.INVALIDATED}
"""Those, and what becomes of a code whose redemption failed: given back, or taken away."""


def has_retry(record: CodeRow | SharedRow, campaign: CampaignRow) -> bool:
    """Whether its player has a try left, after one that failed."""
    is_recalled = isinstance(record, CodeRow) and record.recall_id is not None
    return not is_recalled and retries_left(
        record.attempt, record.first_attempt, campaign.retries_max
    )


class _Id(msgspec.Struct, frozen=True, array_like=True):
    redemption_id: int


class _Name(msgspec.Struct, frozen=True, array_like=True):
    campaign: str


class RedemptionQueries:
    """Reads of one server; every one of them is of one app."""

    def __init__(self, reader: Reader, *, at_once_max: int = AT_ONCE_MAX) -> None:
        self._reader = reader
        self._at_once_max = at_once_max

    async def redeemed_by(
        self, app_id: AppId, profile_id: str, campaign: str | None
    ) -> list[CodeSnapshot]:
        """The codes that a profile has redeemed, personal and shared, oldest first."""
        personal = await self._reader.fetch(_Id, selects.REDEEMED_CODES, app_id, profile_id)
        shared = await self._reader.fetch(_Id, selects.REDEEMED_SHARED, app_id, profile_id)
        found = await self._snapshots(app_id, CODES, personal)
        found += await self._snapshots(app_id, SHARED, shared)
        redeemed = (code for code in found if code.state is CodeState.REDEEMED)
        codes = [code for code in redeemed if campaign in (None, code.campaign)]
        return sorted(codes, key=lambda code: (code.redeemed_at or 0, code.redemption_id))

    async def own(self, app_id: AppId, profile_id: str, redemption_id: int) -> CodeSnapshot | None:
        """One redemption of a profile by its id; of others there is nothing here."""
        code = await self.once_own(app_id, profile_id, redemption_id)
        return code if code is not None and code.state in OWN_STATES else None

    async def once_own(
        self, app_id: AppId, profile_id: str, redemption_id: int
    ) -> CodeSnapshot | None:
        """The same, also after it failed and the code was given back or taken away."""
        found: list[Any] = await self._reader.find(CODES.at(app_id, redemption_id))
        found = found or await self._reader.find(SHARED.at(app_id, redemption_id))
        if not found:
            return None
        record: CodeRow | SharedRow = found[0]
        number = last_attempt(record.attempt, record.first_attempt)
        attempt = await self._attempt(app_id, redemption_id, number)
        owner = record.profile_id if isinstance(record, SharedRow) else record.redeemed_by_id
        if owner is None and attempt is not None:
            owner = attempt.profile_id
        if owner != profile_id or record.state not in _ONCE_OWN_STATES:
            return None
        campaigns = await self._reader.find(CAMPAIGNS.at(app_id, record.campaign))
        current = None if record.attempt is None else attempt
        return snapshot_of(record, current, campaigns[0])

    async def own_of_code(
        self,
        app_id: AppId,
        profile_id: str,
        *,
        code_hashes: Sequence[bytes],
        scan_code: str,
        campaign: str | None = None,
    ) -> CodeSnapshot | None:
        """The redemption that a code stands for, if it is this profile's own."""
        find = self._reader.find
        for value in code_hashes:
            for secret in await find(CODE_SECRETS_BY_HASH.at(app_id, value)):
                if campaign in (None, secret.campaign):
                    return await self.own(app_id, profile_id, secret.code_id)
        shared = await find(CAMPAIGNS_BY_SCAN_CODE.at(app_id, scan_code))
        if not shared or campaign not in (None, shared[0].campaign):
            return None
        rows = await find(SHARED_OF_PROFILE.at(app_id, shared[0].campaign, profile_id))
        return await self.own(app_id, profile_id, rows[0].redemption_id) if rows else None

    async def may_retry(self, app_id: AppId, redemption_id: CodeId, now_ms: int) -> bool:
        """Whether the player of a failed redemption may send the code again by now."""
        found: list[Any] = await self._reader.find(CODES.at(app_id, redemption_id))
        found = found or await self._reader.find(SHARED.at(app_id, redemption_id))
        record: CodeRow | SharedRow = found[0]
        if record.state is not CodeState.FAILED:
            return False
        (campaign,) = await self._reader.find(CAMPAIGNS.at(app_id, record.campaign))
        return has_retry(record, campaign) and await self.why_not(campaign, now_ms) is None

    async def why_not(self, campaign: CampaignRow, now_ms: int) -> RedemptionOutcome | None:
        """Why nobody can redeem codes of a campaign now, or None."""
        if campaign.disabled:
            return RedemptionOutcome.CAMPAIGN_DISABLED
        if campaign.use_type is not UseType.SHARED:
            return None
        name = places_counter(campaign.campaign)
        counters: list[CounterRow] = await self._reader.find(COUNTERS.at(campaign.app_id, name))
        return why_not_shared(campaign, counters[0].value if counters else 0, now_ms)

    async def guess_wait_ms(self, app_id: AppId, profile_id: str, now_ms: int) -> int:
        """How long a profile has to wait for its wrong codes; 0 where it need not."""
        found: list[ProfileRow] = await self._reader.find(PROFILES.at(app_id, profile_id))
        wrong = (WrongCodes(row.wrong_codes, row.wrong_codes_from) for row in found)
        return max((wait_ms(each, now_ms) for each in wrong), default=0)

    async def campaigns(self, app_id: AppId) -> list[CampaignSnapshot]:
        names = await self._reader.fetch(_Name, selects.CAMPAIGN_NAMES, app_id)
        rows: list[CampaignRow] = []
        for name in names:
            rows += await self._reader.find(CAMPAIGNS.at(app_id, name.campaign))
        return [snapshot_of_campaign(row) for row in rows]

    async def scan_codes(
        self, app_id: AppId, first: CodeId, last: CodeId, opened: Callable[[CodeSecretRow], str]
    ) -> list[str]:
        """The scan codes of codes that were made in one go."""
        rows: list[CodeSecretRow] = []
        for code_id in range(first, last + 1):
            rows += await self._reader.find(CODE_SECRETS.at(app_id, code_id))
        return [opened(row) for row in rows]

    async def _snapshots(
        self, app_id: AppId, index: Index[Any], ids: Sequence[_Id]
    ) -> list[CodeSnapshot]:
        """These records as they are told, in three statements for so many at a time."""
        found: list[CodeSnapshot] = []
        for start in range(0, len(ids), self._at_once_max):
            some = ids[start : start + self._at_once_max]
            keys = [(app_id, each.redemption_id) for each in some]
            records: list[CodeRow | SharedRow] = await self._reader.find_all(index, keys)
            tried = [
                (*index.key_of(record), record.attempt)
                for record in records
                if record.attempt is not None
            ]
            attempts = await self._by_key(ATTEMPTS, tried)
            names = {(app_id, record.campaign) for record in records}
            campaigns = await self._by_key(CAMPAIGNS, list(names))
            for record in records:
                attempt = None
                if record.attempt is not None:
                    attempt = attempts.get((*index.key_of(record), record.attempt))
                found.append(snapshot_of(record, attempt, campaigns[app_id, record.campaign]))
        return found

    async def _by_key(self, index: Index[Any], keys: Sequence[Key]) -> dict[Key, Any]:
        return {index.key_of(row): row for row in await self._reader.find_all(index, keys)}

    async def _attempt(
        self, app_id: AppId, redemption_id: int, attempt: int | None
    ) -> AttemptRow | None:
        if attempt is None:
            return None
        found: list[AttemptRow] = await self._reader.find(
            ATTEMPTS.at(app_id, redemption_id, attempt)
        )
        return found[0] if found else None
