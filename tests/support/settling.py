"""A sale that a manager settles so that its money goes back, and its cases: for tests."""

from __future__ import annotations

from typing import Any

from card_contract.case_messages import CaseView
from card_contract.states import (
    PaymentKind,
)
from server_stub.commands.approvals import approval_id
from server_stub.queries.cases import CaseQueries
from server_stub.storage.rows.sales import SALES
from server_stub.storage.rows.staff import APPROVALS
from support.core_shop import (
    APP,
    STORE,
    CoreShop,
    sale_id,
    settle,
)

SALE_CASE = f"refund-due:{sale_id(1)}"
DENIED = f"refund-due-denied:{sale_id(1)}"
AGAIN = f"refund-due-again:{sale_id(1)}"
DIFFERS = f"payment-differs:{sale_id(1)}"


async def money_back(shop: CoreShop, number: int = 1, approval: str = "back", **more: Any) -> Any:
    act = settle(number, was_paid=True, money_back=True, approval=approval, **more)
    if await shop.find(APPROVALS.at(APP, approval_id(approval))) is None:
        await shop.sign(act)
    return await shop.settle(number, was_paid=True, money_back=True, approval=approval, **more)


async def payment_of(shop: CoreShop, number: int = 1) -> tuple[PaymentKind | None, str | None]:
    sale = await shop.find(SALES.at(APP, str(sale_id(number))))
    return sale.payment_kind, sale.payment_reference


async def case_views(shop: CoreShop) -> list[CaseView]:
    return (await CaseQueries(shop.reader).open(APP, STORE))[0]


async def open_cases(shop: CoreShop) -> list[str]:
    return sorted(case.case_id for case in await case_views(shop))
