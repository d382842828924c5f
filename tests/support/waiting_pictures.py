"""Pictures of *Waiting*, made by hand: each thing that can wait, alone and among others."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from card_contract.states import CaseKind, PaymentKind, SettledAs
from pos_terminal.waiting.model import (
    Act,
    CasesOfRecall,
    CaseStage,
    HeldElsewhere,
    OpenCase,
    PaidQuestion,
    Settled,
    SettleForm,
    WaitingKind,
    WaitingRow,
    WaitingState,
)
from pos_terminal.words import ON, Button, LineState, WayBack
from support.sale_lines import MINUTE, NOW, Say, said, steps, two_lines

_ACTS = {
    WaitingKind.BEING_ACTIVATED: Act.VOID,
    WaitingKind.SIGNATURE_OWED: Act.SIGN,
    WaitingKind.REFUND_DUE: Act.HAND_BACK,
    WaitingKind.GIVEN_IN_DOUBT: Act.ACKNOWLEDGE,
    WaitingKind.RECEIPT_MISSING: Act.REPRINT,
    WaitingKind.ENDED_ELSEWHERE: Act.ACKNOWLEDGE,
    WaitingKind.CASE: Act.CLOSE_CASE,
}
_OF_REFUND = (
    WaitingKind.BEING_VOIDED,
    WaitingKind.SIGNATURE_OWED,
    WaitingKind.REFUND_DUE,
    WaitingKind.GIVEN_IN_DOUBT,
)
_OWED = (CaseKind.REFUND_DUE, CaseKind.SIGNATURE_OWED)
_ASKED = (WaitingKind.BEING_ACTIVATED, WaitingKind.BEING_CANCELLED, WaitingKind.BEING_VOIDED)
_STATES = {
    WaitingKind.BEING_ACTIVATED: LineState.BEING_ACTIVATED,
    WaitingKind.BEING_CANCELLED: LineState.BEING_FREED,
    WaitingKind.BEING_VOIDED: LineState.BEING_VOIDED,
    WaitingKind.SIGNATURE_OWED: LineState.VOIDED,
    WaitingKind.REFUND_DUE: LineState.NOT_ACTIVATED,
    WaitingKind.GIVEN_IN_DOUBT: LineState.VOIDED,
    WaitingKind.RECEIPT_MISSING: LineState.ACTIVATED,
    WaitingKind.ENDED_ELSEWHERE: LineState.ACTIVATED,
    WaitingKind.CASE: LineState.REDEEMED,
}


def row(kind: WaitingKind, say: Say = said, word: str | None = None, **changes: Any) -> WaitingRow:
    word = word or kind.value
    lines = two_lines(_STATES[kind], say)
    values: dict[str, str | int] = {"count": len(lines), "refund_minor": 75_00}
    coded = kind is WaitingKind.CASE or word.endswith("_stuck")
    values |= {"name": "Anna Lindt", "by": "Mia Kern", "handed_at": NOW}
    values |= {"code": "CARD_REDEEMED" if coded else "", "reference": "A-77"}
    act = _ACTS.get(kind)
    of_refund = kind in _OF_REFUND or word.startswith(("refund", "void"))
    made = WaitingRow(
        key=f"K-{kind.value}",
        sale_id=f"S-{kind.value}" if of_refund else f"K-{kind.value}",
        number="T1-1-000421",
        kind=kind,
        fact=say(f"row.{word}", **values),
        what_to_do=say(f"row.{word}.todo", **values),
        at_ms=NOW,
        currency="EUR",
        total_minor=75_00,
        lines=lines,
        steps=steps(say) if kind is WaitingKind.BEING_ACTIVATED else (),
        tries=3 if kind in _ASKED else 0,
        waiting_from_ms=NOW - 4_000,
        next_try_ms=NOW + 8_000 if kind in _ASKED else None,
        chosen=False,
        try_now=ON,
        decide=None if act is None else ON,
        act=act,
        way=WayBack(kind=PaymentKind.CASH) if act is Act.HAND_BACK else None,
    )
    return replace(made, **changes)


def rows(say: Say = said) -> tuple[WaitingRow, ...]:
    return (
        row(WaitingKind.BEING_ACTIVATED, say),
        row(
            WaitingKind.REFUND_DUE,
            say,
            "refund_due_not_activated",
            number="T1-1-000419",
            lines=two_lines(LineState.NOT_ACTIVATED, say)[1:],
            total_minor=25_00,
            fact=say("row.refund_due_not_activated", refund_minor=25_00),
            what_to_do=say("row.refund_due_not_activated.todo", count=1),
        ),
        row(WaitingKind.RECEIPT_MISSING, say, number="T1-1-000417"),
        row(WaitingKind.CASE, say, "void_refused", number="T1-1-000402"),
    )


def waiting(say: Say = said, chosen: WaitingKind = WaitingKind.BEING_ACTIVATED) -> WaitingState:
    listed = rows(say)
    return _state(
        say,
        tuple(replace(one, chosen=one.kind is chosen) for one in listed),
        held_elsewhere=(held(say),),
    )


def alone(one: WaitingRow, say: Say = said) -> WaitingState:
    """Nothing else is waiting."""
    return _state(say, (one,))


def _state(say: Say, listed: tuple[WaitingRow, ...], **changes: Any) -> WaitingState:
    state = WaitingState(
        count=len(listed),
        sentence=say("things_waiting", count=len(listed)),
        note=say("things_waiting.note"),
        currency="EUR",
        rows=listed,
    )
    return replace(state, **changes)


def only(
    kind: WaitingKind, word: str | None = None, state: LineState | None = None, **changes: Any
) -> partial[WaitingState]:
    """One thing that is waiting alone."""
    return partial(_only, kind, word, state, changes)


def _only(
    kind: WaitingKind,
    word: str | None,
    state: LineState | None,
    changes: dict[str, Any],
    say: Say = said,
) -> WaitingState:
    if state is not None:
        changes = {**changes, "lines": two_lines(state, say)}
    return alone(row(kind, say, word, chosen=True, **changes), say)


def held(say: Say = said, word: str = "till_silent_since", settle: Button = ON) -> HeldElsewhere:
    values: dict[str, str | int] = {"till": "Till 2", "held_at": NOW - 40 * MINUTE}
    if word in ("till_alive", "till_silent_since"):
        values["seen_at"] = NOW - 31 * MINUTE
    return HeldElsewhere(
        sale_id="T2",
        number="T2-1-000077",
        till_name="Till 2",
        held_at_ms=NOW - 40 * MINUTE,
        total_minor=75_00,
        currency="EUR",
        lines=two_lines(LineState.HELD, say),
        fact=say(f"hold.{word}", **values),
        what_to_do=say(f"hold.{word}.todo"),
        settle=settle,
    )


def held_alone(say: Say = said) -> WaitingState:
    return _state(say, (), sentence=say("nothing_waiting"), note=None, held_elsewhere=(held(say),))


def held_for_a_clerk(say: Say = said) -> WaitingState:
    off = Button(enabled=False, why_off=say("off.only_a_manager"))
    shown = held(say, "till_alive", off)
    return _state(say, (), sentence=say("nothing_waiting"), note=None, held_elsewhere=(shown,))


def settling(say: Say = said, answer: SettledAs = SettledAs.PAID) -> WaitingState:
    form = SettleForm(
        sale_id="T2",
        answer=answer,
        kind=PaymentKind.REFERENCE,
        reference="",
        reason="",
        fault=None,
        sign=Button(enabled=False, why_off=say("settle.reference_first")),
    )
    state = waiting(say)
    return replace(state, rows=tuple(replace(one, chosen=False) for one in state.rows), settle=form)


def settling_money_back(say: Say = said) -> WaitingState:
    return settling(say, SettledAs.MONEY_BACK)


def settled_to_its_case(say: Say = said) -> WaitingState:
    """The case of the hold that was settled stands behind another customer's."""
    word = f"case.{CaseKind.REFUND_DUE}.sale"
    own = case(
        CaseKind.REFUND_DUE,
        say,
        case_id="C-own",
        sale_id=held(say).sale_id,
        number=held(say).number,
        fact=say(word),
        what_to_do=say(f"{word}.todo"),
        last_four=None,
        detail="",
    )
    before = settled_without_its_case(say)
    return replace(before, cases=(*before.cases, own))


