"""The two tables, walked whole: every state with every event, and what must never be possible."""

from __future__ import annotations

from itertools import product

import pytest

from pos_terminal.journal.sale_machine import (
    OPEN_REFUNDS,
    OPEN_SALES,
    REFUND_MOVES,
    SALE_MOVES,
    UNPAID_REFUNDS,
    IllegalMoveError,
    RefundEvent,
    RefundState,
    SaleEvent,
    SaleState,
    move_refund,
    move_sale,
)

ARROWS = {
    ("new", "reserved", "paying"),
    ("new", "reserve_refused", "closed"),
    ("new", "cancel", "cancelling"),
    ("paying", "paid", "paid"),
    ("paying", "cancel", "cancelling"),
    ("paid", "payment_corrected", "paid"),
    ("paid", "confirmed", "done"),
    ("paid", "ended_elsewhere", "closed"),
    ("paid", "void_decided", "voiding"),
    ("done", "void_decided", "voiding"),
    ("cancelling", "cancelled", "closed"),
    ("cancelling", "already_confirmed", "done"),
    ("cancelling", "ended_elsewhere", "closed"),
    ("cancelling", "given_up", "closed"),
    ("voiding", "voided", "closed"),
    ("voiding", "stays_sold", "done"),
}
REFUND_ARROWS = {
    ("voiding", "voided", "refund_due"),
    ("voiding", "voided_unsigned", "unsigned"),
    ("voiding", "refused", "refused"),
    ("voiding", "signed", "voiding"),
    ("unsigned", "signed", "signing"),
    ("signing", "signature_taken", "refund_due"),
    ("signing", "signature_refused", "unsigned"),
    ("refund_due", "handed_back", "closed"),
    # What a restored server says instead, before the money is back.
    ("refund_due", "signature_refused", "unsigned"),
    # A manager settled elsewhere what somebody here had paid without asking first.
    ("settled_elsewhere", "gone_out_before", "closed"),
    ("closed", "not_given", "refund_due"),
    *((at, to, to) for at in UNPAID_REFUNDS for to in ("refused", "settled_elsewhere")),
}


@pytest.mark.parametrize(("state", "event"), list(product(SaleState, SaleEvent)))
def test_every_pair_of_the_sale_moves_as_designed_or_is_refused(
    state: SaleState, event: SaleEvent
) -> None:
    wanted = next((to for at, by, to in ARROWS if (at, by) == (state, event)), None)
    if wanted is None:
        with pytest.raises(IllegalMoveError):
            move_sale(state, event)
    else:
        assert move_sale(state, event) == wanted


@pytest.mark.parametrize(("state", "event"), list(product(RefundState, RefundEvent)))
def test_every_pair_of_the_refund_moves_as_designed_or_is_refused(
    state: RefundState, event: RefundEvent
) -> None:
    wanted = next((to for at, by, to in REFUND_ARROWS if (at, by) == (state, event)), None)
    if wanted is None:
        with pytest.raises(IllegalMoveError):
            move_refund(state, event)
    else:
        assert move_refund(state, event) == wanted


def test_the_tables_name_every_state() -> None:
    assert set(SALE_MOVES) == set(SaleState)
    assert set(REFUND_MOVES) == set(RefundState)


def test_no_way_leads_from_paid_to_cancelling() -> None:
    assert SaleState.CANCELLING not in reachable(SaleState.PAID)


def test_a_decided_void_never_leads_back_to_paid() -> None:
    assert SaleState.PAID not in reachable(SaleState.VOIDING)


def test_an_open_sale_can_always_end() -> None:
    for state in OPEN_SALES:
        assert {SaleState.CLOSED, SaleState.DONE} & reachable(state)
    ended = {RefundState.REFUSED, RefundState.SETTLED_ELSEWHERE, RefundState.CLOSED}
    assert set(RefundState) - ended == OPEN_REFUNDS


def reachable(start: SaleState) -> set[SaleState]:
    seen: set[SaleState] = set()
    waiting = [start]
    while waiting:
        for state in SALE_MOVES[waiting.pop()].values():
            if state not in seen:
                seen.add(state)
                waiting.append(state)
    return seen
