"""Reads contrast and quiet zones of a linear symbol out of a picture, after ISO/IEC 15416. Pure.

Ten scan lines are laid across the bars, each as wide as half a module, as the standard's aperture
is. On each line:

- the symbol contrast is the highest less the lowest reflectance of bars and quiet zones;
- an edge is where the line crosses the middle between both (the global threshold);
- the edge contrast is the least step between neighbours: the lightest of a space less the darkest
  of the bar beside it;
- a quiet zone reaches from the outermost bar to the next thing that is darker than the threshold,
  or to where the paper or the picture ends, measured in modules of this very symbol.

The lines' contrasts are averaged, as the standard's grades are; of the quiet zones the middle one
counts, so that a speck on one line says nothing. Reflectance is the light of the picture's red (the
standard's 660 nanometres), undone from sRGB: white paper that is scanned brightly is 1.

What only a verifier knows is not here: decodability, modulation, defects, a calibrated light.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pos_terminal.proofing.grades import PrintReading

Gray = NDArray[np.uint8]
Line = NDArray[np.float64]
Point = tuple[float, float]

_SCAN_LINES: Final = 10
_MIDDLE: Final = 0.8  # of the bars' height, as the standard has it
_APERTURE_MODULES: Final = 0.5
_SAMPLES_A_MODULE: Final = 8
# So far beyond the symbol a line is looked at, in modules; a wider zone counts as this wide.
_REACH_MODULES: Final = 20
# How far the first and last bar may be from where the decoder has seen them.
_STRAY_MODULES: Final = 2.5
_SAME_BARS: Final = 0.75
_HEIGHT_MAX: Final = 0.6  # of the length
# Code 128: a sign has 6 elements in 11 modules, the last one 7 in 13.
_SIGN: Final = (6, 11)
_STOP: Final = (7, 13)
_ELEMENTS_MIN: Final = 3 * _SIGN[0] + _STOP[0]


def read_print(red: Gray, polygon: Sequence[Point], modules: int) -> PrintReading | None:
    """The print of the symbol whose corners the decoder gave, from where its bars begin clockwise.

    ``modules`` is how many modules the symbol has by its text; bars that were printed by another
    encoder tell their own number. Nothing where the picture is too small to tell.
    """
    axis = _Axis.of(red, polygon, modules)
    if axis is None:
        return None
    lines = [axis.line(red, at) for at in axis.heights(red)]
    measured = [one for one in map(axis.measure, lines) if one is not None]
    if not measured:  # other light shows the bars, red light does not
        contrasts = [axis.contrast(line) for line in lines]
        return PrintReading(contrast_percent=_percent(np.mean(contrasts)), edge_percent=0)
    return PrintReading(
        contrast_percent=_percent(np.mean([one.contrast for one in measured])),
        edge_percent=_percent(np.mean([one.edge for one in measured])),
        left_tenths=round(10 * float(np.median([one.left for one in measured]))),
        right_tenths=round(10 * float(np.median([one.right for one in measured]))),
    )


class _Measured(NamedTuple):
    contrast: float
    edge: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Axis:
    """The way across a symbol: its middle line, and the direction in which its bars stand."""

    begin: NDArray[np.float64]
    across: NDArray[np.float64]  # one module
    bars: NDArray[np.float64]  # one pixel along the bars
    modules: int

    @classmethod
    def of(cls, red: Gray, polygon: Sequence[Point], modules: int) -> _Axis | None:
        corners = np.asarray(polygon, dtype=np.float64)
        if len(corners) != 4 or modules < 1:
            return None
        begin, end = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
        length = float(np.hypot(*(end - begin)))
        if length < modules:  # less than a pixel a module tells nothing
            return None
        across = (end - begin) / modules
        upright = np.array([-across[1], across[0]]) * modules / length
        axis = cls(begin, across, upright, modules)
        return cls(begin, across, axis._leaning(red), modules)

    @property
    def module_px(self) -> float:
        return float(np.hypot(*self.across))

    def _leaning(self, red: Gray) -> NDArray[np.float64]:
        """The bars' own direction: a decoder's line may cross them aslant."""
        half = max(2, round(2 * self.module_px))
        patch = np.array([self._row(red, float(at)) for at in range(-half, half + 1)])
        step_px = self.module_px / _SAMPLES_A_MODULE
        gx = np.gradient(patch, step_px, axis=1)
        gy = np.gradient(patch, 1.0, axis=0)
        angle = math.atan2(2 * float((gx * gy).sum()), float((gx**2 - gy**2).sum())) / 2
        unit = self.across / self.module_px
        slope = -math.tan(angle) if abs(angle) < math.pi / 3 else 0.0
        leaning: NDArray[np.float64] = self.bars + slope * unit
        return leaning / float(np.hypot(*leaning))

    def heights(self, red: Gray) -> list[float]:
        """Where along the bars the scan lines are laid."""
        middle = self._row(red, 0.0)
        step = max(1.0, self.module_px)
        most = int(_HEIGHT_MAX * self.modules * self.module_px / step)
        low = -self._reaching(red, middle, -step, most)
        high = self._reaching(red, middle, step, most)
        centre, half = (low + high) / 2, (high - low) / 2 * _MIDDLE
        return [float(each) for each in np.linspace(centre - half, centre + half, _SCAN_LINES)]

    def _reaching(self, red: Gray, middle: Line, step: float, most: int) -> float:
        """How far the same bars are seen in one direction."""
        for count in range(1, most + 1):
            if _likeness(middle, self._row(red, count * step)) < _SAME_BARS:
                return (count - 1) * abs(step)
        return most * abs(step)

    @property
    def _inside(self) -> slice:
        """The samples of a line from the first bar to the last."""
        first = _REACH_MODULES * _SAMPLES_A_MODULE
        return slice(first, first + self.modules * _SAMPLES_A_MODULE)

    def line(self, red: Gray, at: float) -> Line:
        """The reflectance along one scan line; outside the picture there is none."""
        half = _APERTURE_MODULES * self.module_px / 2
        rows = [self._row(red, row, _REACH_MODULES) for row in (at - half, at, at + half)]
        light = np.mean(rows, axis=0)
        width = max(1, round(_APERTURE_MODULES * _SAMPLES_A_MODULE))
        smooth: Line = np.convolve(light, np.ones(width) / width, mode="same")
        return smooth

    def _row(self, red: Gray, at: float, reach: int = 0) -> Line:
        """The reflectance along a line without width, and so many modules beyond the symbol."""
        count = (self.modules + 2 * reach) * _SAMPLES_A_MODULE
        places = (np.arange(count) + 0.5) / _SAMPLES_A_MODULE - reach
        return _light(red, self.begin + places[:, None] * self.across + at * self.bars)

    def contrast(self, line: Line) -> float:
        """The symbol contrast of a line, whether bars are told apart on it or not."""
        return float(line[self._inside].max() - line[self._inside].min())

    def measure(self, line: Line) -> _Measured | None:
        """The figures of one line, or nothing where it does not cross the symbol end to end."""
        inside = self._inside
        around = line[inside.start - 2 * _SAMPLES_A_MODULE : inside.stop + 2 * _SAMPLES_A_MODULE]
        lightest, darkest = float(around.max()), float(line[inside].min())
        edges = _crossings(line, (lightest + darkest) / 2)
        first = _nearest([at for at, falling in edges if falling], inside.start)
        last = _nearest([at for at, falling in edges if not falling], inside.stop)
        if first is None or last is None or last <= first:
            return None
        places = [at for at, _ in edges]
        inner = places[places.index(first) : places.index(last) + 1]
        module = (last - first) / self._modules_of(len(inner) - 1)
        before = [at for at in places if at < first]
        behind = [at for at in places if at > last]
        return _Measured(
            contrast=lightest - darkest,
            edge=_least_step(line, inner, round(module)),
            left=(first - (before[-1] if before else 0.0)) / module,
            right=((behind[0] if behind else float(len(line))) - last) / module,
        )

    def _modules_of(self, elements: int) -> int:
        """How many modules so many bars and spaces have; by the text, where some were not seen."""
        signs, rest = divmod(elements - _STOP[0], _SIGN[0])
        if elements >= _ELEMENTS_MIN and rest == 0:
            return signs * _SIGN[1] + _STOP[1]
        return self.modules


def _nearest(places: Sequence[float], wanted: int) -> float | None:
    """The place nearest to where it should be, if it is near at all."""
    found = min(places, key=lambda at: abs(at - wanted), default=None)
    if found is None or abs(found - wanted) > _STRAY_MODULES * _SAMPLES_A_MODULE:
        return None
    return found


def _crossings(line: Line, threshold: float) -> list[tuple[float, bool]]:
    """Where the line crosses the threshold, between samples, and whether it falls there."""
    dark = line < threshold
    at = np.flatnonzero(dark[1:] != dark[:-1])
    share = (threshold - line[at]) / (line[at + 1] - line[at])
    return [
        (float(place), bool(falls))
        for place, falls in zip(at + share + 0.5, dark[at + 1], strict=True)
    ]


def _least_step(line: Line, edges: Sequence[float], module: int) -> float:
    """The least step between neighbours, the quiet zones' nearest modules among them."""
    marks = [edges[0] - module, *edges, edges[-1] + module]
    extremes: list[float] = []
    for place, (start, stop) in enumerate(pairwise(marks)):
        begin = max(0, int(start))
        part = line[begin : max(begin + 1, int(stop) + 1)]
        extremes.append(float(part.min() if place % 2 else part.max()))
    return min(abs(one - other) for one, other in pairwise(extremes))