def settled_without_its_case(say: Say = said) -> WaitingState:
    """The case stands behind those that are listed, or the line is gone."""
    before, hold = settling_money_back(say), held(say)
    told = Settled(key=hold.sale_id, fact=say("settled.voided", number=hold.number))
    listed = (case(CaseKind.PAYMENT_DIFFERS, say),)
    return replace(before, held_elsewhere=(), settle=None, settled=told, cases=listed)


def case(kind: CaseKind = CaseKind.SIGNATURE_OWED, say: Say = said, **changes: Any) -> OpenCase:
    made = OpenCase(
        case_id=f"C-{kind.value}",
        kind=kind,
        number="T2-1-000071",
        till_name="Till 2",
        store_name="Harbour Street 12",
        opened_at_ms=NOW - 90 * MINUTE,
        last_four="4471",
        amount_minor=25_00,
        currency="EUR",
        fact=say(f"case.{kind.value}"),
        what_to_do=say(f"case.{kind.value}.todo"),
        detail="The till said CASH 2500, the manager REFERENCE B-12.",
        close=ON,
        way=WayBack(kind=PaymentKind.REFERENCE, reference="B-12") if kind in _OWED else None,
    )
    return replace(made, **changes)


def case_not_known(say: Say = said) -> WaitingState:
    todo = say("case.not_known.todo")
    asked = case(CaseKind.REFUND_DUE, say, stage=CaseStage.NOT_KNOWN, what_to_do=todo)
    return replace(cases(say), cases=(asked, *cases(say).cases[2:]))


