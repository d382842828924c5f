"""The money of a sale that is over for the server, and whose own till says that it was paid.

A manager has settled it as not paid, or a restore has lost it and a manager has signed its void.
Its till has the money and gives it back by itself; a case says so, for a till that dies, or is shut
out, leaves it to the managers. It is named as the till will name it: card by card, or by its void.
No book has such a sale: until its money is back it is owed there, and so in that drawer.

Where another till voids a sale that a restore has put back, and says so before its own till comes
back, the void is kept as closed, for nobody has said that it was paid. It opens with that till's
word, unless the other one tells that the money is back. Then the sale's own till owes nothing for
those cards: their money is the other void's, whoever gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from card_contract.messages import Payment
from card_contract.outcomes import CardRefusal
from card_contract.sale_id import VoidId
from card_contract.states import CaseKind, SaleStage
from server_stub.commands.cases import closed, opened, refund_case_id
from server_stub.commands.recall_moves import recalled_case_id
from server_stub.commands.refused_cards import is_back, refund_of_card
from server_stub.commands.sale_moves import columns_of_payment, other_paid_with
from server_stub.domain.ids import AppId
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.sales import CASES, SALE_LINES_OF_SALE, CaseRow, SaleLineRow, SaleRow
from server_stub.storage.table import Need

_TOLD: Final = "the till says: paid, though settled as not paid"
_UNSEEN: Final = "the till says: paid, though not known here"
_VOIDED: Final = "the till has voided it"
_ELSEWHERE: Final = "voided at another till, though settled as not paid"
_WAITING: Final = "its own till has not said that it was paid"
_BEFORE: Final = "voided at another till, before it was settled that all its money goes back"
_SETTLED: Final = "its money goes back by the settlement"


def owed_by_confirm(sale: SaleRow, rows: Rows, now_ms: int) -> list[Change]:
    """What a late confirm opens: a case for each card, which is refused from now on.

    A copy that comes behind the void opens none. A void of another till that waited for it is due.
    """
    if sale.stage is not SaleStage.CANCELLED:
        return []
    changes = voids_due(sale, rows)
    for line in rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id):
        case = refund_of_card(sale.app_id, sale.sale_id, line.code_id, now_ms, detail=_TOLD)
        is_known = rows.find(CASES, sale.app_id, case.case_id) is not None
        if line.void_id is None and not is_known:
            changes += [changed(line, refusal=CardRefusal.NOT_HELD), Insert(case)]
    return changes


def voids_due(sale: SaleRow, rows: Rows) -> list[Change]:
    """Open what waited for the word of the sale's own till that it was paid."""
    if sale.stage is not SaleStage.CANCELLED:
        return []
    return [
        changed(
            case,
            detail=_TOLD,
            closed_at=None,
            closed_by=None,
            closing_reason=None,
            paid_minor=None,
        )
        for case in _of_voids(sale, rows)
        if is_waiting(case)
    ]


def owed_by_void(
    sale: SaleRow, void_id: VoidId, wanted: Sequence[SaleLineRow], rows: Rows, now_ms: int
) -> list[Change]:
    """What a late void opens: one case, in place of those that a confirm has opened before.

    The confirm's answer was lost, and its till hands back the rest by the void, which these lines
    name from now on: a manager may have handed back some of them.
    """
    if sale.stage is not SaleStage.CANCELLED:
        return []
    till_id = void_id.parts.till
    left = [line for line in wanted if line.void_id is None and not _is_back(line, rows)]
    # Where something is left to its own till, that reads first what others have, and takes it off.
    is_told = till_id != sale.till_id or nothing_is_left(sale, wanted, rows)
    taken = [line for line in wanted if line not in left] if is_told else []
    told = _taken_already(sale, void_id, taken, rows, now_ms, is_all=not left)
    if not left:
        return told
    by = f"till:{till_id}"
    cases = [case for line in left if (case := _of_card(line, rows)) is not None]
    before = [
        closed(case, now_ms, by=by, reason=_VOIDED, paid_minor=0)
        for case in cases
        if case.closed_at is None
    ]
    named = [changed(line, void_id=str(void_id)) for line in left]
    due = _of_void(sale, str(void_id), now_ms, _TOLD)
    if till_id != sale.till_id and sale.payment_kind is None:
        due = _of_void(sale, str(void_id), now_ms, _ELSEWHERE)
        due = _left_unpaid(due, now_ms, by=by, reason=_WAITING)
    return [*told, *before, *named, Insert(due)]


def _taken_already(
    sale: SaleRow,
    void_id: VoidId,
    taken: Sequence[SaleLineRow],
    rows: Rows,
    now_ms: int,
    *,
    is_all: bool,
) -> list[Change]:
    """A case that is closed as those which have these lines: that their money went back here, too,
    meets it. It is the void's own where nothing else is.
    """
    cases = [case for line in taken if (case := _holder(line, rows)) is not None]
    if not cases:
        return []
    last = max(cases, key=lambda case: case.closed_at or 0)
    told = _of_void(sale, str(void_id), last.opened_at, _ELSEWHERE)
    told = msgspec.structs.replace(
        told,
        closed_at=last.closed_at or now_ms,
        closed_by=last.closed_by or f"till:{VoidId.parse(last.void_id or '').parts.till}",
        closing_reason=last.closing_reason or _VOIDED,
    )
    return [Insert(told if is_all else _besides(told, void_id))]


