"""What one card is and does, as a sequential program: a second, small telling of the rules.

The card's barcode is its code, so that tills sell it, a customer's server activates and invalidates
it, and players redeem it, all at the same time. A sale has this one card.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

OK: Final = "ok"
SELLABLE: Final = "sellable"


class Act(StrEnum):
    RESERVE = "reserve"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    VOID = "void"
    ACTIVATE = "activate"
    INVALIDATE = "invalidate"
    REDEEM = "redeem"
    LOOK_UP = "look-up"


@dataclass(frozen=True, slots=True)
class Asked:
    """``key`` is what a repeat shares with the first request; ``who`` is a sale or a player."""

    act: Act
    who: str = ""
    key: str = ""


class Card(NamedTuple):
    """``sales`` has what became of each sale, ``told`` the answers that are given again."""

    code: str = "Inactive"
    hold: str = "free"
    of: str = ""
    redeemer: str = ""
    probed: bool = False
    sales: frozenset[tuple[str, str]] = frozenset()
    told: frozenset[tuple[str, str]] = frozenset()


_OF_TILLS: Final = frozenset({Act.RESERVE, Act.CONFIRM, Act.CANCEL, Act.VOID})
_ENDED: Final = {
    "cancelled": "SALE_CANCELLED",
    "forgone": "SALE_CANCELLED",
    "voided": "SALE_VOIDED",
    "never": "SALE_VOIDED",
}
"""A sale that was never held and yet ended is *forgone* (cancelled) or *never* (voided)."""
_KEPT: Final = "voided, kept "
"""Voided after its card was refused at the confirmation: its till is told the refusal each time."""


def step(card: Card, asked: Asked) -> tuple[str, Card]:
    """What the card's server answers, and the card after it."""
    if asked.act in _OF_TILLS:
        key = f"{asked.act}/{asked.key or asked.who}"
        told = dict(card.told).get(key)
        if told is not None:
            return told, card
        answer, after = _of_sale(card, asked.act, asked.who)
        return answer, after._replace(told=after.told | {(key, answer)})
    return _of_code(card, asked.act, asked.who)


def why_not_sold(card: Card) -> str | None:
    if card.hold == "voided":
        return "CARD_VOIDED"
    if card.code == "Invalidated":
        return "CARD_INVALIDATED"
    if card.code == "Redeemed":
        return "CARD_REDEEMED"
    if card.hold != "free":
        return {"held": "CARD_HELD_ELSEWHERE", "sold": "CARD_SOLD"}[card.hold]
    return "CARD_PROBED" if card.probed else None


def _of_sale(card: Card, act: Act, sale: str) -> tuple[str, Card]:
    stage = dict(card.sales).get(sale)
    match act:
        case Act.RESERVE:
            return _reserve(card, sale, stage)
        case Act.CONFIRM:
            return _confirm(card, sale, stage)
        case Act.CANCEL:
            return _cancel(card, sale, stage)
        case _:
            return _void(card, sale, stage)


def _reserve(card: Card, sale: str, stage: str | None) -> tuple[str, Card]:
    if stage is not None:
        return _ended(stage), card
    refusal = why_not_sold(card)
    if refusal is not None:
        return refusal, card
    return OK, _staged(card, sale, "held")._replace(hold="held", of=sale)


def _confirm(card: Card, sale: str, stage: str | None) -> tuple[str, Card]:
    if stage is None:
        return "SALE_UNKNOWN", card
    if stage != "held":
        return _ended(stage), card
    if card.code == "Invalidated" or card.probed:
        refusal = "CARD_INVALIDATED" if card.code == "Invalidated" else "CARD_PROBED"
        return refusal, _staged(card, sale, f"refused {refusal}")._replace(hold="free", of="")
    return OK, _staged(card, sale, "confirmed")._replace(hold="sold", code="Available")


def _cancel(card: Card, sale: str, stage: str | None) -> tuple[str, Card]:
    if stage is None:
        return OK, _staged(card, sale, "forgone")
    if stage in ("cancelled", "forgone"):
        return OK, card
    if stage == "held":
        return OK, _staged(card, sale, "cancelled")._replace(hold="free", of="")
    return _ended(stage), card


def _void(card: Card, sale: str, stage: str | None) -> tuple[str, Card]:  # noqa: PLR0911 - one a stage
    if stage is None:
        return "SALE_UNKNOWN", _staged(card, sale, "never")
    if stage in ("forgone", "never"):
        return "SALE_UNKNOWN", card
    if stage in _ENDED:
        return _ENDED[stage], card
    if stage == "confirmed" and card.code == "Redeemed":
        return "kept CARD_REDEEMED", card
    if stage.startswith(_KEPT):
        return f"kept {stage.removeprefix(_KEPT)}", card
    after = _staged(card, sale, "voided")
    if stage == "held":
        return OK, after._replace(hold="free", of="")
    if stage == "confirmed":
        return OK, after._replace(hold="voided", code="Invalidated")
    refusal = stage.removeprefix("refused ")
    return f"kept {refusal}", _staged(card, sale, _KEPT + refusal)


def _ended(stage: str) -> str:
    return "SALE_VOIDED" if stage.startswith(_KEPT) else _ENDED.get(stage, "SALE_CONFIRMED")


def _of_code(card: Card, act: Act, who: str) -> tuple[str, Card]:
    match act:
        case Act.LOOK_UP:
            return why_not_sold(card) or SELLABLE, card
        case Act.ACTIVATE:
            return _activate(card)
        case Act.INVALIDATE:
            if card.code == "Redeemed":
                return "REDEEMED", card
            if card.code == "Invalidated":
                return "INVALID", card
            return OK, card._replace(code="Invalidated")
        case _:
            return _redeem(card, who)


def _activate(card: Card) -> tuple[str, Card]:
    if card.code in ("Available", "Redeemed"):
        return "ACTIVE", card
    if card.code == "Invalidated":
        return "INVALID", card
    if card.hold != "free":
        return "CARD_HELD", card
    if card.probed:
        return "CARD_STOPPED", card
    return OK, card._replace(code="Available", hold="sold", of="server")


def _redeem(card: Card, player: str) -> tuple[str, Card]:
    match card.code:
        case "Inactive":
            return "NOT_ACTIVE", card._replace(probed=True)
        case "Available":
            return OK, card._replace(code="Redeemed", redeemer=player)
        case "Redeemed":
            return "REDEEMED_BY_" + ("SELF" if card.redeemer == player else "OTHER"), card
        case _:
            return "INVALID", card


def _staged(card: Card, sale: str, stage: str) -> Card:
    others = frozenset(each for each in card.sales if each[0] != sale)
    return card._replace(sales=others | {(sale, stage)})
