"""What a file of cards that were made elsewhere may be, line by line. Pure.

A line is a card number, its code and its pack, separated by commas. The lines of a file are judged
among themselves here; whether they fit what there is already, the import's command says.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from card_contract.card_number import CardNumber, NotACardNumberError
from server_stub.domain.campaign_rules import LABEL_NUMBER_MAX, PACK_CARDS_MAX
from server_stub.domain.code_generation import normal_form
from server_stub.domain.scan_codes import SCAN_CODE_LENGTH_MAX, stored_form

LINE_BYTES_MAX: Final = 1_000
COLUMNS: Final = ("card number", "code", "pack")


class LineOutcome(StrEnum):
    """What becomes of a line; all but the first two are refusals."""

    ACCEPTED = "accepted"
    ALREADY_THERE = "already-there"
    LINE_TOO_LONG = "line-too-long"
    NOT_UTF8 = "not-utf8"
    NOT_THREE_COLUMNS = "not-three-columns"
    NUMBER_INVALID = "number-invalid"
    CODE_MISSING = "code-missing"
    CODE_TOO_LONG = "code-too-long"
    CODE_UNPRINTABLE = "code-unprintable"
    PACK_INVALID = "pack-invalid"
    NUMBER_DOUBLED = "number-doubled"
    CODE_DOUBLED = "code-doubled"
    PACKS_OVERLAP = "packs-overlap"
    PACK_TOO_LARGE = "pack-too-large"
    PACK_DIFFERS = "pack-differs"
    ISSUER_FOREIGN = "issuer-foreign"
    BATCH_OF_SERVER = "batch-of-server"
    BATCH_OF_OTHER_CAMPAIGN = "batch-of-other-campaign"
    NUMBER_TAKEN = "number-taken"
    CODE_TAKEN = "code-taken"


GOOD: Final = frozenset({LineOutcome.ACCEPTED, LineOutcome.ALREADY_THERE})


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card of the file. The code is in clear, and is not shown."""

    line: int
    number: CardNumber
    pack: int
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no card, or not one beside those before it."""

    line: int
    outcome: LineOutcome


def lines_of(content: bytes) -> list[CardLine | BadLine]:
    """Read a file: each line that is not empty, but for the columns' names in the first."""
    texts = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    lines: list[CardLine | BadLine] = []
    for place, raw in enumerate(texts, start=1):
        text = raw.removesuffix(b"\r")
        if text.strip() and not (place == 1 and _is_heading(text)):
            lines.append(_line(place, text))
    return list(_beside_one_another(lines))


def _is_heading(text: bytes) -> bool:
    names = text.decode(errors="replace").split(",")
    return tuple(name.strip().strip('"').lower() for name in names) == COLUMNS


def _line(place: int, raw: bytes) -> CardLine | BadLine:
    if len(raw) > LINE_BYTES_MAX:
        return BadLine(place, LineOutcome.LINE_TOO_LONG)
    try:
        columns = next(csv.reader([raw.decode()], strict=True))
        number, code, pack = (column.strip() for column in columns)
    except UnicodeDecodeError:
        return BadLine(place, LineOutcome.NOT_UTF8)
    except (csv.Error, ValueError):
        return BadLine(place, LineOutcome.NOT_THREE_COLUMNS)
    try:
        card = CardNumber.parse(number)
    except NotACardNumberError:
        return BadLine(place, LineOutcome.NUMBER_INVALID)
    fault = _fault_of_code(code) or _fault_of_pack(pack)
    if fault is not None:
        return BadLine(place, fault)
    return CardLine(place, card, int(pack), stored_form(code))


def _fault_of_code(code: str) -> LineOutcome | None:
    if not code:
        return LineOutcome.CODE_MISSING
    if len(stored_form(code)) > SCAN_CODE_LENGTH_MAX:
        return LineOutcome.CODE_TOO_LONG
    return None if code.isprintable() else LineOutcome.CODE_UNPRINTABLE


def _fault_of_pack(pack: str) -> LineOutcome | None:
    is_number = pack.isascii() and pack.isdigit() and len(pack) <= len(str(LABEL_NUMBER_MAX))
    if not is_number or int(pack) < 1:
        return LineOutcome.PACK_INVALID
    return None


def _beside_one_another(lines: Iterable[CardLine | BadLine]) -> Iterator[CardLine | BadLine]:
    """Refuse what a line before has already; of packs, all cards of those that overlap."""
    whole = list(lines)
    bad_packs = _bad_packs(line for line in whole if isinstance(line, CardLine))
    numbers: set[CardNumber] = set()
    codes: set[str] = set()
    for line in whole:
        if isinstance(line, BadLine):
            yield line
            continue
        code = normal_form(line.code)
        pack_fault = bad_packs.get(_pack_of(line))
        if line.number in numbers:
            yield BadLine(line.line, LineOutcome.NUMBER_DOUBLED)
        elif code in codes:
            yield BadLine(line.line, LineOutcome.CODE_DOUBLED)
        elif pack_fault is not None:
            yield BadLine(line.line, pack_fault)
        else:
            yield line
        numbers.add(line.number)
        codes.add(code)


def _pack_of(line: CardLine) -> tuple[str, int, int]:
    return line.number.issuer, line.number.batch, line.pack


def _bad_packs(cards: Iterable[CardLine]) -> dict[tuple[str, int, int], LineOutcome]:
    """The packs whose ranges of numbers cannot be: a label stands for the whole range."""
    ranges: dict[tuple[str, int, int], tuple[int, int]] = {}
    for card in cards:
        place, sequence = _pack_of(card), card.number.sequence
        first, last = ranges.get(place, (sequence, sequence))
        ranges[place] = (min(first, sequence), max(last, sequence))
    bad = {
        place: LineOutcome.PACK_TOO_LARGE
        for place, (first, last) in ranges.items()
        if last - first >= PACK_CARDS_MAX
    }
    ordered = sorted((place[:2], span, place) for place, span in ranges.items())
    reaching = None
    for batch, (first, last), place in ordered:
        if reaching is not None and reaching[0] == batch and first <= reaching[1]:
            bad[place] = bad[reaching[2]] = LineOutcome.PACKS_OVERLAP
        if reaching is None or reaching[0] != batch or last > reaching[1]:
            reaching = (batch, last, place)
    return bad