def case_asked(say: Say = said) -> WaitingState:
    todo = say("case.asked.todo", name="Anna Lindt")
    asked = case(CaseKind.REFUND_DUE, say, stage=CaseStage.ASKED, what_to_do=todo)
    return replace(cases(say), cases=(asked, *cases(say).cases[2:]))


def case_given_or_not(say: Say = said, *, word: str = "todo", answer: Button = ON) -> WaitingState:
    asked = case(
        CaseKind.REFUND_DUE,
        say,
        stage=CaseStage.GIVEN_IN_DOUBT,
        fact=say("case.given_in_doubt"),
        what_to_do=say(f"case.given_in_doubt.{word}", name="Anna Lindt"),
        close=answer,
        detail="",
        way=None,
    )
    return replace(cases(say), cases=(asked, *cases(say).cases[2:]))


def case_given_being_said(say: Say = said) -> WaitingState:
    return case_given_or_not(say, answer=Button(enabled=False, why_off=say("off.trying")))


def case_given_shut_out(say: Say = said) -> WaitingState:
    return case_given_or_not(say, word="shut_out")


def case_given_other_till(say: Say = said) -> WaitingState:
    return case_given_or_not(say, word="other_till")


def case_given_lost(say: Say = said) -> WaitingState:
    return case_given_or_not(say, word="lost")


def case_given_unknown(say: Say = said) -> WaitingState:
    return case_given_or_not(say, word="unknown")


def case_of_other_money(say: Say = said) -> WaitingState:
    money = {"currency": "CHF"}
    todo, why = say("case.other_currency.todo", **money), say("off.other_currency", **money)
    away = case(CaseKind.REFUND_DUE, say, currency="CHF", what_to_do=todo)
    away = replace(away, close=Button(enabled=False, why_off=why))
    return replace(cases(say), cases=(away, *cases(say).cases[2:]))


def case_gone(gone: OpenCase, word: str = "gone", say: Say = said) -> WaitingState:
    fact, todo = say(f"case.{word}"), say(f"case.{word}.todo")
    over = replace(gone, stage=CaseStage.CLOSED, fact=fact, what_to_do=todo)
    left = tuple(one for one in cases(say).cases if one.case_id != gone.case_id)
    return replace(cases(say), cases=left, cases_ended=(over,))


def case_closed(say: Say = said) -> WaitingState:
    closed = case_gone(cases(say).cases[0], "closed_owed", say)
    cash = WayBack(kind=PaymentKind.CASH)
    over = tuple(replace(one, way=cash, has_paper=True) for one in closed.cases_ended)
    return replace(closed, cases_ended=over)


def recalled_case(say: Say = said) -> WaitingState:
    word = f"case.{CaseKind.REFUND_DUE}.recalled"
    told = case(
        CaseKind.REFUND_DUE, say, fact=say(word), what_to_do=say(f"{word}.todo"), detail="recall 7"
    )
    return _state(say, (), sentence=say("nothing_waiting"), note=None, cases=(told,))


def case_in_doubt(say: Say = said) -> WaitingState:
    word = f"case.{CaseKind.REFUND_DUE}.denied"
    told = case(
        CaseKind.REFUND_DUE,
        say,
        last_four=None,
        fact=say(word),
        what_to_do=say(f"{word}.todo"),
        detail="the till says: not paid",
        in_doubt=True,
        way=None,
    )
    return _state(say, (), sentence=say("nothing_waiting"), note=None, cases=(told,))


