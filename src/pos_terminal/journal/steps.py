"""How a record becomes the next one: pure functions over the tables of ``sale_machine``.

Each answers with the record after the step and raises ``IllegalMoveError`` where the table has no
arrow. An answer that comes for a state already left is the business of the caller (``sale_book``):
it asks ``awaits`` first. The functions take answers as values, so that the simulator can feed them
directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec.structs import replace

from card_contract.messages import (
    CancelReason,
    CardRefused,
    ConfirmAnswer,
    Payment,
    ReserveAnswer,
    SaleView,
    SettledRefund,
    VoidAnswer,
    VoidedLine,
    VoidReason,
)
from card_contract.outcomes import MEANINGS, CardRefusal, Refusal
from card_contract.states import CodeState, HoldState
from pos_terminal.journal.records import (
    CARDS_DIFFER,
    IN_DOUBT,
    SALE_UNTOLD,
    SIGNATURE_LOST,
    SIGNED_AGAIN,
    STILL_HELD,
    Clerk,
    Line,
    Record,
    RefundLine,
    RefundOrigin,
    RefundRecord,
    SaleRecord,
)
from pos_terminal.journal.sale_machine import (
    IllegalMoveError,
    RefundEvent,
    RefundState,
    SaleEvent,
    SaleState,
    move_refund,
    move_sale,
)


class Outgoing(StrEnum):
    """What the till sends for a record, by the state that is on disk."""

    RESERVE = "reserve"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    VOID = "void"
    SIGN = "sign"
    HANDED_BACK = "handed_back"
    VOID_AGAIN = "void_again"  # signed anew, or its sale's till had not told a restored server
    DENY = "deny"  # cancels once more what a manager called paid, unless its cards are held
    READ = "read"  # changes nothing: what became of the cards of a sale that ended elsewhere


def awaits(record: SaleRecord | RefundRecord) -> Outgoing | None:
    """The message that the record's state allows and still owes, or null.

    A sale in ``PAYING`` waits for a person, and one that is ``VOIDING`` for its refund record.
    """
    if record.stuck is not None:
        return None
    if isinstance(record, SaleRecord):
        return _sale_awaits(record)
    return _refund_awaits(record)


def _sale_awaits(sale: SaleRecord) -> Outgoing | None:
    if sale.ended_elsewhere and not sale.cards_read and sale.has_unknown_cards:
        return Outgoing.READ
    return Outgoing.DENY if sale.denial_owed else _OF_SALE.get(sale.state)


def _refund_awaits(refund: RefundRecord) -> Outgoing | None:
    if refund.contradicted == SIGNED_AGAIN or refund.void_owed:
        return Outgoing.VOID_AGAIN
    tells = refund.owes_word and not refund.may_not_be_given
    return Outgoing.HANDED_BACK if tells else _OF_REFUND.get(refund.state)


_OF_SALE: Final = {
    SaleState.NEW: Outgoing.RESERVE,
    SaleState.PAID: Outgoing.CONFIRM,
    SaleState.CANCELLING: Outgoing.CANCEL,
}
_OF_REFUND: Final = {RefundState.VOIDING: Outgoing.VOID, RefundState.SIGNING: Outgoing.SIGN}


# --- Before PAID: every doubt resolves backward --------------------------------------------------


def reserved(sale: SaleRecord, answer: ReserveAnswer) -> SaleRecord:
    """All cards are held: the money may be asked for."""
    state = move_sale(sale.state, SaleEvent.RESERVED)
    return replace(sale, state=state, held_at=answer.at, hold_proof=answer.proof)


def reserve_refused(sale: SaleRecord, at: int) -> SaleRecord:
    """The server holds none of the cards and never will for this sale."""
    return replace(sale, state=move_sale(sale.state, SaleEvent.RESERVE_REFUSED), settled_at=at)


def cancel(sale: SaleRecord, reason: CancelReason) -> SaleRecord:
    """The unpaid sale ends, by a person or in doubt."""
    return replace(sale, state=move_sale(sale.state, SaleEvent.CANCEL), cancel_reason=reason)


def cancelled(sale: SaleRecord, at: int) -> SaleRecord:
    """The server has freed the cards and remembers the cancel."""
    return replace(sale, state=move_sale(sale.state, SaleEvent.CANCELLED), settled_at=at)


def cancel_refused(sale: SaleRecord, refusal: Refusal, at: int) -> SaleRecord:
    """The cancel came too late, or cannot be answered at all: then a person is needed."""
    match refusal:
        case Refusal.SALE_CONFIRMED:
            event = SaleEvent.ALREADY_CONFIRMED
        case Refusal.SALE_VOIDED:
            event = SaleEvent.ENDED_ELSEWHERE
        case Refusal.SALE_CANCELLED:
            return cancelled(sale, at)
        case _:
            return replace(sale, stuck=refusal)
    state = move_sale(sale.state, event)
    return replace(sale, state=state, settled_at=at, ended_elsewhere=True, lines=_left(sale, event))


def given_up(sale: SaleRecord, reason: str, at: int) -> SaleRecord:
    """A manager closes a cancel that the server will not take, and says why."""
    state = move_sale(sale.state, SaleEvent.GIVEN_UP)
    return replace(sale, state=state, settled_at=at, stuck=None, case_reason=reason)


def _left(sale: SaleRecord, event: SaleEvent) -> tuple[Line, ...]:
    """The cards of a sale that ended elsewhere, as far as its end alone tells about them."""
    if event is not SaleEvent.ENDED_ELSEWHERE:
        return sale.lines
    return tuple(replace(line, voided=True) for line in sale.lines)


def cards_told(sale: SaleRecord, view: SaleView | None) -> SaleRecord:
    """The server told what became of the cards; null where it will not tell."""
    told = {} if view is None else {line.card_id: line for line in view.lines}
    lines = []
    for line in sale.lines:
        known = told.get(line.card_id)
        if known is None:
            lines.append(line)
            continue
        dead = known.code_state is CodeState.INVALIDATED
        sold = known.hold_state is HoldState.SOLD and not dead
        voided = known.hold_state is HoldState.VOIDED
        lines.append(replace(line, activated=None if voided else sold, voided=voided))
    return replace(sale, lines=tuple(lines), cards_read=True)


def denial_told(sale: SaleRecord, view: SaleView | None) -> SaleRecord:
    """The server has heard again that nobody here paid, or holds no card of it any more (``view``).

    Then it agrees with this till.
    """
    told = "" if sale.contradicted == STILL_HELD else sale.contradicted
    sale = replace(sale, denial_owed=False, contradicted=told)
    return sale if view is None else cards_told(sale, view)


def acknowledged(sale: SaleRecord, at: int) -> SaleRecord:
    """Somebody here has seen that the sale ended elsewhere."""
    return replace(sale, acknowledged_at=at)


def asked_again(record: SaleRecord | RefundRecord) -> SaleRecord | RefundRecord:
    """A person lets the till send again, as it was, what the server would not look at."""
    return replace(record, stuck=None)


# --- After PAID: forward -------------------------------------------------------------------------


def paid(sale: SaleRecord, payment: Payment, at: int) -> SaleRecord:
    """The money is taken. Once this is on disk, CONFIRM may be sent, and not before."""
    return replace(sale, state=move_sale(sale.state, SaleEvent.PAID), payment=payment, paid_at=at)


def payment_corrected(sale: SaleRecord, payment: Payment) -> SaleRecord:
    """How it was paid was written down wrong: the same CONFIRM goes out with what is right."""
    state = move_sale(sale.state, SaleEvent.PAYMENT_CORRECTED)
    return replace(sale, state=state, payment=payment, stuck=None)


def confirmed(sale: SaleRecord, answer: ConfirmAnswer) -> SaleRecord:
    """The server answered card by card."""
    answers = {line.card_id: line for line in answer.lines}
    lines = tuple(
        replace(
            line,
            activated=answers[line.card_id].activated,
            refusal=answers[line.card_id].refusal,
            voided=_is_voided(answers[line.card_id].refusal),
        )
        for line in sale.lines
    )
    state = move_sale(sale.state, SaleEvent.CONFIRMED)
    return replace(sale, state=state, lines=lines, settled_at=answer.at)


def confirm_refused(sale: SaleRecord, refusal: Refusal, at: int) -> SaleRecord:
    """Somebody ended the sale elsewhere, or no repetition can help: then a person is needed."""
    if refusal not in (Refusal.SALE_CANCELLED, Refusal.SALE_VOIDED):
        return replace(sale, stuck=refusal)
    state = move_sale(sale.state, SaleEvent.ENDED_ELSEWHERE)
    if refusal is Refusal.SALE_VOIDED:
        lines = tuple(replace(line, voided=True) for line in sale.lines)
    else:
        lines = tuple(replace(line, activated=False) for line in sale.lines)
    return replace(sale, state=state, lines=lines, settled_at=at, ended_elsewhere=True)


def refund_owed(
    before: SaleRecord, sale: SaleRecord, *, refund_id: str, origin: RefundOrigin, at: int
) -> RefundRecord | None:
    """The refund of the cards that an answer told to be paid and not activated, or null.

    What another till voided, or a recall killed, is refunded there, or by its case.
    """
    known = {line.card_id for line in before.lines if line.activated is False}
    lines = tuple(
        RefundLine(
            card_id=line.card_id,
            last_four=line.last_four,
            name=line.name,
            artwork=line.artwork,
            price_minor=line.price_minor,
            voided=True,
            refusal=line.refusal,
        )
        for line in sale.lines
        if line.activated is False and not line.voided and line.card_id not in known
    )
    if not lines:
        return None
    return RefundRecord(
        refund_id=refund_id,
        sale_id=sale.sale_id,
        origin=origin,
        state=RefundState.REFUND_DUE,
        created_at=at,
        clerk=sale.clerk,
        currency=sale.currency,
        lines=lines,
        whole=len(lines) == len(sale.lines),
        refund_minor=sum(line.price_minor for line in lines),
        answered_at=at,
        came_by=sale.payment,
    )


def _is_voided(refusal: CardRefused | None) -> bool:
    """Whether the card was voided by another till, or recalled: its price is not this till's."""
    return refusal is not None and refusal.refusal is CardRefusal.VOIDED


