"""How far two things overlap, and the shortest way for one to get clear of the other."""

from __future__ import annotations

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import Design
from pos_terminal.card_design.elements import AnyElement
from pos_terminal.card_design.moves import Place


def overlap_mm(one: Box, other: Box) -> float:
    """How far one must move at least so that they no longer overlap."""
    return min(abs(right) + abs(down) for right, down in _ways_out(one, other))


def moved_clear(design: Design, element: AnyElement, place: Box, zone: Box) -> Place | None:
    """The shortest move that brings what ``element`` covers out of ``zone`` within the card."""
    ways = sorted(_ways_out(place, zone), key=lambda way: abs(way[0]) + abs(way[1]))
    for right, down in ways:
        if design.safe.holds(place.moved(right, down)):
            return Place(element.id, element.box.left + right, element.box.top + down)
    return None


def _ways_out(place: Box, zone: Box) -> tuple[tuple[float, float], ...]:
    return (
        (zone.left - place.right, 0.0),
        (zone.right - place.left, 0.0),
        (0.0, zone.top - place.bottom),
        (0.0, zone.bottom - place.top),
    )
