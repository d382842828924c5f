"""What the second person's signature shows: who signs, what for, and how many digits are typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from card_contract.messages import ApprovalPurpose
from card_contract.states import Role
from pos_terminal.words import Button, Message, ScanSource, off

TYPE_THE_PIN = off("choose_first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Somebody who may sign."""

    operator_id: str
    name: str
    initials: str
    role: Role
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalState:
    """One picture of the dialog; it is not open while ``open`` is false.

    ``without`` is on where the act may be recorded unsigned because the server cannot be reached:
    the card stays in the shop, and a manager signs later.
    """

    open: bool
    purpose: ApprovalPurpose | None = None
    about: Message | None = None
    approvers: tuple[Approver, ...] = ()
    badge_read: bool = False
    digits: int = 0
    checking: bool = False
    fault: Message | None = None
    enter: Button = TYPE_THE_PIN
    without: Button | None = None


class ApprovalIntents(Protocol):
    """What the approval dialog may ask for."""

    @property
    def state(self) -> ApprovalState:
        """The picture to show now."""

    def watch(self, show: Callable[[ApprovalState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def choose(self, operator_id: str) -> None:
        """Press a manager's name."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """A manager's badge was scanned."""

    def press_digit(self, digit: str) -> None:
        """Add a digit to the PIN."""

    def erase_digit(self) -> None:
        """Take the last digit back."""

    def enter(self) -> None:
        """Let the server check the PIN and sign."""

    def go_without(self) -> None:
        """Record the act unsigned (only where ``without`` is on)."""

    def close(self) -> None:
        """Nobody signs; nothing happens (Esc)."""
