"""What the commands of a sale's own till share. For every other till the sale does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from card_contract.states import SaleStage
from server_stub.commands.askers import refusal_of_till
from server_stub.domain.ids import AppId, TillId
from server_stub.engine.loaded import Rows
from server_stub.storage.change import LedgerEntry

ENDED: Final = {
    SaleStage.CANCELLED: Refusal.SALE_CANCELLED,
    SaleStage.CONFIRMED: Refusal.SALE_CONFIRMED,
    SaleStage.VOIDED: Refusal.SALE_VOIDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSale:
    """A command of a sale's own till."""

    app_id: AppId
    till_id: TillId
    sale_id: SaleId

    def key_of(self, operation: str) -> str | None:
        """The operation's idempotency key. What another till says must not stay under it."""
        return f"{self.sale_id}/{operation}" if self.sale_id.till == self.till_id else None

    def refusal_of_till(self, rows: Rows) -> Refusal | None:
        """Say why this till may not speak for the sale, or None."""
        return refusal_of_till(
            rows, self.app_id, self.till_id, self.sale_id.till, Refusal.SALE_UNKNOWN
        )

    def entry(self, kind: str, **detail: Any) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=f"till:{self.till_id}",
            subject=str(self.sale_id),
            detail=detail,
        )