# --- Voids: a person's decision, one way ---------------------------------------------------------


def void_decided(sale: SaleRecord) -> SaleRecord:
    """From here on no CONFIRM is sent any more."""
    return replace(sale, state=move_sale(sale.state, SaleEvent.VOID_DECIDED), stuck=None)


def new_void(
    *,
    refund_id: str,
    sale_id: str,
    clerk: Clerk,
    currency: str,
    lines: tuple[RefundLine, ...],
    whole: bool,
    reason: VoidReason,
    note: str,
    approval: str | None,
    approver: str | None,
    came_by: Payment | None,
    at: int,
) -> RefundRecord:
    """The record of a void, before anything is sent."""
    return RefundRecord(
        refund_id=refund_id,
        sale_id=sale_id,
        origin=RefundOrigin.VOID,
        state=RefundState.VOIDING,
        created_at=at,
        clerk=clerk,
        currency=currency,
        lines=lines,
        whole=whole,
        reason=reason,
        note=note,
        approval=approval,
        approver=approver,
        came_by=came_by,
    )


def with_payment_of(refund: RefundRecord, sale: SaleRecord) -> RefundRecord:
    """The void of a paid sale that is never confirmed now tells how it was paid."""
    refund = replace(refund, came_by=sale.payment or refund.came_by)
    if sale.state is not SaleState.PAID:
        return refund
    return replace(refund, payment=sale.payment, paid_at=sale.paid_at)


