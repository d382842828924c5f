"""Cards that were paid for and could not be activated: each is a case until its money is back.

Where a manager settled the sale, the refund is his until the sale's own till, which has the money,
is told of it; and in doubt once that one says that it was never paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from card_contract.messages import ConfirmedLine
from card_contract.outcomes import CardRefusal
from card_contract.states import CaseKind
from server_stub.commands.cases import closed, opened
from server_stub.domain.ids import AppId, CodeId, StoreId, TillId
from server_stub.domain.sale_refunds import at_till_id, card_refund_ids
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert
from server_stub.storage.rows.sales import CASES, SALE_LINES_OF_SALE, CaseRow, SaleLineRow, SaleRow
from server_stub.storage.table import Need


def refund_of_card(
    app_id: AppId,
    sale_id: str,
    code_id: CodeId,
    now_ms: int,
    *,
    store_id: StoreId | None = None,
    detail: str = "",
) -> CaseRow:
    """The case of a paid card that could not be activated."""
    return opened(
        app_id,
        CaseKind.REFUND_DUE,
        now_ms,
        sale_id=sale_id,
        code_id=code_id,
        store_id=store_id,
        detail=detail,
    )


def refunds_of_cards(
    app_id: AppId, sale_id: str, lines: Iterable[ConfirmedLine], now_ms: int, **more: Any
) -> list[Change]:
    """A case for each card that was paid for and could not be activated."""
    return [
        Insert(refund_of_card(app_id, sale_id, CodeId(int(line.card_id)), now_ms, **more))
        for line in lines
        if line.refusal is not None and line.refusal.refusal is not CardRefusal.VOIDED
    ]


def needs_of_refunds(app_id: AppId, sale_id: str, rows: Rows) -> Iterable[Need]:
    """The cases of a sale's refused cards: the till's own, what a settlement left, and doubts."""
    for line in rows.all(SALE_LINES_OF_SALE, app_id, sale_id):
        if line.refusal is not None:
            yield from (CASES.at(app_id, case_id) for case_id in _case_ids(line))


def refund_case(line: SaleLineRow, rows: Rows) -> CaseRow | None:
    """A refused card's case that counts: a later one says what became of those before it."""
    found = [rows.find(CASES, line.app_id, case_id) for case_id in _case_ids(line)]
    return next((case for case in reversed(found) if case is not None), None)


def refund_cases(sale: SaleRow, rows: Rows) -> list[CaseRow]:
    """The cases of a sale's refused cards, each the one that counts."""
    lines = rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id)
    # Without a refusal it would be a recall's, of a card that was sold.
    found = [refund_case(line, rows) for line in lines if line.refusal is not None]
    return [case for case in found if case is not None]


def is_at_till(case: CaseRow) -> bool:
    """Whether the sale's till was told after the settlement that it refunds the card."""
    return case.case_id == at_till_id(case.case_id)


def is_back(case: CaseRow) -> bool:
    """Whether somebody has handed the money back; not where nothing was owed, as it was told."""
    return case.closed_at is not None and not case.was_closed_unpaid


def taken_over(case: CaseRow, till_id: TillId, now_ms: int) -> list[Change]:
    """What a settlement left to a manager is from now on for the till that has the money.

    The till's own case has an id of its own: a manager who has read the other one can no longer
    close it, and pay.
    """
    if is_at_till(case):
        return []
    own = msgspec.structs.replace(
        refund_of_card(
            case.app_id, case.sale_id or "", CodeId(case.code_id or 0), now_ms, detail=_AT_TILL
        ),
        case_id=at_till_id(case.case_id),
    )
    is_open = case.closed_at is None
    told = [closed(case, now_ms, by=f"till:{till_id}", reason=_AT_TILL)] if is_open else []
    return [*told, Insert(own)]


def still_due(line: SaleLineRow, till_id: TillId, rows: Rows, now_ms: int) -> list[Change] | None:
    """What makes the refund of a refused card its own till's; None where somebody has made it."""
    case = refund_case(line, rows)
    if case is None:
        # A server older than the case: the till's word that the money is back will store it.
        return []
    return None if is_back(case) else taken_over(case, till_id, now_ms)


_AT_TILL: Final = "the till refunds it"


def _case_ids(line: SaleLineRow) -> list[str]:
    return card_refund_ids(line.sale_id, line.code_id)
