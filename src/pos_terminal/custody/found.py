"""How packs were found and where they are, in messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from card_contract.custody_messages import CustodyAnswer, CustodyRow, PlaceRow
from card_contract.outcomes import Refusal
from card_contract.states import CustodyAct, CustodyFinding, CustodyState
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.words import Message

Names = Callable[[str], str]

AS_EXPECTED: Final = frozenset(
    {CustodyFinding.SHIPPED, CustodyFinding.PASSED_ON, CustodyFinding.RECEIVED}
)
REFUSALS: Final = {
    Refusal.LABEL_UNKNOWN: "refused.label",
    Refusal.STORE_UNKNOWN: "refused.store",
    Refusal.NOT_PROVEN: "refused.not_proven",
    Refusal.NOT_PRINTED: "refused.not_printed",
    Refusal.KEY_REUSED: "refused.again",
}


def refusal_of(answer: Refused) -> Message:
    return refused(answer, REFUSALS)


def differs(answer: CustodyAnswer) -> bool:
    """Whether anything was found otherwise than it was to be expected."""
    return any(row.finding not in AS_EXPECTED for row in answer.rows)


def facts_of(answer: CustodyAnswer, names: Names) -> tuple[Message, ...]:
    """One sentence for each way in which packs were found."""
    return tuple(_fact(answer, row, names) for row in answer.rows)


def _fact(answer: CustodyAnswer, row: CustodyRow, names: Names) -> Message:
    word = f"found.{row.finding.value}"
    if row.finding is CustodyFinding.ALREADY_DONE:
        word = "found.received-before" if answer.act is CustodyAct.RECEIVE else "found.sent-before"
    return Message(
        word,
        {
            "count": row.packs,
            "cards": answer.cards,
            "store": names(row.store_id or ""),
            "to": names(answer.store_id),
            "since_at": row.since or answer.at,
        },
    )


def place_of(place: PlaceRow, names: Names) -> Message:
    """Where packs are."""
    if place.state is CustodyState.WAREHOUSE:
        return Message("place.warehouse", {"count": place.packs})
    return Message(
        f"place.{place.state.value}",
        {
            "count": place.packs,
            "store": names(place.store_id or ""),
            "since_at": place.since or 0,
        },
    )
