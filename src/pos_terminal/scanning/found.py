"""What a reader found in a picture, and which of several findings to believe. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

Point = tuple[float, float]

# How far beyond its box a barcode still claims the place, in parts of its length.
_CLAIM: Final = 0.25


@dataclass(frozen=True, slots=True)
class Found:
    """One barcode: its text, its corners in the picture, its kind, how often it was read."""

    text: str
    polygon: tuple[Point, ...]
    symbology: str
    votes: int = 1

    def scaled(self, across: float, down: float) -> Found:
        """Return the same barcode in a picture that is so many times as wide and as high."""
        return replace(self, polygon=tuple((x * across, y * down) for x, y in self.polygon))


def once(found: Iterable[Found]) -> list[Found]:
    """Keep the first of each text."""
    by_text: dict[str, Found] = {}
    for one in found:
        by_text.setdefault(one.text, one)
    return list(by_text.values())


def quarrels(found: Sequence[Found]) -> bool:
    """Say whether two texts were read at one place, of which only one can be right."""
    return any(
        one.text != other.text and same_place(one, other) for one in found for other in found
    )


def settled(found: Iterable[Found]) -> list[Found]:
    """Keep one text a place: where several were read, the one that was read most often."""
    counted: list[Found] = []
    for one in found:
        for index, other in enumerate(counted):
            if other.text == one.text and same_place(one, other):
                counted[index] = replace(other, votes=other.votes + one.votes)
                break
        else:
            counted.append(one)
    kept: list[Found] = []
    for one in sorted(counted, key=lambda each: -each.votes):
        if not any(same_place(one, other) for other in kept):
            kept.append(one)
    return kept


def same_place(one: Found, other: Found) -> bool:
    """Say whether the middle of one lies in the box around the other, or the reverse."""
    return _holds_middle(one, other) or _holds_middle(other, one)


def _holds_middle(outer: Found, inner: Found) -> bool:
    xs, ys = [x for x, _ in outer.polygon], [y for _, y in outer.polygon]
    x = sum(x for x, _ in inner.polygon) / len(inner.polygon)
    y = sum(y for _, y in inner.polygon) / len(inner.polygon)
    reach = _CLAIM * max(max(xs) - min(xs), max(ys) - min(ys))
    return min(xs) - reach <= x <= max(xs) + reach and min(ys) - reach <= y <= max(ys) + reach
