"""Pictures of the page *Alarms*, made by hand: one of each kind, and of what can go wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from card_contract.states import CaseKind
from pos_terminal.alarms.model import (
    AlarmDetail,
    AlarmedCard,
    AlarmRow,
    AlarmsState,
    Pack,
    PackCard,
    Standing,
    Way,
)
from pos_terminal.words import ON, Message, off
from support.sale_lines import MINUTE, NOW, Say, said

_VALUES = {
    "last_four": "0178",
    "till": "Till at the back door",
    "store": "Harbour Street 12",
    "number": "T02-1-000421",
    "was": "1-000421",
    "now": "1-000388",
    "position": "48113",
}
_WAYS = {
    CaseKind.PROBED: (Way.RECALL,),
    CaseKind.TWO_STORES: (Way.RECALL, Way.SALE),
    CaseKind.TILL_FORK: (Way.TILLS, Way.SALE),
    CaseKind.TILL_GAP: (Way.TILLS, Way.LEDGER),
    CaseKind.LEDGER_MISFIT: (Way.LEDGER,),
    CaseKind.GUESSING: (),
}
KINDS = tuple(_WAYS)


def row(say: Say, kind: CaseKind, *, chosen: bool = False) -> AlarmRow:
    return AlarmRow(
        case_id=f"{kind}:1:1",
        kind=kind,
        fact=say(f"fact.{kind}", **_VALUES),
        store_name="Harbour Street 12",
        till_name=None if kind is CaseKind.PROBED else "Till at the back door",
        at_ms=NOW - (KINDS.index(kind) + 1) * 37 * MINUTE,
        chosen=chosen,
    )


def pack(say: Say) -> Pack:
    standings = (
        Standing.SOLD,
        Standing.SOLD,
        Standing.UNSOLD,
        Standing.STOPPED,
        Standing.UNSOLD,
        Standing.HELD,
        Standing.INVALID,
    )
    return Pack(
        label="P97001000001000014",
        sentence=say("pack.standing", count=10, unsold=7, stopped=1, sold=2),
        cards=tuple(
            PackCard(
                last_four=f"{145 + 11 * place:04d}",
                standing=standing,
                is_meant=place == 3,
            )
            for place, standing in enumerate(standings)
        ),
    )


def card(say: Say, standing: Standing = Standing.STOPPED, **changes: Any) -> AlarmedCard:
    made = AlarmedCard(
        name="Gift card 50",
        number="970010 00001 000017 8",
        last_four="0178",
        standing=standing,
        sold=None,
        pack=pack(say),
    )
    return replace(made, **changes)


def detail(say: Say, kind: CaseKind, **changes: Any) -> AlarmDetail:
    listed = row(say, kind)
    made = AlarmDetail(
        case_id=listed.case_id,
        kind=kind,
        at_ms=listed.at_ms,
        store_name=listed.store_name,
        till_name=listed.till_name,
        receipt_number="T02-1-000421" if Way.SALE in _WAYS[kind] else None,
        fact=listed.fact,
        meaning=say(f"meaning.{kind}", **_VALUES),
        what_to_do=say(f"todo.{kind}", **_VALUES),
        card=None,
        card_note=None,
        ways=_WAYS[kind],
        acknowledge=ON,
        reopen=None,
        stays=None,
        fault=None,
    )
    return replace(made, **changes)


def state(say: Say, kind: CaseKind | None = None, **changes: Any) -> AlarmsState:
    shown = None if kind is None else detail(say, kind, **changes)
    return AlarmsState(
        count=len(KINDS),
        sentence=say("list.count", count=len(KINDS)),
        loading=False,
        list_note=None,
        rows=tuple(row(say, one, chosen=one is kind) for one in KINDS),
        detail=shown,
    )


def probed(say: Say = said) -> AlarmsState:
    return state(say, CaseKind.PROBED, card=card(say), reopen=ON, stays=say("stays.stopped"))


def probed_acknowledged(say: Say = said) -> AlarmsState:
    opened = detail(
        say,
        CaseKind.PROBED,
        card=card(say),
        acknowledge=None,
        reopen=ON,
        stays=say("stays.acknowledged"),
    )
    listed = replace(row(say, CaseKind.PROBED, chosen=True), is_acknowledged=True)
    return replace(none(say), rows=(listed,), detail=opened)


def probed_asking(say: Say = said) -> AlarmsState:
    return state(say, CaseKind.PROBED, card_note=say("card.asking"), ways=())


def two_stores(say: Say = said) -> AlarmsState:
    sold = say("card.sold", store="Airport", till="Till 3", sold_at=NOW - 300 * MINUTE)
    return state(say, CaseKind.TWO_STORES, card=card(say, Standing.SOLD, sold=sold))


def fork(say: Say = said) -> AlarmsState:
    return state(say, CaseKind.TILL_FORK)


def gap(say: Say = said) -> AlarmsState:
    return state(say, CaseKind.TILL_GAP, fault=say("fault.no_reply"))


def gap_anew(say: Say = said) -> AlarmsState:
    return state(say, CaseKind.TILL_GAP, meaning=say("meaning.till-gap.new", **_VALUES))


def misfit(say: Say = said) -> AlarmsState:
    no_line = off("off.no_line")
    return state(say, CaseKind.LEDGER_MISFIT, acknowledge=no_line)


def guessing(say: Say = said) -> AlarmsState:
    return state(say, CaseKind.GUESSING)


def none(say: Say = said) -> AlarmsState:
    return replace(state(say), count=0, sentence=say("list.none"), rows=())


def loading(say: Say = said) -> AlarmsState:
    return replace(none(say), loading=True)


def not_shown(say: Say = said) -> AlarmsState:
    return replace(none(say), list_note=say("list.no_line"), can_retry=True)


def old_list(say: Say = said) -> AlarmsState:
    note: Message = say("list.as_of", told_at=NOW - 90 * MINUTE)
    return replace(state(say), list_note=note, can_retry=True)


ALARMS = {
    "l1-probed": probed,
    "l1-probed-acknowledged": probed_acknowledged,
    "l1-probed-asking": probed_asking,
    "l2-two-stores": two_stores,
    "l3-fork": fork,
    "l4-gap": gap,
    "l4-gap-anew": gap_anew,
    "l5-misfit": misfit,
    "l5-guessing": guessing,
    "l6-none": none,
    "l6-loading": loading,
    "l6-not-shown": not_shown,
    "l6-old-list": old_list,
}
