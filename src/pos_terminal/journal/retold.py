"""Which requests of a record a restored server hears again, and what its answers mean. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from card_contract.messages import ConfirmAnswer, SaleView, VoidAnswer
from card_contract.outcomes import Refusal
from card_contract.states import SaleStage
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.records import (
    CARDS_DIFFER,
    SALE_UNTOLD,
    SIGNATURE_LOST,
    SIGNED_AGAIN,
    Record,
    RefundOrigin,
    RefundRecord,
    SaleRecord,
    id_of,
)
from pos_terminal.journal.refusals import answers
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.journal.steps import Outgoing

SETTLED_BEFORE: Final = "SETTLED_BEFORE"
_NONE_SOLD: Final = frozenset(
    {Refusal.SALE_UNKNOWN, Refusal.SALE_CANCELLED, Refusal.SALE_VOIDED, Refusal.NOT_FOUND}
)
_UNTOLD: Final = frozenset({Refusal.SALE_UNKNOWN, Refusal.SALE_NOT_CONFIRMED})
_NOWHERE_TO_NOTE: Final = _UNTOLD | {Refusal.NOT_FOUND}
_NOT_VOIDED: Final = frozenset({RefundState.VOIDING, RefundState.REFUSED})
_NOT_SIGNED: Final = frozenset({RefundState.SIGNING, RefundState.SETTLED_ELSEWHERE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """One request to be sent again. ``READ`` looks only: what ended elsewhere is not told here."""

    record: Record
    message: Outgoing


class Comparison(Enum):
    """What an answer means beside what the journal knows; a contradiction is a text."""

    AGREES = auto()
    LATER = auto()


def retold_of(sale: SaleRecord | None, refunds: list[RefundRecord]) -> Iterator[Retold]:
    """What was acknowledged of a sale and its refunds, in order."""
    if sale is not None:
        for message in _of_sale(sale):
            yield Retold(record=sale, message=message)
    for refund in refunds:
        messages = tuple(_of_refund(refund))
        if messages and sale is None and refund.is_of_own_sale:
            # Of a journal that was laid aside: what the server knows nothing of is not voided.
            yield Retold(record=refund, message=Outgoing.READ)
        for message in messages:
            yield Retold(record=refund, message=message)


def _of_refund(refund: RefundRecord) -> Iterator[Outgoing]:
    if refund.origin is RefundOrigin.VOID:
        if refund.state in _NOT_VOIDED:
            return
        yield Outgoing.VOID
        if refund.signed_later and refund.state not in _NOT_SIGNED:
            yield Outgoing.SIGN
    was_told = refund.state is RefundState.CLOSED and refund.back_told_at is not None
    if was_told and not refund.may_not_be_given:
        yield Outgoing.HANDED_BACK


def _of_sale(sale: SaleRecord) -> tuple[Outgoing, ...]:
    if sale.ended_elsewhere:
        # A manager's word ended it, and is not in this journal: the till can only look first.
        return (Outgoing.DENY,) if sale.has_denied else (Outgoing.READ,)
    if sale.state is SaleState.CLOSED and sale.cancel_reason is not None:
        # Holding its cards again, only to free them, could take them from another sale.
        return () if sale.case_reason else (Outgoing.CANCEL,)
    if sale.held_at is None or sale.state is SaleState.CANCELLING:
        return ()
    if sale.settled_at is None:  # not confirmed, as far as this till knows
        return (Outgoing.RESERVE,)
    return (Outgoing.RESERVE, Outgoing.CONFIRM)


def contradiction_of(retold: Retold, answer: Any) -> Comparison | str:
    """What the answer says, where it is not what the journal knows; a word for the manager.

    A refusal that judges neither sale nor void (whoever is signed in may not sell, say) contradicts
    nothing: it is told again later. So is a void whose sale its own till has yet to tell; but that
    is a message of its own from then on, for it may never come.
    """
    if isinstance(answer, Refused) and not answers(retold.message, answer):
        return SALE_UNTOLD if _is_untold(retold, answer) else Comparison.LATER
    match retold.record:
        case SaleRecord() as sale:
            return _of_sale_answer(sale, retold.message, answer)
        case RefundRecord() as refund:
            return _of_refund_answer(refund, retold.message, answer)


def _is_untold(retold: Retold, answer: Refused) -> bool:
    match retold.record:
        case RefundRecord(is_of_own_sale=False):
            return retold.message is Outgoing.VOID and answer.code in _UNTOLD
        case _:
            return False


def is_unheard_of(retold: Retold, answer: Any) -> bool:
    """Whether the server knows nothing of what it was to be asked about first."""
    return retold.message is Outgoing.READ and isinstance(answer, Refused)


def is_in_vain(retold: Retold, answer: Any, contradicted: Collection[str]) -> bool:
    """Whether the server has nothing yet to note at that the money is back, and may never have.

    For it says otherwise about the void, or about the sale, than the journal does: that waits for a
    person, and nothing else waits for it.
    """
    known = retold.record.sale_id in contradicted or id_of(retold.record) in contradicted
    is_word = retold.message is Outgoing.HANDED_BACK and isinstance(answer, Refused)
    return known and is_word and answer.code in _NOWHERE_TO_NOTE


def _of_sale_answer(sale: SaleRecord, message: Outgoing, answer: Any) -> Comparison | str:
    match answer:
        case SaleView(stage=stage):
            return _of_view(sale, stage)
        case ConfirmAnswer():
            told = {line.card_id: line for line in answer.lines}
            differs = any(
                told[line.card_id].activated is not line.activated
                for line in sale.lines
                if line.card_id in told and line.activated is not None and not line.voided
            )
            return CARDS_DIFFER if differs else Comparison.AGREES
        case Refused(code=code):
            if message is Outgoing.RESERVE and sale.is_open:
                return Comparison.AGREES  # its own request is about to be answered likewise
            return Comparison.AGREES if code in _ended(sale, message) else code.value
        case _:
            return Comparison.AGREES


def _ended(sale: SaleRecord, message: Outgoing) -> frozenset[Refusal]:
    """The refusals that say what is known of a sale which is cancelled, or denied, once more."""
    match message:
        case Outgoing.CANCEL:
            return frozenset({Refusal.SALE_CANCELLED})
        case Outgoing.DENY if sale.state is SaleState.CLOSED:
            return frozenset({Refusal.SALE_VOIDED})
        case Outgoing.DENY:
            return frozenset({Refusal.SALE_CONFIRMED, Refusal.SALE_VOIDED})
        case _:
            return frozenset()


def _of_view(sale: SaleRecord, stage: SaleStage) -> Comparison | str:
    """Whether a sale that ended elsewhere still has that end."""
    ended = {SaleStage.CONFIRMED, SaleStage.VOIDED}
    if sale.state is SaleState.CLOSED:
        ended = {SaleStage.CANCELLED, SaleStage.VOIDED}
    return Comparison.AGREES if stage in ended else f"SALE_{stage.value.upper()}"


def _of_refund_answer(refund: RefundRecord, message: Outgoing, answer: Any) -> Comparison | str:
    match answer:
        case Refused() if message is Outgoing.READ:
            return _of_unheard(refund)
        case Refused() if message is Outgoing.HANDED_BACK:
            return Comparison.AGREES  # there is nothing to note it at
        case Refused(code=code):
            return _of_refused(refund, message, code)
        case VoidAnswer():
            return _of_void(refund, answer)
        case _:
            return Comparison.AGREES


def _of_unheard(refund: RefundRecord) -> Comparison | str:
    """Nobody can tell its sale any more: a person settles that, once."""
    is_settled = bool(refund.case_reason) and not (refund.is_unpaid or refund.owes_word)
    return Comparison.AGREES if is_settled else SALE_UNTOLD


def _of_void(refund: RefundRecord, answer: VoidAnswer) -> Comparison | str:
    if refund.state is RefundState.SETTLED_ELSEWHERE and answer.refund_minor:
        # The backup may be older than the manager's word: its case would be open once more.
        return SETTLED_BEFORE
    told = {line.card_id: line.voided for line in answer.lines}
    differs = any(
        told[line.card_id] is not (line.voided is True)
        for line in refund.lines
        if line.card_id in told
    )
    return CARDS_DIFFER if differs else Comparison.AGREES


def _of_refused(refund: RefundRecord, message: Outgoing, code: Refusal) -> Comparison | str:
    if message is Outgoing.SIGN and code is Refusal.APPROVAL_INVALID:
        # Where the money is back the server hears that next, and asks for no signature then.
        return Comparison.AGREES if refund.state is RefundState.CLOSED else SIGNATURE_LOST
    if code is Refusal.SALE_VOIDED and (refund.may_be_unpaid or refund.void_owed):
        return code.value  # by another void, and its money went back with that one
    if refund.may_be_unpaid and not refund.is_of_own_sale:
        return code.value  # it was sold when it was voided; a manager says that it was not paid
    # A void of a sale that was never confirmed was answered so before, too. But what is signed
    # anew had a live card: its money may go out twice.
    agrees = code in _NONE_SOLD and refund.contradicted != SIGNED_AGAIN
    return Comparison.AGREES if agrees else code.value
