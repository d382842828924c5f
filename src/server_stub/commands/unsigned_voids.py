"""Which voids go without a manager's signature for now; a case then says that it is owed.

A sale of the store's day, at the till that made it, by the clerk who sold it or by a manager. And
what a restored server is told again: its backup may lack the signature that there was.
"""

from __future__ import annotations

from typing import Final

from card_contract.messages import VoidRequest
from card_contract.sale_id import SaleId, VoidId
from card_contract.signing import CLOCK_SKEW_MAX_MS
from server_stub.commands.sale_moves import restored_at_of
from server_stub.domain.business_day import is_same_day
from server_stub.domain.ids import AppId, TillId
from server_stub.domain.roles import MANAGING, SELLING
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.sales import SaleRow
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import OPERATORS, TILLS, OperatorRow, TillRow

RESENT_WITHIN_MS: Final = 90 * 24 * 60 * 60 * 1000
"""So long tills keep what they have to send again to a server that was restored."""


def decider_of(app_id: AppId, request: VoidRequest, rows: Rows) -> OperatorRow | None:
    """Who decided it, where the till says so: whoever is signed in now only passes it on."""
    decided_by = request.decided_by
    return None if decided_by is None else rows.find(OPERATORS, app_id, decided_by)


def may_go_unsigned(
    sale: SaleRow,
    void_id: VoidId,
    request: VoidRequest,
    rows: Rows,
    now_ms: int,
    *,
    decider: OperatorRow | None,
) -> bool:
    """Whether a signature may be owed for this void; its till made ``void_id`` itself."""
    till = rows.find(TILLS, sale.app_id, void_id.parts.till)
    store = None if till is None else rows.find(STORES, sale.app_id, till.store_id)
    if till is None or store is None or sale.till_id != till.till_id or sale.day_at is None:
        return False
    if _may_have_been_signed(sale, void_id, till, rows, now_ms):
        return True
    if request.approval is not None:
        return False
    if decider is None or not _may_undo(decider, sale):
        return False
    return is_same_day(sale.day_at, now_ms, store.time_zone)


def is_from_before_restore(sale: SaleRow, rows: Rows, now_ms: int) -> bool:
    """Whether the sale was begun before a restore that tills still tell things again of."""
    restored_at = _lately_restored_at(rows, now_ms)
    return restored_at is not None and sale.created_at <= restored_at


def lost_at(sale: SaleRow, rows: Rows, now_ms: int, *, paid_at: int | None = None) -> int | None:
    """The restore that may have lost how this held sale ended, for it was begun before it.

    Nor does that hold for what its till says was ``paid_at`` a later moment, unless that is yet to
    come: then the till had a wrong clock and no line, and nobody knows when it was paid.
    """
    restored_at = restored_at_of(rows)
    if paid_at is None or paid_at > now_ms + CLOCK_SKEW_MAX_MS:
        paid_at = sale.created_at
    if restored_at is None or max(sale.created_at, paid_at) > restored_at:
        return None
    sale_id = SaleId.parse(sale.sale_id)
    return restored_at if may_have_been_lost(sale.app_id, sale_id, rows, now_ms) else None


def lost_at_silent_till(sale: SaleRow, rows: Rows, now_ms: int) -> int | None:
    """The restore that may have lost how this held sale ended, where its till has not told.

    One that has sold something since, out of the same journal, has told all it knew before.
    """
    till = rows.find(TILLS, sale.app_id, TillId(sale.till_id))
    first = None if till is None else till.first_sale_since
    generation = SaleId.parse(sale.sale_id).generation
    if first is not None and SaleId.parse(first).generation == generation:
        return None
    return lost_at(sale, rows, now_ms)


def may_have_been_lost(app_id: AppId, sale_id: SaleId, rows: Rows, now_ms: int) -> bool:
    """Whether a restore may have lost this sale: its till began it before its first one since."""
    till = rows.find(TILLS, app_id, TillId(sale_id.till))
    if till is None or _lately_restored_at(rows, now_ms) is None:
        return False
    first = till.first_sale_since
    return first is None or sale_id.place < SaleId.parse(first).place


def _lately_restored_at(rows: Rows, now_ms: int) -> int | None:
    """When the server was restored, as long as tills still tell things again of it."""
    restored_at = restored_at_of(rows)
    is_over = restored_at is None or restored_at <= now_ms - RESENT_WITHIN_MS
    return None if is_over else restored_at


def _may_undo(decider: OperatorRow, sale: SaleRow) -> bool:
    if decider.role in MANAGING:
        return True
    return decider.role in SELLING and decider.operator_id == sale.operator_id


def _may_have_been_signed(
    sale: SaleRow, void_id: VoidId, till: TillRow, rows: Rows, now_ms: int
) -> bool:
    """Whether the backup may lack this void with its signature, and the till sends it again.

    Then the customer has the money, and the card must die all the same. So it is for a sale and a
    void that this till made before the restore: what is numbered after its first sale since then
    was not lost.
    """
    if not is_from_before_restore(sale, rows, now_ms):
        return False
    if till.first_sale_since is None:
        return True
    return void_id.parts.place < SaleId.parse(till.first_sale_since).place
