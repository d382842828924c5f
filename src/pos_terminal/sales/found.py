"""A sale that was found, at the server or in this till's journal, in one form. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from card_contract.card_number import CardNumber
from card_contract.messages import Payment, SaleLineView, SaleView, Shop
from card_contract.states import CodeState, HoldState, SaleStage
from pos_terminal.journal.card_lines import sale_card, settled_state
from pos_terminal.journal.papers import receipt_payment, sale_receipt, short_proof
from pos_terminal.journal.records import RefundLine, SaleRecord
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.receipts import (
    ReceiptData,
    ReceiptKind,
    ReceiptLine,
    ReceiptLineState,
)
from pos_terminal.sales.model import SaleRow
from pos_terminal.words import CardLine, LineState, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSale:
    """One sale. ``voidable`` are the ids of its cards that a void may still take back.

    ``view`` is null where only the journal knows the sale; ``record`` where it is another till's.
    """

    sale_id: str
    number: str
    at_ms: int
    store_name: str
    till_name: str
    operator_name: str
    currency: str
    total_minor: int
    payment: Payment | None
    state_word: Message
    lines: tuple[CardLine, ...]
    voidable: frozenset[str]
    whole_only: bool
    is_paid: bool
    is_settled: bool
    view: SaleView | None
    record: SaleRecord | None

    def row(self, *, chosen: bool) -> SaleRow:
        """The sale as a row of the list."""
        return SaleRow(
            sale_id=self.sale_id,
            number=self.number,
            at_ms=self.at_ms,
            total_minor=self.total_minor,
            cards=len(self.lines),
            last_fours=tuple(line.last_four for line in self.lines),
            operator_name=self.operator_name,
            state_word=self.state_word,
            chosen=chosen,
        )

    def refund_lines(self, card_ids: frozenset[str]) -> tuple[RefundLine, ...]:
        """The cards of a void."""
        return tuple(
            RefundLine(
                card_id=line.card_id,
                last_four=line.last_four,
                name=line.name,
                artwork=line.artwork,
                price_minor=line.price_minor,
            )
            for line in self.lines
            if line.card_id in card_ids
        )

    def copy_of_receipt(self, shop: Shop, now_ms: int) -> ReceiptData | None:
        """The reprint, marked COPY; null while there is nothing that a receipt may say."""
        if not self.is_settled:
            return None
        if self.record is not None and self.record.state is SaleState.DONE:
            return sale_receipt(self.record, shop, printed_at_ms=now_ms, copy=True)
        return None if self.view is None else _view_receipt(self.view, shop, now_ms)


UNSETTLED: dict[SaleState, str] = {
    SaleState.NEW: "being_held",
    SaleState.PAYING: "being_paid",
    SaleState.PAID: "being_activated",
    SaleState.CANCELLING: "being_cancelled",
    SaleState.VOIDING: "being_voided",
}


def from_view(view: SaleView, record: SaleRecord | None) -> FoundSale:
    """A sale as the server tells it; what this till has not settled yet goes before that."""
    unsettled = UNSETTLED.get(record.state) if record is not None else None
    paid = view.stage is SaleStage.CONFIRMED or (
        record is not None and record.state is SaleState.PAID
    )
    held = record is not None and record.state is SaleState.PAID
    voidable = frozenset(
        line.card_id
        for line in view.lines
        if line.hold_state is HoldState.SOLD or (held and line.hold_state is HoldState.HELD)
    )
    return FoundSale(
        sale_id=view.sale_id,
        number=view.receipt_number,
        at_ms=view.paid_at or view.held_at or view.ended_at or 0,
        store_name=view.store_name,
        till_name=view.till_name,
        operator_name=view.operator_name,
        currency=view.currency,
        total_minor=view.total_minor,
        payment=view.payment,
        state_word=Message(f"sale.{unsettled or view.stage.value}"),
        lines=tuple(_view_line(line, view) for line in view.lines),
        voidable=voidable if paid else frozenset(),
        whole_only=held,
        is_paid=paid,
        is_settled=view.stage in (SaleStage.CONFIRMED, SaleStage.VOIDED) and not unsettled,
        view=view,
        record=record,
    )


def from_record(record: SaleRecord, shop: Shop) -> FoundSale:
    """A sale as this till alone knows it, while the server cannot be reached."""
    done = record.state is SaleState.DONE
    paid = record.state in (SaleState.PAID, SaleState.DONE)
    ended = "confirmed" if done else "voided" if record.paid_at is not None else "cancelled"
    pending = LineState.BEING_ACTIVATED
    return FoundSale(
        sale_id=record.sale_id,
        number=record.receipt_number,
        at_ms=record.paid_at or record.created_at,
        store_name=shop.store_name,
        till_name=shop.till_name,
        operator_name=record.clerk.name,
        currency=record.currency,
        total_minor=record.total_minor,
        payment=record.payment,
        state_word=Message(f"sale.{UNSETTLED.get(record.state, ended)}"),
        lines=tuple(
            sale_card(line, pending if line.activated is None and not done else settled_state(line))
            for line in record.lines
        ),
        voidable=frozenset(
            line.card_id
            for line in record.lines
            if paid and line.activated is not False and not line.voided
        ),
        whole_only=record.state is SaleState.PAID,
        is_paid=paid,
        is_settled=done,
        view=None,
        record=record,
    )


def local_day(at_ms: int, time_zone: str) -> str:
    """The shop's day of a moment, as an ISO date."""
    return (
        datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(time_zone)).date().isoformat()
    )


