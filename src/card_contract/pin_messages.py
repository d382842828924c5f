"""The messages of a PIN that becomes another: by a manager, or by the person whose it is."""

from __future__ import annotations

from typing import Final

from card_contract.messages import Pin, Request
from card_contract.staff_messages import LockReason

_RUNS: Final = "01234567890123456789"


class UnlockRequest(Request, frozen=True, kw_only=True):
    """Let an operator try again after too many wrong PINs, with a new PIN where one is given.

    ``lifts`` also takes back a manager's lock, which who asks has to have seen, for a ``reason``.
    """

    pin: Pin | None = None
    lifts: bool = False
    reason: LockReason | None = None

    def __post_init__(self) -> None:
        if self.lifts and self.reason is None:
            raise ValueError("Whoever lifts a lock says why.")


class ChangePinRequest(Request, frozen=True, kw_only=True):
    """Whoever is signed in takes a new PIN; a wrong ``pin``, the present one, counts as ever."""

    pin: Pin
    new_pin: Pin


def is_easily_guessed(pin: str) -> bool:
    """Whether anybody would try this PIN first: one digit repeated, or a run up or down."""
    return len(set(pin)) == 1 or pin in _RUNS or pin in _RUNS[::-1]
