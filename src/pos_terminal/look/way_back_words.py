"""How money goes back to the customer, in words: the same wherever it has to."""

from __future__ import annotations

from typing import Final

from card_contract.states import PaymentKind
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.words import Message, WayBack

CONTEXT: Final = "way_back"
SENTENCES: Final[dict[str, str]] = {
    "cash": QT_TRANSLATE_NOOP("way_back", "It was paid in cash: give it back in cash."),
    "reference": QT_TRANSLATE_NOOP(
        "way_back",
        "It was paid on the card machine, reference {reference}: give it back there, not in cash.",
    ),
    "unknown": QT_TRANSLATE_NOOP(
        "way_back", "How it was paid is not known here: look at the sale under Sales first."
    ),
}


def way_back_words(way: WayBack | None) -> str:
    """The sentence for ``way``; empty where nothing goes back."""
    match way:
        case None:
            return ""
        case WayBack(kind=PaymentKind.CASH):
            return say(CONTEXT, SENTENCES, Message("cash"))
        case WayBack(kind=PaymentKind.REFERENCE):
            values = {"reference": way.reference or ""}
            return say(CONTEXT, SENTENCES, Message("reference", values))
        case WayBack():
            return say(CONTEXT, SENTENCES, Message("unknown"))
