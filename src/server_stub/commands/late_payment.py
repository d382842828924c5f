"""What a till still has to tell about a sale that a manager has settled in its place.

The sale has ended by then. The till knows how and when it was really paid, or that it was not, and
it has the money of the cards that could not be activated. What contradicts the manager changes
nothing of what was settled: it is a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from card_contract.messages import Payment
from card_contract.payment_reference import canonical_reference
from card_contract.states import CaseKind, SaleStage
from server_stub.commands.cases import case_id_of, opened
from server_stub.commands.recall_moves import recalled_case_id
from server_stub.commands.refused_cards import (
    is_at_till,
    is_back,
    needs_of_refunds,
    refund_cases,
)
from server_stub.commands.sale_moves import (
    columns_of_payment,
    day_of_payment,
    is_moment_known,
    moment_of_payment,
    other_paid_with,
)
from server_stub.commands.sale_refunds import (
    denied,
    is_undoubted,
    needs_of_sale_refund,
    paid_again,
    sale_refund,
    was_paid_again,
)
from server_stub.domain.ids import AppId, TillId
from server_stub.domain.sale_refunds import denied_sale_id
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, Update, changed
from server_stub.storage.rows.sales import (
    CASES,
    SALE_LINES_OF_SALE,
    SALES,
    CaseRow,
    SaleRow,
)
from server_stub.storage.table import Need


def needs_of_refund_cases(app_id: AppId, sale_id: str, rows: Rows) -> list[Need]:
    """The cases that a settlement of this sale may have opened, or what was told since."""
    sale = rows.find(SALES, app_id, sale_id)
    if sale is None or sale.settled_by is None:
        return []
    told = [case_id_of(kind, sale_id=sale_id) for kind in _CONTRADICTIONS]
    lines = rows.all(SALE_LINES_OF_SALE, app_id, sale_id)
    return [
        *needs_of_sale_refund(app_id, sale_id),
        *needs_of_refunds(app_id, sale_id, rows),
        *(CASES.at(app_id, recalled_case_id(sale_id, line.code_id)) for line in lines),
        *(CASES.at(app_id, case_id) for case_id in (*told, denied_sale_id(sale_id))),
    ]


@dataclass(frozen=True, slots=True)
class LatePayment:
    """What a till's word makes of a settled sale: its columns that change, and the new cases."""

    columns: dict[str, Any]
    cases: list[CaseRow]
    entry: LedgerEntry

    def changes(self, sale: SaleRow, **more: Any) -> list[Change]:
        """It all, to be stored; ``more`` are columns that change with it."""
        return [changed(sale, **self.columns, **more), *map(Insert, self.cases)]


def late_payment(
    sale: SaleRow, payment: Payment, paid_at: int, rows: Rows, now_ms: int
) -> LatePayment:
    """Record what the till says was paid; what does not fit is a case, for the sale stands."""
    told = payment_of_held(sale, payment, paid_at, rows, now_ms)
    found = [*told.cases, *_contradictions(sale, payment, paid_at, rows, now_ms)]
    cases = [case for case in found if rows.find(CASES, sale.app_id, case.case_id) is None]
    columns = told.columns
    if sale.stage is SaleStage.CANCELLED:
        # In no book, but this is how its till gives back what it took.
        columns = {name: columns[name] for name in columns_of_payment(payment)}
    elif _is_settled_in_books(sale, rows):
        reference = columns["payment_reference"] or sale.payment_reference
        columns = {"payment_reference": reference}
    return LatePayment(columns, cases, _entry(sale, payment, paid_at, cases))


def payment_of_held(
    sale: SaleRow, payment: Payment, paid_at: int, rows: Rows, now_ms: int
) -> LatePayment:
    """Record what the till says was paid for a sale whose books have nothing of it yet.

    A reference that has paid for another sale pays for none here; that is a case.
    """
    cases: list[CaseRow] = []
    columns = columns_of_payment(payment)
    reference = columns["payment_reference"]
    if reference is not None and other_paid_with(reference, sale, rows) is not None:
        cases.append(_case(sale, CaseKind.REFERENCE_USED, reference, now_ms))
        columns["payment_reference"] = None
    columns |= {
        "paid_at": moment_of_payment(sale, paid_at),
        "day_at": sale.day_at if sale.z_number else day_of_payment(sale, paid_at, now_ms),
    }
    return LatePayment(columns, cases, _entry(sale, payment, paid_at, cases))


def _entry(sale: SaleRow, payment: Payment, paid_at: int, cases: list[CaseRow]) -> LedgerEntry:
    return LedgerEntry(
        app_id=sale.app_id,
        kind="sale.payment-known",
        actor=f"till:{sale.till_id}",
        subject=sale.sale_id,
        detail={
            "paid": payment.amount_minor,
            "by": payment.kind,
            "at": paid_at,
            "cases": [case.case_id for case in cases],
        },
    )


