"""A new PIN, entered twice. Nothing is sent from here, and nothing of it is ever shown."""

from __future__ import annotations

from pos_terminal.gateway.pin_entry import PinEntry, is_easily_guessed
from pos_terminal.staff.model import PinForm, PinStage
from pos_terminal.words import ON, Button, Message, off


class PinChange:
    """``pin`` is there once both entries were the same. ``repr`` tells no digit."""

    def __init__(self) -> None:
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
        self._fault = None
        if first is None and is_easily_guessed(entered):
            self._fault = Message("pin.easy")
        elif first is None:
            self._first = entered
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
