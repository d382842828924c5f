"""Turns a region of bars upright and makes it readable: a strip of a few sharp, even rows.

The rows of a strip are averages along the bars, which takes out noise and print faults, and they
are finer than the picture, which lets a reader place edges between pixels. Each way of sharpening
suits another blur; each row is then stretched by the light around it, which takes out glare and
shadow. Rows stay separate, since a reader that wants two of them to agree must not see one twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from pos_terminal.scanning.found import Point
from pos_terminal.scanning.locator import Bars, Gray

if TYPE_CHECKING:
    from PIL import Image

Rows = NDArray[np.float32]

_ROWS: Final = 8
_LINES_A_ROW_MAX: Final = 4
_MARGIN_PX: Final = 16
_FINE_LENGTH_PX: Final = 900
_LENGTH_MAX: Final = 4000
# Noise against signal in Wiener's formula: how far a sharpening may go.
_NOISE: Final = 0.02
_STRETCH_WINDOW_PX: Final = 40
_CONTRAST_MIN: Final = 0.15
# Rows across bars count the same but for so small a part; and so uneven they are at least.
_ALIKE: Final = 8
_ROWS_ALIKE: Final = 4
_SPREAD_MIN: Final = 6.0


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows across the bars, with the way back to the picture."""

    rows: Rows
    bars: Bars
    finer: int
    shrunk: int

    def polygon(self, left: float, right: float) -> tuple[Point, ...]:
        """Return where in the picture the columns from ``left`` to ``right`` lie."""
        corners = ((left, -1), (right, -1), (right, 1), (left, 1))
        return tuple(self._place(column, side) for column, side in corners)

    def _place(self, column: float, side: float) -> Point:
        cos, sin = math.cos(self.bars.angle), math.sin(self.bars.angle)
        across = (column - self.rows.shape[1] / 2) / self.finer
        along = side * self.bars.half_height
        return (
            (self.bars.x + across * cos - along * sin) * self.shrunk,
            (self.bars.y + across * sin + along * cos) * self.shrunk,
        )


def cut_strip(picture: Image.Image, bars: Bars, *, shrunk: int) -> Strip:
    """Cut ``bars`` out of an 8-bit grey picture, ``shrunk`` before, and turn them upright."""
    from PIL import Image

    reach = bars.half_length + _MARGIN_PX
    finer = 3 if reach < _FINE_LENGTH_PX / 2 else 2
    width = min(_LENGTH_MAX, int(2 * reach * finer))
    lines = min(_LINES_A_ROW_MAX, max(1, int(2 * bars.half_height) // _ROWS)) * _ROWS
    cos, sin = math.cos(bars.angle), math.sin(bars.angle)
    across, along = 1 / finer, 2 * bars.half_height / lines
    half_across, half_along = width / 2 * across, lines / 2 * along
    drawn = picture.transform(
        (width, lines),
        Image.Transform.AFFINE,
        (
            cos * across,
            -sin * along,
            bars.x - half_across * cos + half_along * sin,
            sin * across,
            cos * along,
            bars.y - half_across * sin - half_along * cos,
        ),
        Image.Resampling.BICUBIC,
    )
    pixels = np.asarray(drawn).reshape(_ROWS, -1, width)
    return Strip(pixels.mean(axis=1, dtype=np.float32), bars, finer, shrunk)


def bars_in(strip: Strip) -> int:
    """How many dark bars nearly every row of a strip has; texts and pictures have next to none."""
    middles = strip.rows.mean(axis=1, keepdims=True)
    dark = strip.rows < middles
    counts = np.count_nonzero(dark[:, 1:] & ~dark[:, :-1], axis=1)
    counts[strip.rows.std(axis=1) < _SPREAD_MIN] = 0
    usual = int(np.median(counts))
    alike = np.abs(counts - usual) <= max(1, usual // _ALIKE)
    return usual if np.count_nonzero(alike) >= _ROWS_ALIKE else 0


def sharpened(strip: Strip, blurs_px: Sequence[float]) -> Iterator[Gray]:
    """Yield the strip's rows as pictures, undoing one supposed blur (its sigma) after the other."""
    spectrum = np.fft.rfft(strip.rows, axis=1)
    frequency = np.fft.rfftfreq(strip.rows.shape[1]) * strip.finer
    for blur_px in blurs_px:
        rows = strip.rows
        if blur_px > 0:
            passed = np.exp(-2 * (math.pi * blur_px * frequency) ** 2)
            undo = passed / (passed**2 + _NOISE) * (1 + _NOISE)
            rows = np.fft.irfft(spectrum * undo, rows.shape[1], axis=1).astype(np.float32)
        yield _stretched(rows, _STRETCH_WINDOW_PX * strip.finer)


def _stretched(rows: Rows, window: int) -> Gray:
    """Stretch each place between the darkest and the brightest around it."""
    low, high = _least(rows, window), -_least(-rows, window)
    floor = _CONTRAST_MIN * float(rows.max() - rows.min() + 1)
    stretched = (rows - low) / np.maximum(high - low, floor) * 255
    return np.ascontiguousarray(np.clip(stretched, 0, 255).astype(np.uint8))


def _least(rows: Rows, window: int) -> Rows:
    """Return the least value within ``window`` around each place (van Herk's doubling)."""
    half = window // 2
    least = np.pad(rows, ((0, 0), (half, half)), mode="edge")
    width = 1
    while width * 2 <= 2 * half + 1:
        least = np.minimum(least[:, :-width], least[:, width:])
        width *= 2
    rest = 2 * half + 1 - width
    return np.minimum(least[:, : least.shape[1] - rest], least[:, rest:]) if rest else least
