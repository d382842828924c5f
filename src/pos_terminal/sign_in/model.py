"""What the sign-in screen and the idle lock show. No Qt, no sentences, and never a PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from card_contract.states import Role
from pos_terminal.words import Button, Message, ScanSource


class SignInMode(StrEnum):
    """Nobody is signed in; the till is locked with its basket kept; or the screen is away."""

    SIGN_IN = "sign_in"
    LOCKED = "locked"
    SIGNED_IN = "signed_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTile:
    """One person to choose. ``demo_pin`` is shown in the demo only, null otherwise."""

    operator_id: str
    name: str
    initials: str
    role: Role
    chosen: bool
    demo_pin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who works at the till now."""

    operator_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInState:
    """One picture of the screen.

    ``chosen_name`` is null until a tile was pressed or a badge scanned (a badge is not tied to a
    tile before the server knows the PIN: then ``badge_read`` is true). ``digits`` counts the PIN's
    digits.
    """

    mode: SignInMode
    shop_name: str
    store_name: str
    till_name: str
    demo: bool
    sentence: Message
    note: Message
    tiles: tuple[StaffTile, ...]
    chosen_name: str | None
    badge_read: bool
    digits: int
    checking: bool
    fault: Message | None
    enter: Button
    signed_in: SignedIn | None
    basket_cards: int = 0


class SignInIntents(Protocol):
    """What the sign-in view may ask for."""

    @property
    def state(self) -> SignInState:
        """The picture to show now."""

    def watch(self, show: Callable[[SignInState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def choose(self, operator_id: str) -> None:
        """Press a name."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """A badge was scanned; anything else is refused, unless the camera just saw it."""

    def press_digit(self, digit: str) -> None:
        """Add a digit to the PIN, from the pad or the keyboard."""

    def erase_digit(self) -> None:
        """Take the last digit back."""

    def clear(self) -> None:
        """Forget the PIN and who was chosen (Esc)."""

    def enter(self) -> None:
        """Let the server check the PIN (the arrow, Enter)."""

    def lock(self) -> None:
        """Lock the till now; the basket stays."""

    def sign_out(self) -> None:
        """Let another person work here; the basket stays."""

    def on_activity(self) -> None:
        """Somebody touched, typed or scanned: the idle time begins anew."""

    def tick(self) -> None:
        """Called every second by the window: locks the till once it was idle for long enough."""
