"""The cards of one batch that were read in this sitting, and what came of each. No window, no wire.

What is to be recorded goes in portions, each under an id of its own: asked again after a lost reply
it is the same portion with the same id, whatever was read meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec import UNSET

from card_contract.card_number import CardNumber
from card_contract.print_messages import (
    PROOF_SCANS_MAX,
    ProofFinding,
    ProofRequest,
    ProofScan,
    ProofWay,
)
from card_contract.sale_id import crockford
from pos_terminal.proofing.grades import PrintReading, worse_of
from pos_terminal.proofing.sheet_news import Other
from pos_terminal.words import Message

_QUIET_TENTHS_MAX: Final = 10_000


@dataclass(slots=True, kw_only=True, eq=False)
class Sample:
    """One thing that was read. ``why`` says what is wrong with it, null where nothing is.

    ``finding`` is the server's word; until then nothing is known but what stands on the card.
    """

    serial: int
    number: CardNumber | None
    way: ProofWay
    at_ms: int
    where: Message | None = None
    print: PrintReading | None = None
    why: Message | None = None
    other: Other | None = None
    finding: ProofFinding | None = None
    poor_counts: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is to be recorded and the server has not told what came of it."""
        return self.why is None and self.finding is None

    @property
    def is_poor(self) -> bool:
        """Whether the server does not count it for its print alone."""
        return self.finding is ProofFinding.POOR

    def read_again(self, reading: PrintReading) -> None:
        """Keep the worse of two readings; what is recorded already goes again where it has come
        to another grade.
        """
        worse = worse_of(reading, self.print)
        is_news = self.print is None or worse.grade is not self.print.grade
        if self.waits or (self.finding is ProofFinding.MATCHES and is_news):
            self.print, self.way, self.finding = worse, ProofWay.PICTURE, None

    def count_all_the_same(self) -> None:
        """A person has looked at it and says that it counts."""
        self.poor_counts, self.finding = True, None

    def scan(self) -> ProofScan:
        reading = self.print
        quiet = None if reading is None else reading.quiet_tenths
        return ProofScan(
            text=self.number.digits if self.number is not None else "",
            way=self.way,
            contrast_percent=None if reading is None else reading.contrast_percent,
            quiet_zone_tenths=None if quiet is None else max(0, min(quiet, _QUIET_TENTHS_MAX)),
            poor_counts=self.poor_counts or UNSET,
        )


@dataclass(frozen=True, slots=True)
class Portion:
    """What goes to the server in one request, under one id."""

    proof_id: str
    batch: int
    samples: tuple[Sample, ...]
    serials: frozenset[int]

    def request(self) -> ProofRequest:
        return ProofRequest(batch=self.batch, scans=[each.scan() for each in self.samples])


@dataclass(slots=True)
class Sitting:
    """``portion`` is what was sent and has no answer yet.

    ``in_doubt`` says that it may be recorded, and that another batch was looked at since.
    """

    batch: int
    samples: list[Sample] = field(default_factory=list)
    portion: Portion | None = None
    in_doubt: bool = False

    @property
    def waiting(self) -> int:
        return sum(each.waits for each in self.samples)

    def earlier(self, number: CardNumber | None, why: Message | None = None) -> Sample | None:
        """The same card, if it was read before; with ``why``, if that was said of it."""
        same = (each for each in self.samples if number is not None and each.number == number)
        return next((each for each in same if why is None or each.why == why), None)

    def is_sent(self, sample: Sample) -> bool:
        """Whether it was sent and has no answer yet."""
        return self.portion is not None and sample.serial in self.portion.serials

    def next_portion(self) -> Portion | None:
        """What has no answer, or else the next that waits; nothing where nothing does."""
        if self.portion is None:
            waiting = tuple(each for each in self.samples if each.waits)[:PROOF_SCANS_MAX]
            if waiting:
                proof_id = f"F-{crockford(secrets.token_bytes(17))}"
                serials = frozenset(each.serial for each in waiting)
                self.portion = Portion(proof_id, self.batch, waiting, serials)
        return self.portion

    def told(self, findings: Sequence[ProofFinding]) -> None:
        """The server has answered for the portion."""
        portion, self.portion = self.portion, None
        self.in_doubt = False
        if portion is not None:
            for sample, finding in zip(portion.samples, findings, strict=True):
                sample.finding = finding

    def clear(self) -> None:
        """Forget what was wrong and has been looked at."""
        self.samples = [each for each in self.samples if not is_wrong(each)]


def is_wrong(sample: Sample) -> bool:
    """Whether somebody has to look at the card itself."""
    return sample.why is not None or sample.finding not in (None, ProofFinding.MATCHES)
