"""Ids that a till makes, stores, and only then sends.

A sale's id is ``TILL.GENERATION.SEQUENCE.RANDOM``: the enrolled till, the generation of its journal
(rises when a journal is rebuilt), the sale's number in that journal, and 26 Crockford characters
(130 random bits). A void's id is the same after a leading ``V-``, so that the two never meet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Self

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS: Final = 26
ID_PATTERN: Final = r"[A-Z][A-Z0-9]{0,11}\.[1-9][0-9]{0,5}\.[0-9]{6,9}\.[0-9A-HJKMNP-TV-Z]{26}"
SALE_ID_PATTERN: Final = f"^{ID_PATTERN}$"
RECEIPT_PATTERN: Final = "[A-Z][A-Z0-9]{0,11}-[1-9][0-9]{0,5}-[0-9]{6,9}"
VOID_ID_PATTERN: Final = f"^V-{ID_PATTERN}$"

_SALE: Final = re.compile(SALE_ID_PATTERN, re.ASCII)
_VOID: Final = re.compile(VOID_ID_PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleId:
    """One sale's id, in its parts. ``str(sale_id)`` is the form on the wire and in every table."""

    till: str
    generation: int
    sequence: int
    random: str
    _text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # An id is written out many times for each message that it stands in.
        text = f"{self.till}.{self.generation}.{self.sequence:06d}.{self.random}"
        object.__setattr__(self, "_text", text)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the wire form; raises ``ValueError`` for anything else."""
        if not _SALE.fullmatch(text):
            raise ValueError("This is no sale id.")
        till, generation, sequence, random = text.split(".")
        return cls(till=till, generation=int(generation), sequence=int(sequence), random=random)

    @property
    def receipt_number(self) -> str:
        """What the receipt shows and a customer can read out."""
        return f"{self.till}-{self.generation}-{self.sequence:06d}"

    @property
    def place(self) -> tuple[int, int]:
        """Where in its till's journal it was made: later ones are greater."""
        return (self.generation, self.sequence)

    def __str__(self) -> str:
        return self._text


@dataclass(frozen=True, slots=True)
class VoidId:
    """One void's id: ``V-`` and the four parts of a sale's id, numbered in the same journal."""

    parts: SaleId

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the wire form; raises ``ValueError`` for anything else."""
        if not _VOID.fullmatch(text):
            raise ValueError("This is no void id.")
        return cls(SaleId.parse(text.removeprefix("V-")))

    def __str__(self) -> str:
        return f"V-{self.parts}"


def crockford(entropy: bytes) -> str:
    """Write 17 random bytes (136 bits, of which 130 are used) as 26 Crockford characters."""
    if len(entropy) != 17:
        raise ValueError("An id takes 17 random bytes.")
    number = int.from_bytes(entropy)
    return "".join(CROCKFORD[number >> (5 * place) & 31] for place in range(RANDOM_CHARACTERS))
