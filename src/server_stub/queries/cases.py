"""Open cases as a manager sees them, with what is known of their sale and card."""

from __future__ import annotations

from typing import Final

import msgspec

from card_contract.card_number import CardNumber
from card_contract.case_messages import CaseView, RecallCases
from card_contract.states import CaseKind, PaymentKind, RefundDoubt
from server_stub.domain.ids import AppId, StoreId
from server_stub.domain.sale_refunds import doubt_of, refund_ids
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.sales import CASES, CaseRow

PAGE_CASES: Final = 100


class _Case(msgspec.Struct, frozen=True, array_like=True):
    case_id: str
    kind: CaseKind
    opened_at: int
    sale_id: str | None
    void_id: str | None
    receipt_number: str | None
    till_name: str | None
    store_name: str | None
    code_id: int | None
    last_four: str | None
    amount_minor: int | None
    currency: str | None
    detail: str
    recall_id: int | None
    was_active: bool
    is_of_denied_sale: bool
    payment_kind: PaymentKind | None
    payment_reference: str | None
    title: str | None
    till_revoked_at: int | None


class _Recall(msgspec.Struct, frozen=True, array_like=True):
    recall_id: int
    count: int


class CaseQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def open(
        self, app_id: AppId, store_id: StoreId, *, after: str = ""
    ) -> tuple[list[CaseView], bool]:
        """The oldest open cases of a store's sales, recalls apart; are there more?"""
        return await self._page(selects.OPEN_CASES, app_id, store_id, after, after)

    async def of_recall(
        self, app_id: AppId, store_id: StoreId, recall_id: int, *, after: str = ""
    ) -> tuple[list[CaseView], bool]:
        """The open cases of the sold cards that a recall took."""
        return await self._page(
            selects.CASES_OF_RECALL, app_id, store_id, recall_id, after, recall_id
        )

    async def of_card(
        self, app_id: AppId, store_id: StoreId, number: CardNumber
    ) -> tuple[list[CaseView], bool]:
        """The open cases of one card, a recall's too."""
        return await self._page(
            selects.CASES_OF_CARD, app_id, store_id, number.stored, number.stored
        )

    async def recalls(self, app_id: AppId, store_id: StoreId) -> list[RecallCases]:
        """The recalls that have open cases."""
        found = await self._reader.fetch(_Recall, selects.RECALLS_WITH_CASES, app_id, store_id)
        return [RecallCases(recall_id=each.recall_id, count=each.count) for each in found]

    async def owed_of_sale(self, app_id: AppId, sale_id: str) -> str | None:
        """The open case of a whole sale's refund, if nobody has closed it yet."""
        for case_id in refund_ids(sale_id):
            found: list[CaseRow] = await self._reader.find(CASES.at(app_id, case_id))
            if any(case.closed_at is None for case in found):
                return case_id
        return None

    async def _page(
        self, sql: str, app_id: AppId, store_id: StoreId, *sought: str | int
    ) -> tuple[list[CaseView], bool]:
        found = await self._reader.fetch(
            _Case, sql, app_id, store_id, store_id, *sought, PAGE_CASES + 1
        )
        return [_view(case) for case in found[:PAGE_CASES]], len(found) > PAGE_CASES


def _view(case: _Case) -> CaseView:
    return CaseView(
        case_id=case.case_id,
        kind=case.kind,
        opened_at=case.opened_at,
        sale_id=case.sale_id,
        void_id=case.void_id,
        receipt_number=case.receipt_number,
        till_name=case.till_name,
        store_name=case.store_name,
        card_id=None if case.code_id is None else str(case.code_id),
        last_four=case.last_four,
        amount_minor=case.amount_minor,
        currency=case.currency,
        detail=case.detail,
        recall_id=case.recall_id,
        doubt=doubt_of(case.case_id) or (RefundDoubt.DENIED if case.is_of_denied_sale else None),
        was_active=case.was_active,
        payment_kind=case.payment_kind,
        payment_reference=case.payment_reference,
        title=case.title,
        till_revoked=case.till_revoked_at is not None,
    )