def denied_payment(
    sale: SaleRow, till_id: TillId, rows: Rows, now_ms: int
) -> tuple[list[Update], list[CaseRow]]:
    """What it makes of a sale settled as paid that its till says it was not; and the new cases.

    The money that would still go back, for it or for its refused cards, is in doubt from now on.
    """
    case = _case(sale, CaseKind.PAYMENT_DIFFERS, _DENIED, now_ms)
    refunds = _refunds_left(sale, rows)
    if _had_live_cards(sale, rows) or any(map(is_back, refunds)):
        case = msgspec.structs.replace(case, case_id=denied_sale_id(sale.sale_id))
    cases = [case] if rows.find(CASES, sale.app_id, case.case_id) is None else []
    doubts = [
        denied(refund, till_id, now_ms, _DENIED) for refund in refunds if is_undoubted(refund)
    ]
    return [told for told, _ in doubts], [*cases, *(doubt for _, doubt in doubts)]


def _had_live_cards(sale: SaleRow, rows: Rows) -> bool:
    """Whether a card is live for it, or was, and has been voided: its money may still go back."""
    lines = rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id)
    return sale.confirmed_at is not None and any(line.refusal is None for line in lines)


def _refunds_left(sale: SaleRow, rows: Rows) -> list[CaseRow]:
    """What the settlement has left to managers."""
    refund = _refund_of_all(sale, rows)
    if refund is not None:
        return [refund]
    return [case for case in refund_cases(sale, rows) if not is_at_till(case)]


def _refund_of_all(sale: SaleRow, rows: Rows) -> CaseRow | None:
    return sale_refund(sale.app_id, sale.sale_id, rows) if sale.is_money_back else None


def _contradictions(
    sale: SaleRow, payment: Payment, paid_at: int, rows: Rows, now_ms: int
) -> list[CaseRow]:
    """What the till says against the manager's settlement."""
    told = f"{payment.kind} {payment.amount_minor}"
    if sale.stage is SaleStage.CANCELLED:
        return [_case(sale, CaseKind.PAYMENT_DIFFERS, f"the till says: paid, {told}", now_ms)]
    refund = _refund_of_all(sale, rows)
    # Else it was told before the refund was closed.
    is_news = moment_of_payment(sale, paid_at) != sale.paid_at
    latest = paid_at if is_moment_known(sale, paid_at) else now_ms
    if refund is not None and is_news and was_paid_again(refund, latest):
        late = f"{told}, told once its refund was closed"
        differs = _case(sale, CaseKind.PAYMENT_DIFFERS, late, now_ms)
        return [differs, paid_again(refund, now_ms, late)]
    return [_case(sale, CaseKind.PAYMENT_DIFFERS, told, now_ms)] if _differs(payment, sale) else []


def _is_settled_in_books(sale: SaleRow, rows: Rows) -> bool:
    """Whether the books stay as they are, whatever the till tells of the payment.

    They have counted it, or money of it goes back, under the payment that the manager told: a
    drawer that paid cash lacks cash.
    """
    refund = _refund_of_all(sale, rows)
    if refund is not None and is_back(refund):
        return True
    is_counted = bool(sale.z_number) or _goes_back_so(sale, rows)
    return is_counted and sale.payment_kind is not None


def _goes_back_so(sale: SaleRow, rows: Rows) -> bool:
    """Whether money of a card is back, or somebody was told how it goes back: whoever voided it."""
    lines = rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id)
    taken_away = [
        rows.find(CASES, sale.app_id, recalled_case_id(sale.sale_id, line.code_id))
        for line in lines
        if line.refusal is None
    ]
    cases = [*refund_cases(sale, rows), *(case for case in taken_away if case is not None)]
    return any(line.void_id is not None for line in lines) or any(map(is_back, cases))


def _differs(payment: Payment, sale: SaleRow) -> bool:
    """Whether it is not the sale's total, or not what the manager said it was."""
    if payment.amount_minor != sale.total_minor:
        return True
    if sale.payment_kind is None:
        return False  # settled before a manager had to say how
    said = (sale.payment_kind, canonical_reference(sale.payment_reference or ""))
    return said != (payment.kind, canonical_reference(payment.reference or ""))


def _case(sale: SaleRow, kind: CaseKind, detail: str, now_ms: int) -> CaseRow:
    return opened(sale.app_id, kind, now_ms, sale_id=sale.sale_id, detail=detail)


_DENIED = "the till says: not paid"
_CONTRADICTIONS = (CaseKind.PAYMENT_DIFFERS, CaseKind.REFERENCE_USED)