def voided(refund: RefundRecord, answer: VoidAnswer) -> RefundRecord:
    """The server answered card by card; where some card stays sold, a case is opened."""
    answers = {line.card_id: line for line in answer.lines}
    lines = tuple(_void_line(line, answers.get(line.card_id)) for line in refund.lines)
    kept = any(line.stays_sold for line in lines)
    some = any(line.voided for line in lines)
    event = RefundEvent.REFUSED
    if some:
        event = _void_taken(refund, owed=answer.signature_owed)
    return replace(
        refund,
        state=move_refund(refund.state, event),
        lines=lines,
        refund_minor=answer.refund_minor,
        answered_at=answer.at,
        case_open=kept,
    )


def _void_line(line: RefundLine, answer: VoidedLine | None) -> RefundLine:
    if answer is None:
        return replace(line, voided=False)
    return replace(line, voided=answer.voided, refusal=answer.refusal, activated=answer.activated)


def void_refused(refund: RefundRecord, refusal: Refusal, at: int) -> RefundRecord:
    """The whole void was refused.

    Of a sale that was cancelled, or of an own one that the server does not know, no card is sold:
    the money is due. An approval that was not taken waits for a manager, and so does what judges
    no void: this one may have been carried out. Every other refusal is final and a case.
    """
    if not MEANINGS[refusal].settles:
        return replace(refund, stuck=refusal)
    unknown = refusal is Refusal.SALE_UNKNOWN and refund.is_of_own_sale
    free = refusal is Refusal.SALE_CANCELLED or unknown
    event = _void_taken(refund, owed=False) if free else RefundEvent.REFUSED
    lines = tuple(replace(line, voided=free) for line in refund.lines)
    return replace(
        refund,
        state=move_refund(refund.state, event),
        lines=lines,
        refund_minor=sum(line.price_minor for line in lines) if free else 0,
        answered_at=at,
        case=None if free else refusal,
        case_open=not free,
    )


