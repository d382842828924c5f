"""The span of days that somebody wants to see, and its days or weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from server_stub.domain.business_day import date_of, day_bounds_ms, day_of_ms
from server_stub.domain.campaign_figures import Days, Figures, added

DAYS: Final = "days"
WEEKS: Final = "weeks"
SPAN_DAYS: Final = 30
SPAN_DAYS_MAX: Final = 366
_WEEK: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """``is_cut`` says that more was wished for than is shown at once."""

    first: dt.date
    last: dt.date
    by: str = DAYS
    is_cut: bool = False

    def bounds_ms(self, zone: ZoneInfo) -> tuple[int, int]:
        return day_bounds_ms(self.first, zone)[0], day_bounds_ms(self.last, zone)[1]

    def steps(self, days: Days) -> list[tuple[str, Figures]]:
        """Each day or week by its first day, also where nothing happened."""
        step = _WEEK if self.by == WEEKS else 1
        begin = self.first - dt.timedelta(days=self.first.weekday() if step == _WEEK else 0)
        found: list[tuple[str, Figures]] = []
        while begin <= self.last:
            dates = (str(begin + dt.timedelta(days=place)) for place in range(step))
            within = {date: days[date] for date in dates if date in days}
            found.append((str(max(begin, self.first)), added(within)))
            begin += dt.timedelta(days=step)
        return found


def span_of(query: Mapping[str, str], now_ms: int, zone: ZoneInfo) -> Span:
    """The wish as far as it makes sense: days that there are, in their order, not too many."""
    today = day_of_ms(now_ms, zone)
    last = min(date_of(query.get("to", "")) or today, today)
    first = date_of(query.get("from", "")) or last - dt.timedelta(days=SPAN_DAYS - 1)
    first = min(first, last)
    earliest = last - dt.timedelta(days=SPAN_DAYS_MAX - 1)
    return Span(
        first=max(first, earliest),
        last=last,
        by=query.get("by", DAYS),
        is_cut=first < earliest,
    )
