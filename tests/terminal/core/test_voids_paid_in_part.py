"""A void of a sale that is over for the server, whose cards a manager has paid one by one before."""

from __future__ import annotations

import pytest

from card_contract.messages import SaleView, SettledRefund, VoidReason
from card_contract.outcomes import Refusal
from card_contract.states import SaleStage
from pos_terminal.journal import steps
from pos_terminal.journal.records import Clerk, RefundLine, RefundRecord
from pos_terminal.journal.requests import void_request
from pos_terminal.journal.sale_machine import RefundState

SALE = "T1.1.000001." + "0" * 26
VOID = f"V-{SALE}"
PRICE = 2500


def refused(*, whole: bool = True) -> RefundRecord:
    """Nothing is sold: all of it is due."""
    lines = tuple(
        RefundLine(card_id=card, last_four=card * 4, name="Gift", artwork=None, price_minor=PRICE)
        for card in ("1", "2")
    )
    void = steps.new_void(
        refund_id=VOID,
        sale_id=SALE,
        clerk=Clerk(operator_id="mia", name="Mia"),
        currency="EUR",
        lines=lines,
        whole=whole,
        reason=VoidReason.WRONG_CARD,
        note="",
        approval="signed",
        approver="anna",
        came_by=None,
        at=1,
    )
    due = steps.void_refused(void, Refusal.SALE_CANCELLED, 2)
    assert (due.is_due, due.refund_minor) == (True, 2 * PRICE)
    return due


def view(*paid: str) -> SaleView:
    """What the server tells of the sale: a case of each of these, or of the void, was paid."""
    settled = [
        SettledRefund(
            void_id=VOID if one == VOID else None,
            card_id=None if one == VOID else one,
            closed_at=5,
            closed_by="Tom Berg",
            unpaid=False,
        )
        for one in paid
    ]
    return SaleView(
        sale_id=SALE,
        receipt_number="T1-1-000001",
        till_id="T1",
        till_name="Till 1",
        store_name="Harbour",
        operator_name="Mia",
        stage=SaleStage.CANCELLED,
        currency="EUR",
        total_minor=2 * PRICE,
        held_at=None,
        paid_at=None,
        ended_at=3,
        payment=None,
        lines=[],
        denied=False,
        settled=settled,
    )


@pytest.mark.parametrize("whole", [True, False])
def test_what_a_manager_has_paid_of_it_does_not_go_back_here(*, whole: bool) -> None:
    due = refused(whole=whole)
    sent = void_request(due)
    for _ in range(2):  # it is asked again, before the money goes out
        due = steps.refund_told(due, view("1"))
        assert (due.is_due, due.refund_minor, due.settled_by) == (True, PRICE, "Tom Berg")
    assert void_request(due) == sent, "a restored server is told the same void again"


@pytest.mark.parametrize("paid", [("1", "2"), ("1", VOID)])
def test_nothing_goes_back_here_once_managers_have_paid_it_all(paid: tuple[str, str]) -> None:
    due = steps.refund_told(refused(), view(paid[0]))
    done = steps.refund_told(due, view(*paid))
    assert (done.state, done.is_due) == (RefundState.SETTLED_ELSEWHERE, False)
    assert done.case is Refusal.SETTLED_ELSEWHERE


def test_what_was_paid_of_a_card_that_this_void_does_not_take_is_not_its_business() -> None:
    due = refused()
    assert steps.refund_told(due, view("3")) == due
