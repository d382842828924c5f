"""What a scan of the test sheet tells about the scanner. Pure.

The sheet has two symbols: a card number as it stands on every card, and a text with the letters
and signs that keyboards disagree about. Whatever else the scanner sends is a prefix or suffix.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from card_contract.card_number import CardNumber
from pos_terminal.scanning.wedge import GAP_MS_MAX

# No shop has this issuer, so the sheet can never be sold.
NUMBER_SYMBOL: Final = CardNumber.build(issuer="900000", batch=0, sequence=0).digits
LETTERS_SYMBOL: Final = "TEST-zY/9"
SYMBOLS: Final = (NUMBER_SYMBOL, LETTERS_SYMBOL)
AFFIX_MAX: Final = 16
_ALIKE_MIN: Final = 0.35


class Finding(StrEnum):
    """What is the matter with the scanner, if anything; the value is the sentence's id."""

    RIGHT = "scanner.right"
    AFFIXES = "scanner.affixes"
    CAPS_LOCK = "scanner.caps_lock"
    LAYOUT = "scanner.layout"
    LONG_AFFIX = "scanner.long_affix"
    SLOW = "scanner.slow"
    TOO_SLOW = "scanner.too_slow"
    NOT_THE_SHEET = "scanner.not_the_sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One scan. ``expected`` is null when it was not of the sheet; then it is not shown.

    ``gap_ms`` is, for a slow scanner, how long the till has to wait for its next key.
    """

    finding: Finding
    expected: str | None = None
    received: str | None = None
    prefix: str = ""
    suffix: str = ""
    aim: str = ""
    gap_ms: int = 0


def judge_pace(judgement: Judgement, gap_ms: int, *, longest_ms: int) -> Judgement:
    """Say of a symbol that came rightly whether its keys came fast enough to be heard elsewhere."""
    if judgement.finding is not Finding.RIGHT or gap_ms <= longest_ms:
        return judgement
    needed_ms = gap_ms + gap_ms // 4  # no scanner keeps time exactly
    finding = Finding.SLOW if needed_ms <= GAP_MS_MAX else Finding.TOO_SLOW
    return replace(judgement, finding=finding, gap_ms=needed_ms)


def judge(text: str, aim: str = "") -> Judgement:
    """Compare what came with what the sheet says. Total: any text gives a judgement."""
    for expected in SYMBOLS:
        before, found, after = text.partition(expected)
        if found:
            return _around(expected, before, after, aim)
    for expected in SYMBOLS[1:]:  # digits have no case
        if expected.swapcase() in text or expected.upper() in text or expected.lower() in text:
            return _of(Finding.CAPS_LOCK, expected, text, aim)
    likeness, expected = max((_likeness(text, symbol), symbol) for symbol in SYMBOLS)
    if likeness >= _ALIKE_MIN and not text.isdigit():
        return _of(Finding.LAYOUT, expected, text, aim)
    return Judgement(finding=Finding.NOT_THE_SHEET, aim=aim)


def _around(expected: str, before: str, after: str, aim: str) -> Judgement:
    finding = Finding.RIGHT
    if before or after:
        finding = Finding.AFFIXES
    affixes = before + after
    usable = affixes.isascii() and (affixes.isprintable() or not affixes)
    if max(len(before), len(after)) > AFFIX_MAX or not usable:
        finding = Finding.LONG_AFFIX
    return Judgement(
        finding=finding,
        expected=expected,
        received=_shown(before + expected + after),
        prefix=before,
        suffix=after,
        aim=aim,
    )


def _of(finding: Finding, expected: str, text: str, aim: str) -> Judgement:
    return Judgement(finding=finding, expected=expected, received=_shown(text), aim=aim)


def _shown(text: str) -> str:
    """What came, fit for the screen: of bounded length, with unprintable signs as a dot."""
    kept = "".join(sign if sign.isprintable() else "·" for sign in text[:60])
    return kept if len(text) <= 60 else f"{kept}…"


def _likeness(text: str, expected: str) -> float:
    matcher = difflib.SequenceMatcher(None, text[:200], expected, autojunk=False)
    return matcher.ratio()
