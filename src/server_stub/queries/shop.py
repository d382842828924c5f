"""What a till has to know about its shop: names, money, time zone, people, pictures."""

from __future__ import annotations

import msgspec

from card_contract.messages import (
    Operator,
    ReceiptTexts,
    Shop,
)
from card_contract.staff_messages import StaffView
from card_contract.states import Role
from server_stub.domain.ids import AppId
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import UseType
from server_stub.storage.rows.shop import APPS, ARTWORKS, STORES, AppRow, ArtworkRow
from server_stub.storage.rows.staff import OPERATORS, OPERATORS_BY_BADGE, OperatorRow, TillRow


class AppListed(msgspec.Struct, frozen=True, array_like=True):
    app_id: str
    name: str
    demo: bool
    disabled_at: int | None
    recall_signed_above: int
    print_signed_above: int
    proof_demanded: int
    code_acts_signed: bool


class StoreListed(msgspec.Struct, frozen=True, array_like=True):
    store_id: str
    name: str


class OperatorListed(msgspec.Struct, frozen=True, array_like=True):
    operator_id: str
    name: str
    role: Role
    badge: str | None
    locked_at: int | None
    disabled_at: int | None
    suspended_at: int | None
    suspended_why: str | None


class TillListed(msgspec.Struct, frozen=True, array_like=True):
    till_id: str
    name: str
    store_id: str
    enrolled_at: int
    revoked_at: int | None
    last_seen_at: int | None


class TillToTell(msgspec.Struct, frozen=True, array_like=True):
    """A till that has not told all it knows since the last restore."""

    till_id: str
    name: str
    store_id: str
    last_seen_at: int | None


class UnsignedVoid(msgspec.Struct, frozen=True, array_like=True):
    """A void that a restored server has not taken again."""

    void_id: str


class TillOfStore(msgspec.Struct, frozen=True, array_like=True):
    till_id: str
    name: str
    store_name: str
    enrolled_at: int
    last_seen_at: int | None
    revoked_at: int | None


class CampaignListed(msgspec.Struct, frozen=True, array_like=True):
    campaign: str
    title: str
    use_type: UseType
    price_minor: int
    currency: str
    issuer: str | None
    barcode_is_code: bool
    disabled: bool
    made: int


class _Person(msgspec.Struct, frozen=True, array_like=True):
    operator_id: str
    name: str
    role: Role


class _StaffMember(_Person, frozen=True, array_like=True):
    locked: bool
    disabled: bool
    suspended_why: str | None


class _CardKind(msgspec.Struct, frozen=True, array_like=True):
    issuer: str | None
    barcode_is_code: bool


class ShopQueries:
    def __init__(self, reader: Reader, *, public_url: str | None = None) -> None:
        self._reader = reader
        self._public_url = public_url

    async def shop(self, till: TillRow) -> Shop:
        """The shop as the given till stands in it."""
        app = (await self._reader.find(APPS.at(till.app_id)))[0]
        store = (await self._reader.find(STORES.at(till.app_id, till.store_id)))[0]
        kinds = await self._reader.fetch(_CardKind, selects.CARD_KINDS, till.app_id)
        return Shop(
            app_id=app.app_id,
            name=app.name,
            demo=app.demo,
            store_id=store.store_id,
            store_name=store.name,
            till_id=till.till_id,
            till_name=till.name,
            currency=store.currency,
            time_zone=store.time_zone,
            language=app.language,
            issuers=[kind.issuer for kind in kinds if kind.issuer is not None],
            sells_codes=any(kind.barcode_is_code for kind in kinds),
            idle_lock_s=app.idle_lock_s,
            receipt=ReceiptTexts(header=store.receipt_header, legal=store.receipt_legal),
            redeem_page=self._redeem_page(app.app_id),
        )

    @property
    def address(self) -> str:
        """Where browsers find the server, as far as that is known."""
        return "" if self._public_url is None else self._public_url.rstrip("/")

    def _redeem_page(self, app_id: AppId) -> str:
        """Cards last: the page's address names the shop, for a server may come to have several."""
        return f"{self.address}/redeem/at/{app_id}" if self.address else ""

    async def operators(self, app_id: AppId) -> list[Operator]:
        """Everybody who may sign in."""
        found = await self._reader.fetch(_Person, selects.OPERATORS, app_id)
        return [
            Operator(operator_id=person.operator_id, name=person.name, role=person.role)
            for person in found
        ]

    async def operator_named(self, app_id: AppId, named: str) -> OperatorRow | None:
        """The operator with this id or, failing that, with this badge."""
        found: list[OperatorRow] = await self._reader.find(OPERATORS.at(app_id, named))
        if not found:
            found = await self._reader.find(OPERATORS_BY_BADGE.at(app_id, named))
        return found[0] if found else None

    async def picture(self, app_id: AppId, artwork: str) -> ArtworkRow | None:
        found: list[ArtworkRow] = await self._reader.find(ARTWORKS.at(app_id, artwork))
        return found[0] if found else None

    async def rules(self, app_id: AppId) -> AppRow:
        """The shop with its rules of who signs for what."""
        found: list[AppRow] = await self._reader.find(APPS.at(app_id))
        return found[0]

    async def apps(self) -> list[AppListed]:
        return await self._reader.fetch(AppListed, selects.APPS)

    async def stores(self, app_id: AppId) -> list[StoreListed]:
        return await self._reader.fetch(StoreListed, selects.STORES, app_id)

    async def all_operators(self, app_id: AppId) -> list[OperatorListed]:
        return await self._reader.fetch(OperatorListed, selects.ALL_OPERATORS, app_id)

    async def staff(self, app_id: AppId) -> list[StaffView]:
        """Everybody, and who cannot sign in."""
        return [
            StaffView(
                operator_id=person.operator_id,
                name=person.name,
                role=person.role,
                locked=person.locked,
                disabled=person.disabled,
                suspended_why=person.suspended_why,
            )
            for person in await self._reader.fetch(_StaffMember, selects.STAFF, app_id)
        ]

    async def tills_of_stores(self, app_id: AppId) -> list[TillOfStore]:
        return await self._reader.fetch(TillOfStore, selects.TILLS_OF_STORES, app_id)

    async def tills(self, app_id: AppId) -> list[TillListed]:
        return await self._reader.fetch(TillListed, selects.TILLS, app_id)

    async def tills_to_tell(self, app_id: AppId, epoch: int) -> list[TillToTell]:
        return await self._reader.fetch(TillToTell, selects.TILLS_TO_TELL, app_id, epoch)

    async def unsigned_voids(self, app_id: AppId) -> list[UnsignedVoid]:
        """Voids that a restore lost: they wait for a signature, or for their sales to be told."""
        return await self._reader.fetch(UnsignedVoid, selects.UNSIGNED_VOIDS, app_id)

    async def campaigns(self, app_id: AppId) -> list[CampaignListed]:
        return await self._reader.fetch(CampaignListed, selects.CAMPAIGNS, app_id)
