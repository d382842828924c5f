"""Where the bars, ticks and words of a chart stand; the templates draw them as SVG. Pure.

Colours are classes, so that charts are light and dark with the page. Letters grow with those of the
browser: there is room for twice the size. Each chart has a title for those who do not see it, and
its page has the same numbers in a table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 400.0
HEIGHT: Final = 190.0
LEFT: Final = 62.0
BOTTOM: Final = 36.0
TOP: Final = 16.0
TICKS: Final = 4
LETTER: Final = 13.0
"""How wide a letter is at most, of twice the usual size."""
_GAP: Final = 8.0
_STEPS: Final = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words at a place: a tick at the side, or a label below."""

    at: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``words`` are what a pointer that rests on it is told."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    bars: tuple[Bar, ...]
    ticks: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    base: float = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of a whole, from ``x`` on, in hundredths of it."""

    x: float
    width: float
    css: str
    words: str


def nice_ticks(most: int, number: int = TICKS) -> list[int]:
    """Whole numbers from 0 to ``most`` or beyond, in steps that people count in."""
    rough = max(most, 1) / number
    power = 1
    while power * 10 <= rough:
        power *= 10
    step = next(power * each for each in _STEPS if power * each >= rough)
    return [step * place for place in range(-(-max(most, 1) // step) + 1)]


def short_number(value: int) -> str:
    """A round number as a tick says it."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:g}{sign}"
    return str(value)


def bar_chart(
    values: Sequence[int], labels: Sequence[str], words: Callable[[str, int], str]
) -> BarChart:
    """One bar for each value; of the labels as many as there is room for."""
    ticks = nice_ticks(max(values, default=0))
    base, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    each = (WIDTH - LEFT) / max(len(values), 1)
    gap = min(each * 0.25, 6.0)

    def y_of(value: int) -> float:
        return round(base - room * value / ticks[-1], 2)

    bars = tuple(
        Bar(
            x=round(LEFT + place * each + gap / 2, 2),
            y=y_of(value),
            width=round(each - gap, 2),
            height=round(base - y_of(value), 2),
            words=words(label, value),
        )
        for place, (value, label) in enumerate(zip(values, labels, strict=True))
    )
    return BarChart(
        bars=bars,
        ticks=tuple(Mark(at=y_of(tick), words=short_number(tick)) for tick in ticks),
        labels=_labels(labels, each),
    )


def _labels(labels: Sequence[str], each: float) -> tuple[Mark, ...]:
    """Every n-th label, so that none runs into the next or the ticks, nor out of the chart."""
    longest = max(map(len, labels), default=0) * LETTER + _GAP
    apart = max(1, math.ceil(longest / each))
    places = [(LEFT + (place + 0.5) * each, words) for place, words in enumerate(labels)]
    room = [
        Mark(at=round(at, 2), words=words)
        for at, words in places
        if at - longest / 2 >= LEFT - _GAP and at + longest / 2 <= WIDTH + _GAP
    ]
    return tuple(room[::apart])


def slices(
    parts: Sequence[tuple[str, int, str]], words: Callable[[str, int], str]
) -> tuple[Slice, ...]:
    """The parts of a whole side by side: each its name, its number and its colour's class."""
    total = sum(number for _, number, _ in parts)
    found: list[Slice] = []
    x = 0.0
    for name, number, css in parts:
        if number:
            width = 100 * number / total
            found.append(
                Slice(x=round(x, 3), width=round(width, 3), css=css, words=words(name, number))
            )
            x += width
    return tuple(found)


def share(number: int, most: int) -> float:
    """How long a bar is in hundredths; what there is can be seen."""
    return round(max(100 * number / most, 1.0), 2) if number and most else 0.0
