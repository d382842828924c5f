"""A new PIN, entered twice. Nothing is sent from here, and nothing of it is ever shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from card_contract.pin_messages import is_easily_guessed
from pos_terminal.gateway.pin_entry import PinEntry
from pos_terminal.words import ON, Button, Message, off


class PinStage(StrEnum):
    """A new PIN is entered twice."""

    FIRST = "first"
    AGAIN = "again"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinForm:
    """A new PIN while it is entered; the digits themselves are never shown."""

    stage: PinStage
    digits: int
    fault: Message | None
    enter: Button


def fault_of_new(pin: str) -> Message | None:
    """Why this is no PIN to choose, or None."""
    return Message("pin.easy") if is_easily_guessed(pin) else None


class PinChange:
    """``pin`` is there once both entries were the same. ``repr`` tells no digit."""

    def __init__(self, fault_of: Callable[[str], Message | None] = fault_of_new) -> None:
        self._fault_of = fault_of
        self._entry = PinEntry()
        self._first: str | None = None
        self._fault: Message | None = None
        self.pin: str | None = None

    @property
    def stage(self) -> PinStage:
        if self.pin is not None:
            return PinStage.READY
        return PinStage.FIRST if self._first is None else PinStage.AGAIN

    def press(self, digit: str) -> None:
        """Add a digit; after both entries there is nothing more to add."""
        if self.pin is None:
            self._fault = None
            self._entry.press(digit)

    def erase(self) -> None:
        """Take the last digit back."""
        if self.pin is None:
            self._entry.erase()

    def enter(self) -> None:
        """The entry is whole. Two that differ begin again, since nobody knows which was meant."""
        if self.pin is not None or not self._entry.is_long_enough:
            return
        entered = self._entry.take()
        first, self._first = self._first, None
        self._fault = self._fault_of(entered) if first is None else None
        if first is None:
            self._first = entered if self._fault is None else None
        elif entered != first:
            self._fault = Message("pin.differ")
        else:
            self.pin = entered

    def form(self) -> PinForm:
        """How it stands."""
        return PinForm(
            stage=self.stage,
            digits=len(self._entry),
            fault=self._fault,
            enter=self._enter(),
        )

    def _enter(self) -> Button:
        if self.pin is not None:
            return off("pin.entered")
        return ON if self._entry.is_long_enough else off("pin.at_least")

    def __repr__(self) -> str:
        return f"PinChange({self.stage})"
