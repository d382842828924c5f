"""Receipts to print in tests: one sale of two cards, and what may come of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from card_contract.states import PaymentKind
from pos_terminal.receipts import (
    ReceiptData,
    ReceiptKind,
    ReceiptLine,
    ReceiptLineState,
    ReceiptPayment,
)

SOLD_AT = int(datetime(2026, 11, 22, 13, 7, tzinfo=UTC).timestamp() * 1000)


def card(
    name: str = "Gift card",
    last_four: str = "8206",
    price_minor: int = 50_00,
    state: ReceiptLineState = ReceiptLineState.ACTIVATED,
    *,
    keyed: bool = False,
    at_ms: int | None = SOLD_AT,
) -> ReceiptLine:
    return ReceiptLine(
        name=name,
        last_four=last_four,
        price_minor=price_minor,
        state=state,
        keyed=keyed,
        at_ms=at_ms,
    )


def sale(**changes: Any) -> ReceiptData:
    receipt = ReceiptData(
        kind=ReceiptKind.SALE,
        copy=False,
        demo=False,
        shop_name="Harbour Street 12",
        store_name="Harbour Street 12",
        till_name="Till 1",
        operator_name="Mia Kern",
        number="T1-1-000421",
        sold_at_ms=SOLD_AT,
        printed_at_ms=SOLD_AT + 5_000,
        currency="EUR",
        time_zone="Europe/Berlin",
        language="en",
        header=("20457 Hamburg", "VAT DE 123 456 789"),
        legal=("Cards are exchanged for goods only, not for cash.",),
        lines=(card(), card("Game card", "4471", 25_00)),
        total_minor=75_00,
        payment=ReceiptPayment(
            kind=PaymentKind.CASH,
            amount_minor=75_00,
            given_minor=100_00,
            change_minor=25_00,
            reference=None,
        ),
        refund_minor=0,
        proof="7F3A 91C2",
    )
    return replace(receipt, **changes)


def waiting_slip(**changes: Any) -> ReceiptData:
    lines = tuple(
        replace(line, state=ReceiptLineState.BEING_ACTIVATED, at_ms=None) for line in sale().lines
    )
    return replace(sale(kind=ReceiptKind.WAITING_SLIP, lines=lines, proof=None), **changes)


def refund(**changes: Any) -> ReceiptData:
    lines = (
        card(),
        card("Game card", "4471", 25_00, ReceiptLineState.REFUNDED),
    )
    return replace(
        sale(
            kind=ReceiptKind.REFUND,
            lines=lines,
            refund_minor=25_00,
            printed_at_ms=SOLD_AT + 86_400_000,
        ),
        **changes,
    )
