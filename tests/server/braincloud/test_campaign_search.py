"""Searching campaigns: operators, order, pages, and contexts that come back changed."""

from __future__ import annotations

import base64
import contextlib
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.web.braincloud.campaign_search import (
    ROWS_MAX,
    BadContextError,
    BadSearchError,
    found_page,
    moved,
    read_context,
    read_search,
    written_context,
)

THINGS = [
    {"codeType": f"c{number}", "version": number, "async": number % 2 == 0} for number in range(5)
]


def names(**context: Any) -> list[str]:
    return [thing["codeType"] for thing in found_page(read_search(context), THINGS)["items"]]


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({}, ["c0", "c1", "c2", "c3", "c4"]),
        ({"codeType": "c3"}, ["c3"]),
        ({"async": True}, ["c0", "c2", "c4"]),
        ({"version": {"$gte": 1, "$lt": 3}}, ["c1", "c2"]),
        ({"version": {"$lte": 1}}, ["c0", "c1"]),
        ({"version": {"$gt": 3}}, ["c4"]),
        ({"version": {"$ne": 2}, "async": True}, ["c0", "c4"]),
        ({"codeType": {"$in": ["c1", "c9"]}}, ["c1"]),
        ({"codeType": {"$regex": "^c[34]$"}}, ["c3", "c4"]),
        ({"codeType": {"$regex": "^x?c+[^3-9]$"}}, ["c0", "c1", "c2"]),
        ({"codeType": {"$regex": "[3&&c]3"}}, ["c3"]),
        ({"codeType": {"$regex": "^c$"}}, []),
        ({"codeType": {"$regex": ""}}, ["c0", "c1", "c2", "c3", "c4"]),
        ({"codeType": {"$lt": 7}}, []),
        ({"nothing": {"$gt": 1}}, []),
        ({"version": 1.0}, ["c1"]),
        ({"nothing": None, "version": {"$in": [2, "c1"]}}, ["c2"]),
        ({"version": True}, []),
        ({"async": 1}, []),
        ({"async": {"$ne": 1}, "version": {"$ne": True}, "codeType": "c2"}, ["c2"]),
        ({"async": {"$in": [1, 0]}}, []),
        ({"async": {"$gt": 0}}, []),
    ],
)
def test_criteria_are_combined_by_and(criteria: dict[str, Any], found: list[str]) -> None:
    assert names(searchCriteria=criteria) == found


def test_results_are_sorted_by_the_first_criterion_and_then_the_next() -> None:
    sorting = {"async": -1, "version": -1}
    assert names(sortCriteria=sorting) == ["c4", "c2", "c0", "c3", "c1"]


def test_pages_follow_one_another_and_say_what_lies_around_them() -> None:
    search = read_search({"pagination": {"rowsPerPage": 2, "pageNumber": 1}})
    first = found_page(search, THINGS)
    assert (first["count"], first["page"], len(first["items"])) == (5, 1, 2)
    assert (first["moreBefore"], first["moreAfter"]) == (False, True)
    last = found_page(moved(search, 2), THINGS)
    assert [thing["codeType"] for thing in last["items"]] == ["c4"]
    assert (last["moreBefore"], last["moreAfter"]) == (True, False)
    beyond = found_page(moved(search, 9), THINGS)
    assert (beyond["items"], beyond["moreBefore"]) == ([], True)
    assert found_page(moved(search, -9), THINGS)["page"] == 1


@pytest.mark.parametrize(
    "context",
    [
        {"pagination": {"rowsPerPage": 0}},
        {"pagination": {"pageNumber": 0}},
        {"pagination": []},
        {"sortCriteria": {"a": 2}},
        {"sortCriteria": "a"},
        {"searchCriteria": []},
    ],
)
def test_a_broken_search_is_refused(context: dict[str, Any]) -> None:
    with pytest.raises(BadSearchError):
        read_search(context)


@pytest.mark.parametrize("name", ["$or", "$and", "$nor", "$"])
def test_fields_are_combined_by_and_alone(name: str) -> None:
    with pytest.raises(BadSearchError):
        names(searchCriteria={name: [{"codeType": "c3"}]})


@pytest.mark.parametrize(
    "context",
    [
        {"pagination": None, "searchCriteria": None, "sortCriteria": None},
        {"pagination": {"rowsPerPage": None, "pageNumber": None, "doCount": None}},
        {"pagination": {"rowsPerPage": 20.0, "pageNumber": 1.0}, "sortCriteria": {"version": 1.0}},
        {"sortCriteria": {"codeType": None}},
    ],
)
def test_a_search_may_say_null_and_whole_numbers_as_clients_send_them(
    context: dict[str, Any],
) -> None:
    assert names(**context) == ["c0", "c1", "c2", "c3", "c4"]


