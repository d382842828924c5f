"""What the state of a recall looks like: only one that has reached every card is green."""

from __future__ import annotations

from typing import Final

from card_contract.states import RecallState
from pos_terminal.look.pill import Mood
from pos_terminal.look.theme import Token

MOODS: Final = {
    RecallState.RUNNING: Mood.ACCENT,
    RecallState.DONE: Mood.ACTIVATED,
    RecallState.CANCELLED: Mood.QUIET,
    RecallState.FAILED: Mood.REFUSED,
}
BARS: Final = {
    RecallState.RUNNING: Token.ACCENT,
    RecallState.DONE: Token.ACTIVATED,
    RecallState.CANCELLED: Token.INK_3,
    RecallState.FAILED: Token.REFUSED,
}
