"""A print run as the till knows it: its note, its cards in ranges, and how it can end. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from card_contract.print_messages import (
    PIECE_CARDS_MAX,
    PRINT_RUN_PATTERN,
    OpenPrintRunRequest,
    Sequences,
)


class Stage(StrEnum):
    """How far a run may have come; each is noted before what it permits is done."""

    OPENING = "opening"  # nothing has left this till's hands: whatever was given may be given again
    RELEASING = "releasing"  # the file of this digest is under its name, or about to be


class RunNote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a killed till must still know of its run. There is no code in it."""

    run_id: Annotated[str, Meta(pattern=f"^{PRINT_RUN_PATTERN}$")]
    request: OpenPrintRunRequest
    file: str
    stage: Stage = Stage.OPENING
    digest: str = ""
    drawn: int = 0  # how many cards are in that file


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A run that ended well."""

    run_id: str
    cards: int


class NotPrintedError(Exception):
    """The run has no file, or no end yet; the sentence says why.

    ``authority`` tells that somebody lacks it.
    """

    def __init__(self, sentence: str, *, authority: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.authority = authority


def ranges_of(sequences: Iterable[int]) -> list[Sequences]:
    """The cards in their order, as ranges that no message is too small for."""
    found: list[Sequences] = []
    for sequence in sorted(sequences):
        last = found[-1] if found else None
        if last is not None and last.last + 1 == sequence and len(last) < PIECE_CARDS_MAX:
            found[-1] = Sequences(first=last.first, last=sequence)
        else:
            found.append(Sequences(first=sequence, last=sequence))
    return found


def pieces_of(sequences: Iterable[int]) -> Iterator[list[int]]:
    """The cards in pieces that go into one report."""
    cards = sorted(sequences)
    for first in range(0, len(cards), PIECE_CARDS_MAX):
        yield cards[first : first + PIECE_CARDS_MAX]
