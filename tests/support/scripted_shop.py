"""The shop that scripted servers tell of, and its sales as they show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from card_contract.messages import Product, ReceiptTexts, SaleLineView, SaleView, Shop
from card_contract.sale_id import SaleId

if TYPE_CHECKING:
    from support.scripted_cards import Card, Sale

SHOP = Shop(
    app_id="demo",
    name="Harbour Games",
    demo=True,
    store_id="S1",
    store_name="Harbour Street 12",
    till_id="T1",
    till_name="Till 1",
    currency="EUR",
    time_zone="Europe/Berlin",
    language="en",
    issuers=["970010"],
    sells_codes=False,
    idle_lock_s=300,
    receipt=ReceiptTexts(header=["Harbour Street 12"], legal=["Keep this receipt."]),
)


def sale_view(sale_id: str, sale: Sale, cards: Mapping[str, Card], *, now_ms: int) -> SaleView:
    """A sale that was held, with its cards as they are."""
    request = sale.request
    if request is None:
        raise AssertionError("What was never held is not shown.")
    lines = [
        SaleLineView(
            card_id=line.card_id,
            number=cards[line.card_id].number,
            last_four=cards[line.card_id].number[-4:],
            product=Product(campaign="c", name=cards[line.card_id].name, artwork=None),
            price_minor=line.price_minor,
            keyed=line.keyed,
            hold_state=cards[line.card_id].hold_state,
            code_state=cards[line.card_id].code_state,
            refusal=None,
        )
        for line in request.lines
    ]
    return SaleView(
        sale_id=sale_id,
        receipt_number=SaleId.parse(sale_id).receipt_number,
        till_id="T1",
        till_name="Till 1",
        store_name="Harbour Street 12",
        operator_name="Mia Kern",
        operator_id=request.decided_by,
        stage=sale.stage,
        currency="EUR",
        total_minor=sum(line.price_minor for line in lines),
        held_at=now_ms,
        paid_at=sale.paid_at,
        ended_at=None,
        payment=sale.payment,
        lines=lines,
    )