def _void_taken(refund: RefundRecord, *, owed: bool) -> RefundEvent:
    """Whatever the server says, no money goes back on nobody's signature."""
    signed = refund.approval is not None and not owed
    return RefundEvent.VOIDED if signed else RefundEvent.VOIDED_UNSIGNED


def signed(refund: RefundRecord, *, approval: str, approver: str) -> RefundRecord:
    """A manager signs a void whose signature the server did not take, or that had none.

    A void that is still being asked about keeps its bytes: it may have been carried out. One whose
    signature a restored server has lost stays what it is, and is told to it once more.
    """
    if refund.has_lost_signature:
        # It goes out with the void now, however late there was one before.
        again = replace(refund, contradicted=SIGNED_AGAIN, signed_later=False)
        return replace(again, approval=approval, approver=approver)
    asked = refund.state is RefundState.VOIDING
    if asked and refund.stuck is not Refusal.APPROVAL_INVALID:
        raise IllegalMoveError(refund.state, RefundEvent.SIGNED)
    later = refund.state is RefundState.UNSIGNED
    state = move_refund(refund.state, RefundEvent.SIGNED)
    return replace(
        refund,
        state=state,
        approval=approval,
        approver=approver,
        signed_later=later,
        stuck=None,
    )


_JUDGES_NO_VOID: Final = frozenset(
    code for code, meaning in MEANINGS.items() if meaning.final and not meaning.settles
) - {Refusal.NOT_FOUND}


_NOT_SIGNED: Final[Mapping[Refusal | None, RefundEvent]] = {
    Refusal.APPROVAL_INVALID: RefundEvent.SIGNATURE_REFUSED,
    Refusal.SETTLED_ELSEWHERE: RefundEvent.SETTLED_ELSEWHERE,
}


def signature_answered(refund: RefundRecord, refusal: Refusal | None) -> RefundRecord:
    """The server took the signature under a void that it had carried out unsigned, or did not.

    Only an approval that does not hold is asked for again. What judges nothing waits for a person.
    Where a manager elsewhere closed the case the customer may have the money: nobody signs then.
    Every other refusal means that the server has no such void to sign; its cards are dead or were
    never sold, and a manager whose PIN it checked has signed: the money is due.
    """
    if refusal in _JUDGES_NO_VOID:
        return replace(refund, stuck=refusal)
    event = _NOT_SIGNED.get(refusal)
    if event is not None:
        refund = _not_signed(refund, event)
        settled = event is RefundEvent.SETTLED_ELSEWHERE
        return replace(refund, case=refusal, case_open=True) if settled else refund
    return replace(refund, state=move_refund(refund.state, RefundEvent.SIGNATURE_TAKEN))


def _not_signed(refund: RefundRecord, event: RefundEvent) -> RefundRecord:
    state = move_refund(refund.state, event)
    return replace(refund, state=state, approval=None, approver=None, signed_later=False)


_OVER: Final = frozenset({"", CARDS_DIFFER, Refusal.SALE_VOIDED, Refusal.SALE_CANCELLED})


def void_told_again(refund: RefundRecord, contradiction: str, at: int) -> RefundRecord:
    """A restored server took a void that was signed anew, or says otherwise once more.

    Where it took it, if for other cards, or where the sale is over, it has yet to hear that the
    money is back.
    """
    told_at = None if contradiction in _OVER else refund.back_told_at
    told = replace(refund, back_told_at=told_at, void_owed=False)
    return refund_contradicted(told, contradiction, at)


def contradicted(record: Record, told: str, at: int) -> Record:
    """A restored server answers otherwise than it had: a manager has to see that."""
    if isinstance(record, RefundRecord):
        return refund_contradicted(record, told, at)
    owed = record.has_denied and told == STILL_HELD
    return replace(record, contradicted=told, denial_owed=owed)


def refund_contradicted(refund: RefundRecord, told: str, at: int) -> RefundRecord:
    """A restored server answers otherwise than it had about a void.

    Where another void was before this one and the money is not back, nothing is left to find
    out: the void is refused, as it would have been then. Where only the later signature was lost
    the void waits for one again, as it did before.
    """
    if told == SIGNATURE_LOST:
        # Nothing is left to be signed where the void was refused before, or where the money went
        # back while the server was asked: it hears that next.
        return _not_signed(refund, RefundEvent.SIGNATURE_REFUSED) if refund.is_due else refund
    if refund.is_unpaid and told == Refusal.SALE_VOIDED:
        refused = void_refused(refund, Refusal.SALE_VOIDED, at)
        return replace(refused, contradicted="", void_owed=False)
    if told == SALE_UNTOLD and refund.is_of_own_sale:
        # Its journal was laid aside: no till tells that sale, and nothing is there to note it at.
        is_over = refund.owes_word and not refund.may_not_be_given
        told_at = at if is_over else refund.back_told_at
        return replace(refund, contradicted=told, void_owed=False, back_told_at=told_at)
    return replace(refund, contradicted=told, void_owed=told == SALE_UNTOLD)


