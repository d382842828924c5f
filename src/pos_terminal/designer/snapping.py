"""Where an element comes to lie that is moved or sized by hand: lines near it draw it to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import Design
from pos_terminal.card_design.elements import Side

STEP_MM: Final = 0.1  # the grid that hands work in
LEAST_MM: Final = 1.0


class Handle(StrEnum):
    """What an element is sized by: its corners and the middles of its edges."""

    TOP_LEFT = "nw"
    TOP = "n"
    TOP_RIGHT = "ne"
    RIGHT = "e"
    BOTTOM_RIGHT = "se"
    BOTTOM = "s"
    BOTTOM_LEFT = "sw"
    LEFT = "w"

    @property
    def is_corner(self) -> bool:
        return len(self.value) == 2


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that an element was drawn to: upright ``at`` from the left, else from the top."""

    upright: bool
    at: float


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines that draw: uprights by their distance from the left, levels from the top."""

    uprights: tuple[float, ...]
    levels: tuple[float, ...]


def lines_of(design: Design, side: Side, element_id: str) -> Lines:
    """The card's edges, its safe zone, and the edges and middles of all other elements."""
    boxes = [design.trim, design.safe]
    boxes += [each.box for each in design.face(side).elements if each.id != element_id]
    uprights = {place for box in boxes for place in (box.left, box.middle[0], box.right)}
    levels = {place for box in boxes for place in (box.top, box.middle[1], box.bottom)}
    bleed = design.bleed
    uprights |= {bleed.left, bleed.right}
    levels |= {bleed.top, bleed.bottom}
    return Lines(tuple(sorted(uprights)), tuple(sorted(levels)))


def placed(box: Box, lines: Lines, reach_mm: float) -> tuple[Box, tuple[Guide, ...]]:
    """A box that was moved: its edges and middle are drawn to lines within reach."""
    left, upright = _drawn((box.left, box.middle[0], box.right), lines.uprights, reach_mm)
    top, level = _drawn((box.top, box.middle[1], box.bottom), lines.levels, reach_mm)
    moved = Box(
        _stepped(box.left) if upright is None else box.left + left,
        _stepped(box.top) if level is None else box.top + top,
        box.width,
        box.height,
    )
    return moved, _guides(upright, level)


def sized(box: Box, handle: Handle, by: tuple[float, float], *, in_proportion: bool = False) -> Box:
    """A box whose handle was drawn ``by`` so many millimetres right and down."""
    right, down = by
    width, height = box.width, box.height
    if "e" in handle.value:
        width += right
    if "w" in handle.value:
        width -= right
    if "s" in handle.value:
        height += down
    if handle.value.startswith("n"):
        height -= down
    width, height = max(width, LEAST_MM), max(height, LEAST_MM)
    if in_proportion and handle.is_corner:
        scale = max(width / box.width, height / box.height)
        width, height = box.width * scale, box.height * scale
    left = box.right - width if "w" in handle.value else box.left
    top = box.bottom - height if handle.value.startswith("n") else box.top
    return Box(left, top, width, height)


def drawn_size(
    box: Box, handle: Handle, lines: Lines, reach_mm: float
) -> tuple[Box, tuple[Guide, ...]]:
    """A box that was sized: the edges that the handle moves are drawn to lines within reach."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    upright = level = None
    if "e" in handle.value:
        by, upright = _drawn((right,), lines.uprights, reach_mm)
        right = _stepped(right) if upright is None else right + by
    if "w" in handle.value:
        by, upright = _drawn((left,), lines.uprights, reach_mm)
        left = _stepped(left) if upright is None else left + by
    if "s" in handle.value:
        by, level = _drawn((bottom,), lines.levels, reach_mm)
        bottom = _stepped(bottom) if level is None else bottom + by
    if handle.value.startswith("n"):
        by, level = _drawn((top,), lines.levels, reach_mm)
        top = _stepped(top) if level is None else top + by
    wide, high = max(right - left, LEAST_MM), max(bottom - top, LEAST_MM)
    return Box(left, top, wide, high), _guides(upright, level)


def _drawn(
    places: Iterable[float], lines: tuple[float, ...], reach_mm: float
) -> tuple[float, float | None]:
    """The shortest way from one of the places to a line within reach, and that line."""
    ways = [(line - place, line) for place in places for line in lines]
    near = [way for way in ways if abs(way[0]) <= reach_mm]
    return min(near, key=lambda way: abs(way[0])) if near else (0.0, None)


def _guides(upright: float | None, level: float | None) -> tuple[Guide, ...]:
    found = []
    if upright is not None:
        found.append(Guide(upright=True, at=upright))
    if level is not None:
        found.append(Guide(upright=False, at=level))
    return tuple(found)


def _stepped(place: float) -> float:
    return round(place / STEP_MM) * STEP_MM
