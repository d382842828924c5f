"""What stands on each page of a report that no real shop gave."""

from __future__ import annotations

from typing import Final

from card_contract.messages import Shop
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.receipts import PracticeShop
from pos_terminal.words import Message

CONTEXT: Final = "unreal_word"
SENTENCES: Final[dict[str, str]] = {
    "practice": QT_TRANSLATE_NOOP("unreal_word", "PRACTICE - NO REAL REPORT"),
    "demo": QT_TRANSLATE_NOOP("unreal_word", "DEMO - NO REAL REPORT"),
}


def unreal_word(shop: Shop) -> str:
    """The word for a practice till's or a demo shop's paper; nothing for that of a real shop."""
    if isinstance(shop, PracticeShop):
        return say(CONTEXT, SENTENCES, Message("practice"))
    return say(CONTEXT, SENTENCES, Message("demo")) if shop.demo else ""
