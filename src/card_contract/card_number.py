"""Card numbers: the public 18 digits that stand as a barcode on every card.

``IIIIII BBBBB SSSSSS C``: issuer prefix (6 digits, begins with 9 but not 99), batch (5), sequence
in the batch (6), and a Luhn check digit over the first seventeen (ISO/IEC 7812-1, annex B). An even
count of digits keeps Code 128 in its dense set C throughout. A number says nothing about the code
that is redeemed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ISSUER_DIGITS: Final = 6
BATCH_DIGITS: Final = 5
SEQUENCE_DIGITS: Final = 6
CARD_NUMBER_DIGITS: Final = ISSUER_DIGITS + BATCH_DIGITS + SEQUENCE_DIGITS + 1
BATCH_MAX: Final = 10**BATCH_DIGITS - 1
SEQUENCE_MAX: Final = 10**SEQUENCE_DIGITS - 1

_DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""Each digit doubled, its own digits added up."""

_TEXT_LENGTH_MAX: Final = 64


class NumberFault(StrEnum):
    """Why a text is no card number."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    WRONG_ISSUER_FORM = "wrong_issuer_form"


_SENTENCES: Final = {
    NumberFault.EMPTY: "There is no number to read.",
    NumberFault.TOO_LONG: "The text is far too long for a card number.",
    NumberFault.NOT_DIGITS: "A card number has digits only.",
    NumberFault.WRONG_LENGTH: f"A card number has {CARD_NUMBER_DIGITS} digits.",
    NumberFault.WRONG_CHECK_DIGIT: "The last digit does not fit the others: a digit is wrong.",
    NumberFault.WRONG_ISSUER_FORM: "A card number begins with 9, but not with 99.",
}


class NotACardNumberError(ValueError):
    """A text that is no card number; ``fault`` says why, the message says it in a sentence."""

    def __init__(self, fault: NumberFault) -> None:
        super().__init__(_SENTENCES[fault])
        self.fault = fault


def luhn_digit(digits: str) -> str:
    """Return the Luhn check digit for ``digits`` (ISO/IEC 7812-1, annex B)."""
    doubled = sum(map(_DOUBLED.__getitem__, map(int, digits[::-2])))
    return str(-(doubled + sum(map(int, digits[-2::-2]))) % 10)


def has_luhn_digit(digits: str) -> bool:
    """Say whether the last of ``digits`` is the Luhn digit of those before it."""
    return len(digits) > 1 and luhn_digit(digits[:-1]) == digits[-1]


@dataclass(frozen=True, slots=True, order=True)
class CardNumber:
    """One card's public number; ``CardNumber.parse`` makes it from a scan, ``build`` from parts."""

    digits: str

    def __post_init__(self) -> None:
        fault = _fault_of(self.digits)
        if fault is not None:
            raise NotACardNumberError(fault)

    @classmethod
    def parse(cls, text: str) -> CardNumber:
        """Read a scanned or typed text; spaces and hyphens between digits are allowed.

        Raises ``NotACardNumberError`` for everything else; other alphabets' digits are refused,
        not folded.
        """
        if len(text) > _TEXT_LENGTH_MAX:
            raise NotACardNumberError(NumberFault.TOO_LONG)
        return cls(text.replace(" ", "").replace("-", ""))

    @classmethod
    def build(cls, *, issuer: str, batch: int, sequence: int) -> CardNumber:
        """Make one card's number; raises ``ValueError`` where a part does not fit its field."""
        check_issuer(issuer)
        if not 0 <= batch <= BATCH_MAX:
            raise ValueError(f"A batch number lies between 0 and {BATCH_MAX}.")
        if not 0 <= sequence <= SEQUENCE_MAX:
            raise ValueError(f"A sequence number lies between 0 and {SEQUENCE_MAX}.")
        body = f"{issuer}{batch:0{BATCH_DIGITS}d}{sequence:0{SEQUENCE_DIGITS}d}"
        return cls(body + luhn_digit(body))

    @classmethod
    def from_stored(cls, stored: int) -> CardNumber:
        """Make the number from its stored form (see ``stored``)."""
        body = f"{stored:0{CARD_NUMBER_DIGITS - 1}d}"
        return cls(body + luhn_digit(body))

    @property
    def stored(self) -> int:
        """The number without its check digit, as a 64-bit integer: consecutive within a batch."""
        return int(self.digits[:-1])

    @property
    def issuer(self) -> str:
        return self.digits[:ISSUER_DIGITS]

    @property
    def batch(self) -> int:
        return int(self.digits[ISSUER_DIGITS : ISSUER_DIGITS + BATCH_DIGITS])

    @property
    def sequence(self) -> int:
        return int(self.digits[ISSUER_DIGITS + BATCH_DIGITS : -1])

    @property
    def last_four(self) -> str:
        """The four digits that the clerk compares with the card in the hand."""
        return self.digits[-4:]

    def grouped(self) -> str:
        """The number as it is printed and shown: ``IIIIII BBBBB SSSSSS C``."""
        batch_end = ISSUER_DIGITS + BATCH_DIGITS
        parts = (
            self.digits[:ISSUER_DIGITS],
            self.digits[ISSUER_DIGITS:batch_end],
            self.digits[batch_end:-1],
            self.digits[-1],
        )
        return " ".join(parts)

    def __str__(self) -> str:
        return self.digits


def check_issuer(issuer: str) -> None:
    """Raise ``NotACardNumberError`` unless ``issuer`` is six digits that begin with 9 but not 99.

    A leading 99 is refused because python-barcode 0.16.1 silently drops it in set C of Code 128.
    """
    if not _are_digits(issuer) or len(issuer) != ISSUER_DIGITS:
        raise NotACardNumberError(NumberFault.WRONG_ISSUER_FORM)
    if not issuer.startswith("9") or issuer.startswith("99"):
        raise NotACardNumberError(NumberFault.WRONG_ISSUER_FORM)


def _fault_of(digits: str) -> NumberFault | None:
    if not digits:
        return NumberFault.EMPTY
    if not _are_digits(digits):
        return NumberFault.NOT_DIGITS
    if len(digits) != CARD_NUMBER_DIGITS:
        return NumberFault.WRONG_LENGTH
    if not has_luhn_digit(digits):
        return NumberFault.WRONG_CHECK_DIGIT
    if not digits.startswith("9") or digits.startswith("99"):
        return NumberFault.WRONG_ISSUER_FORM
    return None


def _are_digits(text: str) -> bool:
    """Whether there is nothing but the ten that are printed: other alphabets have digits, too."""
    return text.isascii() and text.isdigit()