def case_paid_back(say: Say = said) -> WaitingState:
    told = case(CaseKind.SIGNATURE_OWED, say, what_to_do=say("case.paid_back.todo"), way=None)
    return _state(say, (), sentence=say("nothing_waiting"), note=None, cases=(told,))


def recalls_with_cases(say: Say = said) -> WaitingState:
    recalls = (
        CasesOfRecall(recall_id=12, count=10_000, opened=False),
        CasesOfRecall(recall_id=14, count=1, opened=False),
    )
    return replace(cases(say), case_recalls=recalls, holds_note=None)


def opened_recall(say: Say = said) -> WaitingState:
    word = f"case.{CaseKind.REFUND_DUE}.recalled"
    told = tuple(
        case(
            CaseKind.REFUND_DUE,
            say,
            case_id=f"C-{place}",
            fact=say(word),
            what_to_do=say(f"{word}.todo"),
            detail="recall 12",
        )
        for place in range(3)
    )
    recalls = (CasesOfRecall(recall_id=12, count=10_000, opened=True),)
    return replace(recalls_with_cases(say), cases=told, case_recalls=recalls)


def cases(say: Say = said) -> WaitingState:
    unknown: dict[str, Any] = {
        "number": None,
        "till_name": None,
        "store_name": None,
        "last_four": None,
        "amount_minor": None,
        "currency": None,
        "detail": "",
    }
    listed = (
        case(CaseKind.PAYMENT_DIFFERS, say),
        case(CaseKind.REFUND_DUE, say),
        case(CaseKind.REFERENCE_USED, say, **unknown),
    )
    return _state(
        say,
        (),
        sentence=say("nothing_waiting"),
        note=None,
        cases=listed,
        cases_more=True,
        case_sought="",
        holds_note=say("holds.no_line"),
    )


def case_of_card(say: Say = said) -> WaitingState:
    return replace(cases(say), cases=cases(say).cases[:1], case_sought="970010 00017 001240 3")


def no_case_of_card(say: Say = said) -> WaitingState:
    return replace(case_of_card(say), cases=(), cases_note=say("cases.none_of_card"))


def question(say: Say = said) -> WaitingState:
    asked = PaidQuestion(
        sale_id="Q",
        number="T1-1-000420",
        asked_at_ms=NOW - 9 * MINUTE,
        operator_name="Mia Kern",
        total_minor=75_00,
        lines=two_lines(LineState.HELD, say),
        sentence=say("question.was_it_paid", total_minor=75_00),
        what_to_do=say("question.was_it_paid.todo"),
        answer=ON,
    )
    return replace(waiting(say), question=asked, questions_left=2)


def nothing_waiting(say: Say = said) -> WaitingState:
    return WaitingState(count=0, sentence=say("nothing_waiting"), note=None, currency="EUR")


def no_line(say: Say = said) -> WaitingState:
    """Nothing of its own, and what others hold cannot be shown."""
    return replace(
        nothing_waiting(say), holds_note=say("holds.no_line"), cases_note=say("cases.no_line")
    )


def to_correct(say: Say = said, fault: str | None = None) -> WaitingState:
    stuck = row(
        WaitingKind.CASE,
        say,
        "reference_used",
        key="S",
        sale_id="S",
        act=Act.VOID,
        lines=two_lines(LineState.BEING_ACTIVATED, say),
        chosen=True,
        correct=ON,
        fault=None if fault is None else say(fault),
    )
    return alone(stuck, say)


