"""Simple regular expressions, which may come from strangers: read and matched without backtracking.

Every way to match is followed at once, so that a text takes one short step for each of its signs,
whatever the pattern. Python's own matcher tries one way after the other, for hours if need be, and
nothing else is answered meanwhile. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

PATTERN_MAX: Final = 100
_SIMPLE: Final = (
    "may have letters, dots, classes, *, + and ? after one of these, and ^ and $ around all"
)
_WHOLE: Final = re.compile(r"(\^?)(.*?)(\$?)", re.DOTALL)
_ATOM: Final = re.compile(
    r"(\[(?:\^[^][\\]+|[^][\\^][^][\\]*)]|[^[(){}|\\*+?^$])([*+?]?)", re.DOTALL
)
"""A class, or a sign that stands for itself, and how often it comes."""
_SPAN: Final = re.compile(r"(.)-(.)|(.)", re.DOTALL)


class BadPatternError(Exception):
    """The pattern is no simple one; says why."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs that one place of a pattern takes, or those that it does not."""

    spans: tuple[tuple[str, str], ...]
    negated: bool = False

    def __contains__(self, sign: str) -> bool:
        return any(first <= sign <= last for first, last in self.spans) is not self.negated


@dataclass(frozen=True, slots=True)
class SimplePattern:
    """A pattern. In its masks bit n is the place n, in a state that n places are behind us."""

    places: tuple[_Signs, ...]
    many: int
    optional: int
    from_start: bool
    to_end: bool
    _masks: dict[str, int] = field(default_factory=dict)

    def found_in(self, text: str) -> bool:
        """Whether it matches the text somewhere."""
        many, optional, masks = self.many, self.optional, self._masks
        states = begun = 1 | (optional + (1 & optional)) ^ optional
        again, whole = 0 if self.from_start else begun, 1 << len(self.places)
        for sign in text:
            if states & whole and not self.to_end:
                return True
            here = masks[sign] if sign in masks else self._mask(sign)
            states = (states & here) << 1 | states & (here & many) << 1 | again
            # Those beyond places that may be missing, too: the sum carries from the lowest state in
            # a run of such places to the run's end, and what it changes on its way can be reached.
            states |= (optional + (states & optional)) ^ optional
        return bool(states & whole)

    def _mask(self, sign: str) -> int:
        """The places that take a sign."""
        mask = sum(1 << place for place, signs in enumerate(self.places) if sign in signs)
        self._masks[sign] = mask
        return mask


def read_pattern(text: str) -> SimplePattern:
    """Read a pattern; raises ``BadPatternError``."""
    if len(text) > PATTERN_MAX:  # before anything is read of what a stranger may make so long
        raise BadPatternError(_SIMPLE)
    whole = _WHOLE.fullmatch(text)
    assert whole is not None  # noqa: S101 - each of its parts may be empty
    start, middle, end = whole.groups()
    atoms = list(_ATOM.finditer(middle))
    if sum(len(atom[0]) for atom in atoms) != len(middle):
        raise BadPatternError(_SIMPLE)
    return SimplePattern(
        places=tuple(_signs(atom[1]) for atom in atoms),
        many=sum(1 << place for place, atom in enumerate(atoms) if atom[2] in ("*", "+")),
        optional=sum(1 << place for place, atom in enumerate(atoms) if atom[2] in ("*", "?")),
        from_start=bool(start),
        to_end=bool(end),
    )


def _signs(atom: str) -> _Signs:
    if atom == ".":
        return _Signs((("\n", "\n"),), negated=True)
    if len(atom) == 1:
        return _Signs(((atom, atom),))
    negated = atom.startswith("[^")
    spans = tuple(
        (span[1] or span[3], span[2] or span[3])
        for span in _SPAN.finditer(atom[2:-1] if negated else atom[1:-1])
    )
    for first, last in spans:
        if first > last:
            raise BadPatternError(f"has a class from {first} to {last}, which is the wrong way")
    return _Signs(spans, negated)
