"""The words and colours of what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from card_contract.states import CodeState
from server_stub.domain.attempt_rules import AttemptFailure
from server_stub.domain.campaign_figures import LONGER, TOOK_MS, Figure
from server_stub.web.portal.words import Words, to_say

FIGURES: Final[Mapping[Figure, tuple[str, str]]] = {
    Figure.ISSUED: (to_say("Issued"), "fill-plain"),
    Figure.ACTIVATED: (to_say("Activated"), "fill-well"),
    Figure.REDEEMED: (to_say("Redeemed"), "fill-calm"),
    Figure.FAILED: (to_say("Deliveries failed"), "fill-waits"),
    Figure.INVALIDATED: (to_say("Invalidated"), "fill-no"),
}
STATE_FILLS: Final[Mapping[CodeState, str]] = {
    CodeState.INACTIVE: "fill-plain",
    CodeState.AVAILABLE: "fill-well",
    CodeState.IN_PROGRESS: "fill-azure",
    CodeState.REDEEMED: "fill-calm",
    CodeState.FAILED: "fill-waits",
    CodeState.INVALIDATED: "fill-no",
}
FAILURES: Final[Mapping[AttemptFailure, str]] = {
    AttemptFailure.REPORTED: to_say("The script said no"),
    AttemptFailure.SCRIPT: to_say("The script broke"),
    AttemptFailure.TIMED_OUT: to_say("Nobody answered in time"),
}
TIMES: Final = (*map(str, TOOK_MS), LONGER)
_SECOND: Final = 1_000
_MINUTE: Final = 60 * _SECOND
_HOUR: Final = 60 * _MINUTE


def time_of(limit: str, words: Words) -> str:
    """One of ``TIMES`` as a span of time."""
    if limit == LONGER:
        return words.say("longer")
    ms = int(limit)
    for size, sign in ((_HOUR, "h"), (_MINUTE, "min"), (_SECOND, "s")):
        if ms >= size:
            return f"{ms // size} {sign}"
    return f"{ms} ms"
