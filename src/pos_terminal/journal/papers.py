"""Receipts, slips and refund receipts, made from the journal's records and the shop's texts."""

from __future__ import annotations

import hashlib
from typing import Any

from card_contract.case_messages import CaseView
from card_contract.messages import Checkpoint, Payment, Shop
from card_contract.states import PaymentKind
from pos_terminal.journal.records import Line, RefundRecord, SaleRecord
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.receipts import (
    PracticeShop,
    ReceiptData,
    ReceiptKind,
    ReceiptLine,
    ReceiptLineState,
    ReceiptPayment,
)


def sale_receipt(
    sale: SaleRecord, shop: Shop, *, printed_at_ms: int, copy: bool = False
) -> ReceiptData:
    """The receipt of a sale that is done; a card that was not activated stands on it as such."""
    refused = sum(
        line.price_minor for line in sale.lines if line.activated is False and not line.voided
    )
    return _paper(
        sale,
        shop,
        kind=ReceiptKind.SALE,
        copy=copy,
        printed_at_ms=printed_at_ms,
        refund_minor=refused,
    )


def waiting_slip(sale: SaleRecord, shop: Shop, *, printed_at_ms: int) -> ReceiptData:
    """The slip "paid, being activated" that the customer takes while the cards stay in the shop."""
    return _paper(
        sale,
        shop,
        kind=ReceiptKind.WAITING_SLIP,
        copy=False,
        printed_at_ms=printed_at_ms,
        refund_minor=0,
    )


def refund_receipt(
    refund: RefundRecord, shop: Shop, *, printed_at_ms: int, copy: bool = False
) -> ReceiptData:
    """The receipt of money that goes back."""
    lines = tuple(
        ReceiptLine(
            name=line.name,
            last_four=line.last_four,
            price_minor=line.price_minor,
            state=ReceiptLineState.REFUNDED if line.voided else ReceiptLineState.ACTIVATED,
            keyed=False,
            at_ms=refund.answered_at,
        )
        for line in refund.lines
    )
    proof = f"{refund.refund_id}|{refund.answered_at}|{refund.refund_minor}"
    return of_shop(
        shop,
        kind=ReceiptKind.REFUND,
        copy=copy,
        store_name=shop.store_name,
        till_name=shop.till_name,
        operator_name=refund.clerk.name,
        number=refund.sale_number,
        sold_at_ms=refund.created_at,
        printed_at_ms=printed_at_ms,
        currency=refund.currency,
        lines=lines,
        total_minor=sum(line.price_minor for line in refund.lines),
        payment=None,
        refund_minor=refund.refund_minor,
        proof=short_proof(proof) if refund.state is not RefundState.VOIDING else None,
    )


def case_receipt(
    case: CaseView, shop: Shop, *, operator_name: str, printed_at_ms: int, copy: bool = False
) -> ReceiptData:
    """The receipt of money that goes back for a case, whichever till sold the card."""
    amount = case.amount_minor or 0
    lines: tuple[ReceiptLine, ...] = ()
    if case.title is not None:
        line = ReceiptLine(
            name=case.title,
            last_four=case.last_four or "",
            price_minor=amount,
            state=ReceiptLineState.REFUNDED,
            keyed=False,
            at_ms=case.opened_at,
        )
        lines = (line,)
    return of_shop(
        shop,
        kind=ReceiptKind.REFUND,
        copy=copy,
        store_name=shop.store_name,
        till_name=shop.till_name,
        operator_name=operator_name,
        number=case.receipt_number or "",
        sold_at_ms=case.opened_at,
        printed_at_ms=printed_at_ms,
        currency=case.currency or shop.currency,
        lines=lines,
        total_minor=amount,
        payment=None,
        refund_minor=amount,
        proof=short_proof(f"{case.case_id}|{case.opened_at}|{amount}"),
    )


def of_shop(shop: Shop, **paper: Any) -> ReceiptData:
    """A paper with what every paper of the shop says; ``paper`` are its other fields."""
    return ReceiptData(
        demo=shop.demo,
        practice=isinstance(shop, PracticeShop),
        shop_name=shop.name,
        time_zone=shop.time_zone,
        language=shop.language,
        header=tuple(shop.receipt.header),
        legal=tuple(shop.receipt.legal),
        **paper,
    )


def short_proof(text: str) -> str:
    """Eight hex digits that anybody can compare by eye."""
    digits = hashlib.sha256(text.encode()).hexdigest().upper()
    return f"{digits[:4]} {digits[4:8]}"


def ledger_mark(checkpoint: Checkpoint | None) -> str | None:
    """An entry of the server's ledger and the last of its hash; null where none is known.

    A paper outside the shop: whoever rewrites the ledger up to there cannot change it, too.
    """
    if checkpoint is None:
        return None
    return f"{checkpoint.position}: {checkpoint.hash[-8:-4]} {checkpoint.hash[-4:]}"


def receipt_payment(payment: Payment) -> ReceiptPayment:
    """How it was paid, with the change that was given."""
    change = None
    if payment.kind is PaymentKind.CASH and payment.given_minor is not None:
        change = payment.given_minor - payment.amount_minor
    return ReceiptPayment(
        kind=payment.kind,
        amount_minor=payment.amount_minor,
        given_minor=payment.given_minor,
        change_minor=change,
        reference=payment.reference,
    )


def _paper(
    sale: SaleRecord,
    shop: Shop,
    *,
    kind: ReceiptKind,
    copy: bool,
    printed_at_ms: int,
    refund_minor: int,
) -> ReceiptData:
    activated = ",".join(line.card_id for line in sale.lines if line.activated)
    settled = sale.state is SaleState.DONE
    proof = short_proof(f"{sale.sale_id}|{sale.settled_at}|{activated}") if settled else None
    return of_shop(
        shop,
        kind=kind,
        copy=copy,
        store_name=shop.store_name,
        till_name=shop.till_name,
        operator_name=sale.clerk.name,
        number=sale.receipt_number,
        sold_at_ms=sale.paid_at or sale.created_at,
        printed_at_ms=printed_at_ms,
        currency=sale.currency,
        lines=tuple(_line(line, sale) for line in sale.lines),
        total_minor=sale.total_minor,
        payment=receipt_payment(sale.payment) if sale.payment else None,
        refund_minor=refund_minor,
        proof=proof,
    )


def _line(line: Line, sale: SaleRecord) -> ReceiptLine:
    if line.voided:
        state = ReceiptLineState.REFUNDED
    elif line.activated is None:
        state = ReceiptLineState.BEING_ACTIVATED
    else:
        state = ReceiptLineState.ACTIVATED if line.activated else ReceiptLineState.NOT_ACTIVATED
    return ReceiptLine(
        name=line.name,
        last_four=line.last_four,
        price_minor=line.price_minor,
        state=state,
        keyed=line.keyed,
        at_ms=sale.settled_at,
    )
