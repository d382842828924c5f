"""The last close of a till, and whether it has a refund as still to be handed back."""

from __future__ import annotations

from collections.abc import Iterable

from card_contract.states import RefundDoubt
from server_stub.day_report import content_of_row
from server_stub.domain.ids import AppId, TillId
from server_stub.domain.sale_refunds import doubt_of, first_id
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.days import DAY_CLOSES_BY_NUMBER, DayCloseRow
from server_stub.storage.rows.sales import CaseRow, SaleRow
from server_stub.storage.table import Need


def counter_of_closes(till_id: TillId) -> str:
    """The counter that numbers a till's closes."""
    return f"z:{till_id}"


def needs_of_last_close(app_id: AppId, till_id: TillId, rows: Rows) -> Iterable[Need]:
    """To be asked for once the counter is loaded."""
    counter = rows.find(COUNTERS, app_id, counter_of_closes(till_id))
    if counter is not None:
        yield DAY_CLOSES_BY_NUMBER.at(app_id, till_id, counter.value)


def last_close(app_id: AppId, till_id: TillId, rows: Rows) -> DayCloseRow | None:
    counter = rows.find(COUNTERS, app_id, counter_of_closes(till_id))
    if counter is None:
        return None
    return rows.find(DAY_CLOSES_BY_NUMBER, app_id, till_id, counter.value)


def is_owed_in_last_close(refund: CaseRow, sale: SaleRow, rows: Rows) -> bool:
    """Whether the last close of the sale's till has a doubted refund as still to be handed back.

    A denied one is the same refund as before its denial, which that close may have met.
    """
    close = last_close(sale.app_id, sale.till_id, rows)
    if close is None or not sale.z_number:
        return False
    met = {refund.case_id}
    if doubt_of(refund.case_id) is RefundDoubt.DENIED:
        met.add(first_id(refund.case_id))
    return any(item.item_id in met for item in content_of_row(close).open)
