"""The list of open things, made from the journal's records: pure."""

from __future__ import annotations

from card_contract.messages import HoldView, SaleLineView
from card_contract.states import HoldState
from pos_terminal.journal.card_lines import refund_card, sale_card, settled_state
from pos_terminal.journal.forwarder import Forwarding
from pos_terminal.journal.records import Record, RefundOrigin, RefundRecord, SaleRecord
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.waiting.model import (
    HeldElsewhere,
    PaidQuestion,
    WaitingKind,
    WaitingRow,
)
from pos_terminal.words import (
    ON,
    Button,
    CardLine,
    LineState,
    Message,
    Step,
    StepState,
    off,
)


def kind_of(record: Record, forwarding: Forwarding | None) -> WaitingKind | None:
    """Why a record stands in the list; null where it needs nobody's eyes."""
    in_doubt = forwarding is not None and forwarding.in_doubt
    match record:
        case SaleRecord(state=SaleState.DONE):
            return WaitingKind.RECEIPT_MISSING if record.owes_receipt else None
        case SaleRecord(stuck=stuck) if stuck is not None:
            return WaitingKind.CASE
        case SaleRecord(state=SaleState.PAID) if in_doubt:
            return WaitingKind.BEING_ACTIVATED
        case SaleRecord(state=SaleState.CANCELLING) if in_doubt:
            return WaitingKind.BEING_CANCELLED
        case RefundRecord():
            return _kind_of_refund(record, in_doubt=in_doubt)
        case _:
            return None


def _kind_of_refund(refund: RefundRecord, *, in_doubt: bool) -> WaitingKind | None:
    if refund.state is RefundState.VOIDING:
        shown = in_doubt or refund.stuck is not None
        return WaitingKind.BEING_VOIDED if shown else None
    if refund.state is RefundState.REFUND_DUE:
        return WaitingKind.REFUND_DUE
    return WaitingKind.CASE if refund.case_open else None


def waiting_row(
    record: Record,
    kind: WaitingKind,
    forwarding: Forwarding | None,
    *,
    chosen: bool,
    signed_in: bool,
) -> WaitingRow:
    """One row of the list."""
    sale = record if isinstance(record, SaleRecord) else None
    refund = record if isinstance(record, RefundRecord) else None
    key = sale.sale_id if sale else refund.refund_id if refund else ""
    word = _word(record, kind)
    at_ms = _since(record)
    return WaitingRow(
        key=key,
        sale_id=record.sale_id,
        number=sale.receipt_number if sale else refund.sale_number if refund else "",
        kind=kind,
        fact=Message(f"row.{word}", _values(record)),
        what_to_do=Message(f"row.{word}.todo", _values(record)),
        at_ms=at_ms,
        total_minor=_total(record),
        lines=_lines(record),
        steps=_steps(record, kind),
        tries=forwarding.tries if forwarding else 0,
        waiting_from_ms=forwarding.waiting_from_ms if forwarding else at_ms,
        next_try_ms=forwarding.next_try_ms if forwarding else None,
        chosen=chosen,
        try_now=_try_now(forwarding),
        decide=_decide(record, kind, signed_in=signed_in),
    )


def _word(record: Record, kind: WaitingKind) -> str:
    if isinstance(record, RefundRecord):
        return _refund_word(record, kind)
    if kind is WaitingKind.CASE:
        return "paid_stuck" if record.state is SaleState.PAID else "cancel_stuck"
    return kind.value


def _refund_word(refund: RefundRecord, kind: WaitingKind) -> str:
    if kind is WaitingKind.CASE:
        return "void_partly_refused" if refund.refund_minor else "void_refused"
    if kind is WaitingKind.BEING_VOIDED and refund.stuck is not None:
        return "void_unsigned"
    if kind is WaitingKind.REFUND_DUE and refund.origin is not RefundOrigin.VOID:
        return "refund_due_not_activated"
    return kind.value


def _values(record: Record) -> dict[str, str | int]:
    values: dict[str, str | int] = {"count": len(record.lines)}
    if isinstance(record, RefundRecord):
        values["refund_minor"] = record.refund_minor
    return values


def _since(record: Record) -> int:
    if isinstance(record, SaleRecord):
        return record.paid_at or record.created_at
    return record.created_at


