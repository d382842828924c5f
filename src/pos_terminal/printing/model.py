"""A print run as the till knows it: its note, its sheets and cards, and how it can end. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    PIECE_CARDS_MAX,
    PRINT_RUN_PATTERN,
    OpenPrintRunRequest,
    Sequences,
)
from pos_terminal.sheets.drawing import Drawing

Count = Annotated[int, Meta(ge=0)]


class Stage(StrEnum):
    """How far a run may have come; each is noted before what it permits is done."""

    OPENING = "opening"  # nothing is in doubt: whatever was given may be given again
    RELEASING = "releasing"  # the file of this digest is under its name, or about to be
    FEEDING = "feeding"  # sheets up to ``fed`` are handed over to the printer, or about to be
    SETTLING = "settling"  # a person has said which came out well; the server is being told


class Feed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sheets on their way to a printer, numbered on since the run began, and what is known of them.

    ``order`` is the cards as they lie on the sheets; ``start`` places of the first sheet were used
    before.
    """

    first: Annotated[int, Meta(ge=1)]
    slots: Annotated[int, Meta(ge=1)]
    start: Count = 0
    order: tuple[Sequences, ...]
    fed: Count = 0
    good: Count = 0
    spoiled: tuple[int, ...] = ()  # single cards of good sheets

    @property
    def last(self) -> int:
        cards = sum(map(len, self.order))
        return self.first - 1 + -(-(self.start + cards) // self.slots)

    @property
    def in_doubt(self) -> bool:
        """Whether there is a sheet of which only a person knows what became of it."""
        return self.fed >= self.first

    def cards(self, first: int, last: int) -> list[int]:
        """The cards on these sheets."""
        cards = [card for part in self.order for card in range(part.first, part.last + 1)]
        begin, end = (self._cards_before(sheet) for sheet in (first, last + 1))
        return cards[begin:end]

    def _cards_before(self, sheet: int) -> int:
        return max(0, (sheet - self.first) * self.slots - self.start)


class RunNote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a killed till must still know of its run. There is no code in it.

    A run prints into a ``file``, or on a ``printer`` of that name from ``sheet`` on, as ``drawing``
    says; notes of older tills say at most the ``layout`` of its sheets. A reprint that has
    ``named`` printed cards replaces just these.
    """

    run_id: Annotated[str, Meta(pattern=f"^{PRINT_RUN_PATTERN}$")]
    request: OpenPrintRunRequest
    file: str = ""
    stage: Stage = Stage.OPENING
    digest: str = ""
    drawn: int = 0  # how many cards are in that file
    printer: str = ""
    named: tuple[int, ...] = ()
    sheet: Annotated[int, Meta(ge=1)] = 1
    layout: str = ""
    drawing: Drawing | None = None
    feed: Feed | None = None

    @property
    def drawn_as(self) -> Drawing:
        return self.drawing or Drawing(layout=self.layout)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A run that ended well."""

    run_id: str
    cards: int


class NotPrintedError(Exception):
    """The run has no file, or no end yet; the sentence says why.

    ``authority`` tells that somebody lacks it. Screens have words of their own: for the server's
    ``refusal``, else for the ``fault``.
    """

    def __init__(
        self,
        sentence: str,
        *,
        authority: bool = False,
        refusal: Refusal | None = None,
        fault: str = "",
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.authority = authority
        self.refusal = refusal
        self.fault = fault


class StoppedError(NotPrintedError):
    """Somebody has stopped the run before anything of it was released."""

    def __init__(self) -> None:
        super().__init__("The printing was stopped; these cards wait to be printed.")


class NotFedError(NotPrintedError):
    """A sheet was not taken by the printer: nothing of it is on paper."""


def in_order(sequences: Iterable[int]) -> list[Sequences]:
    """The cards as they come, as ranges that no message is too small for."""
    found: list[Sequences] = []
    for sequence in sequences:
        last = found[-1] if found else None
        if last is not None and last.last + 1 == sequence and len(last) < PIECE_CARDS_MAX:
            found[-1] = Sequences(first=last.first, last=sequence)
        else:
            found.append(Sequences(first=sequence, last=sequence))
    return found


def ranges_of(sequences: Iterable[int]) -> list[Sequences]:
    """The cards by their sequences, as ranges that no message is too small for."""
    return in_order(sorted(sequences))


def pieces_of(sequences: Iterable[int]) -> Iterator[list[int]]:
    """The cards in pieces that go into one report."""
    cards = sorted(sequences)
    for first in range(0, len(cards), PIECE_CARDS_MAX):
        yield cards[first : first + PIECE_CARDS_MAX]
