"""Which words stand for a waiting record: what is known of it, and no more. Pure."""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from pos_terminal.journal.handing_back import Standing
from pos_terminal.journal.records import (
    CARDS_DIFFER,
    CORRECTABLE,
    IN_DOUBT,
    SALE_UNTOLD,
    SIGNED_AGAIN,
    STILL_HELD,
    Record,
    RefundOrigin,
    RefundRecord,
    SaleRecord,
)
from pos_terminal.journal.refusals import is_a_gates
from pos_terminal.journal.retold import SETTLED_BEFORE
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.journal.void_causes import Cause, cause_of, code_of
from pos_terminal.waiting.model import WaitingKind


def word_of(record: Record, kind: WaitingKind, not_now: Refusal | None, standing: Standing) -> str:
    """The word of the row's sentences: what is known, and no more."""
    if isinstance(record, RefundRecord) and record.may_not_be_given:
        return "given_in_doubt_by" if record.handed_back_by else "given_in_doubt"
    if record.contradicted:
        return _contradicted_word(record)
    if isinstance(record, RefundRecord):
        return _WORDS.get(standing) or _refund_word(record, kind)
    return _sale_word(record, kind, not_now)


def _sale_word(record: SaleRecord, kind: WaitingKind, not_now: Refusal | None) -> str:
    if kind is WaitingKind.CASE:
        return _stuck_word(record)
    if kind is WaitingKind.ENDED_ELSEWHERE:
        return _elsewhere_word(record)
    if kind is WaitingKind.BEING_ACTIVATED and not_now is Refusal.TILL_REVOKED:
        return "till_revoked"
    return kind.value


def todo_of(word: str, *, printing: bool, shut_out: bool) -> str:
    """What to do about the row of this word; a paper that is on its way out is waited for.

    ``shut_out`` says that its money would go out of a till that is shut out.
    """
    if shut_out:
        return f"row.{word}.shut_out" if word in _DOUBTED else "row.shut_out.todo"
    return f"row.{word}.printing" if printing and word == "refund_given" else f"row.{word}.todo"


_DOUBTED: Final = frozenset({"given_in_doubt", "given_in_doubt_by"})
_WORDS: Final = {
    Standing.NO_LINE: "refund_no_line",
    Standing.NOT_TOLD: "refund_not_known",
    Standing.GIVEN: "refund_given",
    Standing.CHANGED: "refund_changed",
}


def _contradicted_word(record: Record) -> str:
    if isinstance(record, SaleRecord):
        return _contradicted_sale_word(record)
    if record.has_lost_signature:
        return "signature_lost"
    if record.contradicted in _OF_VOID:
        return _OF_VOID[record.contradicted]
    word = _untold_word(record) if record.contradicted == SALE_UNTOLD else "contradicted"
    if record.is_unpaid:
        return f"{word}_unpaid"
    return f"{word}_paid" if record.is_paid_back else word


def _untold_word(refund: RefundRecord) -> str:
    return "unheard_of" if refund.is_of_own_sale else "untold"


_OF_VOID: Final = {
    SIGNED_AGAIN: "signed_again",
    IN_DOUBT: "in_doubt",
    SETTLED_BEFORE: "contradicted_settled",
}


def _contradicted_sale_word(sale: SaleRecord) -> str:
    if sale.contradicted == CARDS_DIFFER:
        return "contradicted_cards"
    if sale.contradicted == STILL_HELD:
        return "contradicted_held"
    sold = any(line.activated and not line.voided for line in sale.lines)
    refused = sold and sale.contradicted == Refusal.CARDS_REFUSED
    return "contradicted_refused" if refused else "contradicted"


def _stuck_word(sale: SaleRecord) -> str:
    if sale.state is not SaleState.PAID:
        return "cancel_stuck"
    reference = sale.payment is not None and sale.payment.reference
    if sale.stuck is Refusal.PAYMENT_REFERENCE_USED and reference:
        return "reference_used"
    return "payment_refused" if sale.stuck in CORRECTABLE else "paid_stuck"


def _elsewhere_word(sale: SaleRecord) -> str:
    if all(line.voided for line in sale.lines):
        return "voided_elsewhere" if sale.payment is not None else "voided_unpaid"
    if sale.state is not SaleState.DONE:
        return "cancelled_elsewhere"
    if sale.has_unknown_cards:
        return "paid_elsewhere_unknown"
    activated = all(line.activated and not line.voided for line in sale.lines)
    return "paid_elsewhere" if activated else "paid_elsewhere_partly"


def _refund_word(refund: RefundRecord, kind: WaitingKind) -> str:
    if kind is WaitingKind.CASE:
        return _refused_word(refund)
    stuck = is_a_gates(refund.stuck)
    unsigned = refund.stuck is not None and not stuck
    words = {
        WaitingKind.BEING_VOIDED: "void_unsigned" if unsigned else "being_voided",
        WaitingKind.RECEIPT_MISSING: "refund_receipt_missing",
    }
    if stuck:
        return "signing_stuck" if refund.state is RefundState.SIGNING else "void_stuck"
    if refund.state is RefundState.SIGNING:
        return "signing"
    if kind is WaitingKind.REFUND_DUE and refund.origin is not RefundOrigin.VOID:
        return "refund_due_rest" if refund.settled_by else "refund_due_not_activated"
    return words.get(kind, kind.value)


def _refused_word(refund: RefundRecord) -> str:
    if refund.state is RefundState.SETTLED_ELSEWHERE:
        if not refund.settled_by:
            return "void_settled_elsewhere"
        return "refund_settled_by" if refund.is_paid_back else "refund_not_owed_by"
    cause = cause_of(refund)
    if refund.refund_minor:
        return "void_partly_refused" if cause is Cause.USED else "void_partly_refused_other"
    return "void_refused" if cause is Cause.USED else f"void_refused_{cause.value}"


def values_of(record: Record) -> dict[str, str | int]:
    """What the row's sentences take."""
    values: dict[str, str | int] = {"count": len(record.lines), "currency": record.currency}
    if isinstance(record, RefundRecord):
        values["refund_minor"] = record.refund_minor
        values["handed_at"] = record.handed_back_at or 0
        values["name"] = record.settled_by
        values["by"] = record.handed_back_by
        values["code"] = code_of(record) if record.stuck is None else record.stuck.value
        values["till"] = SaleId.parse(record.sale_id).till
    else:
        values["total_minor"] = record.total_minor
    if isinstance(record, SaleRecord) and record.payment is not None and record.payment.reference:
        values["reference"] = record.payment.reference
    if record.contradicted:
        values["code"] = record.contradicted
    return values
