"""A file of card numbers, CSV or text: the numbers in it, and every line that holds none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.recall_messages import LIST_NUMBERS_MAX

FILE_BYTES_MAX: Final = 128 * 1024 * 1024
NOT_TEXT: Final = "not_text"
_CELLS: Final = re.compile(r"[,;\t]")
_TEXT_MAX: Final = 60
_AROUND: Final = " \"'"


class FaultyLine(NamedTuple):
    """A line without a card number; ``fault`` is a ``NumberFault`` or ``NOT_TEXT``.

    ``text`` is how it begins.
    """

    line: int
    fault: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFile:
    """What was found. A number that stands there twice counts once, as ``repeated``."""

    numbers: tuple[str, ...]
    faults: tuple[FaultyLine, ...]
    repeated: int

    @property
    def too_long(self) -> bool:
        return len(self.numbers) > LIST_NUMBERS_MAX


def read_numbers(content: bytes) -> NumberFile:
    """Read each line's first card number; one bad line says nothing about the others."""
    found: dict[str, None] = {}
    faults: list[FaultyLine] = []
    repeated = 0
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        card = _card_in(line)
        if isinstance(card, CardNumber):
            repeated += card.digits in found
            found[card.digits] = None
            if len(found) > LIST_NUMBERS_MAX:
                break  # the file is refused, whatever else stands in it
        elif card is not None:
            text = line.decode(errors="replace")[:_TEXT_MAX]
            faults.append(FaultyLine(number, card, text))
    return NumberFile(numbers=tuple(found), faults=tuple(faults), repeated=repeated)


def read_file(path: Path) -> NumberFile | None:
    """Read a file of numbers; None where it cannot be read, or is far too large."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            return None
        return read_numbers(path.read_bytes())
    except OSError:
        return None


def _card_in(line: bytes) -> CardNumber | str | None:
    """The line's card number, or why it has none; None where the line is empty."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return NOT_TEXT
    fault: str | None = None
    for cell in _CELLS.split(text):
        stripped = cell.strip(_AROUND)
        if not stripped:
            continue
        try:
            return CardNumber.parse(stripped)
        except NotACardNumberError as error:
            fault = fault or error.fault.value
    return fault
