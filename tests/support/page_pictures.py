"""Pictures of *Sales* and of the second person's signature, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from card_contract.messages import ApprovalPurpose, VoidReason
from card_contract.states import PaymentKind, Role
from pos_terminal.approval.model import ApprovalState, Approver
from pos_terminal.receipts import PrinterState, ReceiptData
from pos_terminal.sales.model import (
    SaleDetail,
    SaleRow,
    SalesState,
    SearchKind,
    VoidForm,
    VoidResult,
    VoidStage,
)
from pos_terminal.words import ON, Button, LineState, Message, WayBack
from support import receipt_examples
from support.sale_lines import MINUTE, NOW, Say, in_state, said, two_lines

_NO_REFUND = "off.no_refund_due"


def sales(say: Say = said, **changes: Any) -> SalesState:
    rows = tuple(
        SaleRow(
            sale_id=str(index),
            number=f"T1-1-0004{21 - index}",
            at_ms=NOW - index * 11 * MINUTE,
            currency="EUR",
            total_minor=[75_00, 50_00, 25_00, 10_00, 60_00, 35_00][index],
            cards=2 if index in (0, 4, 5) else 1,
            last_fours=("8206", "4471") if index in (0, 4, 5) else ("4471",),
            operator_name="Mia Kern",
            state_word=say(_WORDS[index]),
            chosen=index == 0,
        )
        for index in range(6)
    )
    state = SalesState(
        sentence=say("sales_found", count=6),
        note=None,
        currency="EUR",
        day="2026-11-22",
        kind=SearchKind.DAY,
        rows=rows,
        more=True,
        detail=detail(say),
    )
    return replace(state, **changes)


_WORDS = (
    "sale.confirmed",
    "sale.partly_activated",
    "sale.being_activated",
    "sale.voided",
    "sale.partly_voided",
    "sale.not_activated",
)


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
        state_word=say("sale.confirmed"),
        lines=two_lines(LineState.ACTIVATED, say),
        receipt=receipt_examples.sale(copy=True),
        reprint=ON,
        void=ON,
        form=None,
        result=None,
        print_fault=None,
    )
    return replace(made, **changes)


def not_open(say: Say = said) -> SalesState:
    state = sales(say, detail=None)
    return replace(state, rows=tuple(replace(row, chosen=False) for row in state.rows))


def voiding(say: Say = said) -> SalesState:
    form = VoidForm(
        chosen=frozenset({"2"}),
        whole_only=False,
        reason=VoidReason.WRONG_CARD,
        note="",
        refund_minor=25_00,
        sign=ON,
        way=WayBack(kind=PaymentKind.REFERENCE, reference="A-77"),
    )
    return sales(say, detail=detail(say, form=form))


def voiding_whole(say: Say = said) -> SalesState:
    form = VoidForm(
        chosen=frozenset({"1", "2"}),
        whole_only=True,
        reason=None,
        note="",
        refund_minor=75_00,
        sign=Button(enabled=False, why_off=say("void.choose_reason")),
        way=WayBack(kind=PaymentKind.CASH),
    )
    lines = two_lines(LineState.BEING_ACTIVATED, say)
    word = say("sale.being_activated")
    open_sale = detail(say, form=form, lines=lines, state_word=word, receipt=None)
    listed = sales(say, detail=open_sale)
    rows = (replace(listed.rows[0], state_word=word), *listed.rows[1:])
    return replace(listed, rows=rows)


def _result(
    say: Say,
    stage: VoidStage,
    word: str,
    *,
    refund_minor: int = 25_00,
    receipt: ReceiptData | None = None,
    **values: str | int,
) -> VoidResult:
    values = {"count": 1, "refund_minor": refund_minor, **values}
    due = stage is VoidStage.REFUND_DUE
    return VoidResult(
        refund_id="R",
        stage=stage,
        sentence=say(f"result.{word}", **values),
        what_to_do=say(f"result.{word}.todo", **values),
        refund_minor=refund_minor,
        hand_back=ON if due else Button(enabled=False, why_off=say(_NO_REFUND)),
        receipt=receipt,
        way=WayBack(kind=PaymentKind.REFERENCE, reference="A-77") if due else None,
    )


def _voided(
    say: Say, result: VoidResult, state: LineState, word: str, **changes: Any
) -> SalesState:
    """The second card is what the void is about."""
    first, second = two_lines(LineState.ACTIVATED, say)
    open_sale = detail(
        say,
        lines=(first, in_state(second, state, say)),
        result=result,
        state_word=say(word),
        **changes,
    )
    listed = sales(say)
    rows = tuple(replace(row, state_word=say(word)) if row.chosen else row for row in listed.rows)
    return replace(listed, rows=rows, detail=open_sale)


def asking(say: Say = said) -> SalesState:
    result = _result(say, VoidStage.ASKING, "asking")
    under_way = Button(enabled=False, why_off=say("void.under_way"))
    return _voided(say, result, LineState.BEING_VOIDED, "sale.being_voided", void=under_way)


def signature_owed(say: Say = said) -> SalesState:
    result = _result(say, VoidStage.SIGNATURE_OWED, "signature_owed")
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided")


def signing(say: Say = said) -> SalesState:
    result = _result(say, VoidStage.SIGNING, "signing")
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided")


def refund_due(say: Say = said) -> SalesState:
    receipt = receipt_examples.refund()
    result = _result(say, VoidStage.REFUND_DUE, "refund_due", receipt=receipt)
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided")


def refunded(say: Say = said) -> SalesState:
    receipt = receipt_examples.refund(copy=True)
    result = _result(say, VoidStage.HANDED_BACK, "handed_back", receipt=receipt, handed_at=NOW)
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided")


def given(say: Say = said) -> SalesState:
    receipt = receipt_examples.refund(copy=True)
    result = _result(say, VoidStage.HANDED_BACK, "given", receipt=receipt, handed_at=NOW)
    result = replace(result, way=WayBack(kind=PaymentKind.CASH))
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided")


def settled_elsewhere(say: Say = said) -> SalesState:
    result = _result(say, VoidStage.SETTLED_ELSEWHERE, "settled_elsewhere")
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided")


def settled_by(say: Say = said) -> SalesState:
    result = _result(say, VoidStage.SETTLED_ELSEWHERE, "settled_by", name="Anna Lindt")
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided")


def refund_not_known(say: Say = said, word: str = "refund_not_known") -> SalesState:
    result = replace(
        _result(say, VoidStage.REFUND_DUE, word),
        refund_known=False,
        way=None,
    )
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided")


def refund_in_doubt(say: Say = said) -> SalesState:
    result = _result(say, VoidStage.CONTRADICTED, "in_doubt")
    barred = Button(enabled=False, why_off=say("void.contradicted"))
    return _voided(say, result, LineState.VOIDED, "sale.partly_voided", void=barred)


def void_refused(say: Say = said) -> SalesState:
    result = _result(*(say, VoidStage.REFUSED, "refused"), refund_minor=0, code="CARD_REDEEMED")
    state = _voided(say, result, LineState.REDEEMED, "sale.confirmed")
    return replace(state, printer=PrinterState.PDF)


def nothing_found(say: Say = said) -> SalesState:
    return sales(
        say,
        rows=(),
        more=False,
        detail=None,
        sentence=say("find_a_sale"),
        text="T1-1-9",
        kind=SearchKind.RECEIPT,
        fault=say("search.not_understood"),
    )


def approval(say: Say = said, **changes: Any) -> ApprovalState:
    state = ApprovalState(
        open=True,
        purpose=ApprovalPurpose.VOID,
        about=say("sign.void", number="T1-1-000421", refund_minor=25_00),
        approvers=(
            Approver(
                operator_id="anna",
                name="Anna Lindt",
                initials="AL",
                role=Role.MANAGER,
                chosen=True,
            ),
            Approver(
                operator_id="sam",
                name="Sam Okafor",
                initials="SO",
                role=Role.ADMINISTRATOR,
                chosen=False,
            ),
        ),
        digits=4,
        enter=Button(enabled=False, why_off=say("at_least")),
    )
    return replace(state, **changes)


def _off(say: Say, why: str) -> Button:
    return Button(enabled=False, why_off=say(why))


def wrong_pin(say: Say = said) -> ApprovalState:
    return approval(
        say, digits=0, fault=say("wrong_pin"), without=_off(say, "without.only_offline")
    )


def offline(say: Say = said) -> ApprovalState:
    fault: Message = say("no_line")
    return approval(say, digits=0, fault=fault, without=ON)


def nobody_can_sign(say: Say = said) -> ApprovalState:
    return approval(say, digits=0, fault=say("no_connection"), without=ON)


SALES = {
    "s1-list": sales,
    "s1-not-open": not_open,
    "s2-void": voiding,
    "s2-void-whole": voiding_whole,
    "s3-asking": asking,
    "s3-signature-owed": signature_owed,
    "s3-signing": signing,
    "s3-refund": refund_due,
    "s3-given": given,
    "s3-refunded": refunded,
    "s3-settled-elsewhere": settled_elsewhere,
    "s3-in-doubt": refund_in_doubt,
    "s3-settled-by": settled_by,
    "s3-refund-not-known": refund_not_known,
    "s3-refund-no-line": lambda say: refund_not_known(say, "refund_no_line"),
    "s4-refused": void_refused,
    "s5-nothing": nothing_found,
}
APPROVAL = {
    "a1-sign": approval,
    "a2-wrong": wrong_pin,
    "a3-offline": offline,
    "a4-no-connection": nobody_can_sign,
}
