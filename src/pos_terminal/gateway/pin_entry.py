"""A PIN while it is entered: its digits are forgotten once they are taken, and never shown."""

from __future__ import annotations

from typing import Final

PIN_DIGITS_MIN: Final = 6
PIN_DIGITS_MAX: Final = 12
_DIGITS: Final = frozenset("0123456789")


class PinEntry:
    """The digits pressed so far. ``repr`` tells only how many."""

    def __init__(self) -> None:
        self._digits = ""

    def __len__(self) -> int:
        return len(self._digits)

    @property
    def is_long_enough(self) -> bool:
        return len(self._digits) >= PIN_DIGITS_MIN

    def press(self, digit: str) -> None:
        """Add one digit; anything else, and more than there can be, is not taken."""
        if digit in _DIGITS and len(self._digits) < PIN_DIGITS_MAX:
            self._digits += digit

    def erase(self) -> None:
        """Take the last digit back."""
        self._digits = self._digits[:-1]

    def take(self) -> str:
        """Hand the PIN over, once, and forget it."""
        taken, self._digits = self._digits, ""
        return taken

    def __repr__(self) -> str:
        return f"PinEntry({len(self._digits)} digits)"


def initials(name: str) -> str:
    """The letters of a person's badge: of the first and the last name."""
    words = name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