def given_before(
    sale: SaleRow, void_id: VoidId, wanted: Sequence[SaleLineRow], rows: Rows, now_ms: int
) -> list[Change]:
    """What is kept of another till's void that comes once a manager has settled: money back.

    That one's case has all of the money, and nobody knows yet whether it went back before. Where
    the void is of some of its cards, that case cannot be closed with them.
    """
    if not (sale.is_money_back and wanted) or void_id.parts.till == sale.till_id:
        return []
    lines = rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id)
    told = _of_void(sale, str(void_id), now_ms, _BEFORE)
    told = _left_unpaid(told, now_ms, by=f"till:{void_id.parts.till}", reason=_SETTLED)
    if len(wanted) == len(lines):
        return [Insert(told)]
    cards = ", ".join(str(line.code_id) for line in wanted)
    told = msgspec.structs.replace(told, detail=f"{_BEFORE}: {cards}")
    return [Insert(_besides(told, void_id))]


def besides_case_id(void_id: VoidId) -> str:
    """The case of what a void was about and has not got here, for others have its money.

    It is closed from the first; that its till gave that money, too, is told of by it.
    """
    return f"{refund_case_id(str(void_id))}:besides"


def _besides(case: CaseRow, void_id: VoidId) -> CaseRow:
    return msgspec.structs.replace(case, case_id=besides_case_id(void_id))


def _left_unpaid(case: CaseRow, now_ms: int, *, by: str, reason: str) -> CaseRow:
    return msgspec.structs.replace(
        case, closed_at=now_ms, closed_by=by, closing_reason=reason, paid_minor=0
    )


def is_waiting(case: CaseRow) -> bool:
    """Whether it is of another till's void, and the sale's own till has not said: paid.

    A till closes no other void's case unpaid, and what a manager has closed waits for nobody.
    """
    is_by_till = case.closed_by is not None and case.closed_by.startswith("till:")
    return is_by_till and case.was_closed_unpaid and case.void_id is not None


def needs_of_voids(app_id: AppId, sale_id: str, rows: Rows) -> Iterable[Need]:
    """The cases of the voids that a sale's lines name."""
    for line in rows.all(SALE_LINES_OF_SALE, app_id, sale_id):
        if line.void_id is not None:
            yield CASES.at(app_id, refund_case_id(line.void_id))


def is_of_another_till(line: SaleLineRow, sale: SaleRow) -> bool:
    """Whether another till's void has this line of a sale that was not paid, as a manager said."""
    if sale.stage is not SaleStage.CANCELLED or line.void_id is None:
        return False
    return VoidId.parse(line.void_id).parts.till != sale.till_id


def nothing_is_left(sale: SaleRow, wanted: Sequence[SaleLineRow], rows: Rows) -> bool:
    """Whether its own till owes nothing for these lines of what it took.

    Their prices have been handed back, or are another till's void's.
    """
    is_over = sale.stage is SaleStage.CANCELLED and bool(wanted)
    return is_over and all(
        is_of_another_till(line, sale) or _is_back(line, rows) for line in wanted
    )


def is_anothers(sale: SaleRow, wanted: Sequence[SaleLineRow], rows: Rows) -> bool:
    """Whether some of these lines are another void's, or managers hand their price back."""
    is_over = sale.stage is SaleStage.CANCELLED
    taken = is_over and any(line.void_id is not None or _is_back(line, rows) for line in wanted)
    return taken or sale.is_money_back


def unseen_but_paid(
    ended: SaleRow, void_id: str, payment: Payment, rows: Rows, now_ms: int
) -> list[Change]:
    """Remember a sale that is not known here, and was paid; and that its money is owed."""
    columns = columns_of_payment(payment)
    reference = columns["payment_reference"]
    if reference is not None and other_paid_with(reference, ended, rows) is not None:
        columns["payment_reference"] = None
    sale = msgspec.structs.replace(ended, total_minor=payment.amount_minor, **columns)
    return [Insert(sale), Insert(_of_void(sale, void_id, now_ms, _UNSEEN))]


def _of_void(sale: SaleRow, void_id: str, now_ms: int, detail: str) -> CaseRow:
    return opened(
        sale.app_id,
        CaseKind.REFUND_DUE,
        now_ms,
        sale_id=sale.sale_id,
        void_id=void_id,
        detail=detail,
    )


def _of_voids(sale: SaleRow, rows: Rows) -> list[CaseRow]:
    lines = rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id)
    voids = sorted({line.void_id for line in lines if line.void_id is not None})
    found = [rows.find(CASES, sale.app_id, refund_case_id(void_id)) for void_id in voids]
    return [case for case in found if case is not None]


def _of_card(line: SaleLineRow, rows: Rows) -> CaseRow | None:
    return rows.find(CASES, line.app_id, recalled_case_id(line.sale_id, line.code_id))


def _holder(line: SaleLineRow, rows: Rows) -> CaseRow | None:
    """The case of whoever gives the line's price back, or has."""
    if line.void_id is None:
        return _of_card(line, rows)
    return rows.find(CASES, line.app_id, refund_case_id(line.void_id))


def _is_back(line: SaleLineRow, rows: Rows) -> bool:
    """Whether its price went back by itself; what is left to a void, that one gives back."""
    case = _of_card(line, rows)
    return line.void_id is None and case is not None and is_back(case)
