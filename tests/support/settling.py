"""A sale that a manager settles so that its money goes back, and its cases: for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from card_contract.case_messages import CaseView
from card_contract.messages import Payment
from card_contract.states import PaymentKind
from server_stub.commands.approvals import approval_id
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.checkout import Confirm
from server_stub.queries.cases import CaseQueries
from server_stub.storage.rows.sales import SALES
from server_stub.storage.rows.staff import APPROVALS
from support.core_shop import (
    APP,
    MANAGER,
    OTHER_TILL,
    STORE,
    CoreShop,
    confirm,
    sale_id,
    settle,
)

SALE_CASE = f"refund-due:{sale_id(1)}"
DENIED = f"refund-due-denied:{sale_id(1)}"
AGAIN = f"refund-due-again:{sale_id(1)}"
DIFFERS = f"payment-differs:{sale_id(1)}"
DENIED_SALE = f"payment-differs-denied:{sale_id(1)}"


async def money_back(shop: CoreShop, number: int = 1, approval: str = "back", **more: Any) -> Any:
    act = settle(number, was_paid=True, money_back=True, approval=approval, **more)
    if await shop.find(APPROVALS.at(APP, approval_id(approval))) is None:
        await shop.sign(act)
    return await shop.settle(number, was_paid=True, money_back=True, approval=approval, **more)


async def payment_of(shop: CoreShop, number: int = 1) -> tuple[PaymentKind | None, str | None]:
    sale = await shop.find(SALES.at(APP, str(sale_id(number))))
    return sale.payment_kind, sale.payment_reference


async def case_views(shop: CoreShop, recall_id: int | None = None) -> list[CaseView]:
    cases = CaseQueries(shop.reader)
    if recall_id is not None:
        return (await cases.of_recall(APP, STORE, recall_id))[0]
    return (await cases.open(APP, STORE))[0]


async def open_cases(shop: CoreShop) -> list[str]:
    return sorted(case.case_id for case in await case_views(shop))


async def closed_as_unpaid(shop: CoreShop, case_id: str, **more: Any) -> Any:
    act = CloseCase(
        app_id=APP,
        at_till=OTHER_TILL,
        operator_id=MANAGER,
        case_id=case_id,
        reason="the drawer is right",
        unpaid=True,
    )
    return await shop.engine.submit(replace(act, **more))


def told_of(paid_at: int, payment: Payment | None = None) -> Confirm:
    """The till's late word, with the time of the payment."""
    act = confirm(1, payment=payment)
    return replace(act, request=msgspec.structs.replace(act.request, paid_at=paid_at))