def _total(record: Record) -> int:
    if isinstance(record, SaleRecord):
        return record.total_minor
    return record.refund_minor or sum(line.price_minor for line in record.lines)


def _lines(record: Record) -> tuple[CardLine, ...]:
    if isinstance(record, RefundRecord):
        return tuple(refund_card(line) for line in record.lines)
    states = {
        SaleState.PAYING: LineState.HELD,
        SaleState.PAID: LineState.BEING_ACTIVATED,
        SaleState.CANCELLING: LineState.FREED,
    }
    return tuple(
        sale_card(line, states.get(record.state, settled_state(line))) for line in record.lines
    )


def _steps(record: Record, kind: WaitingKind) -> tuple[Step, ...]:
    if not isinstance(record, SaleRecord) or kind is not WaitingKind.BEING_ACTIVATED:
        return ()
    return (
        _done("step.held", record.held_at),
        _done("step.paid", record.paid_at),
        Step(
            word=Message("step.being_activated"),
            note=Message("step.no_answer_yet"),
            state=StepState.CURRENT,
        ),
        Step(word=Message("step.activated"), note=None, state=StepState.NEXT),
    )


def _done(word: str, at_ms: int | None) -> Step:
    note = None if at_ms is None else Message("step.done_at", {"done_at": at_ms})
    return Step(word=Message(word), note=note, state=StepState.DONE)


def _try_now(forwarding: Forwarding | None) -> Button:
    if forwarding is None:
        return off("off.nothing_to_ask")
    return off("off.trying") if forwarding.next_try_ms is None else ON


def _decide(record: Record, kind: WaitingKind, *, signed_in: bool) -> Button | None:
    stuck_sale = kind is WaitingKind.CASE and isinstance(record, SaleRecord)
    nothing_to_decide = (
        kind is WaitingKind.BEING_CANCELLED
        or (kind is WaitingKind.BEING_VOIDED and record.stuck is None)
        or (stuck_sale and record.state is not SaleState.PAID)
    )
    if nothing_to_decide:
        return None
    return ON if signed_in else off("off.sign_in_first")


def paid_question(sale: SaleRecord, *, signed_in: bool) -> PaidQuestion:
    """'Was it paid?' about one sale."""
    return PaidQuestion(
        sale_id=sale.sale_id,
        number=sale.receipt_number,
        asked_at_ms=sale.held_at or sale.created_at,
        operator_name=sale.clerk.name,
        total_minor=sale.total_minor,
        lines=tuple(sale_card(line, LineState.HELD) for line in sale.lines),
        sentence=Message(
            "question.was_it_paid",
            {
                "count": len(sale.lines),
                "total_minor": sale.total_minor,
                "digits": ", ".join(line.last_four for line in sale.lines),
                "held_at": sale.held_at or sale.created_at,
            },
        ),
        what_to_do=Message("question.was_it_paid.todo"),
        answer=ON if signed_in else off("off.sign_in_first"),
    )


def held_elsewhere(hold: HoldView, *, is_manager: bool) -> HeldElsewhere:
    """A sale that another till holds and does not end."""
    sale = hold.sale
    word = "till_revoked" if hold.till_revoked else "till_silent"
    return HeldElsewhere(
        sale_id=sale.sale_id,
        number=sale.receipt_number,
        till_name=sale.till_name,
        held_at_ms=sale.held_at or 0,
        total_minor=sale.total_minor,
        lines=tuple(_view_line(line) for line in sale.lines),
        fact=Message(f"hold.{word}", {"till": sale.till_name, "held_at": sale.held_at or 0}),
        what_to_do=Message(f"hold.{word}.todo"),
        settle=ON if is_manager else off("off.only_a_manager"),
    )


def _view_line(line: SaleLineView) -> CardLine:
    held = line.hold_state is HoldState.HELD
    state = LineState.HELD if held else LineState.FREED
    return CardLine(
        card_id=line.card_id,
        name=line.product.name,
        artwork=line.product.artwork,
        price_minor=line.price_minor,
        last_four=line.last_four,
        grouped=None,
        state=state,
        state_word=Message(f"line.{state.value}"),
        keyed=line.keyed,
    )
