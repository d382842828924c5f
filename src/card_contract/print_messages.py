"""The messages of printing cards: a run opens codes of a batch for the one who prints them.

Cards are named by their sequences in the batch. A run and each report have ids that the till has
made; giving cards names its run and is repeated as it stands. A code is in one answer only,
``CardsGiven``, which is never stored.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from card_contract.card_number import BATCH_MAX, SEQUENCE_MAX
from card_contract.messages import Answer, Id, Request

PRINT_RUN_PATTERN: Final = "Q-[0-9A-HJKMNP-TV-Z]{26}"
PRINT_REPORT_PATTERN: Final = "J-[0-9A-HJKMNP-TV-Z]{26}"
PROOF_PATTERN: Final = "F-[0-9A-HJKMNP-TV-Z]{26}"
PIECE_CARDS_MAX: Final = 500
RUNS_LISTED_MAX: Final = 50
PROOF_SCANS_MAX: Final = 200
# A print below these is poor: a scanner at the checkout may not read it.
CONTRAST_LEAST_PERCENT: Final = 40  # grade C of ISO/IEC 15416
QUIET_LEAST_TENTHS: Final = 55

Sequence = Annotated[int, Meta(ge=1, le=SEQUENCE_MAX)]
Batch = Annotated[int, Meta(ge=1, le=BATCH_MAX)]
PrintReason = Annotated[str, Meta(min_length=3, max_length=500, pattern=r"\S")]
Percent = Annotated[int, Meta(ge=0, le=100)]
Tenths = Annotated[int, Meta(ge=0, le=10_000)]


class PrintState(StrEnum):
    """How a card of a batch stands with printing."""

    WAITING = "waiting"
    GIVEN = "given"  # its code was given out; nobody has said what became of it
    PRINTED = "printed"
    SPOILED = "spoiled"  # on paper, maybe, that must not be sold; another card stands for it


class PrintRunState(StrEnum):
    OPEN = "open"
    ENDED = "ended"


class ProofWay(StrEnum):
    """With what a printed card was read."""

    CAMERA = "camera"
    WEDGE = "wedge"
    PICTURE = "picture"


class ProofFinding(StrEnum):
    """What a read card number turned out to be."""

    MATCHES = "matches"
    NO_NUMBER = "no-number"
    FOREIGN = "foreign"  # of another batch, or of none
    UNPRINTED = "unprinted"
    SPOILED = "spoiled"
    POOR = "poor"  # a printed card of the batch that does not count until a person says so


class Sequences(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All cards from the first to the last."""

    first: Sequence
    last: Sequence

    def __len__(self) -> int:
        return max(0, self.last - self.first + 1)


SequenceRanges = Annotated[list[Sequences], Meta(max_length=PIECE_CARDS_MAX)]


class OpenPrintRunRequest(Request, frozen=True, kw_only=True):
    """Open the codes of these cards of a batch for one run at this till.

    A ``reprint`` may name printed cards: they are reported as spoiled, and new cards are printed
    for them. With ``rest``, printed ones among them are left alone. Where a person opens more of
    the batch than the shop's number of cards, in all runs together, a second one signs.
    """

    batch: Batch
    cards: Sequences
    reason: PrintReason
    reprint: bool = False
    rest: bool = False
    approval: Id | None = None


class PrintRunView(Answer, frozen=True, kw_only=True):
    """A run and its figures; ``replaced`` is how many new cards stand for spoiled ones.

    ``waiting``, ``given``, ``printed`` and ``spoiled`` add up to ``cards`` with ``replaced``.
    """

    run_id: str
    batch: int
    product: str
    cards: Sequences
    state: PrintRunState
    reprint: bool
    reason: str
    till_id: str
    operator_id: str
    approved_by: str | None
    waiting: int
    given: int
    printed: int
    spoiled: int
    replaced: int
    opened_at: int
    ended_at: int | None


class PrintRunsAnswer(Answer, frozen=True, kw_only=True):
    """The newest runs of the shop, at most ``RUNS_LISTED_MAX``."""

    runs: list[PrintRunView]
    signed_above: int


class GiveCardsRequest(Request, frozen=True, kw_only=True):
    """Give out these cards of the run, at most ``PIECE_CARDS_MAX``; what was given is given again.

    Cards that are printed or spoiled are left out.
    """

    cards: Sequences


class GivenCard(Struct, frozen=True, kw_only=True):
    """A card to print. The code is for paper alone."""

    sequence: int
    pack: int
    number: str
    code: str

    def __repr__(self) -> str:
        return f"GivenCard({self.sequence})"


