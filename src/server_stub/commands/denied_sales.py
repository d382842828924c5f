"""Sales that a manager settled as paid, and whose till says that they were not: their cards live.

Until somebody has found out that it was paid, nothing of such a sale is voided, for its money would
go back to nobody. Whoever finds out that it was not paid takes its cards out of use, ends what
would still go back for them, and sets right the books of its till. Those have each price as taken;
where they have it as going back too, and nobody was paid, neither has happened. Every other price
was never there: who used the card had it for nothing, and a drawer that paid for it is short of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from card_contract.sale_id import VoidId
from card_contract.states import CaseKind, CodeState
from server_stub.commands.cases import never_owed
from server_stub.commands.recall_moves import refund_of_invalidated
from server_stub.commands.refused_cards import is_at_till, is_back
from server_stub.commands.sale_refunds import needs_of_sale_refund, sale_refunds
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.ids import AppId
from server_stub.domain.sale_refunds import denied_sale_id, is_of_denied_sale
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.cards import CODES, CodeRow
from server_stub.storage.rows.sales import (
    CASES,
    CASES_OF_CODE,
    SALE_LINES_OF_SALE,
    CaseRow,
    SaleLineRow,
    SaleRow,
)
from server_stub.storage.table import Need


def is_denied(app_id: AppId, sale_id: str, rows: Rows) -> bool:
    """Whether its till denies the payment, and nobody has found out that it was paid."""
    case = rows.find(CASES, app_id, denied_sale_id(sale_id))
    return case is not None and (case.closed_at is None or case.was_closed_unpaid)


def needs_of_cards(app_id: AppId, case_id: str, sale_id: str, rows: Rows) -> Iterable[Need]:
    """What closing the case as unpaid takes, once the lines of its sale are loaded."""
    if is_of_denied_sale(case_id):
        yield from needs_of_sale_refund(app_id, sale_id)
        for line in rows.all(SALE_LINES_OF_SALE, app_id, sale_id):
            yield CODES.at(app_id, line.code_id)
            yield CASES_OF_CODE.at(app_id, line.code_id)


def is_being_redeemed(sale: SaleRow, rows: Rows) -> bool:
    """Whether what becomes of one of its cards is not known at the moment."""
    return any(code.state is CodeState.IN_PROGRESS for code, _ in _cards(sale, rows))


def out_of_use(sale: SaleRow, rows: Rows, now_ms: int, *, by: str, reason: str) -> Iterator[Change]:
    """Take its cards out of use; used ones stay as they are. Nothing is owed for any of them.

    Each has the case that every card has which is taken out of use, closed: reports count it so.
    """
    for code, price_minor in _cards(sale, rows):
        if code.state not in _LIVE:
            continue
        cases = rows.all(CASES_OF_CODE, sale.app_id, code.code_id)
        refund = refund_of_invalidated(code, cases, now_ms, detail=reason)
        yield changed(
            code,
            state=move_code(code.state, CodeEvent.INVALIDATE),
            invalidation_reason=reason,
            invalidated_at=now_ms,
            updated_at=now_ms,
        )
        if refund is not None:
            unpaid = never_owed(sale.till_id, price_minor)
            told = {"closed_at": now_ms, "closed_by": by, "closing_reason": reason}
            yield Insert(msgspec.structs.replace(refund, **told, **unpaid))


def open_refunds(sale: SaleRow, rows: Rows) -> list[CaseRow]:
    """What would still go back for its cards, but for what its till says that it was paid."""
    return [
        case
        for line in rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id)
        for case in _refunds(line, rows)
        if case.closed_at is None and not is_at_till(case)
    ]


def never_there_minor(sale: SaleRow, rows: Rows) -> int:
    """What the books of its till have as taken and not, or wrongly, as going back."""
    if sale.is_money_back:
        refunds = sale_refunds(sale.app_id, sale.sale_id, rows)
        return sum(sale.total_minor for case in refunds if is_back(case))
    live = {code.code_id for code, _ in _cards(sale, rows) if code.state in _LIVE}
    return sum(
        line.price_minor
        for line in rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id)
        if _was_never_there(line, sale, rows, goes_out_of_use=line.code_id in live)
    )


def _was_never_there(
    line: SaleLineRow, sale: SaleRow, rows: Rows, *, goes_out_of_use: bool
) -> bool:
    if line.void_id is not None:
        # Another till's books have it as going back; where it is its own, they have both.
        return VoidId.parse(line.void_id).parts.till != sale.till_id
    refunds = _refunds(line, rows)
    if refunds:
        return any(map(is_back, refunds))
    return line.refusal is None and not goes_out_of_use


def _refunds(line: SaleLineRow, rows: Rows) -> list[CaseRow]:
    """The cases of the price that this sale took for the card."""
    cases = rows.all(CASES_OF_CODE, line.app_id, line.code_id)
    return [
        case for case in cases if case.kind is CaseKind.REFUND_DUE and case.sale_id == line.sale_id
    ]


_LIVE = (CodeState.AVAILABLE, CodeState.FAILED)


def _cards(sale: SaleRow, rows: Rows) -> Iterator[tuple[CodeRow, int]]:
    """The cards that are sold by it, with their prices."""
    for line in rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id):
        code = rows.find(CODES, sale.app_id, line.code_id)
        if code is not None and code.sale_id == sale.sale_id and line.refusal is None:
            yield code, line.price_minor