def _likeness(one: Line, other: Line) -> float:
    """How alike two lines are, whatever the light on them: 1 where they are the same."""
    a, b = one - one.mean(), other - other.mean()
    strength = math.sqrt(float((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / strength if strength > 0 else 0.0


def _light(red: Gray, places: NDArray[np.float64]) -> Line:
    """The reflectance at places between pixels."""
    height, width = red.shape
    x, y = places[:, 0] - 0.5, places[:, 1] - 0.5
    seen = (x >= -0.5) & (y >= -0.5) & (x <= width - 0.5) & (y <= height - 0.5)
    x, y = np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)
    left, upper = x.astype(np.intp), y.astype(np.intp)
    right, lower = np.minimum(left + 1, width - 1), np.minimum(upper + 1, height - 1)
    over, down = x - left, y - upper
    top = _LINEAR[red[upper, left]] * (1 - over) + _LINEAR[red[upper, right]] * over
    bottom = _LINEAR[red[lower, left]] * (1 - over) + _LINEAR[red[lower, right]] * over
    light: Line = np.where(seen, top * (1 - down) + bottom * down, 0.0)
    return light


def _linear_of_srgb() -> Line:
    levels = np.arange(256) / 255
    linear: Line = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return linear


_LINEAR: Final = _linear_of_srgb()


def _percent(share: np.floating) -> int:
    return round(100 * min(1.0, max(0.0, float(share))))
