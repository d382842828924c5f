"""A card that another till has voided meanwhile is refunded there, and not a second time here.

Found by the simulator: a manager settles a paid sale, one of its cards is voided and refunded at
another till, and then the sale's own till comes back and hears what became of its cards.
"""

from __future__ import annotations

from card_contract.messages import CardRefused, ConfirmAnswer, ConfirmedLine, Payment
from card_contract.outcomes import CardRefusal
from card_contract.states import PaymentKind
from pos_terminal.journal import steps
from pos_terminal.journal.records import Clerk, Line, RefundOrigin, SaleRecord
from pos_terminal.journal.sale_machine import SaleState

SALE = SaleRecord(
    sale_id="T1.1.000001.00000000000000000000000000",
    state=SaleState.PAID,
    created_at=1,
    clerk=Clerk(operator_id="mia", name="Mia Kern"),
    currency="EUR",
    lines=tuple(
        Line(
            card_id=card,
            last_four="0017",
            name="Gift card",
            artwork=None,
            price_minor=2500,
            keyed=False,
        )
        for card in ("1", "2", "3")
    ),
    payment=Payment(kind=PaymentKind.CASH, amount_minor=7500),
    paid_at=2,
)


def answered(card: str, refusal: CardRefusal | None) -> ConfirmedLine:
    return ConfirmedLine(
        card_id=card,
        last_four="0017",
        price_minor=2500,
        activated=refusal is None,
        refusal=None if refusal is None else CardRefused(card_id=card, refusal=refusal),
    )


def test_only_cards_that_nobody_else_refunds_are_refunded():
    answer = ConfirmAnswer(
        sale_id=SALE.sale_id,
        lines=[
            answered("1", None),
            answered("2", CardRefusal.VOIDED),
            answered("3", CardRefusal.PROBED),
        ],
        refund_minor=2500,
        at=3,
    )
    refund = steps.refund_owed(
        SALE,
        steps.confirmed(SALE, answer),
        refund_id="V-T1.1.000002.00000000000000000000000000",
        origin=RefundOrigin.REFUSED_AT_CONFIRM,
        at=3,
    )
    assert refund is not None
    assert [line.card_id for line in refund.lines] == ["3"]
    assert refund.refund_minor == answer.refund_minor
