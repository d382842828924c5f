"""Making a shop: the app, its store, its people, servers and card pictures, in one round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from server_stub.commands.unstored import Noted, Unstored
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry
from server_stub.storage.rows.shop import APPS, AppRow, ArtworkRow, ServerRow, StoreRow
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
