"""Stores, tills and people of an app: page by page, and one of each."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from card_contract.states import CustodyRule, Role
from server_stub.domain.ids import AppId
from server_stub.storage import portal_shop_selects as selects
from server_stub.storage.interface import Reader

PAGE_LINES: Final = 50
HELD_COUNTED_MAX: Final = 1_000
L = TypeVar("L")


class StoreLine(msgspec.Struct, frozen=True, array_like=True):
    """A store; the texts of its receipt are JSON arrays, as they are stored."""

    store_id: str
    name: str
    address: str
    currency: str
    time_zone: str
    header_stored: str
    legal_stored: str
    custody_rule: CustodyRule
    created_at: int
    tills: int

    @property
    def header(self) -> list[str]:
        return msgspec.json.decode(self.header_stored, type=list[str])

    @property
    def legal(self) -> list[str]:
        return msgspec.json.decode(self.legal_stored, type=list[str])


class TillLine(msgspec.Struct, frozen=True, array_like=True):
    """A till, with the end of its journal and the signature of the ledger that it keeps."""

    till_id: str
    name: str
    store_id: str
    store_name: str
    enrolled_at: int
    enrolled_by: str
    last_seen_at: int | None
    revoked_at: int | None
    revoked_by: str | None
    journal_generation: int | None
    journal_sequence: int | None
    checkpoint_position: int | None
    checkpoint_at: int | None
    checkpoint_fits: bool


class PersonLine(msgspec.Struct, frozen=True, array_like=True):
    """A person; ``is_locked`` everywhere or at some till, ``invited_until`` by an open word.

    ``suspended_at`` is when a manager has locked them by hand.
    """

    operator_id: str
    name: str
    role: Role
    disabled_at: int | None
    suspended_at: int | None
    suspended_why: str | None
    created_at: int
    is_locked: bool
    sign_in: str | None
    has_second_factor: bool
    password_set_at: int | None
    invited_until: int | None


class _Count(msgspec.Struct, frozen=True, array_like=True):
    value: int


class PortalShop:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    # Each page comes after the last id that was read, and says whether there are more.

    async def stores(self, app_id: AppId, after: str) -> tuple[list[StoreLine], bool]:
        return await self._page(StoreLine, selects.STORES, app_id, after)

    async def tills(self, app_id: AppId, after: str) -> tuple[list[TillLine], bool]:
        return await self._page(TillLine, selects.TILLS, app_id, after)

    async def people(self, app_id: AppId, after: str) -> tuple[list[PersonLine], bool]:
        return await self._page(PersonLine, selects.PEOPLE, app_id, after)

    async def store(self, app_id: AppId, store_id: str) -> StoreLine | None:
        return await self._one(StoreLine, selects.STORE, app_id, store_id)

    async def till(self, app_id: AppId, till_id: str) -> TillLine | None:
        return await self._one(TillLine, selects.TILL, app_id, till_id)

    async def person(self, app_id: AppId, operator_id: str) -> PersonLine | None:
        return await self._one(PersonLine, selects.PERSON, app_id, operator_id)

    async def held_by(self, app_id: AppId, till_id: str) -> int:
        """How many sales a till holds, counted up to a limit."""
        found = await self._reader.fetch(
            _Count, selects.HELD_BY_TILL, app_id, till_id, HELD_COUNTED_MAX
        )
        return found[0].value

    async def _page(
        self, line: type[L], sql: str, app_id: AppId, after: str
    ) -> tuple[list[L], bool]:
        found: list[Any] = await self._reader.fetch(line, sql, app_id, after, PAGE_LINES + 1)
        return found[:PAGE_LINES], len(found) > PAGE_LINES

    async def _one(self, line: type[L], sql: str, app_id: AppId, which: str) -> L | None:
        found: list[Any] = await self._reader.fetch(line, sql, app_id, which)
        return found[0] if found else None