class CardsGiven(Answer, frozen=True, kw_only=True):
    cards: list[GivenCard]


class PrintReportRequest(Request, frozen=True, kw_only=True):
    """What became of given cards; ``unfed`` ones are surely on no paper and wait again.

    At most ``PIECE_CARDS_MAX`` cards. In a reprint, printed cards may be ``spoiled`` too.
    """

    run_id: Annotated[str, Meta(pattern=f"^{PRINT_RUN_PATTERN}$")]
    printed: SequenceRanges = []  # noqa: RUF012 - a struct copies its default
    spoiled: SequenceRanges = []  # noqa: RUF012 - a struct copies its default
    unfed: SequenceRanges = []  # noqa: RUF012 - a struct copies its default

    @property
    def card_count(self) -> int:
        return sum(len(each) for each in (*self.printed, *self.spoiled, *self.unfed))


class Replacement(Struct, frozen=True, kw_only=True):
    """The new card that stands for a spoiled one, in the same pack; it waits to be printed."""

    spoiled: int
    sequence: int


class PrintReported(Answer, frozen=True, kw_only=True):
    """What was noted; ``unreplaced`` are spoiled cards that were sold or stopped meanwhile."""

    replacements: list[Replacement]
    unreplaced: list[int]
    replayed: bool = False


class PrintCardView(Struct, frozen=True, kw_only=True):
    """A card of a run that has been touched; those that are not listed wait."""

    sequence: int
    state: PrintState
    replaces: int | None


class PrintCardsAnswer(Answer, frozen=True, kw_only=True):
    """At most a page of a run's cards; where there are ``more``, ``after`` the last sequence."""

    cards: list[PrintCardView]
    more: bool


class BatchPrint(Answer, frozen=True, kw_only=True):
    """How a batch stands with printing. Cards in open runs may be among those that wait.

    ``replacing`` of them stand for spoiled ones, from ``first_new`` on: the sequence of the first
    card that the batch has got for a spoiled one. ``open_runs`` are the ids of its open runs.
    """

    batch: int
    waiting: int
    given: int
    printed: int
    spoiled: int
    replacing: int
    first_new: int | None
    open_runs: list[str]


class ProofScan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One symbol that was read; ``text`` is what stands in the bars.

    Where it was read from a picture: its contrast, and its quiet zone in tenths of a module. With
    ``poor_counts`` a person has said that a poor print counts all the same. It is left out unless
    it is said: what is repeated to a newer server is then still the request that was stored.
    """

    text: Annotated[str, Meta(max_length=64)]
    way: ProofWay
    contrast_percent: Percent | None = None
    quiet_zone_tenths: Tenths | None = None
    poor_counts: bool | UnsetType = UNSET

    @property
    def is_poor(self) -> bool:
        contrast, quiet = self.contrast_percent, self.quiet_zone_tenths
        return (contrast is not None and contrast < CONTRAST_LEAST_PERCENT) or (
            quiet is not None and quiet < QUIET_LEAST_TENTHS
        )

    @property
    def is_left_out(self) -> bool:
        """Whether it makes no card count: its print is poor, and nobody has said otherwise."""
        return self.is_poor and self.poor_counts is not True


class ProofRequest(Request, frozen=True, kw_only=True):
    batch: Batch
    scans: Annotated[list[ProofScan], Meta(min_length=1, max_length=PROOF_SCANS_MAX)]


class BatchProof(Answer, frozen=True, kw_only=True):
    """How many different cards of the batch were read back, of how many that are demanded.

    It is ``shippable`` whole once those are enough and none is ``unprinted``: waiting, or given to
    an open run. Packs in which none is are shippable before. An ``excused`` one needs no proof.

    ``contrast_percent_min`` and ``quiet_zone_tenths_min`` are the worst of all its cards that were
    read from pictures.
    """

    batch: int
    proven: int
    demanded: int
    shippable: bool
    excused: bool = False
    unprinted: int = 0
    contrast_percent_min: int | None = None
    quiet_zone_tenths_min: int | None = None
    findings: list[ProofFinding] = []  # noqa: RUF012 - a struct copies its default
    replayed: bool = False

    @property
    def has_no_reading(self) -> bool:
        """Whether cards were read back, and none from a picture that told of its print."""
        return self.proven > 0 and self.contrast_percent_min is None


def digest_of_run(request: OpenPrintRunRequest) -> str:
    """What a second person signs for: everything that is asked for, but the signature itself."""
    asked = msgspec.structs.replace(request, approval=None)
    return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()
