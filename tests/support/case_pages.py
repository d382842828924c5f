"""The open cases as a server tells them: page by page, those of recalls apart."""

from __future__ import annotations

from collections import Counter

from card_contract.case_messages import CasesAnswer, CaseView, RecallCases
from card_contract.messages import SaleView
from card_contract.states import CaseKind

CASES_A_PAGE = 100


def page_of_cases(known: CasesAnswer, recall: int | None, after: str | None) -> CasesAnswer:
    """A page of these cases; ``known.more`` says that there are others still behind all of them."""
    listed = [case for case in known.cases if case.recall_id == recall]
    start = [case.case_id for case in listed].index(after) + 1 if after else 0
    page = listed[start : start + CASES_A_PAGE]
    counts = Counter(case.recall_id for case in known.cases if case.recall_id is not None)
    return CasesAnswer(
        cases=page,
        more=start + len(page) < len(listed) or (recall is None and known.more),
        recalls=[RecallCases(recall_id=each, count=counts[each]) for each in sorted(counts)],
    )


def money_owed(sale: SaleView, now_ms: int) -> CaseView:
    """The case of a sale that a manager has settled with its money going back."""
    return CaseView(
        case_id=f"refund-due:{sale.sale_id}",
        kind=CaseKind.REFUND_DUE,
        opened_at=now_ms,
        sale_id=sale.sale_id,
        void_id=None,
        receipt_number=sale.receipt_number,
        till_name=sale.till_name,
        store_name=sale.store_name,
        card_id=None,
        last_four=None,
        amount_minor=sale.total_minor,
        currency=sale.currency,
        detail="",
    )
