"""Making a shop: the app, its store, its people, servers and card pictures, in one round.

And what its receipts say, which may change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import StoreId
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry, changed
from server_stub.storage.rows.shop import APPS, STORES, AppRow, ArtworkRow, ServerRow, StoreRow
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

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        if rows.find(APPS, self.app_id) is not None:
            return refuse(Refusal.KEY_REUSED)
        parts = (self.app, self.store, *self.operators, *self.servers, *self.artworks)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStore(Unstored):
    """Say what stands on a store's receipts; null leaves it as it is.

    A header that only repeats shop, store and address follows them.
    """

    answer_type: ClassVar = Noted

    store_id: StoreId
    name: str | None
    address: list[str] | None
    header: list[str] | None
    legal: list[str] | None
    set_by: str

    def needs(self) -> Iterable[Need]:
        return (APPS.at(self.app_id), STORES.at(self.app_id, self.store_id))

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        app = rows.find(APPS, self.app_id)
        store = rows.find(STORES, self.app_id, self.store_id)
        if app is None or store is None:
            return refuse(Refusal.NOT_FOUND)
        name = store.name if self.name is None else self.name
        address = store.address if self.address is None else "\n".join(self.address)
        header = store.receipt_header if self.header is None else self.header
        if self.header is None and header == usual_header(app.name, store.name, store.address):
            header = usual_header(app.name, name, address)
        wanted = {
            "name": name,
            "address": address,
            "receipt_header": header,
            "receipt_legal": store.receipt_legal if self.legal is None else self.legal,
        }
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="store.set",
            actor=self.set_by,
            subject=self.store_id,
            detail=wanted,
        )
        return Decision(Noted(), (changed(store, **wanted),), (entry,))


def usual_header(shop: str, store: str, address: str) -> list[str]:
    """What stands at the top of a receipt where nobody has said anything else."""
    return [shop, store, *address.splitlines()]
