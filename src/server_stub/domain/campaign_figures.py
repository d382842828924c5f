"""What is counted of a campaign, day by day in the shop's time zone. Pure.

A day's figures are numbers by their names: ``activated``, and ``store:vienna`` or ``hour:14`` for a
part of it. Days lie in months, each a document; the month "" has the codes by their state.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

QUARTER_MS: Final = 15 * 60 * 1000
"""Times are counted by quarters of an hour: every time zone begins its days with one."""
TOOK_MS: Final = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000)
LONGER: Final = "longer"
NOW: Final = ""
"""The month of what is so now, and its only day."""


class Figure(StrEnum):
    """What is counted, by the day on which it happened."""

    ISSUED = "issued"
    ACTIVATED = "activated"
    REDEEMED = "redeemed"
    FAILED = "failed"
    INVALIDATED = "invalidated"


class Part(StrEnum):
    """What a figure is taken apart by."""

    STORE = "store"
    HOUR = "hour"
    FAILURE = "failure"
    TOOK = "took"


STATE: Final = "state"

Figures = dict[str, int]
Days = dict[str, Figures]


class Counted(Struct, frozen=True, array_like=True):
    """So many of one kind: a figure, ``STATE``, or ``Part.TOOK`` of what was delivered."""

    what: str
    campaign: str
    part: str
    quarter: int
    number: int


class Tally:
    """Adds up what is counted in pieces."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._moments: dict[int, tuple[str, str, str]] = {}
        self._months: defaultdict[tuple[str, str], defaultdict[str, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )

    def add(self, counted: Counted) -> None:
        what, part, number = counted.what, counted.part, counted.number
        if what == STATE:
            self._months[counted.campaign, NOW][NOW][part] += number
            return
        month, date, hour = self._moment(counted.quarter)
        day = self._months[counted.campaign, month][date]
        if what == Part.TOOK:
            day[f"{what}:{part}"] += number
            return
        day[what] += number
        if what == Figure.ACTIVATED:
            day[f"{Part.STORE}:{part}"] += number
            day[f"{Part.HOUR}:{hour}"] += number
        elif what == Figure.FAILED:
            day[f"{Part.FAILURE}:{part}"] += number

    def documents(self) -> dict[tuple[str, str], str]:
        """The months by campaign and month, as they are kept."""
        encode = msgspec.json.Encoder(order="sorted").encode
        return {place: encode(days).decode() for place, days in self._months.items()}

    def _moment(self, quarter: int) -> tuple[str, str, str]:
        found = self._moments.get(quarter)
        if found is None:
            at = dt.datetime.fromtimestamp(quarter * QUARTER_MS / 1000, self._zone)
            date = at.date().isoformat()
            found = self._moments[quarter] = (month_of(at.date()), date, str(at.hour))
        return found


def month_of(day: dt.date) -> str:
    return day.isoformat()[:7]


def days_of(document: str) -> Days:
    return msgspec.json.decode(document, type=Days)


def parts_of(figures: Mapping[str, int], part: Part) -> Figures:
    """The parts of one kind, by their names alone."""
    before = f"{part}:"
    return {
        name.removeprefix(before): number
        for name, number in figures.items()
        if name.startswith(before)
    }


def added(days: Mapping[str, Figures]) -> Figures:
    """The figures of some days together."""
    total: Counter[str] = Counter()
    for figures in days.values():
        total.update(figures)
    return dict(total)


def within(took: Mapping[str, int], share: float) -> str | None:
    """Within which of the times this share was delivered: ``LONGER`` than all; None of nothing."""
    total, seen = sum(took.values()), 0
    for limit in (*map(str, TOOK_MS), LONGER):
        seen += took.get(limit, 0)
        if total and seen >= share * total:
            return limit
    return None
