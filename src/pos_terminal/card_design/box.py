"""Places and sizes in millimetres."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta, Struct

# Far outside of any card and sheet: what lies beyond is a slip of the keyboard.
Place = Annotated[float, Meta(ge=-1000, le=1000)]
Extent = Annotated[float, Meta(ge=0, le=1000)]

_HAIR_MM: Final = 1e-6  # what sums of decimal fractions may differ by


class Size(Struct, frozen=True, forbid_unknown_fields=True):
    """How wide and high something is."""

    width: Extent
    height: Extent


class Box(Struct, frozen=True, forbid_unknown_fields=True):
    """An upright rectangle."""

    left: Place
    top: Place
    width: Extent
    height: Extent

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2

    def grown(self, across: float, along: float | None = None) -> Box:
        """Wider by ``across`` on both sides, higher by ``along`` above and below (the same)."""
        down = across if along is None else along
        return Box(
            self.left - across,
            self.top - down,
            max(0.0, self.width + 2 * across),
            max(0.0, self.height + 2 * down),
        )

    def moved(self, right: float, down: float) -> Box:
        return Box(self.left + right, self.top + down, self.width, self.height)

    def within(self, other: Box) -> Box:
        """Moved so that it lies inside the other, as far as it fits."""
        left = min(max(self.left, other.left), other.right - self.width)
        top = min(max(self.top, other.top), other.bottom - self.height)
        return Box(left, top, self.width, self.height)

    def touches(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right - _HAIR_MM
            and other.left < self.right - _HAIR_MM
            and self.top < other.bottom - _HAIR_MM
            and other.top < self.bottom - _HAIR_MM
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside, edges included."""
        return (
            self.left <= other.left + _HAIR_MM
            and self.top <= other.top + _HAIR_MM
            and self.right >= other.right - _HAIR_MM
            and self.bottom >= other.bottom - _HAIR_MM
        )
