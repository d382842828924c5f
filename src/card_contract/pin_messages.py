"""The messages of a PIN that becomes another: by a manager, or by the person whose it is."""

from __future__ import annotations

from card_contract.messages import Pin, Request
from card_contract.staff_messages import LockReason


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
