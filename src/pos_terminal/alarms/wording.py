"""From what the server tells of an alarm to what the page shows of it."""

from __future__ import annotations

from typing import Final

from card_contract.alarm_messages import AlarmCardView, AlarmView, CardStanding, PackStanding
from card_contract.card_number import CardNumber
from card_contract.states import CaseKind, CodeState, HoldState, StopReason
from pos_terminal.alarms.model import (
    AlarmedCard,
    AlarmRow,
    Pack,
    PackCard,
    Standing,
    Way,
)
from pos_terminal.words import Message

_STATES: Final = {
    CodeState.REDEEMED: Standing.REDEEMED,
    CodeState.INVALIDATED: Standing.INVALID,
}
_HOLDS: Final = {
    HoldState.HELD: Standing.HELD,
    HoldState.SOLD: Standing.SOLD,
}
_WAYS: Final = {
    CaseKind.PROBED: (),
    CaseKind.TWO_STORES: (Way.SALE,),
    CaseKind.TILL_FORK: (Way.TILLS, Way.SALE),
    CaseKind.TILL_GAP: (Way.TILLS, Way.LEDGER),
    CaseKind.LEDGER_MISFIT: (Way.LEDGER,),
    CaseKind.GUESSING: (),
}


def alarm_row(alarm: AlarmView, chosen: str | None, *, is_acknowledged: bool) -> AlarmRow:
    return AlarmRow(
        case_id=alarm.case_id,
        kind=alarm.kind,
        fact=fact_of(alarm),
        store_name=alarm.store_name,
        till_name=alarm.till_name,
        at_ms=alarm.opened_at,
        chosen=alarm.case_id == chosen,
        is_acknowledged=is_acknowledged,
    )


def fact_of(alarm: AlarmView) -> Message:
    """What happened, in a few words."""
    unnamed = alarm.till_id or ""
    values = {
        "last_four": alarm.last_four or "",
        "till": alarm.till_name or unnamed,
        "store": alarm.store_name or "",
    }
    return Message(f"fact.{alarm.kind.value}", values)


def meaning_of(alarm: AlarmView, card: AlarmCardView | None) -> Message:
    """What it means."""
    if alarm.kind is CaseKind.PROBED and card is not None and card.card.stop is None:
        return Message("meaning.probed.open")
    if alarm.kind is CaseKind.TILL_GAP:
        was, _, now = alarm.detail.partition(" ")
        word = "gap" if was.partition("-")[0] == now.partition("-")[0] else "gap.new"
        return Message(f"meaning.till-{word}", {"was": was, "now": now})
    if alarm.kind is CaseKind.TILL_FORK:
        return Message("meaning.till-fork", {"number": alarm.receipt_number or ""})
    if alarm.kind is CaseKind.LEDGER_MISFIT:
        return Message("meaning.ledger-misfit", {"position": alarm.detail})
    return Message(f"meaning.{alarm.kind.value}")


def what_to_do(alarm: AlarmView) -> Message:
    return Message(f"todo.{alarm.kind.value}", {"till": alarm.till_name or alarm.till_id or ""})


def ways_of(alarm: AlarmView, card: AlarmCardView | None) -> tuple[Way, ...]:
    """Where it leads: to the sale where there is one, to the recall where a pack is known."""
    ways = tuple(
        way for way in _WAYS.get(alarm.kind, ()) if way is not Way.SALE or alarm.sale_id is not None
    )
    return (Way.RECALL, *ways) if card is not None and card.pack is not None else ways


def alarmed_card(view: AlarmCardView) -> AlarmedCard:
    card = view.card
    sold = None
    if view.sold_at is not None:
        sold = Message(
            "card.sold",
            {
                "sold_at": view.sold_at,
                "till": view.sold_at_till or "",
                "store": view.sold_in_store or "",
            },
        )
    return AlarmedCard(
        name=view.product.name,
        number=None if card.number is None else CardNumber(card.number).grouped(),
        last_four=card.last_four,
        standing=standing_of(card),
        sold=sold,
        pack=None if view.pack is None else _pack(view.pack, card),
    )


def standing_of(card: CardStanding) -> Standing:
    """How a card stands; what can no longer be changed comes first."""
    if card.code_state in _STATES:
        return _STATES[card.code_state]
    if card.hold_state in _HOLDS:
        return _HOLDS[card.hold_state]
    return Standing.UNSOLD if card.stop is None else Standing.STOPPED


def can_reopen(view: AlarmCardView) -> bool:
    """Whether there is a probed card's stop that could be lifted, and a use in lifting it."""
    is_probed = view.card.stop is StopReason.PROBED
    return is_probed and view.card.code_state is CodeState.INACTIVE


def stays(*, is_acknowledged: bool) -> Message:
    """That a probed card is not sold again by looking into its alarm alone."""
    return Message("stays.acknowledged" if is_acknowledged else "stays.stopped")


def _pack(pack: PackStanding, meant: CardStanding) -> Pack:
    cards = sorted((*pack.neighbours, meant), key=lambda card: card.number or "")
    values = {
        "count": pack.total,
        "unsold": pack.unsold,
        "sold": pack.sold,
        "stopped": pack.stopped,
    }
    return Pack(
        label=pack.label,
        sentence=Message("pack.standing", values),
        cards=tuple(
            PackCard(
                last_four=card.last_four,
                standing=standing_of(card),
                is_meant=card.card_id == meant.card_id,
            )
            for card in cards
        ),
    )