def refund_told(refund: RefundRecord, view: SaleView) -> RefundRecord:
    """What the server tells of a refund's sale while its money is still to go back from here.

    Where a manager has closed its case elsewhere he has paid it, or found that nothing is owed:
    that does not go back here. Where the till of the sale denies the payment, it is in doubt until
    a manager has found out. How another till's sale was paid may be known otherwise by now.
    """
    if refund.state is not RefundState.REFUND_DUE or refund.contradicted not in ("", IN_DOUBT):
        return refund
    settled = _settled_of(refund, view)
    if settled:
        return settled_elsewhere(refund, settled)
    if refund.origin is not RefundOrigin.VOID or refund.is_of_own_sale:
        return refund
    in_doubt = refund.contradicted == IN_DOUBT if view.denied is None else view.denied
    came_by = view.payment or refund.came_by
    return replace(refund, came_by=came_by, contradicted=IN_DOUBT if in_doubt else "")


def _settled_of(refund: RefundRecord, view: SaleView) -> dict[str, SettledRefund]:
    """The cards of the refund that a manager has settled.

    A void is settled as a whole, or card by card before it came: a late confirm had told of them.
    """
    settled = view.settled or []
    if refund.origin is RefundOrigin.VOID:
        of_void = next((one for one in settled if one.void_id == refund.refund_id), None)
        if of_void is not None:
            return {line.card_id: of_void for line in refund.lines}
    cards = {line.card_id for line in refund.lines if line.voided is not False}
    return {one.card_id: one for one in settled if one.card_id in cards}


def settled_elsewhere(refund: RefundRecord, settled: dict[str, SettledRefund]) -> RefundRecord:
    """Nothing of it goes back here; or what is left, where only some of its cards are settled.

    A void that names its cards keeps them: it is told again as it was.
    """
    newest = max(settled.values(), key=lambda one: one.closed_at)
    left = tuple(line for line in refund.lines if line.card_id not in settled)
    owed = [line for line in left if line.voided is not False]
    if owed:
        due = sum(line.price_minor for line in owed)
        names_cards = refund.origin is RefundOrigin.VOID and not refund.whole
        lines = refund.lines if names_cards else left
        return replace(refund, lines=lines, refund_minor=due, settled_by=newest.closed_by)
    return replace(
        refund,
        state=move_refund(refund.state, RefundEvent.SETTLED_ELSEWHERE),
        case=None if newest.unpaid else Refusal.SETTLED_ELSEWHERE,
        case_open=True,
        contradicted="",
        settled_by=newest.closed_by,
    )


def contradiction_closed(record: Record, reason: str, at: int) -> Record:
    """A manager has looked into it, and says how it was settled.

    What is not paid by then is not paid from here: whether it is owed at all says the server, by a
    case of its own.
    """
    closed = replace(record, contradicted="", case_reason=reason)
    if not isinstance(closed, RefundRecord) or not closed.is_unpaid:
        return closed
    state = move_refund(closed.state, RefundEvent.SETTLED_ELSEWHERE)
    return replace(closed, state=state, case_open=False, case_closed_at=at)


def sale_after_void(sale: SaleRecord, refund: RefundRecord) -> SaleRecord:
    """The sale of an answered void: closed when no card of it is sold any more."""
    told = {line.card_id: line for line in refund.lines}
    lines = tuple(_line_after_void(line, told.get(line.card_id)) for line in sale.lines)
    sold = any(not line.voided and line.activated is not False for line in lines)
    event = SaleEvent.STAYS_SOLD if sold else SaleEvent.VOIDED
    settled_at = sale.settled_at
    if any(not line.activated or line.refusal is not None for line in refund.lines):
        # Its confirmation was carried out, though no answer came: a restored server hears it again.
        settled_at = settled_at or refund.answered_at
    return replace(sale, state=move_sale(sale.state, event), lines=lines, settled_at=settled_at)


def _line_after_void(line: Line, told: RefundLine | None) -> Line:
    if told is None:
        return line
    if not told.activated:
        return replace(line, activated=False, refusal=told.refusal)
    return replace(line, voided=line.voided or bool(told.voided))


def case_closed(refund: RefundRecord, reason: str, at: int) -> RefundRecord:
    """A person settled the case and says how."""
    return replace(refund, case_open=False, case_closed_at=at, case_reason=reason)
