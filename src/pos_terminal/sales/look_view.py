"""How the end of a sale looks: the same in the list and on the open sale."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.icons import OCTAGON_CROSS, WAITING
from pos_terminal.look.pill import Mood
from pos_terminal.words import Message

_DOUBT: Final = (Mood.NOT_KNOWN, f"{WAITING}-bold")
_VOIDED: Final = (Mood.QUIET, "arrow-u-up-left-bold")
_LOOKS: Final = {
    "sale.held": (Mood.NOT_KNOWN, "lock-simple-fill"),
    "sale.being_held": _DOUBT,
    "sale.being_paid": _DOUBT,
    "sale.being_activated": _DOUBT,
    "sale.being_cancelled": _DOUBT,
    "sale.being_voided": _DOUBT,
    "sale.confirmed": (Mood.ACTIVATED, "check-circle-fill"),
    "sale.paid_elsewhere": (Mood.ACCENT, "arrows-left-right-bold"),
    "sale.partly_activated": (Mood.REFUSED, OCTAGON_CROSS),
    "sale.not_activated": (Mood.REFUSED, OCTAGON_CROSS),
    "sale.cancelled": (Mood.QUIET, "minus-circle-bold"),
    "sale.voided": _VOIDED,
    "sale.partly_voided": _VOIDED,
}
_PLAIN: Final = (Mood.QUIET, "receipt-bold")


def sale_look(state_word: Message) -> tuple[Mood, str]:
    """Mood and icon of a sale's state; the word comes with the sale."""
    return _LOOKS.get(state_word.id, _PLAIN)
