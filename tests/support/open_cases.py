"""The open cases of a store, as the page *Waiting* is asked for them."""

from __future__ import annotations

from card_contract.case_messages import CaseView
from card_contract.states import ALARMS, CaseKind
from support.shop_floor import ShopFloor

CASE_KINDS = sorted(set(CaseKind) - ALARMS)


def case(kind: CaseKind, void_id: str | None = None) -> CaseView:
    return CaseView(
        case_id=f"{kind}:{void_id or 'S'}",
        kind=kind,
        opened_at=1,
        sale_id="T2.1.000001.00000000000000000000000000",
        void_id=void_id,
        receipt_number="T2-1-000001",
        till_name="Till 2",
        store_name="Harbour Street 12",
        card_id="1",
        last_four="0017",
        amount_minor=2500,
        currency="EUR",
        detail="",
    )


def open_page(shop: ShopFloor) -> None:
    shop.waiting.open()
    shop.tasks.deliver()


def close(shop: ShopFloor, case_id: str = "refund-due:S", reason: str = "paid by hand") -> str:
    shop.waiting.close_open_case(case_id, reason)
    shop.tasks.deliver()
    shop.tasks.deliver()
    assert shop.waiting.state.toast is not None
    return shop.waiting.state.toast.fact.id


def ended(shop: ShopFloor) -> dict[str, str]:
    return {one.case_id: one.what_to_do.id for one in shop.waiting.state.cases_ended}


def ids(shop: ShopFloor) -> list[str]:
    return [one.case_id for one in shop.waiting.state.cases]
