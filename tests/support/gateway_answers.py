"""Answers as the gateway gives them."""

from __future__ import annotations

from card_contract.messages import CardRefused, RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from pos_terminal.gateway.answers import Refused


def refused(
    code: Refusal, cards: list[CardRefused] | None = None, *, not_now: bool = False
) -> Refused:
    """A refusal as the gateway gives it; ``not_now`` where it is not final here."""
    meaning = MEANINGS[code]
    answer = RefusalAnswer(
        code=code,
        sentence=meaning.sentence,
        final=meaning.final and not not_now,
        server_time=0,
        cards=cards or [],
    )
    return Refused(answer)
