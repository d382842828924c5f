"""The business day: a store's own day, from midnight to midnight in its time zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def date_of(day: str) -> dt.date | None:
    """A day that a calendar has; the first and the last are none, for want of a neighbour."""
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return None
    return date if dt.date.min < date < dt.date(9999, 12, 30) else None


def is_time_zone(name: str) -> bool:
    """Whether there is a time zone of this name, such as ``Europe/Berlin``."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def day_bounds_ms(day: dt.date, zone: ZoneInfo) -> tuple[int, int]:
    """When a day begins and ends; 23 or 25 hours long where the clocks are changed."""
    following = day + dt.timedelta(days=1)
    start, end = (
        dt.datetime(date.year, date.month, date.day, tzinfo=zone) for date in (day, following)
    )
    return int(start.timestamp() * 1000), int(end.timestamp() * 1000)


def day_of_ms(at_ms: int, zone: ZoneInfo) -> dt.date:
    """The day in which a moment lies."""
    return dt.datetime.fromtimestamp(at_ms // 1000, zone).date()


def is_same_day(left_ms: int, right_ms: int, time_zone: str) -> bool:
    """Say whether two moments lie in one day of a store with this time zone."""
    zone = ZoneInfo(time_zone)
    return day_of_ms(left_ms, zone) == day_of_ms(right_ms, zone)
