"""What a script's answer means, how often and until when is tried, and when to look again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.domain.attempt_rules import (
    LONGEST_WAIT_MS,
    ScriptReport,
    Verdict,
    is_over,
    next_attempt,
    next_look_at,
    response_of,
    retries_left,
    verdict_of,
)

HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("success", "complete", "sync", "is_async"),
    [
        (True, True, Verdict.COMPLETED, Verdict.COMPLETED),
        (True, False, Verdict.BROKEN, Verdict.CONTINUES),
        (False, True, Verdict.FAILED, Verdict.FAILED),
        (False, False, Verdict.BROKEN, Verdict.FAILED),
        (None, True, Verdict.BROKEN, Verdict.BROKEN),
        (True, None, Verdict.BROKEN, Verdict.BROKEN),
        (1, 1, Verdict.BROKEN, Verdict.BROKEN),
        ("true", True, Verdict.BROKEN, Verdict.BROKEN),
    ],
)
def test_the_two_flags_of_an_answer_are_read_strictly(
    success: object, complete: object, sync: Verdict, is_async: Verdict
) -> None:
    assert verdict_of(success, complete, is_async=False) is sync
    assert verdict_of(success, complete, is_async=True) is is_async


@given(retries_max=st.integers(0, 20), first=st.integers(0, 5))
def test_there_are_one_and_so_many_attempts_counted_from_the_first(
    retries_max: int, first: int
) -> None:
    attempts, attempt = 1, first
    while retries_left(attempt, first, retries_max):
        attempts, attempt = attempts + 1, next_attempt(attempt, first)
    assert attempts == 1 + retries_max


def test_the_first_attempt_has_the_first_number() -> None:
    assert (next_attempt(None, 0), next_attempt(None, 3), next_attempt(3, 3)) == (0, 3, 4)
    assert not retries_left(None, 0, 5)  # what was never tried is not tried again


def test_time_is_over_only_after_the_deadline() -> None:
    assert [is_over(100, now) for now in (99, 100, 101)] == [False, False, True]


def test_the_waits_double_to_a_minute_and_end_just_after_the_deadline() -> None:
    now, waits = 0, []
    for times in range(1, 200):
        then = next_look_at(now, times, HOUR_MS)
        waits.append(then - now)
        now = then
        if is_over(HOUR_MS, now):
            break
    assert waits[:7] == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]
    assert max(waits) == LONGEST_WAIT_MS
    assert now == HOUR_MS + 1


@given(now=st.integers(0, 10**12), times=st.integers(0, 10**6), deadline=st.integers(0, 10**12))
def test_the_next_look_lies_ahead_and_not_far(now: int, times: int, deadline: int) -> None:
    assert now < next_look_at(now, times, deadline) <= now + LONGEST_WAIT_MS


def test_a_report_is_kept_as_the_wire_shows_it() -> None:
    report = ScriptReport(verdict=Verdict.FAILED, error_code=7, error_msg="no")
    assert json.loads(response_of(report)) == {
        "success": False,
        "complete": True,
        "customRedemptionInfo": {},
        "errorCode": 7,
        "errorMsg": "no",
    }
    report = ScriptReport(verdict=Verdict.CONTINUES, custom_redemption_info='{"step": 1}')
    kept = json.loads(response_of(report))
    assert (kept["success"], kept["complete"], kept["customRedemptionInfo"]) == (
        True,
        False,
        {"step": 1},
    )