def _view_line(line: SaleLineView, view: SaleView) -> CardLine:
    state = _line_state(line, view)
    return CardLine(
        card_id=line.card_id,
        name=line.product.name,
        artwork=line.product.artwork,
        price_minor=line.price_minor,
        last_four=line.last_four,
        grouped=CardNumber.parse(line.number).grouped() if line.number else None,
        state=state,
        state_word=Message(f"line.{state.value}"),
        keyed=line.keyed,
        why_refused=Message(f"refused.{line.refusal.value}") if line.refusal else None,
    )


def _line_state(line: SaleLineView, view: SaleView) -> LineState:
    match line.hold_state:
        case HoldState.SOLD if line.code_state in (CodeState.REDEEMED, CodeState.IN_PROGRESS):
            return LineState.REDEEMED
        case HoldState.SOLD:
            return LineState.ACTIVATED
        case HoldState.VOIDED:
            return LineState.VOIDED
        case HoldState.HELD:
            return LineState.HELD
        case HoldState.FREE:
            confirmed = view.stage is SaleStage.CONFIRMED
            return LineState.NOT_ACTIVATED if confirmed else LineState.FREED


_RECEIPT_STATES = {
    LineState.ACTIVATED: ReceiptLineState.ACTIVATED,
    LineState.REDEEMED: ReceiptLineState.ACTIVATED,
    LineState.VOIDED: ReceiptLineState.REFUNDED,
}


def _view_receipt(view: SaleView, shop: Shop, now_ms: int) -> ReceiptData:
    states = [_line_state(line, view) for line in view.lines]
    activated = ",".join(
        line.card_id
        for line, state in zip(view.lines, states, strict=True)
        if state is not LineState.NOT_ACTIVATED
    )
    return ReceiptData(
        kind=ReceiptKind.SALE,
        copy=True,
        demo=shop.demo,
        shop_name=shop.name,
        store_name=view.store_name,
        till_name=view.till_name,
        operator_name=view.operator_name,
        number=view.receipt_number,
        sold_at_ms=view.paid_at or 0,
        printed_at_ms=now_ms,
        currency=view.currency,
        time_zone=shop.time_zone,
        language=shop.language,
        header=tuple(shop.receipt.header),
        legal=tuple(shop.receipt.legal),
        lines=tuple(
            ReceiptLine(
                name=line.product.name,
                last_four=line.last_four,
                price_minor=line.price_minor,
                state=_RECEIPT_STATES.get(state, ReceiptLineState.NOT_ACTIVATED),
                keyed=line.keyed,
                at_ms=view.ended_at,
            )
            for line, state in zip(view.lines, states, strict=True)
        ),
        total_minor=view.total_minor,
        payment=receipt_payment(view.payment) if view.payment else None,
        refund_minor=sum(
            line.price_minor
            for line, state in zip(view.lines, states, strict=True)
            if state is LineState.NOT_ACTIVATED
        ),
        proof=short_proof(f"{view.sale_id}|{view.ended_at}|{activated}"),
    )
