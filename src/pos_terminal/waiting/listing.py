"""The list of open things, made from the journal's records: pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from card_contract.case_messages import CaseView
from card_contract.messages import (
    SaleLineView,
)
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from card_contract.settle_messages import HoldView
from card_contract.states import CaseKind, HoldState
from pos_terminal.journal.activation_steps import activation_steps
from pos_terminal.journal.card_lines import refund_card, sale_card, settled_state
from pos_terminal.journal.forwarder import Forwarding
from pos_terminal.journal.handing_back import Standing
from pos_terminal.journal.records import (
    CORRECTABLE,
    SIGNED_AGAIN,
    Record,
    RefundRecord,
    SaleRecord,
    id_of,
)
from pos_terminal.journal.refusals import is_a_gates
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.waiting.model import (
    Act,
    HeldElsewhere,
    OpenCase,
    PaidQuestion,
    WaitingKind,
    WaitingRow,
)
from pos_terminal.waiting.wording import todo_of, values_of, word_of
from pos_terminal.words import (
    ON,
    Button,
    CardLine,
    LineState,
    Message,
    Step,
    WayBack,
    off,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who looks at the page, and whether the till is ``shut_out``, so that no money leaves it."""

    signed_in: bool
    is_manager: bool
    shut_out: bool = False


TILL_SILENT_AFTER_MS: Final = 15 * 60 * 1000


def kind_of(record: Record, forwarding: Forwarding | None) -> WaitingKind | None:
    """Why a record stands in the list; null where it needs nobody's eyes.

    Whether money was given is asked before anything else is said of it.
    """
    if isinstance(record, RefundRecord) and record.may_not_be_given:
        return WaitingKind.GIVEN_IN_DOUBT
    if record.contradicted:
        again = record.contradicted == SIGNED_AGAIN
        return WaitingKind.BEING_VOIDED if again else WaitingKind.CASE
    if isinstance(record, RefundRecord):
        return _kind_of_refund(record)
    return _kind_of_sale(record, in_doubt=forwarding is not None and forwarding.in_doubt)


def _kind_of_sale(sale: SaleRecord, *, in_doubt: bool) -> WaitingKind | None:
    if sale.stuck is not None:
        return WaitingKind.CASE
    if sale.state is SaleState.PAID:
        return WaitingKind.BEING_ACTIVATED
    if sale.state is SaleState.CANCELLING and in_doubt:
        return WaitingKind.BEING_CANCELLED
    if sale.owes_word:
        return WaitingKind.ENDED_ELSEWHERE
    return WaitingKind.RECEIPT_MISSING if sale.owes_receipt else None


def _kind_of_refund(refund: RefundRecord) -> WaitingKind | None:
    kind = _OF_REFUND.get(refund.state)
    if kind is not None:
        return kind
    if refund.case_open:
        return WaitingKind.CASE
    return WaitingKind.RECEIPT_MISSING if refund.owes_receipt else None


_OF_REFUND: Final = {
    RefundState.VOIDING: WaitingKind.BEING_VOIDED,
    RefundState.UNSIGNED: WaitingKind.SIGNATURE_OWED,
    RefundState.SIGNING: WaitingKind.SIGNATURE_OWED,
    RefundState.REFUND_DUE: WaitingKind.REFUND_DUE,
}


