"""How a refund goes on once its money is handed out: pure functions, as those of ``steps``."""

from __future__ import annotations

from msgspec.structs import replace

from card_contract.messages import SettledRefund
from pos_terminal.journal.records import IN_DOUBT, RefundRecord
from pos_terminal.journal.sale_machine import (
    IllegalMoveError,
    RefundEvent,
    RefundState,
    move_refund,
)
from pos_terminal.journal.steps import case_closed, refund_contradicted, settled_elsewhere


def handed_back(refund: RefundRecord, at: int, by: str) -> RefundRecord:
    """The customer has the money, and the server has yet to hear of that; never of what a restored
    one contradicts.
    """
    if refund.contradicted:
        raise IllegalMoveError(refund.state, RefundEvent.HANDED_BACK)
    state = move_refund(refund.state, RefundEvent.HANDED_BACK)
    return replace(refund, state=state, handed_back_at=at, handed_back_by=by, back_told_at=None)


def given_doubted(refund: RefundRecord, at: int) -> RefundRecord:
    """The till has ended just after it was recorded.

    What the server has heard of it is not told again, to a restored one either, before somebody has
    looked; then it is, for it counts once.
    """
    return replace(refund, given_doubted_at=at, back_told_at=None)


def given_known(refund: RefundRecord, at: int, by: str) -> RefundRecord:
    """Somebody has looked: it was given from here.

    Whether or not the server had heard that before, it hears it now, for a restored one has not;
    but of a sale that it knows nothing of there is nothing to note it at.
    """
    if not refund.may_not_be_given:
        raise IllegalMoveError(refund.state, RefundEvent.HANDED_BACK)
    told_at = at if refund.has_no_till_to_tell_it else None
    return replace(refund, given_known_at=at, given_known_by=by, back_told_at=told_at)


def not_given(refund: RefundRecord, at: int, by: str) -> RefundRecord:
    """Somebody has looked: it was not given from here, so it is due as it was before.

    The server may have heard that it was, and a receipt may say so. Once it is given the server
    hears the very same once more, and whoever gets the money gets a receipt with it. What a
    restored one has said against it meanwhile is said of money that is due.
    """
    state = move_refund(refund.state, RefundEvent.NOT_GIVEN)
    if not refund.may_not_be_given:
        raise IllegalMoveError(refund.state, RefundEvent.NOT_GIVEN)
    due = replace(
        refund,
        state=state,
        told_as_at=refund.told_as_at or refund.handed_back_at,
        handed_back_at=None,
        handed_back_by="",
        back_told_at=None,
        printed_at=None,
        waived_at=None,
        given_doubted_at=None,
        given_known_by=by,
    )
    return refund_contradicted(due, due.contradicted, at) if due.contradicted else due


def gone_out_before(refund: RefundRecord, at: int) -> RefundRecord:
    """The customer had the money from here all the same: the server is told, and notes it twice."""
    state = move_refund(refund.state, RefundEvent.GONE_OUT_BEFORE)
    if not refund.may_have_gone_out:
        raise IllegalMoveError(refund.state, RefundEvent.GONE_OUT_BEFORE)
    return replace(refund, state=state, handed_back_at=at, case_open=False, case_closed_at=at)


def back_told(refund: RefundRecord, at: int) -> RefundRecord:
    """The server took note that the customer has the money, or has nothing to note it at."""
    return replace(refund, back_told_at=at)


def given_with_case(
    refund: RefundRecord, settled: SettledRefund, reason: str, at: int
) -> RefundRecord:
    """Its money went back from here with a case: of all its cards, or of the one that is settled.

    Of what a manager looks into otherwise only all of it ends so.
    """
    owed = {line.card_id for line in refund.lines if line.voided is not False}
    cards = owed if settled.card_id is None else owed & {settled.card_id}
    is_whole = cards == owed
    may_be_part = refund.state is RefundState.REFUND_DUE and refund.contradicted in ("", IN_DOUBT)
    if not refund.is_unpaid or not cards or not (is_whole or may_be_part):
        return refund
    after = settled_elsewhere(refund, dict.fromkeys(cards, settled))
    return case_closed(after, reason, at) if is_whole else after