_SIGNING: dict[str, Any] = {"act": None, "decide": None, "tries": 2, "next_try_ms": NOW + 8_000}
_STUCK: dict[str, Any] = {"act": None, "decide": None, "tries": 2}
_TRYING: dict[str, Any] = {
    "next_try_ms": None,
    "try_now": Button(enabled=False, why_off=said("off.trying")),
}
WAITING = {
    "w1-list": waiting,
    "w1-one": only(WaitingKind.BEING_ACTIVATED),
    "w1-trying": only(WaitingKind.BEING_ACTIVATED, **_TRYING),
    "w1-shut-out": only(WaitingKind.BEING_ACTIVATED, "till_revoked"),
    "w1-cancelled": only(WaitingKind.BEING_CANCELLED),
    "w1-voiding": only(WaitingKind.BEING_VOIDED),
    "w1-void-stuck": only(WaitingKind.BEING_VOIDED, "void_stuck", next_try_ms=None),
    "w1-signature-owed": only(WaitingKind.SIGNATURE_OWED),
    "w1-signing": only(WaitingKind.SIGNATURE_OWED, "signing", **_SIGNING),
    "w1-signing-stuck": only(WaitingKind.SIGNATURE_OWED, "signing_stuck", **_STUCK),
    "w2-refund": lambda say: waiting(say, WaitingKind.REFUND_DUE),
    "w3-receipt": lambda say: waiting(say, WaitingKind.RECEIPT_MISSING),
    "w3-refund-receipt": only(
        WaitingKind.RECEIPT_MISSING, "refund_receipt_missing", LineState.VOIDED
    ),
    "w3-refund-given": only(
        WaitingKind.RECEIPT_MISSING,
        "refund_given",
        LineState.VOIDED,
        way=WayBack(kind=PaymentKind.CASH),
    ),
    "w3-given-in-doubt": only(WaitingKind.GIVEN_IN_DOUBT, "given_in_doubt_by", not_given=ON),
    "w3-given-in-doubt-shut-out": lambda say: alone(
        row(
            WaitingKind.GIVEN_IN_DOUBT,
            say,
            "given_in_doubt_by",
            chosen=True,
            not_given=ON,
            what_to_do=say("row.given_in_doubt_by.shut_out", by="Mia Kern"),
        ),
        say,
    ),
    "w3-given-in-doubt-nameless": only(WaitingKind.GIVEN_IN_DOUBT, not_given=ON),
    "w4-case": lambda say: waiting(say, WaitingKind.CASE),
    "w4-correct": to_correct,
    "w4-correct-again": lambda say: to_correct(say, "correct.same_reference"),
    "w4-settled-elsewhere": only(WaitingKind.CASE, "void_settled_elsewhere", LineState.VOIDED),
    "w4-contradicted": only(WaitingKind.CASE, "contradicted", LineState.ACTIVATED),
    "w4-refund-contradicted": only(WaitingKind.CASE, "contradicted_unpaid", LineState.VOIDED),
    "w4-refund-settled-by": only(
        WaitingKind.CASE, "refund_settled_by", LineState.VOIDED, gone_out=ON
    ),
    "w4-refund-not-known": only(
        WaitingKind.REFUND_DUE, "refund_not_known", LineState.VOIDED, act=Act.ASK, way=None
    ),
    "w4-refund-no-line": only(
        WaitingKind.REFUND_DUE, "refund_no_line", LineState.VOIDED, act=Act.ASK, way=None
    ),
    "w4-refund-changed": only(WaitingKind.REFUND_DUE, "refund_changed", LineState.VOIDED),
    "w4-refund-in-doubt": only(WaitingKind.CASE, "in_doubt", LineState.VOIDED),
    "w4-elsewhere": only(WaitingKind.ENDED_ELSEWHERE, "paid_elsewhere"),
    "w4-elsewhere-unknown": only(
        WaitingKind.ENDED_ELSEWHERE, "paid_elsewhere_unknown", LineState.NOT_KNOWN
    ),
    "w4-voided-elsewhere": only(WaitingKind.ENDED_ELSEWHERE, "voided_elsewhere", LineState.VOIDED),
    "w4-voided-unpaid": only(WaitingKind.ENDED_ELSEWHERE, "voided_unpaid", LineState.VOIDED),
    "w5-held": held_alone,
    "w5-held-clerk": held_for_a_clerk,
    "w5-settle": settling,
    "w5-settle-money-back": settling_money_back,
    "w5-settled-case": settled_to_its_case,
    "w5-settled-no-case": settled_without_its_case,
    "w6-question": question,
    "w7-nothing": nothing_waiting,
    "w7-no-line": no_line,
    "w8-cases": cases,
    "w8-case-not-known": case_not_known,
    "w8-case-asked": case_asked,
    "w8-case-given-or-not": case_given_or_not,
    "w8-case-given-being-said": case_given_being_said,
    "w8-case-given-shut-out": case_given_shut_out,
    "w8-case-given-other-till": case_given_other_till,
    "w8-case-given-lost": case_given_lost,
    "w8-case-given-unknown": case_given_unknown,
    "w8-case-of-other-money": case_of_other_money,
    "w8-recalled": recalled_case,
    "w8-in-doubt": case_in_doubt,
    "w8-paid-back": case_paid_back,
    "w8-recalls": recalls_with_cases,
    "w8-recall-opened": opened_recall,
    "w8-case-of-card": case_of_card,
    "w8-no-case-of-card": no_case_of_card,
}
