"""Refusals as the gateway gives them."""

from __future__ import annotations

from card_contract.messages import CardRefused, RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from pos_terminal.gateway.answers import Refused


def refused(code: Refusal, cards: list[CardRefused] | None = None) -> Refused:
    """A refusal as the gateway gives it."""
    meaning = MEANINGS[code]
    answer = RefusalAnswer(
        code=code,
        sentence=meaning.sentence,
        final=meaning.final,
        server_time=0,
        cards=cards or [],
    )
    return Refused(answer)