def test_who_wants_too_many_rows_gets_as_many_as_a_page_has() -> None:
    search = read_search({"pagination": {"rowsPerPage": 5_000, "pageNumber": 2}})
    assert search.pagination.rows_per_page == ROWS_MAX
    assert read_context(written_context(search)) == search


@pytest.mark.parametrize("operator", ["$where", "$in", "$regex", "$nin", "$exists", ""])
def test_an_unknown_or_misused_operator_is_refused(operator: str) -> None:
    with pytest.raises(BadSearchError):
        names(searchCriteria={"codeType": {operator: 5}})


@pytest.mark.parametrize(
    "hard",
    [
        "(a+)+$", "[", "[]", "[^]", "[[:alpha:]]", "x{9}", "\\1", "a|b", "a" * 101, "*", "^*", "a$b",
        "a^", "a*+", "a*?", "a??", "a**", "[z-a]", "[a--b]", "[a[b]", "[\\d]",
    ],
)  # fmt: skip
def test_a_regular_expression_that_is_not_simple_is_refused(hard: str) -> None:
    with pytest.raises(BadSearchError):
        names(searchCriteria={"codeType": {"$regex": hard}})


@pytest.mark.parametrize(
    "worst",
    [
        "^" + "a?" * 32 + "a" * 33 + "b$",
        "a?" * 49 + "b",
        "a*a*" + "a" * 60 + "b",
        ".*" * 49 + "b",
        "^a*" + "b?" * 47 + "c",
        "[^b]+" * 19 + "b",
    ],
)
def test_the_worst_regular_expression_takes_no_longer_than_a_page_does(worst: str) -> None:
    """A hundred long descriptions: with backtracking one alone may take hours."""
    campaigns = [{"codeType": "c", "description": "a" * 300} for _ in range(100)]
    search = read_search({"searchCriteria": {"description": {"$regex": worst}}})
    begun = time.process_time()
    assert found_page(search, campaigns)["count"] == 0
    assert time.process_time() - begun < 1.0


def test_a_regular_expression_that_is_too_long_is_refused_before_it_is_read() -> None:
    """What a packet can hold: reading all of it kept everybody else waiting."""
    begun = time.process_time()
    for sign in ("a", "a?", "["):
        with pytest.raises(BadSearchError):
            names(searchCriteria={"codeType": {"$regex": sign * 1_000_000}})
    assert time.process_time() - begun < 0.1


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "[a-b-]", "é", " ", "]", "-"])
PATTERNS = st.builds(
    lambda start, atoms, end: start + "".join(atoms) + end,
    st.sampled_from(["", "^"]),
    st.lists(st.builds(str.__add__, ATOMS, st.sampled_from(["", "*", "+", "?"])), max_size=6),
    st.sampled_from(["", "$"]),
)


@given(PATTERNS, st.text("abcé -]", max_size=8))
def test_a_simple_regular_expression_finds_what_any_other_reader_of_it_finds(
    pattern: str, text: str
) -> None:
    found = names_in([text], pattern)
    assert found == ([text] if re.search(pattern, text) else [])


@given(st.text("ab.*+?[]^$-&|~{}()\\\n", max_size=12), st.text("ab-\n", max_size=6))
def test_any_regular_expression_is_read_or_refused(pattern: str, text: str) -> None:
    with contextlib.suppress(BadSearchError):
        names_in([text], pattern)


def names_in(texts: list[str], pattern: str) -> list[str]:
    search = read_search({"searchCriteria": {"codeType": {"$regex": pattern}}})
    return [
        thing["codeType"] for thing in found_page(search, [{"codeType": t} for t in texts])["items"]
    ]


def test_a_context_comes_back_as_the_search_it_was() -> None:
    search = read_search({"searchCriteria": {"codeType": "c3"}, "sortCriteria": {"version": -1}})
    assert read_context(written_context(search)) == search


@pytest.mark.parametrize(
    "context",
    ["", "x", "e30", base64.b64encode(b"[]").decode(), base64.b64encode(b"\xff").decode()],
)
def test_a_context_that_we_never_gave_out_is_refused(context: str) -> None:
    with pytest.raises(BadContextError):
        read_context(context)


@given(st.text(max_size=60))
def test_any_text_is_a_context_or_the_one_error(context: str) -> None:
    try:
        read_context(context)
    except BadContextError:
        return
