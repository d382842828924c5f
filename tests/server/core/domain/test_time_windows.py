"""Windows of time: begun and not over; one that has yet to begin was noted by a clock ahead."""

from __future__ import annotations

import pytest

from server_stub.domain.portal_rules import (
    CONFIRMED_MS,
    FREE_FAILURES,
    IDLE_MS,
    WAIT_MS,
    confirmed_until,
    has_to_wait,
    is_over,
)
from server_stub.domain.time_windows import CLOCKS_DIFFER_MS, is_within

NOW = 1_700_000_000_000
A_MONTH_MS = 30 * 24 * 3_600_000


@pytest.mark.parametrize(
    ("since_ms", "is_in"),
    [
        (NOW, True),
        (NOW - 99, True),
        (NOW - 100, False),
        (NOW + CLOCKS_DIFFER_MS, True),
        (NOW + CLOCKS_DIFFER_MS + 1, False),
    ],
)
def test_a_window_has_its_length_and_begins_no_later_than_clocks_differ(
    since_ms: int, *, is_in: bool
) -> None:
    assert is_within(since_ms, 100, NOW) is is_in


@pytest.mark.parametrize("ahead_ms", [0, A_MONTH_MS])
def test_nobody_waits_or_stays_signed_in_for_what_a_clock_noted_that_was_ahead(
    ahead_ms: int,
) -> None:
    noted_at, is_right = NOW + ahead_ms, ahead_ms == 0
    assert has_to_wait(FREE_FAILURES, noted_at, NOW) is is_right
    assert is_over(seen_at=noted_at, expires_at=noted_at + 1, now_ms=NOW) is not is_right
    assert confirmed_until(noted_at, NOW) == (NOW + CONFIRMED_MS if is_right else None)


def test_what_was_noted_long_ago_is_over_as_well() -> None:
    assert not has_to_wait(FREE_FAILURES, NOW - WAIT_MS, NOW)
    assert is_over(seen_at=NOW - IDLE_MS, expires_at=NOW + 1, now_ms=NOW)
    assert confirmed_until(NOW - CONFIRMED_MS, NOW) is None
