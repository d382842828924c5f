"""What a scanned text is: a card number, or something else that deserves to be named.

``recognise`` is total: any text gives exactly one of the values below and never an exception.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from card_contract.card_number import (
    BATCH_DIGITS,
    CARD_NUMBER_DIGITS,
    ISSUER_DIGITS,
    CardNumber,
    NotACardNumberError,
    NumberFault,
    check_issuer,
    has_luhn_digit,
    luhn_digit,
)

SCAN_LENGTH_MAX: Final = 200
_LABEL_NUMBER_DIGITS: Final = 5
_LABEL_DIGITS: Final = ISSUER_DIGITS + BATCH_DIGITS + _LABEL_NUMBER_DIGITS + 1
_BADGE_RANDOM_DIGITS: Final = 16
_RETAIL_LENGTHS: Final = frozenset({8, 12, 13, 14})
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class LabelKind(StrEnum):
    """What a label stands on; the value is the label's first letter."""

    PACK = "P"
    CARTON = "C"


@dataclass(frozen=True, slots=True)
class Label:
    """A pack's or carton's label: issuer (6 digits), batch, number of the pack or carton."""

    kind: LabelKind
    issuer: str
    batch: int
    number: int

    def text(self) -> str:
        """The text of the label's barcode."""
        digits = f"{self.issuer}{self.batch:05d}{self.number:05d}"
        return f"{self.kind.value}{digits}{luhn_digit(digits)}"


@dataclass(frozen=True, slots=True)
class StaffBadge:
    """A badge (``B``, 16 random digits, Luhn digit) names an operator; the PIN is still asked."""

    text: str


@dataclass(frozen=True, slots=True)
class ProductCode:
    """An EAN, UPC or GTIN of ordinary goods."""

    text: str


@dataclass(frozen=True, slots=True)
class ForeignCard:
    """A payment, loyalty or gift card number of somebody else: right by Luhn, but not ours."""

    text: str


class Oddity(StrEnum):
    """Why a text is none of the things we know."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"
    OTHER_ALPHABET = "other_alphabet"
    DAMAGED_CARD_NUMBER = "damaged_card_number"
    DAMAGED_BADGE = "damaged_badge"
    WEB_ADDRESS = "web_address"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A text that is nothing we know; never shown raw, since it may be anybody's secret."""

    oddity: Oddity


Recognised = CardNumber | Label | StaffBadge | ProductCode | ForeignCard | Unrecognised


def recognise(text: str) -> Recognised:
    """Name what ``text`` is. Whether a card number is of our own issuer only the server knows."""
    oddity = _unreadable(text)
    if oddity is not None:
        return Unrecognised(oddity)
    compact = text.strip().replace(" ", "").replace("-", "")
    if compact.isdigit():
        return _recognise_digits(compact)
    kind, digits = compact[:1].upper(), compact[1:]
    if kind == "B" and digits.isdigit() and len(digits) == _BADGE_RANDOM_DIGITS + 1:
        whole = has_luhn_digit(digits)
        return StaffBadge(f"B{digits}") if whole else Unrecognised(Oddity.DAMAGED_BADGE)
    if kind in ("P", "C") and len(digits) == _LABEL_DIGITS and digits.isdigit():
        return _label(LabelKind(kind), digits)
    if compact.lower().startswith(("http://", "https://", "www.")):
        return Unrecognised(Oddity.WEB_ADDRESS)
    return Unrecognised(Oddity.UNKNOWN)


def _unreadable(text: str) -> Oddity | None:
    if len(text) > SCAN_LENGTH_MAX:
        return Oddity.TOO_LONG
    if not text.strip():
        return Oddity.EMPTY
    if any(unicodedata.category(sign).startswith("C") for sign in text):
        return Oddity.CONTROL_CHARACTERS
    if not text.isascii():
        return Oddity.OTHER_ALPHABET
    return None


def _recognise_digits(digits: str) -> Recognised:
    try:
        return CardNumber(digits)
    except NotACardNumberError as error:
        fault = error.fault
    if len(digits) in _RETAIL_LENGTHS and _has_gtin_digit(digits):
        return ProductCode(digits)
    if fault is NumberFault.WRONG_CHECK_DIGIT and digits.startswith("9"):
        return Unrecognised(Oddity.DAMAGED_CARD_NUMBER)
    if (
        fault is NumberFault.WRONG_LENGTH
        and digits.startswith("9")
        and len(digits)
        in (
            CARD_NUMBER_DIGITS - 1,
            CARD_NUMBER_DIGITS + 1,
        )
    ):
        return Unrecognised(Oddity.DAMAGED_CARD_NUMBER)
    if 12 <= len(digits) <= 19 and has_luhn_digit(digits):
        return ForeignCard(digits)
    return Unrecognised(Oddity.UNKNOWN)


def may_be_code(text: str) -> bool:
    """Whether a text that is none of these has the form of a code: one word of ASCII signs."""
    return _CODE.fullmatch(text.strip()) is not None


def _label(kind: LabelKind, digits: str) -> Recognised:
    if not has_luhn_digit(digits):
        return Unrecognised(Oddity.UNKNOWN)
    issuer = digits[:ISSUER_DIGITS]
    try:
        check_issuer(issuer)
    except NotACardNumberError:
        return Unrecognised(Oddity.UNKNOWN)
    batch_end = ISSUER_DIGITS + BATCH_DIGITS
    return Label(kind, issuer, int(digits[ISSUER_DIGITS:batch_end]), int(digits[batch_end:-1]))


def _has_gtin_digit(digits: str) -> bool:
    """Check the last digit by GS1's rule (General Specifications 7.9), weights 3, 1, 3..."""
    body = reversed(digits[:-1])
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return str(-total % 10) == digits[-1]
