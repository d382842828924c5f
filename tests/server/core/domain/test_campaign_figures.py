"""What is counted falls on the day and hour of the shop, and adds up to what was counted."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.domain.campaign_figures import (
    LONGER,
    QUARTER_MS,
    TOOK_MS,
    Counted,
    Figure,
    Part,
    Tally,
    added,
    days_of,
    parts_of,
    within,
)


def quarter(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).timestamp() * 1000) // QUARTER_MS


def test_a_day_begins_where_the_shop_is() -> None:
    tally = Tally(ZoneInfo("Asia/Kathmandu"))  # 5:45 ahead
    tally.add(Counted("activated", "gift", "east", quarter("2026-02-28T18:00Z"), 2))
    tally.add(Counted("activated", "gift", "", quarter("2026-02-28T18:15Z"), 3))
    documents = tally.documents()
    assert days_of(documents["gift", "2026-02"]) == {
        "2026-02-28": {"activated": 2, "store:east": 2, "hour:23": 2}
    }
    assert days_of(documents["gift", "2026-03"]) == {
        "2026-03-01": {"activated": 3, "store:": 3, "hour:0": 3}
    }


def test_states_are_of_no_day_and_failures_have_their_reasons() -> None:
    tally = Tally(ZoneInfo("UTC"))
    at = quarter("2026-05-05T12:00Z")
    for what, part, number in (
        ("state", "Failed", 4),
        ("state", "Failed", 1),
        ("failed", "reported", 2),
        ("failed", "timed-out", 1),
        ("took", "500", 7),
    ):
        tally.add(Counted(what, "gift", part, at, number))
    documents = tally.documents()
    assert days_of(documents["gift", ""]) == {"": {"Failed": 5}}
    figures = days_of(documents["gift", "2026-05"])["2026-05-05"]
    assert figures[Figure.FAILED] == 3
    assert parts_of(figures, Part.FAILURE) == {"reported": 2, "timed-out": 1}
    assert parts_of(figures, Part.TOOK) == {"500": 7}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["issued", "activated", "redeemed", "failed"]),
            st.integers(1_900_000, 1_960_000),
            st.integers(1, 9),
        )
    )
)
def test_nothing_is_lost_or_counted_twice(found: list[tuple[str, int, int]]) -> None:
    tally = Tally(ZoneInfo("Europe/Berlin"))
    for what, at, number in found:
        tally.add(Counted(what, "gift", "x", at, number))
    total = added(
        {
            day: figures
            for text in tally.documents().values()
            for day, figures in days_of(text).items()
        }
    )
    for figure in ("issued", "activated", "redeemed", "failed"):
        assert total.get(figure, 0) == sum(n for what, _, n in found if what == figure)
    assert sum(parts_of(total, Part.HOUR).values()) == total.get("activated", 0)


@pytest.mark.parametrize(
    ("took", "half", "most"),
    [
        ({}, None, None),
        ({"100": 1}, "100", "100"),
        ({"100": 5, "2000": 5}, "100", "2000"),
        ({"100": 4, "2000": 6}, "2000", "2000"),
        ({"100": 98, LONGER: 2}, "100", LONGER),
    ],
)
def test_a_share_is_within_the_first_time_that_it_keeps_to(
    took: dict[str, int], half: str | None, most: str | None
) -> None:
    assert within(took, 0.5) == half
    assert within(took, 0.99) == most
    assert set(took) <= {*map(str, TOOK_MS), LONGER}
