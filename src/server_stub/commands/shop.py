"""Making a shop: the app, its store, its people, servers and card pictures, in one round.

And its further stores, and what is said of it and of each, which may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from card_contract.states import CustodyRule
from server_stub.commands.askers import AskedFor
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import StoreId
from server_stub.domain.roles import ADMINISTERING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.portal import PortalAccountRow
from server_stub.storage.rows.shop import (
    APPS,
    STORES,
    STORES_OF_APP,
    AppRow,
    ArtworkRow,
    ServerRow,
    StoreRow,
)
from server_stub.storage.rows.staff import OperatorRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeShop(Unstored):
    """Make an app that does not exist yet, with everything that a first till needs."""

    answer_type: ClassVar = Noted

    app: AppRow
    store: StoreRow
    operators: tuple[OperatorRow, ...]
    servers: tuple[ServerRow, ...] = ()
    artworks: tuple[ArtworkRow, ...] = ()
    accounts: tuple[PortalAccountRow, ...] = ()

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        if rows.find(APPS, self.app_id) is not None:
            return refuse(Refusal.KEY_REUSED)
        parts = (
            self.app,
            self.store,
            *self.operators,
            *self.servers,
            *self.artworks,
            *self.accounts,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="shop.made",
            actor="system",
            subject=self.app_id,
            detail={
                "demo": self.app.demo,
                "store": self.store.store_id,
                "operators": [operator.operator_id for operator in self.operators],
            },
        )
        return Decision(Noted(), tuple(Insert(part) for part in parts), (entry,))


class AppSet(Struct, frozen=True, kw_only=True):
    """Which columns have changed; none where all was so before."""

    changed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetApp(Unstored):
    """Say what a shop is called, which language it speaks, and when its tills lock themselves.

    Null leaves a thing as it is. The usual header of its stores' receipts follows the name.
    """

    answer_type: ClassVar = AppSet

    set_by: str
    name: str | None = None
    language: str | None = None
    idle_lock_s: int | None = None

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id), STORES_OF_APP.at(self.app_id))

    def decide(self, rows: Rows, now_ms: int) -> Decision[AppSet]:
        app = rows.find(APPS, self.app_id)
        if app is None:
            return refuse(Refusal.NOT_FOUND)
        asked = {"name": self.name, "language": self.language, "idle_lock_s": self.idle_lock_s}
        new = {
            column: value
            for column, value in asked.items()
            if value is not None and value != getattr(app, column)
        }
        if not new:
            return Decision(AppSet(changed=[]))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="app.set",
            actor=self.set_by,
            subject=self.app_id,
            detail={**new, "before": {column: getattr(app, column) for column in new}},
        )
        changes = (changed(app, **new), *self._headers(app, rows))
        return Decision(AppSet(changed=list(new)), changes, (entry,))

    def _headers(self, app: AppRow, rows: Rows) -> Iterable[Change]:
        if self.name in (None, app.name):
            return
        for store in rows.all(STORES_OF_APP, self.app_id):
            of_store = store.name, store.address
            if store.receipt_header == usual_header(app.name, *of_store):
                yield changed(store, receipt_header=usual_header(self.name, *of_store))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStore(AskedFor):
    """Say what stands on a store's receipts, and what happens to cards that it has not received.

    Null leaves a thing as it is. A header that only repeats shop, store and address follows them.
    ``seen`` is how columns read to who changes them: one that reads otherwise by now, and not as
    it is to be, was changed by somebody else, and nothing is done.
    """

    answer_type: ClassVar = Noted

    store_id: StoreId
    name: str | None
    address: list[str] | None
    header: list[str] | None
    legal: list[str] | None
    set_by: str
    custody_rule: CustodyRule | None = None
    seen: Mapping[str, str] = field(default_factory=dict)

    def needs(self) -> Iterable[Need]:
        return (
            APPS.at(self.app_id),
            STORES.at(self.app_id, self.store_id),
            *self.asker(),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = self.refusal_of_asker(rows, ADMINISTERING)
        if refusal is not None:
            return refuse(refusal)
        app = rows.find(APPS, self.app_id)
        store = rows.find(STORES, self.app_id, self.store_id)
        if app is None or store is None:
            return refuse(Refusal.NOT_FOUND)
        name = store.name if self.name is None else self.name
        address = store.address if self.address is None else "\n".join(self.address)
        header = store.receipt_header if self.header is None else self.header
        if self.header is None and header == usual_header(app.name, store.name, store.address):
            header = usual_header(app.name, name, address)
        wanted: dict[str, Any] = {
            "name": name,
            "address": address,
            "receipt_header": header,
            "receipt_legal": store.receipt_legal if self.legal is None else self.legal,
            "custody_rule": self.custody_rule or store.custody_rule,
        }
        for column, was in self.seen.items():
            if _read(getattr(store, column)) not in (_read(was), _read(wanted[column])):
                return refuse(Refusal.NOT_NOW)
        if all(getattr(store, column) == value for column, value in wanted.items()):
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="store.set",
            actor=self.set_by,
            subject=self.store_id,
            detail=wanted,
        )
        return Decision(Noted(), (changed(store, **wanted),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStore(AskedFor):
    """Open another store of an app. Money, time zone and rules are those of ``like``."""

    answer_type: ClassVar = Noted

    store_id: StoreId
    name: str
    address: list[str]
    like: StoreId
    added_by: str

    def needs(self) -> Iterable[Need]:
        stores = (self.store_id, self.like)
        found = (STORES.at(self.app_id, store) for store in stores)
        return (APPS.at(self.app_id), *found, *self.asker())

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = self.refusal_of_asker(rows, ADMINISTERING)
        if refusal is not None:
            return refuse(refusal)
        app = rows.find(APPS, self.app_id)
        like = rows.find(STORES, self.app_id, self.like)
        if app is None or like is None:
            return refuse(Refusal.NOT_FOUND)
        if rows.find(STORES, self.app_id, self.store_id) is not None:
            return refuse(Refusal.KEY_REUSED)
        address = "\n".join(self.address)
        store = StoreRow(
            app_id=self.app_id,
            store_id=self.store_id,
            name=self.name,
            address=address,
            currency=like.currency,
            time_zone=like.time_zone,
            receipt_header=usual_header(app.name, self.name, address),
            receipt_legal=like.receipt_legal,
            created_at=now_ms,
            custody_rule=like.custody_rule,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="store.added",
            actor=self.added_by,
            subject=self.store_id,
            detail={"name": self.name, "like": self.like},
        )
        return Decision(Noted(), (Insert(store),), (entry,))


def usual_header(shop: str, store: str, address: str) -> list[str]:
    """What stands at the top of a receipt where nobody has said anything else."""
    return [shop, store, *address.splitlines()]


def _read(said: str | list[str]) -> list[str]:
    """A text as somebody reads it, line by line."""
    lines = said.splitlines() if isinstance(said, str) else said
    return [line.strip() for line in lines if line.strip()]
