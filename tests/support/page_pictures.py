"""Pictures of *Waiting*, *Sales* and the second person's signature, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from card_contract.messages import ApprovalPurpose, VoidReason
from card_contract.states import PaymentKind
from pos_terminal.approval.model import ApprovalState, Approver
from pos_terminal.receipts import PrinterState
from pos_terminal.sales.model import (
    SaleDetail,
    SaleRow,
    SalesState,
    SearchKind,
    VoidForm,
    VoidResult,
    VoidStage,
)
from pos_terminal.waiting.model import (
    HeldElsewhere,
    PaidQuestion,
    SettleForm,
    WaitingKind,
    WaitingRow,
    WaitingState,
)
from pos_terminal.words import ON, Button, LineState
from support import checkout_pictures, receipt_examples
from support.checkout_pictures import NOW, Say, said, two_lines

MINUTE = 60_000


def row(kind: WaitingKind, say: Say = said, **changes: Any) -> WaitingRow:
    asked = kind in (WaitingKind.BEING_ACTIVATED, WaitingKind.BEING_CANCELLED)
    state = checkout_pictures.not_known(say).not_known
    assert state is not None
    made = WaitingRow(
        key=f"K-{kind.value}",
        sale_id=f"S-{kind.value}",
        number="T1-1-000421",
        kind=kind,
        fact=say("Paid, 2 cards being activated"),
        what_to_do=say("Keep the 2 cards behind the counter until they are activated."),
        at_ms=NOW,
        total_minor=75_00,
        lines=two_lines(LineState.BEING_ACTIVATED, "Being activated", say),
        steps=state.steps if kind is WaitingKind.BEING_ACTIVATED else (),
        tries=3,
        waiting_from_ms=NOW - 4_000,
        next_try_ms=NOW + 8_000 if asked else None,
        chosen=False,
        try_now=ON,
        decide=None if kind is WaitingKind.BEING_CANCELLED else ON,
    )
    return replace(made, **changes)


def waiting(say: Say = said, chosen: WaitingKind = WaitingKind.BEING_ACTIVATED) -> WaitingState:
    rows = (
        row(WaitingKind.BEING_ACTIVATED, say),
        row(
            WaitingKind.REFUND_DUE,
            say,
            number="T1-1-000419",
            total_minor=25_00,
            fact=say("Not activated, give back €25.00"),
            what_to_do=say("Keep the card. Confirm when the money is with the customer."),
            lines=two_lines(LineState.NOT_ACTIVATED, "Not activated", say)[1:],
        ),
        row(
            WaitingKind.RECEIPT_MISSING,
            say,
            number="T1-1-000417",
            fact=say("Activated, the receipt did not come out"),
            what_to_do=say("Print it now; it will say COPY. Or note that nobody needs it."),
            lines=two_lines(LineState.ACTIVATED, "Activated", say),
        ),
        row(
            WaitingKind.CASE,
            say,
            number="T1-1-000402",
            fact=say("Cancelling was refused"),
            what_to_do=say("The card has been used. Give nothing back; a manager closes it."),
            lines=two_lines(LineState.REDEEMED, "Redeemed", say)[:1],
        ),
    )
    return WaitingState(
        count=len(rows),
        sentence=say("4 things are waiting"),
        note=say("The till goes on with open sales by itself, also after a restart."),
        currency="EUR",
        rows=tuple(replace(one, chosen=one.kind is chosen) for one in rows),
        held_elsewhere=(held(say),),
    )


def held(say: Say = said) -> HeldElsewhere:
    return HeldElsewhere(
        sale_id="T2",
        number="T2-1-000077",
        till_name="Till 2",
        held_at_ms=NOW - 40 * MINUTE,
        total_minor=75_00,
        lines=two_lines(LineState.HELD, "Held", say),
        fact=say("Till 2 holds these cards since 13:27 and has not been heard from."),
        what_to_do=say("If it can be switched on again, it ends the sale by itself."),
        settle=ON,
    )


def settling(say: Say = said) -> WaitingState:
    form = SettleForm(
        sale_id="T2",
        was_paid=True,
        kind=PaymentKind.REFERENCE,
        reference="",
        reason="",
        fault=None,
        sign=Button(enabled=False, why_off=say("Enter the payment reference")),
    )
    state = waiting(say)
    rows = tuple(replace(one, chosen=False) for one in state.rows)
    return replace(state, rows=rows, settle=form)


def question(say: Say = said) -> WaitingState:
    asked = PaidQuestion(
        sale_id="Q",
        number="T1-1-000420",
        asked_at_ms=NOW - 9 * MINUTE,
        operator_name="Mia Kern",
        total_minor=75_00,
        lines=two_lines(LineState.HELD, "Held", say),
        sentence=say("Did the customer pay €75.00?"),
        what_to_do=say(
            "The till stopped while the money was being taken. Look into the drawer and at the "
            "slips of the card machine, then answer. New cards can be sold after that."
        ),
        answer=ON,
    )
    return replace(waiting(say), question=asked, questions_left=2)


def nothing_waiting(say: Say = said) -> WaitingState:
    return WaitingState(count=0, sentence=say("Nothing is waiting"), note=None, currency="EUR")


def sales(say: Say = said, **changes: Any) -> SalesState:
    rows = tuple(
        SaleRow(
            sale_id=str(index),
            number=f"T1-1-0004{21 - index}",
            at_ms=NOW - index * 11 * MINUTE,
            total_minor=[75_00, 50_00, 25_00, 10_00, 60_00, 35_00][index],
            cards=2 if index in (0, 4, 5) else 1,
            last_fours=("8206", "4471") if index in (0, 4, 5) else ("4471",),
            operator_name="Mia Kern",
            state_word=say(["Activated", "Voided"][index == 3]),
            chosen=index == 0,
        )
        for index in range(6)
    )
    state = SalesState(
        sentence=say("6 sales"),
        note=None,
        currency="EUR",
        day="2026-11-22",
        kind=SearchKind.DAY,
        rows=rows,
        more=True,
        detail=detail(say),
    )
    return replace(state, **changes)


def detail(say: Say = said, **changes: Any) -> SaleDetail:
    made = SaleDetail(
        sale_id="0",
        number="T1-1-000421",
        at_ms=NOW,
        store_name="Harbour Street 12",
        till_name="Till 1",
        operator_name="Mia Kern",
        currency="EUR",
        total_minor=75_00,
        payment_kind=PaymentKind.CASH,
        payment_reference=None,
        state_word=say("Activated"),
        lines=two_lines(LineState.ACTIVATED, "Activated", say),
        receipt=receipt_examples.sale(copy=True),
        reprint=ON,
        void=ON,
        form=None,
        result=None,
        print_fault=None,
    )
    return replace(made, **changes)


def voiding(say: Say = said) -> SalesState:
    form = VoidForm(
        chosen=frozenset({"2"}),
        whole_only=False,
        reason=VoidReason.WRONG_CARD,
        note="",
        refund_minor=25_00,
        sign=ON,
    )
    return sales(say, detail=detail(say, form=form))


def refund_due(say: Say = said) -> SalesState:
    result = VoidResult(
        refund_id="R",
        stage=VoidStage.REFUND_DUE,
        sentence=say("The card is not valid any more. Give back €25.00."),
        what_to_do=say("Keep the card, then confirm that the money went back."),
        refund_minor=25_00,
        hand_back=ON,
        receipt=receipt_examples.refund(),
    )
    return sales(say, detail=detail(say, result=result))


def void_refused(say: Say = said) -> SalesState:
    result = VoidResult(
        refund_id="R",
        stage=VoidStage.REFUSED,
        sentence=say("The card has been used already, so nothing goes back."),
        what_to_do=say("A manager finds the case under Waiting."),
        refund_minor=0,
        hand_back=Button(enabled=False, why_off=say("No money is due")),
        receipt=None,
    )
    return sales(say, detail=detail(say, result=result), printer=PrinterState.PDF)


def nothing_found(say: Say = said) -> SalesState:
    return sales(
        say,
        rows=(),
        more=False,
        detail=None,
        text="T1-1-9",
        kind=SearchKind.RECEIPT,
        fault=say("Neither a receipt number, nor a card number, nor a day."),
    )


def approval(say: Say = said, **changes: Any) -> ApprovalState:
    state = ApprovalState(
        open=True,
        purpose=ApprovalPurpose.VOID,
        about=say("Void sale T1-1-000421 and give back €25.00"),
        approvers=(
            Approver(
                operator_id="anna",
                name="Anna Lindt",
                initials="AL",
                chosen=True,
                demo_pin="482913",
            ),
            Approver(
                operator_id="sam",
                name="Sam Okafor",
                initials="SO",
                chosen=False,
                demo_pin=None,
            ),
        ),
        digits=4,
        enter=Button(enabled=False, why_off=say("At least 6 digits")),
    )
    return replace(state, **changes)


def wrong_pin(say: Say = said) -> ApprovalState:
    return approval(
        say,
        digits=0,
        fault=say("The PIN is wrong. Nothing was signed."),
        without=Button(enabled=False, why_off=say("Only while there is no connection")),
    )


WAITING = {
    "w1-list": waiting,
    "w2-refund": lambda say: waiting(say, WaitingKind.REFUND_DUE),
    "w3-receipt": lambda say: waiting(say, WaitingKind.RECEIPT_MISSING),
    "w4-case": lambda say: waiting(say, WaitingKind.CASE),
    "w5-settle": settling,
    "w6-question": question,
    "w7-nothing": nothing_waiting,
}
SALES = {
    "s1-list": sales,
    "s2-void": voiding,
    "s3-refund": refund_due,
    "s4-refused": void_refused,
    "s5-nothing": nothing_found,
}
APPROVAL = {"a1-sign": approval, "a2-wrong": wrong_pin}
