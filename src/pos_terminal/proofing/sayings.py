"""What is said of cards that were read, of their print, and of a batch's proof, in messages."""

from __future__ import annotations

from collections.abc import Sequence
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

ROWS_MAX: Final = 100
_ORDER: Final = (
    Standing.REFUSED,
    Standing.UNREAD,
    Standing.UNANSWERED,
    Standing.ASKED,
    Standing.READ,
    Standing.PROVEN,
)


def rows_of(sitting: Sitting, *, asking: bool, in_doubt: bool) -> tuple[SampleRow, ...]:
    """What needs a look comes first, then a poor print, then the newest."""
    rows = [_row(each, _standing(each, sitting, asking, in_doubt)) for each in sitting.samples]
    return tuple(sorted(rows, key=_urgency))


def _urgency(row: SampleRow) -> tuple[int, bool, int]:
    is_good = row.print is None or row.print.grade is Grade.GOOD
    return _ORDER.index(row.standing), is_good, -row.serial


def _standing(sample: Sample, sitting: Sitting, asking: bool, in_doubt: bool) -> Standing:
    if sample.other is Other.UNREAD:
        return Standing.UNREAD
    if is_wrong(sample):
        return Standing.REFUSED
    if sample.finding is not None:
        return Standing.PROVEN
    is_sent = sitting.is_sent(sample)
    if is_sent and asking:
        return Standing.ASKED
    return Standing.UNANSWERED if is_sent and in_doubt else Standing.READ


def map_of(page: PageRead, samples: Sequence[Sample], rows: Sequence[SampleRow]) -> SheetMap:
    """Where on a sheet which symbol stands, and how it stands with it."""
    known = {row.serial: row for row in rows}
    marks = [
        Mark(
            place=symbol.place,
            standing=known[sample.serial].standing,
            grade=None if symbol.print is None else symbol.print.grade,
        )
        for symbol, sample in zip(page.symbols, samples, strict=True)
        if sample.serial in known
    ]
    word = "where.page" if page.pages > 1 else "where.file"
    name = Message(word, {"file": page.file, "page": page.page})
    return SheetMap(name=name, shape=page.shape, marks=tuple(marks))


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
        if quiet_grade(tenths) is not Grade.GOOD:
            zone = {"modules_thousandths": 100 * tenths, "wanted": QUIET_MODULES}
            facts.append(Message(f"print.{word}", zone))
    if not facts:
        zone = {"modules_thousandths": 100 * reading.quiet_tenths}
        facts.append(Message("print.good", percent | zone))
    return PrintLine(grade=reading.grade, facts=tuple(facts))


def count_of(proof: BatchProof) -> ProofCount:
    """What the server has of a batch."""
    missing = max(0, proof.demanded - proof.proven)
    standing = Message("count.missing", {"count": missing})
    if proof.shippable:
        standing = Message("count.excused" if missing else "count.shippable")
    facts: list[Message] = []
    if proof.contrast_percent_min is not None:
        facts.append(Message("count.contrast", {"percent": proof.contrast_percent_min}))
    if proof.quiet_zone_tenths_min is not None:
        modules = {"modules_thousandths": 100 * proof.quiet_zone_tenths_min}
        facts.append(Message("count.quiet", modules))
    return ProofCount(
        proven=proof.proven,
        demanded=proof.demanded,
        shippable=proof.shippable,
        standing=standing,
        print=tuple(facts),
    )


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
