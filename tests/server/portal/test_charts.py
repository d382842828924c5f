"""Charts stay within their frame, count in round steps, and their words do not collide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server_stub.web.portal.charts import (
    BOTTOM,
    HEIGHT,
    LEFT,
    LETTER,
    TOP,
    WIDTH,
    bar_chart,
    nice_ticks,
    share,
    slices,
)
from server_stub.web.portal.csv_file import csv_of


@given(st.integers(0, 10**9))
def test_ticks_are_round_few_and_reach_the_highest(most: int) -> None:
    ticks = nice_ticks(most)
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert 2 <= len(ticks) <= 6
    step = ticks[1]
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert ticks == [step * place for place in range(len(ticks))]


@given(st.lists(st.integers(0, 10**7), max_size=366))
def test_bars_stay_in_the_frame_and_are_as_high_as_their_numbers(values: list[int]) -> None:
    names = [f"{place:05}" for place in range(len(values))]
    chart = bar_chart(values, names, lambda name, number: f"{name} {number}")
    assert [bar.words for bar in chart.bars] == [
        f"{name} {number}" for name, number in zip(names, values, strict=True)
    ]
    for bar, value in zip(chart.bars, values, strict=True):
        assert bar.x >= LEFT
        assert bar.x + bar.width <= WIDTH + 0.1
        assert bar.width > 0
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT
        assert (
            abs(bar.height - (HEIGHT - BOTTOM - TOP) * value / nice_ticks(max(values))[-1]) < 0.02
        )
    apart = [
        right.at - left.at for left, right in zip(chart.labels, chart.labels[1:], strict=False)
    ]
    assert all(distance >= 5 * LETTER for distance in apart)
    assert all(label.at - 2.5 * LETTER >= LEFT - 8 for label in chart.labels)
    assert all(label.at + 2.5 * LETTER <= WIDTH + 8 for label in chart.labels)


def test_the_parts_of_a_whole_fill_it() -> None:
    found = slices([("a", 1, "x"), ("b", 0, "y"), ("c", 3, "z")], lambda name, n: f"{name}{n}")
    assert [(part.x, part.width, part.css, part.words) for part in found] == [
        (0.0, 25.0, "x", "a1"),
        (25.0, 75.0, "z", "c3"),
    ]
    assert slices([("a", 0, "x")], lambda name, _: name) == ()
    assert [share(0, 5), share(1, 5_000), share(5, 5), share(0, 0)] == [0.0, 1.0, 100.0, 0.0]


def test_nothing_in_a_file_is_taken_for_a_formula() -> None:
    cells = ["=1+1", "+1", "-1", "@x", "\tx", 'say "hi"', "a,b", "plain", -5]
    text = csv_of([cells], "en").decode("utf-8-sig")
    assert text == '\'=1+1,\'+1,\'-1,\'@x,\'\tx,"say ""hi""","a,b",plain,-5\r\n'
