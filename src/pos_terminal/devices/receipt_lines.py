"""The lines of a receipt, before any printer: what stands where, in which weight.

A layout makes them once for a width in characters; the ESC/POS printer, the PDF and the picture on
the screen render the same lines, so that the three never say different things.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"


class Size(StrEnum):
    """``LARGE`` is twice as wide and twice as high: half as many characters fit in a line."""

    NORMAL = "normal"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    text: str
    align: Align = Align.LEFT
    size: Size = Size.NORMAL
    bold: bool = False
    inverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """A name at the left edge and a figure at the right one."""

    left: str
    right: str
    size: Size = Size.NORMAL
    bold: bool = False


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class BarcodeLine:
    """A Code 128 symbol with its text below, so that a receipt finds its sale with one scan."""

    text: str


ReceiptLine = TextLine | PairLine | RuleLine | GapLine | BarcodeLine

_WIDTH_FACTOR: Final = {Size.NORMAL: 1, Size.LARGE: 2}
_SPACES: Final = frozenset("\u00a0\u202f\u2007\u2009\t")
_PLAIN: Final = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"}
    | {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2026": "..."}
)


def printable(text: str) -> str:
    """Make a text safe for a printer: one line, no control character, typographic signs made plain.

    A product's name comes from the server; an escape character in it would be a printer command.
    """
    plain = "".join(" " if sign in _SPACES or sign in "\r\n" else sign for sign in text)
    kept = "".join(sign for sign in plain if not unicodedata.category(sign).startswith("C"))
    return " ".join(kept.translate(_PLAIN).split())


def characters(columns: int, size: Size) -> int:
    """How many characters of ``size`` fit in a line of ``columns`` normal ones."""
    return columns // _WIDTH_FACTOR[size]


def wrapped(text: str, width: int) -> list[str]:
    """Break ``text`` at spaces; a word that is longer than the line is cut."""
    lines: list[str] = []
    current = ""
    for word in printable(text).split(" "):
        rest = word
        if current and len(current) + 1 + len(rest) <= width:
            current = f"{current} {rest}"
            continue
        if current:
            lines.append(current)
        while len(rest) > width:
            lines.append(rest[:width])
            rest = rest[width:]
        current = rest
    if current:
        lines.append(current)
    return lines


def text_lines(
    text: str,
    *,
    columns: int,
    align: Align = Align.LEFT,
    size: Size = Size.NORMAL,
    bold: bool = False,
) -> list[ReceiptLine]:
    """One text as as many lines as it takes."""
    width = characters(columns, size)
    return [TextLine(text=part, align=align, size=size, bold=bold) for part in wrapped(text, width)]


def pair_lines(
    left: str, right: str, *, columns: int, size: Size = Size.NORMAL, bold: bool = False
) -> list[ReceiptLine]:
    """A pair whose left part wraps before the figure, which stands on the first line."""
    width = characters(columns, size)
    figure = printable(right)
    first, *others = wrapped(left, max(8, width - len(figure) - 1)) or [""]
    lines: list[ReceiptLine] = [PairLine(left=first, right=figure, size=size, bold=bold)]
    lines.extend(TextLine(text=part, size=size, bold=bold) for part in others)
    return lines


def plain_text(lines: list[ReceiptLine], columns: int) -> list[str]:
    """The lines as a printer with ``columns`` fixed characters sets them."""
    return [_plain(line, columns) for line in lines]


def padded(line: PairLine, columns: int) -> str:
    """A pair as one text of fixed characters."""
    width = characters(columns, line.size)
    room = max(1, width - len(line.left) - len(line.right))
    return f"{line.left}{' ' * room}{line.right}"


def _plain(line: ReceiptLine, columns: int) -> str:
    match line:
        case TextLine():
            width = characters(columns, line.size)
            return line.text.center(width).rstrip() if line.align is Align.CENTRE else line.text
        case PairLine():
            return padded(line, columns)
        case RuleLine():
            return "-" * columns
        case GapLine():
            return ""
        case BarcodeLine():
            return f"[{line.text}]".center(columns).rstrip()
