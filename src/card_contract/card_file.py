"""What a file of cards that were made elsewhere may be, line by line. Pure.

A line is a card number, its code and its pack, separated by commas. The lines of a file are judged
among themselves here; whether they fit what there is already, the import's command says.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.code_text import SCAN_CODE_LENGTH_MAX, normal_form, stored_form
from card_contract.studio_messages import (
    IMPORT_CARDS_MAX,
    LABEL_NUMBER_MAX,
    PACK_CARDS_MAX,
    CardElsewhere,
    LineOutcome,
)

LINE_BYTES_MAX: Final = 1_000
COLUMNS: Final = ("card number", "code", "pack")
HEADINGS: Final = (COLUMNS, ("number", "code", "pack"))
"""The columns' names as they are asked for, and as the files for print shops have them."""

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


class CardFile:
    """A file that was read: its lines, and the range of numbers that each pack has in it."""

    def __init__(self, content: bytes) -> None:
        self.lines = lines_of(content)
        self._spans = _spans_of(line for line in self.lines if isinstance(line, CardLine))

    @property
    def bad(self) -> dict[int, LineOutcome]:
        """The lines that no server need be asked of, by their numbers."""
        return {line.line: line.outcome for line in self.lines if isinstance(line, BadLine)}

    @property
    def cards(self) -> int:
        return sum(isinstance(line, CardLine) for line in self.lines)

    def pieces(self) -> Iterator[tuple[list[int], list[CardElsewhere]]]:
        """The cards in pieces that one request takes, with the numbers of their lines."""
        cards = [line for line in self.lines if isinstance(line, CardLine)]
        for start in range(0, len(cards), IMPORT_CARDS_MAX):
            piece = cards[start : start + IMPORT_CARDS_MAX]
            yield [line.line for line in piece], [self._card(line) for line in piece]

    def _card(self, line: CardLine) -> CardElsewhere:
        first, last = self._spans[_pack_of(line)]
        return CardElsewhere(
            number=line.number.digits,
            code=line.code,
            pack=line.pack,
            pack_first=first,
            pack_last=last,
        )


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
    return tuple(name.strip().strip('"').lower() for name in names) in HEADINGS


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
    ranges = _spans_of(cards)
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


def _spans_of(cards: Iterable[CardLine]) -> dict[tuple[str, int, int], tuple[int, int]]:
    """The first and last sequence of each pack in a file: issuer, batch, pack."""
    spans: dict[tuple[str, int, int], tuple[int, int]] = {}
    for card in cards:
        sequence = card.number.sequence
        first, last = spans.get(_pack_of(card), (sequence, sequence))
        spans[_pack_of(card)] = min(first, sequence), max(last, sequence)
    return spans
