"""A customer as support sees one: the codes, the attempts, and what may still be tried."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import msgspec

from card_contract.states import CodeState
from server_stub.domain.attempt_rules import AttemptFailure, AttemptState, retries_left
from server_stub.domain.guess_limit import WINDOW_MS, WRONG_CODES_MAX, WrongCodes, is_spent
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.shared_rules import why_not_shared
from server_stub.storage import customer_selects as selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.profiles import IDENTITIES, PROFILES, IdentityKind, ProfileRow

PAGE_CUSTOMERS: Final = 50
PAGE_CODES: Final = 50
ATTEMPTS_MAX: Final = 20
CAMPAIGNS_MAX: Final = 50
LAST: Final = 2**53
_AFTER_ALL: Final = "\U0010ffff"


class CustomerLine(msgspec.Struct, frozen=True, array_like=True):
    profile_id: str
    name: str
    created_at: int
    last_login_at: int | None

    @property
    def place(self) -> tuple[str, str]:
        return small(self.name), self.profile_id


class CodeOfCustomer(msgspec.Struct, frozen=True, array_like=True):
    """A redemption; of a code that is the same for everybody ``last_four`` is ""."""

    redemption_id: int
    campaign: str
    title: str
    last_four: str
    state: CodeState
    redeemed_at: int | None


class AttemptOfCustomer(msgspec.Struct, frozen=True, array_like=True):
    """One try at delivering, with how its code stands now."""

    redemption_id: int
    attempt: int
    title: str
    last_four: str
    state: AttemptState
    failure: AttemptFailure | None
    attempted_at: int
    ended_at: int | None
    code_state: CodeState
    current_attempt: int | None
    first_attempt: int
    retries_max: int
    is_recalled: bool
    is_disabled: bool
    is_shared: bool
    valid_start: int | None
    valid_end: int | None
    redemptions_max: int | None
    taken: int

    def why_not(self, now_ms: int) -> RedemptionOutcome | None:
        """Why nobody can redeem codes of its campaign now, however many tries are left."""
        if self.is_disabled:
            return RedemptionOutcome.CAMPAIGN_DISABLED
        return why_not_shared(self, self.taken, now_ms) if self.is_shared else None

    @property
    def retries_left(self) -> int | None:
        """How often the customer may try again after this attempt; None where it is not the last.

        A redemption that did not fail is not tried again.
        """
        if self.code_state is not CodeState.FAILED or self.attempt != self.current_attempt:
            return None
        used = self.attempt - self.first_attempt
        return 0 if self.is_recalled else max(0, self.retries_max - used)


class SharedCampaign(msgspec.Struct, frozen=True, array_like=True):
    """A campaign whose code is the same for everybody, and how far the customer came with it."""

    campaign: str
    title: str
    valid_start: int | None
    valid_end: int | None
    redemptions_max: int | None
    taken: int
    retries_max: int
    state: CodeState | None
    attempt: int | None
    first_attempt: int

    @property
    def left(self) -> int | None:
        """How many are left for all; None where there is no limit."""
        return None if self.redemptions_max is None else max(0, self.redemptions_max - self.taken)

    @property
    def _may_retry(self) -> bool:
        return retries_left(self.attempt, self.first_attempt, self.retries_max)

    def why_not(self, now_ms: int) -> RedemptionOutcome | None:
        """Why this customer cannot redeem it now, or None."""
        match self.state:
            case CodeState.REDEEMED:
                return RedemptionOutcome.REDEEMED_BY_SELF
            case CodeState.IN_PROGRESS:
                return RedemptionOutcome.IN_PROGRESS
            case CodeState.FAILED if not self._may_retry:
                return RedemptionOutcome.NO_RETRY_LEFT
            case _:
                return why_not_shared(self, self.taken, now_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongCodesOf:
    """The wrong codes of an hour; ``waits_until`` is set where no code is taken until then."""

    number: int
    number_max: int
    since: int
    waits_until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    profile_id: str
    name: str
    sign_ins: list[str]
    created_at: int
    last_login_at: int | None
    logins: int
    wrong: WrongCodesOf | None


class _Name(msgspec.Struct, frozen=True, array_like=True):
    name: str


class _Called(msgspec.Struct, frozen=True, array_like=True):
    profile_id: str
    name: str
    sign_in: str


class PortalCustomers:
    """Reads of one shop each."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def find(self, app_id: AppId, text: str) -> str | None:
        """The customer with this id, or who signs in with this."""
        text = text.strip()
        if await self._reader.find(PROFILES.at(app_id, text)):
            return text
        for name in dict.fromkeys((text, text.lower())):
            found = await self._reader.find(IDENTITIES.at(app_id, IdentityKind.UNIVERSAL, name))
            if found:
                profile_id: str = found[0].profile_id
                return profile_id
        return None

    async def named(
        self, app_id: AppId, name: str, after: tuple[str, str] | None
    ) -> tuple[list[CustomerLine], bool]:
        """The customers whose name begins so, after one of them; are there more?"""
        begin = small(name.strip())
        bounds = (begin, begin + _AFTER_ALL, *(after or ("", "")))
        found = await self._reader.fetch(
            CustomerLine, selects.NAMED, app_id, *bounds, PAGE_CUSTOMERS + 1
        )
        return found[:PAGE_CUSTOMERS], len(found) > PAGE_CUSTOMERS

    async def customer(self, app_id: AppId, profile_id: str, now_ms: int) -> Customer | None:
        rows: list[ProfileRow] = await self._reader.find(PROFILES.at(app_id, profile_id))
        if not rows:
            return None
        row = rows[0]
        sign_ins = await self._reader.fetch(_Name, selects.SIGN_INS, app_id, profile_id)
        return Customer(
            profile_id=profile_id,
            name=row.name,
            sign_ins=[each.name for each in sign_ins],
            created_at=row.created_at,
            last_login_at=row.last_login_at,
            logins=row.logins,
            wrong=_wrong(row, now_ms),
        )

    async def called(self, app_id: AppId, profile_ids: Collection[str]) -> dict[str, str]:
        """What those of them are called that are there, "" where one has no name at all."""
        if not profile_ids:
            return {}
        asked = msgspec.json.encode(sorted(profile_ids)).decode()
        found = await self._reader.fetch(_Called, selects.CALLED, app_id, asked)
        return {each.profile_id: each.name or each.sign_in for each in found}

    async def codes(
        self, app_id: AppId, profile_id: str, before: int | None
    ) -> tuple[list[CodeOfCustomer], bool]:
        """What the customer has redeemed, or begun to of shared ones, newest id first; is there
        more?
        """
        where = (app_id, profile_id, before or LAST, PAGE_CODES + 1)
        found = await self._reader.fetch(CodeOfCustomer, selects.CODES, *where)
        found += await self._reader.fetch(CodeOfCustomer, selects.SHARED, *where)
        found.sort(key=lambda code: -code.redemption_id)
        return found[:PAGE_CODES], len(found) > PAGE_CODES

    async def attempts(self, app_id: AppId, profile_id: str) -> list[AttemptOfCustomer]:
        """The last tries at delivering something to the customer."""
        return await self._reader.fetch(
            AttemptOfCustomer, selects.ATTEMPTS, app_id, profile_id, ATTEMPTS_MAX
        )

    async def shared(self, app_id: AppId, profile_id: str) -> list[SharedCampaign]:
        return await self._reader.fetch(
            SharedCampaign, selects.SHARED_CAMPAIGNS, profile_id, app_id, CAMPAIGNS_MAX
        )


def small(text: str) -> str:
    """Small letters as both databases make them: of the Latin alphabet alone."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)


def _wrong(row: ProfileRow, now_ms: int) -> WrongCodesOf | None:
    until_ms = row.wrong_codes_from + WINDOW_MS
    if row.wrong_codes == 0 or now_ms >= until_ms:
        return None
    wrong = WrongCodes(row.wrong_codes, row.wrong_codes_from)
    return WrongCodesOf(
        number=row.wrong_codes,
        number_max=WRONG_CODES_MAX,
        since=row.wrong_codes_from,
        waits_until=until_ms if is_spent(wrong, now_ms) else None,
    )