def waiting_row(
    record: Record,
    kind: WaitingKind,
    forwarding: Forwarding | None,
    *,
    chosen: bool,
    people: People,
    fault: Message | None,
    way: WayBack | None = None,
    standing: Standing = Standing.AS_TOLD,
    printing: bool = False,
) -> WaitingRow:
    """One row of the list; ``standing`` is what is known of money that goes back now."""
    word = word_of(record, kind, None if forwarding is None else forwarding.refusal, standing)
    at_ms = _since(record)
    act = act_of(record, kind, standing)
    hands_out = act is Act.HAND_BACK
    in_doubt = kind is WaitingKind.GIVEN_IN_DOUBT
    is_barred = (hands_out or in_doubt) and people.shut_out
    gives = (hands_out and not is_barred) or standing is Standing.GIVEN
    may_be_out = isinstance(record, RefundRecord) and record.may_have_gone_out
    correctable = isinstance(record, SaleRecord) and record.stuck in CORRECTABLE
    return WaitingRow(
        key=id_of(record),
        sale_id=record.sale_id,
        number=SaleId.parse(record.sale_id).receipt_number,
        kind=kind,
        fact=Message(f"row.{word}", values_of(record)),
        what_to_do=Message(todo_of(word, printing=printing, shut_out=is_barred), values_of(record)),
        at_ms=at_ms,
        currency=record.currency,
        total_minor=_total(record),
        lines=_lines(record),
        steps=_steps(record, kind),
        tries=forwarding.tries if forwarding else 0,
        waiting_from_ms=forwarding.waiting_from_ms if forwarding else at_ms,
        next_try_ms=forwarding.next_try_ms if forwarding else None,
        chosen=chosen,
        try_now=_try_now(record, forwarding),
        act=act,
        decide=None if act is None else _decide(record, act, people, standing),
        correct=_signed_in(people) if correctable else None,
        fault=fault,
        way=way if gives else None,
        gone_out=_signed_in(people) if may_be_out else None,
        not_given=_signed_in(people) if in_doubt else None,
    )


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
        SaleState.CANCELLING: LineState.BEING_FREED,
    }
    return tuple(
        sale_card(line, states.get(record.state, settled_state(line))) for line in record.lines
    )


def _steps(record: Record, kind: WaitingKind) -> tuple[Step, ...]:
    if not isinstance(record, SaleRecord) or kind is not WaitingKind.BEING_ACTIVATED:
        return ()
    return activation_steps(record)


def _try_now(record: Record, forwarding: Forwarding | None) -> Button:
    if is_a_gates(record.stuck):
        return ON
    if forwarding is None:
        return off("off.nothing_to_ask")
    return off("off.trying") if forwarding.next_try_ms is None else ON


def act_of(record: Record, kind: WaitingKind, standing: Standing = Standing.AS_TOLD) -> Act | None:
    """What a person can decide about a record."""
    if not standing.is_known:
        return Act.ASK
    lost = isinstance(record, RefundRecord) and record.has_lost_signature
    if lost and kind is not WaitingKind.GIVEN_IN_DOUBT:
        return Act.SIGN
    if record.contradicted and kind is WaitingKind.CASE:
        return Act.CLOSE_CASE
    if isinstance(record, SaleRecord) and kind is WaitingKind.CASE:
        return Act.VOID if record.state is SaleState.PAID else Act.CLOSE_CASE
    unsigned = record.stuck is Refusal.APPROVAL_INVALID
    asks = kind is WaitingKind.BEING_VOIDED and not unsigned
    if asks or (isinstance(record, RefundRecord) and record.state is RefundState.SIGNING):
        return None
    return _ACTS.get(kind)


_ACTS: Final = {
    WaitingKind.BEING_ACTIVATED: Act.VOID,
    WaitingKind.BEING_VOIDED: Act.SIGN,
    WaitingKind.SIGNATURE_OWED: Act.SIGN,
    WaitingKind.REFUND_DUE: Act.HAND_BACK,
    WaitingKind.GIVEN_IN_DOUBT: Act.ACKNOWLEDGE,
    WaitingKind.RECEIPT_MISSING: Act.REPRINT,
    WaitingKind.ENDED_ELSEWHERE: Act.ACKNOWLEDGE,
    WaitingKind.CASE: Act.CLOSE_CASE,
}


def _decide(record: Record, act: Act, people: People, standing: Standing) -> Button:
    if act in (Act.HAND_BACK, Act.ASK) and people.shut_out:
        return off("off.shut_out")
    if standing is Standing.ASKING:
        return off("off.trying")
    if act is Act.CLOSE_CASE and people.signed_in and not people.is_manager:
        return off("off.only_a_manager")
    if isinstance(record, SaleRecord) and act is Act.ACKNOWLEDGE and not _is_told(record):
        return off("off.trying")
    return _signed_in(people)


