"""The last close of a till, and whether it has a refund as still to be handed back."""

from __future__ import annotations

from collections.abc import Iterable

from card_contract.states import RefundDoubt
from server_stub.day.report import content_of_row
from server_stub.domain.ids import AppId, TillId
from server_stub.domain.sale_refunds import doubt_of
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


def may_be_in_a_close(refund: CaseRow, sale: SaleRow, rows: Rows) -> bool:
    """Whether a close of the sale's till may expect money that was never there, if it is not owed.

    Of a sale that was never paid that is each close that has counted it, which the book tells. What
    is not owed of a second payment is in those closes only that have met its case.
    """
    if doubt_of(refund.case_id) is not RefundDoubt.PAID_AGAIN:
        return True
    close = last_close(sale.app_id, sale.till_id, rows)
    open_then = () if close is None else content_of_row(close).open
    return any(item.item_id == refund.case_id for item in open_then)
