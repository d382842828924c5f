"""The business day: a store's own day, from midnight to midnight in its time zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def day_bounds_ms(day: dt.date, zone: ZoneInfo) -> tuple[int, int]:
    """When a day begins and ends; 23 or 25 hours long where the clocks are changed."""
    following = day + dt.timedelta(days=1)
    start, end = (
        dt.datetime(date.year, date.month, date.day, tzinfo=zone) for date in (day, following)
    )
    return int(start.timestamp() * 1000), int(end.timestamp() * 1000)


def is_same_day(left_ms: int, right_ms: int, time_zone: str) -> bool:
    """Say whether two moments lie in one day of a store with this time zone."""
    zone = ZoneInfo(time_zone)
    left, right = (dt.datetime.fromtimestamp(at // 1000, zone).date() for at in (left_ms, right_ms))
    return left == right