def _is_told(sale: SaleRecord) -> bool:
    return sale.cards_read or not sale.has_unknown_cards


def _signed_in(people: People) -> Button:
    return ON if people.signed_in else off("off.sign_in_first")


def paid_question(sale: SaleRecord, *, people: People, fault: Message | None) -> PaidQuestion:
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
        answer=_signed_in(people),
        fault=fault,
    )


def held_elsewhere(
    hold: HoldView,
    *,
    is_manager: bool,
    now_ms: int,
    ended_here: bool = False,
    paid_back_here: bool = False,
    journal_lost: bool = False,
    in_doubt: bool = False,
) -> HeldElsewhere:
    """A sale that another till holds and does not end, or that ended here without the server.

    Or one of a journal that its till, or this one, has laid aside.
    """
    sale, seen_at = hold.sale, hold.till_last_seen_at
    values: dict[str, str | int] = {"till": sale.till_name, "held_at": sale.held_at or 0}
    if paid_back_here:
        word = "paid_back_here"
    elif ended_here:
        word = "ended_here"
    elif hold.till_revoked:
        word = "till_revoked"
    elif hold.journal_lost or journal_lost:
        word = "journal_lost"
    elif seen_at is None:
        word = "till_silent"
    else:
        silent = now_ms - seen_at > TILL_SILENT_AFTER_MS
        word = "till_silent_since" if silent else "till_alive"
        values["seen_at"] = seen_at
    return HeldElsewhere(
        sale_id=sale.sale_id,
        number=sale.receipt_number,
        till_name=sale.till_name,
        held_at_ms=sale.held_at or 0,
        total_minor=sale.total_minor,
        currency=sale.currency,
        lines=tuple(_view_line(line) for line in sale.lines),
        fact=Message(f"hold.{word}", values),
        what_to_do=Message(f"hold.{word}.todo"),
        settle=ON if is_manager else off("off.only_a_manager"),
        in_doubt=in_doubt,
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


def open_case(case: CaseView) -> OpenCase:
    """A case of the server's list."""
    word = _case_word(case)
    todo = "shut_out" if case.till_revoked and word in _ASK_THAT_TILL else word
    return OpenCase(
        case_id=case.case_id,
        kind=case.kind,
        sale_id=case.sale_id,
        number=case.receipt_number,
        till_name=case.till_name,
        store_name=case.store_name,
        opened_at_ms=case.opened_at,
        last_four=case.last_four,
        amount_minor=case.amount_minor,
        currency=case.currency,
        fact=Message(f"case.{word}"),
        what_to_do=Message(f"case.{todo}.todo"),
        detail=case.detail,
        close=ON,
        in_doubt=case.doubt is not None,
        # Whether it was paid at all is found out first, where that is in doubt.
        way=way_of_case(case) if case.doubt is None else None,
    )


def way_of_case(case: CaseView) -> WayBack | None:
    """How its money goes back; null where none does, or where no till sold the card."""
    if case.kind not in (CaseKind.REFUND_DUE, CaseKind.SIGNATURE_OWED) or case.sale_id is None:
        return None
    return WayBack(kind=case.payment_kind, reference=case.payment_reference)


_ASK_THAT_TILL: Final = frozenset({"refund-due", "refund-due.void", "signature-owed"})
"""Cases that the till of the sale, or of the void, ends by itself as long as it is in service."""


def _case_word(case: CaseView) -> str:
    word = case.kind.value
    if case.doubt is not None:
        return f"{word}.{case.doubt}"
    if case.kind is not CaseKind.REFUND_DUE:
        unsigned = case.kind is CaseKind.VOID_REFUSED and case.card_id is None
        return f"{word}.unsigned" if unsigned else word
    if case.void_id is not None:
        return f"{word}.void"
    if case.recall_id is not None:
        return f"{word}.recalled" if case.sale_id is not None else f"{word}.recalled_no_sale"
    if case.was_active:
        return f"{word}.taken_out"
    # Of no single card: a manager settled the sale as paid and voided it, so that no till owes it.
    return word if case.card_id is not None else f"{word}.sale"
