"""What the till says to the server for a record: the same bytes whenever it is sent.

Somebody else may be signed in by then, so a sale and a void name who decided them.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import msgspec

from card_contract.messages import (
    CancelReason,
    CancelRequest,
    CardRefused,
    ConfirmAnswer,
    ConfirmRequest,
    HandedBackRequest,
    RefusedBefore,
    ReserveAgainRequest,
    ReserveLine,
    ReserveRequest,
    SaleView,
    SignatureRequest,
    VoidRequest,
)
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CodeState, HoldState, MoneyWay, SaleStage
from pos_terminal.gateway.answers import Refused, ReplyLost
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.way_told import telling_way
from pos_terminal.journal.records import Record, RefundOrigin, RefundRecord, SaleRecord
from pos_terminal.journal.steps import Outgoing

# The proof is not taken, or an older version was put back with the backup and takes none.
_UNPROVED: Final = frozenset({Refusal.NO_OPERATOR, Refusal.NOT_FOUND})


async def send(
    server: Server, record: Record, message: Outgoing, *, told_again: bool = False
) -> Any:
    """Send this message of the record; returns the answer, or the refusal.

    ``told_again`` says that it was answered before the server was restored.
    """
    if isinstance(record, SaleRecord):
        return await _of_sale(server, record, message, told_again=told_again)
    return await _of_refund(server, record, message, told_again=told_again)


async def _of_sale(server: Server, sale: SaleRecord, message: Outgoing, *, told_again: bool) -> Any:
    if told_again and (tell := _AGAIN.get(message)) is not None:
        return await tell(server, sale)
    match message:
        case Outgoing.RESERVE:
            return await server.reserve(sale.sale_id, reserve_request(sale))
        case Outgoing.CONFIRM:
            return await _confirm(server, sale)
        case Outgoing.CANCEL:
            return await server.cancel(sale.sale_id, cancel_request(sale))
        case Outgoing.READ:
            return await server.sale(sale.sale_id)
        case Outgoing.DENY:
            return await _deny(server, sale)
        case _:
            raise AssertionError("no message of a sale")


async def _reserve_again(server: Server, sale: SaleRecord) -> Any:
    """With the server's own proof, where there is one that it takes; else somebody signs in."""
    held = reserve_request(sale)
    if sale.hold_proof:
        proved = ReserveAgainRequest(held=held, proof=sale.hold_proof)
        answer = await server.reserve_again(sale.sale_id, proved)
        if not isinstance(answer, Refused) or answer.code not in _UNPROVED:
            return answer
    return await server.reserve(sale.sale_id, msgspec.structs.replace(held, told_again=True))


async def _confirm_again(server: Server, sale: SaleRecord) -> Any:
    request = msgspec.structs.replace(confirm_request(sale), refused_before=refused_before(sale))
    return await server.confirm(sale.sale_id, request)


_AGAIN: Final = {Outgoing.RESERVE: _reserve_again, Outgoing.CONFIRM: _confirm_again}
"""What of a sale is told to a restored server otherwise than it was said at first."""


async def _confirm(server: Server, sale: SaleRecord) -> Any:
    """Confirm it. An answer that was stored is the answer of that time: a card may have been
    recalled since, so it is said as the sale stands now, or is no answer where that is not told.
    """
    answer = await server.confirm(sale.sale_id, confirm_request(sale))
    if isinstance(answer, Refused) or not answer.replayed:
        return answer
    view = await server.sale(sale.sale_id)
    if isinstance(view, Refused):
        if view.final:
            raise ReplyLost("The server does not tell of a sale that it has confirmed.")
        return view
    return as_it_stands(answer, view)


def as_it_stands(answer: ConfirmAnswer, view: SaleView) -> ConfirmAnswer:
    """A card that is dead by now is told like one that was voided: its price has a case."""
    dead = {
        line.card_id
        for line in view.lines
        if line.code_state is CodeState.INVALIDATED or line.hold_state is HoldState.VOIDED
    }
    lines = [
        msgspec.structs.replace(
            line,
            activated=False,
            refusal=CardRefused(card_id=line.card_id, refusal=CardRefusal.VOIDED),
        )
        if line.activated and line.card_id in dead
        else line
        for line in answer.lines
    ]
    return msgspec.structs.replace(answer, lines=lines)


async def _deny(server: Server, sale: SaleRecord) -> Any:
    """Cancel only what has ended: held cards would be freed, though their sale may have been paid
    elsewhere. Returns the sale where nothing was cancelled.
    """
    view = await server.sale(sale.sale_id)
    if isinstance(view, Refused) or view.stage in (SaleStage.HELD, SaleStage.CANCELLED):
        return view
    return await server.cancel(sale.sale_id, cancel_request(sale))


