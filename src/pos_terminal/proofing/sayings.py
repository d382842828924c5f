"""What is said of cards that were read, of their print, and of a batch's proof, in messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from card_contract.print_messages import BatchProof, ProofFinding
from pos_terminal.proofing.grades import (
    CONTRAST_GOOD_PERCENT,
    EDGE_MIN_PERCENT,
    QUIET_MODULES,
    Grade,
    PrintReading,
    quiet_grade,
)
from pos_terminal.proofing.model import (
    Mark,
    PrintLine,
    ProofCount,
    SampleRow,
    SheetMap,
    Standing,
)
from pos_terminal.proofing.sheet_news import PAGES_MAX, FileRefused, Other, PageRead
from pos_terminal.proofing.sitting import Sample, Sitting, is_wrong
from pos_terminal.words import Message

ROWS_MAX: Final = 40
_ORDER: Final = (
    Standing.REFUSED,
    Standing.UNREAD,
    Standing.UNANSWERED,
    Standing.ASKED,
    Standing.READ,
    Standing.PROVEN,
)


@dataclass(frozen=True, slots=True)
class View:
    """How the cards of a sitting stand now: what was sent is being asked, or in doubt."""

    sitting: Sitting
    asking: bool
    in_doubt: bool

    def rows(self) -> tuple[SampleRow, ...]:
        """What needs a look comes first, then a poor print, then the newest; the first of them."""
        samples = sorted(self.sitting.samples, key=self._urgency)[:ROWS_MAX]
        return tuple(_row(each, self._standing(each)) for each in samples)

    def map(self, page: PageRead, samples: Sequence[Sample]) -> SheetMap:
        """Where on a sheet which symbol stands, and how it stands with it."""
        marks = [
            Mark(
                place=symbol.place,
                standing=self._standing(sample),
                grade=None if symbol.print is None else symbol.print.grade,
            )
            for symbol, sample in zip(page.symbols, samples, strict=True)
        ]
        word = "where.page" if page.pages > 1 else "where.file"
        name = Message(word, {"file": page.file, "page": page.page})
        return SheetMap(name=name, shape=page.shape, marks=tuple(marks))

    def _urgency(self, sample: Sample) -> tuple[int, bool, int]:
        is_good = sample.print is None or sample.print.grade is Grade.GOOD
        return _ORDER.index(self._standing(sample)), is_good, -sample.serial

    def _standing(self, sample: Sample) -> Standing:
        if sample.other is Other.UNREAD:
            return Standing.UNREAD
        if is_wrong(sample):
            return Standing.REFUSED
        if sample.finding is not None:
            return Standing.PROVEN
        if not self.sitting.is_sent(sample):
            return Standing.READ
        if self.asking:
            return Standing.ASKED
        return Standing.UNANSWERED if self.in_doubt else Standing.READ


def _row(sample: Sample, standing: Standing) -> SampleRow:
    return SampleRow(
        serial=sample.serial,
        number="" if sample.number is None else sample.number.grouped(),
        way=sample.way,
        where=sample.where,
        at_ms=sample.at_ms,
        standing=standing,
        fact=fact_of(sample),
        print=None if sample.print is None else print_line(sample.print),
    )


def fact_of(sample: Sample) -> Message | None:
    """What is wrong with a card, in the till's words or the server's; nothing where nothing is."""
    if sample.why is not None:
        return sample.why
    if sample.finding in (None, ProofFinding.MATCHES):
        return None
    return Message(f"found.{sample.finding.value}")


def print_line(reading: PrintReading) -> PrintLine:
    """How well it is printed, and in sentences what is not good about it."""
    facts: list[Message] = []
    percent = {"percent": reading.contrast_percent, "wanted": CONTRAST_GOOD_PERCENT}
    if reading.contrast_grade is not Grade.GOOD:
        facts.append(Message("print.contrast_low", percent))
    if reading.edge_grade is not Grade.GOOD:
        edge = {"percent": reading.edge_percent, "wanted": EDGE_MIN_PERCENT}
        facts.append(Message("print.edge_low", edge))
    for word, tenths in (("left", reading.left_tenths), ("right", reading.right_tenths)):
        if tenths is not None and quiet_grade(tenths) is not Grade.GOOD:
            zone = {"modules_thousandths": 100 * tenths, "wanted": QUIET_MODULES}
            facts.append(Message(f"print.{word}", zone))
    if not facts:
        zone = {"modules_thousandths": 100 * (reading.quiet_tenths or 0)}
        facts.append(Message("print.good", percent | zone))
    return PrintLine(grade=reading.grade, facts=tuple(facts))


def count_of(proof: BatchProof) -> ProofCount:
    """What the server has of a batch."""
    missing = max(0, proof.demanded - proof.proven)
    left = proof.unprinted
    facts: list[Message] = []
    if proof.has_no_reading:
        facts.append(Message("count.no_reading"))
    if proof.contrast_percent_min is not None:
        facts.append(Message("count.contrast", {"percent": proof.contrast_percent_min}))
    if proof.quiet_zone_tenths_min is not None:
        modules = {"modules_thousandths": 100 * proof.quiet_zone_tenths_min}
        facts.append(Message("count.quiet", modules))
    return ProofCount(
        proven=proof.proven,
        demanded=proof.demanded,
        shippable=proof.shippable,
        standing=_standing(proof, missing),
        unprinted=Message("count.unprinted", {"count": left}) if left else None,
        print=tuple(facts),
    )


def _standing(proof: BatchProof, missing: int) -> Message:
    if proof.shippable:
        return Message("count.excused" if missing else "count.shippable")
    if proof.excused:
        return Message("count.needs_none")
    if not missing:
        return Message("count.proven")
    return Message("count.more" if proof.unprinted else "count.missing", {"count": missing})


def next_word(proof: BatchProof | None) -> Message:
    """What comes next where nothing that was read is left to be recorded."""
    if proof is not None and proof.shippable:
        return Message("head.shippable")
    is_enough = proof is not None and (proof.excused or proof.proven >= proof.demanded)
    return Message("head.packs" if is_enough else "head.scan")


def sum_of(sitting: Sitting) -> Message | None:
    """How many cards were read, and how many of them need a look."""
    if not sitting.samples:
        return None
    wrong = sum(map(is_wrong, sitting.samples))
    values = {"count": len(sitting.samples), "wrong": wrong}
    return Message("sum.wrong" if wrong else "sum.read", values)


def file_fault(refused: FileRefused) -> Message:
    """Why a file was not read, or not to its end."""
    return Message(
        f"file.{refused.fault.value}",
        {"file": refused.file, "pages": refused.pages, "most": PAGES_MAX},
    )


def record_word(waiting: int, *, again: bool) -> Message:
    """What the main button says."""
    if again:
        return Message("record.again")
    return Message("record.cards", {"count": waiting}) if waiting else Message("record.none")
