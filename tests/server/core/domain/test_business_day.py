"""The store's day; and that nothing which decides reads a clock of its own."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import server_stub
from server_stub.domain.business_day import day_bounds_ms, is_same_day

BERLIN = "Europe/Berlin"
HOUR_MS = 60 * 60 * 1000
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic"}


@pytest.mark.parametrize(
    ("day", "hours"),
    [(dt.date(2026, 3, 29), 23), (dt.date(2026, 10, 25), 25), (dt.date(2026, 6, 1), 24)],
)
def test_a_day_is_as_long_as_the_stores_clocks_make_it(day: dt.date, hours: int) -> None:
    start, end = day_bounds_ms(day, ZoneInfo(BERLIN))
    assert end - start == hours * HOUR_MS
    assert is_same_day(start, end - 1, BERLIN)
    assert not is_same_day(start, end, BERLIN)
    assert not is_same_day(start - 1, start, BERLIN)


def test_domain_and_commands_ask_no_clock() -> None:
    """Dates may be reckoned with there; what time it is comes from outside."""
    folder = Path(server_stub.__file__).parent
    asked = [
        f"{path.name}:{node.lineno}"
        for path in (*folder.glob("domain/*.py"), *folder.glob("commands/*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]
    assert asked == []