async def _of_refund(
    server: Server, refund: RefundRecord, message: Outgoing, *, told_again: bool
) -> Any:
    match message:
        case Outgoing.VOID:
            return await _void(server, refund, told_again=told_again)
        case Outgoing.VOID_AGAIN:
            return await _of_refund(server, refund, Outgoing.VOID, told_again=True)
        case Outgoing.SIGN:
            return await server.sign_void(refund.refund_id, signature_request(refund))
        case Outgoing.HANDED_BACK if refund.origin is RefundOrigin.VOID:
            return await server.hand_back_void(refund.refund_id, handed_back_request(refund))
        case Outgoing.HANDED_BACK:
            return await server.hand_back_sale(refund.sale_id, handed_back_request(refund))
        case Outgoing.READ:
            return await server.sale(refund.sale_id)
        case _:
            raise AssertionError("no message of a refund")


async def _void(server: Server, refund: RefundRecord, *, told_again: bool) -> Any:
    """Void it. What was decided before a restore is not asked about: its money may be back."""
    request = void_request(refund)
    if told_again:
        request = msgspec.structs.replace(
            request, told_again=True, goes_back_by=None, used_before=_used_before(refund)
        )
    return await telling_way(partial(server.void, refund.refund_id), request)


def reserve_request(sale: SaleRecord) -> ReserveRequest:
    """The RESERVE of a sale: the same bytes whenever it is sent."""
    lines = [
        ReserveLine(card_id=line.card_id, price_minor=line.price_minor, keyed=line.keyed)
        for line in sale.lines
    ]
    return ReserveRequest(
        lines=lines,
        currency=sale.currency,
        created_at=sale.created_at,
        decided_by=sale.clerk.operator_id,
    )


def confirm_request(sale: SaleRecord) -> ConfirmRequest:
    """The CONFIRM of a paid sale: the same bytes whenever it is sent."""
    if sale.payment is None or sale.paid_at is None:
        raise ValueError("A sale that is not paid is never confirmed.")
    return ConfirmRequest(payment=sale.payment, paid_at=sale.paid_at)


def refused_before(sale: SaleRecord) -> list[RefusedBefore]:
    """The cards of a sale that were refused when it was confirmed; a voided one has its void."""
    return [
        RefusedBefore(card_id=line.card_id, refusal=line.refusal.refusal)
        for line in sale.lines
        if line.refusal is not None and line.refusal.refusal is not CardRefusal.VOIDED
    ]


def cancel_request(sale: SaleRecord) -> CancelRequest:
    """The CANCEL of a sale: the same bytes whenever it is sent."""
    return CancelRequest(reason=sale.cancel_reason or CancelReason.REVERSAL)


def signature_request(refund: RefundRecord) -> SignatureRequest:
    """The later signature under a void that was carried out without one."""
    if refund.approval is None:
        raise ValueError("Nobody has signed.")
    return SignatureRequest(approval=refund.approval)


def handed_back_request(refund: RefundRecord) -> HandedBackRequest:
    """The word that a refund's money is back: the same bytes whenever it is sent."""
    if refund.handed_back_at is None:
        raise ValueError("Nothing was handed back.")
    of_void = refund.origin is RefundOrigin.VOID
    cards = [] if of_void else [line.card_id for line in refund.lines]
    return HandedBackRequest(card_ids=cards, at=refund.told_as_at or refund.handed_back_at)


def void_request(refund: RefundRecord) -> VoidRequest:
    """The VOID of a refund record: the same bytes whenever it is sent."""
    if refund.reason is None:
        raise ValueError("Only a void is sent, and it has a reason.")
    return VoidRequest(
        sale_id=refund.sale_id,
        card_ids=[] if refund.whole else [line.card_id for line in refund.lines],
        reason=refund.reason,
        note=refund.note,
        approval=None if refund.signed_later else refund.approval,
        decided_by=refund.clerk.operator_id,
        payment=refund.payment,
        paid_at=refund.paid_at,
        goes_back_by=None if refund.is_of_own_sale else _way_of(refund),
    )


def _used_before(refund: RefundRecord) -> list[str]:
    """The cards that stayed sold, for they had been used: a restored server may not know it."""
    return [
        line.card_id
        for line in refund.lines
        if line.refusal is not None and line.refusal.refusal is CardRefusal.REDEEMED
    ]


def _way_of(refund: RefundRecord) -> MoneyWay:
    """How the money of another till's sale goes back, as whoever voids it was shown."""
    return MoneyWay.of(None if refund.came_by is None else refund.came_by.kind)
