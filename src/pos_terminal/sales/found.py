"""A sale that was found, at the server or in this till's journal, in one form. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from card_contract.card_number import CardNumber
from card_contract.messages import Payment, SaleLineView, SaleView, Shop
from card_contract.states import CodeState, HoldState, SaleStage
from pos_terminal.journal.card_lines import sale_card, settled_state
from pos_terminal.journal.papers import of_shop, receipt_payment, sale_receipt, short_proof
from pos_terminal.journal.records import Line, RefundLine, SaleRecord
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
    Whose sale it is says ``operator_id`` alone: two people may have one name.
    """

    sale_id: str
    number: str
    at_ms: int
    store_name: str
    till_name: str
    operator_name: str
    operator_id: str | None
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
            currency=self.currency,
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
        record = self.record
        if record is not None and record.state is SaleState.DONE and not record.has_unknown_cards:
            return sale_receipt(record, shop, printed_at_ms=now_ms, copy=True)
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
    lines = tuple(_view_line(line, view) for line in view.lines)
    return FoundSale(
        sale_id=view.sale_id,
        number=view.receipt_number,
        at_ms=view.paid_at or view.held_at or view.ended_at or 0,
        store_name=view.store_name,
        till_name=view.till_name,
        operator_name=view.operator_name,
        operator_id=view.operator_id if record is None else record.clerk.operator_id,
        currency=view.currency,
        total_minor=view.total_minor,
        payment=view.payment,
        state_word=Message(f"sale.{unsettled or _ended_word(view.stage, lines)}"),
        lines=lines,
        voidable=voidable if paid else frozenset(),
        whole_only=held,
        is_paid=paid,
        is_settled=view.stage in (SaleStage.CONFIRMED, SaleStage.VOIDED) and not unsettled,
        view=view,
        record=record,
    )


def from_record(record: SaleRecord, shop: Shop) -> FoundSale:
    """A sale as this till alone knows it, while the server cannot be reached."""
    paid = record.state in (SaleState.PAID, SaleState.DONE)
    lines = tuple(sale_card(line, _record_state(line, record)) for line in record.lines)
    return FoundSale(
        sale_id=record.sale_id,
        number=record.receipt_number,
        at_ms=record.paid_at or record.created_at,
        store_name=shop.store_name,
        till_name=shop.till_name,
        operator_name=record.clerk.name,
        operator_id=record.clerk.operator_id,
        currency=record.currency,
        total_minor=record.total_minor,
        payment=record.payment,
        state_word=Message(f"sale.{UNSETTLED.get(record.state) or _record_word(record, lines)}"),
        lines=lines,
        voidable=frozenset(
            line.card_id
            for line in record.lines
            if paid and line.activated is not False and not line.voided
        ),
        whole_only=record.state is SaleState.PAID,
        is_paid=paid,
        is_settled=record.state is SaleState.DONE and not record.has_unknown_cards,
        view=None,
        record=record,
    )


_UNSETTLED_LINES: Final = {
    SaleState.NEW: LineState.CAN_BE_SOLD,
    SaleState.PAYING: LineState.HELD,
    SaleState.PAID: LineState.BEING_ACTIVATED,
    SaleState.CANCELLING: LineState.BEING_FREED,
    SaleState.VOIDING: LineState.BEING_VOIDED,
}


def _record_state(line: Line, record: SaleRecord) -> LineState:
    unsettled = _UNSETTLED_LINES.get(record.state)
    if unsettled is not None:
        return unsettled
    never_sold = record.state is SaleState.CLOSED and record.paid_at is None
    if never_sold and not record.ended_elsewhere:
        return LineState.FREED
    return settled_state(line)


def _record_word(record: SaleRecord, lines: tuple[CardLine, ...]) -> str:
    if record.state is SaleState.DONE:
        if record.has_unknown_cards:
            return "paid_elsewhere"
        return _ended_word(SaleStage.CONFIRMED, lines)
    if all(line.voided for line in record.lines):
        return "voided"
    return "cancelled" if record.paid_at is None else "not_activated"


def _ended_word(stage: SaleStage, lines: tuple[CardLine, ...]) -> str:
    """How the sale ended, by what its cards are now."""
    if stage is not SaleStage.CONFIRMED:
        return stage.value
    states = {line.state for line in lines}
    if states & {LineState.VOIDED, LineState.INVALID}:
        return "voided" if states == {LineState.VOIDED} else "partly_voided"
    if LineState.NOT_ACTIVATED not in states:
        return stage.value
    return "not_activated" if len(states) == 1 else "partly_activated"


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
        case HoldState.SOLD if line.code_state is CodeState.INVALIDATED:
            return LineState.INVALID
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
    LineState.INVALID: ReceiptLineState.ACTIVATED,  # it was sold, and so it stands on the receipt
    LineState.VOIDED: ReceiptLineState.REFUNDED,
}


def _view_receipt(view: SaleView, shop: Shop, now_ms: int) -> ReceiptData:
    states = [_line_state(line, view) for line in view.lines]
    activated = ",".join(
        line.card_id
        for line, state in zip(view.lines, states, strict=True)
        if state is not LineState.NOT_ACTIVATED
    )
    return of_shop(
        shop,
        kind=ReceiptKind.SALE,
        copy=True,
        store_name=view.store_name,
        till_name=view.till_name,
        operator_name=view.operator_name,
        number=view.receipt_number,
        sold_at_ms=view.paid_at or 0,
        printed_at_ms=now_ms,
        currency=view.currency,
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
