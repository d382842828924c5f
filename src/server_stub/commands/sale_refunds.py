"""A refund that a manager's settlement left, and what the sale's till makes of its case.

A till that says it was not paid puts a case in its place that warns before money leaves a drawer.
One that tells of a payment once the case was closed opens another: that money may be owed too.
"""

from __future__ import annotations

import msgspec

from card_contract.signing import CLOCK_SKEW_MAX_MS
from card_contract.states import CaseKind, RefundDoubt
from server_stub.commands.cases import closed, opened
from server_stub.domain.ids import AppId, StoreId, TillId
from server_stub.domain.sale_refunds import doubt_of, doubted_id, refund_ids
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Update
from server_stub.storage.rows.sales import CASES, CaseRow, SaleRow
from server_stub.storage.table import Need


def needs_of_sale_refund(app_id: AppId, sale_id: str) -> list[Need]:
    """All cases that the refund of a whole sale may have."""
    return [CASES.at(app_id, case_id) for case_id in refund_ids(sale_id)]


def sale_refunds(app_id: AppId, sale_id: str, rows: Rows) -> list[CaseRow]:
    """Those that there are, in the order they come in."""
    found = (rows.find(CASES, app_id, case_id) for case_id in refund_ids(sale_id))
    return [case for case in found if case is not None]


def sale_refund(app_id: AppId, sale_id: str, rows: Rows) -> CaseRow | None:
    """The one that counts: a later one says what became of those before it."""
    return next(reversed(sale_refunds(app_id, sale_id, rows)), None)


def refund_of_sale(sale: SaleRow, now_ms: int, *, store_id: StoreId | None, detail: str) -> CaseRow:
    """The case of a sale that a manager settled as paid and voided: all of it is to go back."""
    return opened(
        sale.app_id,
        CaseKind.REFUND_DUE,
        now_ms,
        sale_id=sale.sale_id,
        store_id=store_id,
        detail=detail,
    )


def is_undoubted(case: CaseRow) -> bool:
    """Whether whoever reads it now would close it, and pay."""
    return case.closed_at is None and doubt_of(case.case_id) is None


def denied(case: CaseRow, till_id: TillId, now_ms: int, detail: str) -> tuple[Update, CaseRow]:
    """It makes way for a case that says: its till was not paid at all."""
    told = closed(case, now_ms, by=f"till:{till_id}", reason=detail, paid_minor=0)
    return told, _doubted(case, RefundDoubt.DENIED, now_ms, detail)


def was_paid_again(case: CaseRow, paid_at: int) -> bool:
    """Whether its till may have taken money that this closed case was not about.

    The till's clock may be as wrong as its messages may be. Where the case was closed as not paid,
    whatever was paid is meant.
    """
    if case.closed_at is None:
        return False
    return case.was_closed_unpaid or case.closed_at <= paid_at + CLOCK_SKEW_MAX_MS


def paid_again(case: CaseRow, now_ms: int, detail: str) -> CaseRow:
    """The case of what its till was paid once this one was closed."""
    return _doubted(case, RefundDoubt.PAID_AGAIN, now_ms, detail)


def _doubted(case: CaseRow, doubt: RefundDoubt, now_ms: int, detail: str) -> CaseRow:
    row = opened(
        case.app_id,
        case.kind,
        now_ms,
        sale_id=case.sale_id or "",
        code_id=case.code_id,
        store_id=case.store_id,
        detail=detail,
    )
    return msgspec.structs.replace(row, case_id=doubted_id(doubt, case.case_id))
