"""When a batch may be shipped: enough of its printed cards were read back."""

from __future__ import annotations


def demanded_of(demand: int, *, made: int, spoiled: int) -> int:
    """How many different cards are read back: what the shop demands, or all if there are fewer."""
    return min(demand, made - spoiled)


def is_enough(proven: int, demanded: int, *, excused: bool) -> bool:
    """Whether so many let a batch be shipped; an excused one needs none."""
    return excused or proven >= demanded
