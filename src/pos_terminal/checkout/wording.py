"""Which message stands for which refusal or scanned thing: the till words codes itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, assert_never

from card_contract.messages import CardRefused
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.scan_text import (
    ForeignCard,
    Label,
    LabelKind,
    Oddity,
    ProductCode,
    StaffBadge,
    Unrecognised,
)
from pos_terminal.words import Message, MessageValues


class Keep(StrEnum):
    """What the clerk does with a refused card; the words of the hold button follow from it."""

    KEEP_AND_CALL = "keep_and_call"
    PUT_ASIDE = "put_aside"
    SCAN_AGAIN = "scan_again"


WHAT_TO_DO: Final[dict[CardRefusal, Keep]] = {
    CardRefusal.UNKNOWN: Keep.PUT_ASIDE,
    CardRefusal.SOLD: Keep.KEEP_AND_CALL,
    CardRefusal.HELD_ELSEWHERE: Keep.PUT_ASIDE,
    CardRefusal.NOT_HELD: Keep.SCAN_AGAIN,
    CardRefusal.REDEEMED: Keep.KEEP_AND_CALL,
    CardRefusal.INVALIDATED: Keep.KEEP_AND_CALL,
    CardRefusal.VOIDED: Keep.KEEP_AND_CALL,
    CardRefusal.PROBED: Keep.KEEP_AND_CALL,
    CardRefusal.STOP_SALE: Keep.PUT_ASIDE,
    CardRefusal.RECALLED: Keep.KEEP_AND_CALL,
    CardRefusal.ALREADY_ACTIVE: Keep.KEEP_AND_CALL,
    CardRefusal.NOT_RECEIVED: Keep.PUT_ASIDE,
    CardRefusal.CAMPAIGN_DISABLED: Keep.PUT_ASIDE,
    CardRefusal.PRICE_CHANGED: Keep.SCAN_AGAIN,
    CardRefusal.IN_PROGRESS: Keep.KEEP_AND_CALL,
}


def refusal_fact(refused: CardRefused) -> Message:
    """The fact in a sentence, with when and where it arose as far as that is known.

    The ids are ``refused.CODE``, with ``_at`` where the time is known and ``_at_till`` where the
    till is known as well; values ``since_at``, ``till`` and ``store``.
    """
    if refused.at is None:
        return Message(f"refused.{refused.refusal.value}")
    if refused.till_name is None:
        return Message(f"refused.{refused.refusal.value}_at", {"since_at": refused.at})
    values: MessageValues = {
        "since_at": refused.at,
        "till": refused.till_name,
        "store": refused.store_name or "",
    }
    return Message(f"refused.{refused.refusal.value}_at_till", values)


def strictest(refusals: tuple[CardRefusal, ...]) -> Keep:
    """What to do where several cards were refused at once: the most careful of the answers."""
    wanted = {WHAT_TO_DO[refusal] for refusal in refusals}
    for keep in (Keep.KEEP_AND_CALL, Keep.PUT_ASIDE):
        if keep in wanted:
            return keep
    return Keep.SCAN_AGAIN


@dataclass(frozen=True, slots=True)
class Named:
    """What a scanned text is that is no card: the fact, and what to do instead."""

    fact: Message
    note: Message


def named(thing: Label | StaffBadge | ProductCode | ForeignCard | Unrecognised) -> Named:
    """Name a scanned thing that is no card number. The text itself is never shown."""
    match thing:
        case Label(kind=LabelKind.PACK):
            word = "pack_label"
        case Label():
            word = "carton_label"
        case StaffBadge():
            word = "staff_badge"
        case ProductCode():
            word = "product_code"
        case ForeignCard():
            word = "foreign_card"
        case Unrecognised(oddity=oddity):
            word = ODDITIES[oddity]
        case _:
            assert_never(thing)
    return Named(Message(f"scan.{word}"), Message(f"scan.{word}.todo"))


ODDITIES: Final[dict[Oddity, str]] = {
    Oddity.EMPTY: "empty",
    Oddity.TOO_LONG: "too_long",
    Oddity.CONTROL_CHARACTERS: "unreadable",
    Oddity.OTHER_ALPHABET: "other_alphabet",
    Oddity.DAMAGED_CARD_NUMBER: "damaged_number",
    Oddity.DAMAGED_BADGE: "damaged_badge",
    Oddity.WEB_ADDRESS: "web_address",
    Oddity.UNKNOWN: "unknown",
}


def request_refused(code: Refusal) -> Named:
    """A whole request was refused: the fact, and what to do."""
    word = REQUEST_WORDS.get(code, "other")
    return Named(Message(f"request.{word}"), Message(f"request.{word}.todo"))


REQUEST_WORDS: Final[dict[Refusal, str]] = {
    Refusal.NO_OPERATOR: "no_operator",
    Refusal.NOT_ALLOWED: "not_allowed",
    Refusal.TILL_REVOKED: "till_revoked",
    Refusal.TILL_UNKNOWN: "till_unknown",
    Refusal.BASKET_INVALID: "basket_invalid",
    Refusal.SALE_CANCELLED: "sale_cancelled",
    Refusal.NOT_NOW: "busy",
    Refusal.THROTTLED: "busy",
    Refusal.BUSY: "busy",
    Refusal.FAULT: "busy",
    Refusal.READ_ONLY: "read_only",
    Refusal.RESTORING: "restoring",
}
