"""Making and reading redemption codes, in brainCloud's two forms. Pure: entropy comes from outside.

``FiveByFive`` is five groups of five, of 31 letters and digits that are not easily taken for one
another; with a check character, the last sign is one over the other 24. ``StructuredGuid`` is a
random UUID. A campaign's prefix stands directly in front.
"""

from __future__ import annotations

import itertools
import operator
import uuid
from typing import Final

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ3456789"
ENTROPY_BYTES: Final = 32
_GROUPS: Final = 5
_SIGNS: Final = 25
LAST_SIGNS: Final = 4
# A million codes at a time: two signs for one division, and places looked up, take half the time.
_PAIRS: Final = tuple(first + second for second in ALPHABET for first in ALPHABET)
_PLACE: Final = {sign: place for place, sign in enumerate(ALPHABET)}
_STARTS: Final = range(0, _SIGNS, _GROUPS)


def five_by_five(entropy: bytes, *, include_check: bool, prefix: str = "") -> str:
    """Write 32 random bytes as a code of 25 signs: 123 random bits, or 118 with a check character.

    The remainder of 256 bits by 31**25 favours no code by more than one part in 10**39.
    """
    number = _number(entropy)
    signs = ""
    for _ in range(_SIGNS // 2):
        number, places = divmod(number, len(_PAIRS))
        signs += _PAIRS[places]
    signs += check_character(signs) if include_check else ALPHABET[number % len(ALPHABET)]
    groups = [signs[start : start + _GROUPS] for start in _STARTS]
    return prefix.upper() + "-".join(groups)


def structured_guid(entropy: bytes, *, prefix: str = "") -> str:
    """Write random bytes as a UUID of version 4, in upper case."""
    number = _number(entropy) >> (8 * (ENTROPY_BYTES - 16))
    return prefix.upper() + str(uuid.UUID(int=number, version=4)).upper()


def check_character(signs: str) -> str:
    """The check character: finds any one wrong sign and any two neighbours changed over.

    Weights 1, 2, 3... modulo the prime 31; no weight of the 24 places is a multiple of it, and
    neighbouring weights differ by one.
    """
    total = sum(map(operator.mul, itertools.count(1), map(_PLACE.__getitem__, signs)))
    return ALPHABET[total % len(ALPHABET)]


def last_signs(code: str) -> str:
    """As much of a code as may be shown without a reason."""
    return code[-LAST_SIGNS:]


def _number(entropy: bytes) -> int:
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"A code takes {ENTROPY_BYTES} random bytes.")
    return int.from_bytes(entropy)
