"""Cards that were paid for and could not be activated: each is a case until its money is back.

Where a manager settled the sale, the refund is his until the sale's own till, which has the money,
is told of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from card_contract.messages import ConfirmedLine
from card_contract.outcomes import CardRefusal
from card_contract.states import CaseKind
from server_stub.commands.cases import case_id_of, closed, opened
from server_stub.domain.ids import AppId, CodeId, StoreId, TillId
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert
from server_stub.storage.rows.sales import CASES, SALE_LINES_OF_SALE, CaseRow, SaleLineRow
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


def _at_till(case: CaseRow, now_ms: int) -> CaseRow:
    """The case in place of one that a settlement left, once the till was told to refund the card.

    It has an id of its own: a manager who has read the old one can no longer close it, and pay.
    """
    return msgspec.structs.replace(
        case,
        case_id=_id_at_till(case.case_id),
        store_id=None,
        opened_at=now_ms,
        detail="the till refunds it",
    )


def taken_over(case: CaseRow, till_id: TillId, now_ms: int) -> list[Change]:
    """What a settlement left to a manager is from now on for the till that has the money."""
    told = closed(case, now_ms, by=f"till:{till_id}", reason="the till refunds it")
    return [told, Insert(_at_till(case, now_ms))]


def needs_of_refunds(app_id: AppId, sale_id: str, rows: Rows) -> Iterable[Need]:
    """The cases of a sale's refused cards, the till's own and what a settlement left."""
    for line in rows.all(SALE_LINES_OF_SALE, app_id, sale_id):
        if line.refusal is not None:
            yield CASES.at(app_id, _case_id_of(line))
            yield CASES.at(app_id, _id_at_till(_case_id_of(line)))


def refund_case(line: SaleLineRow, rows: Rows) -> CaseRow | None:
    """A refused card's case: the till's own where it was told after a settlement."""
    own = rows.find(CASES, line.app_id, _id_at_till(_case_id_of(line)))
    return rows.find(CASES, line.app_id, _case_id_of(line)) if own is None else own


def still_due(line: SaleLineRow, till_id: TillId, rows: Rows, now_ms: int) -> list[Change] | None:
    """What makes the refund of a refused card its own till's; None where somebody has made it."""
    case = refund_case(line, rows)
    if case is None:
        # A server older than the case: the till's word that the money is back will store it.
        return []
    if case.closed_at is not None:
        return None
    is_managers = case.case_id == _case_id_of(line)
    return taken_over(case, till_id, now_ms) if is_managers else []


def _case_id_of(line: SaleLineRow) -> str:
    return case_id_of(CaseKind.REFUND_DUE, sale_id=line.sale_id, code_id=line.code_id)


def _id_at_till(case_id: str) -> str:
    kind, _, subject = case_id.partition(":")
    return f"{kind}-at-till:{subject}"
