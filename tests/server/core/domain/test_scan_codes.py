"""Where a scan code is looked up, what its stored form is, and how many wrong ones are allowed."""

from __future__ import annotations

import pytest

from card_contract.code_text import stored_form
from server_stub.domain.guess_limit import (
    WINDOW_MS,
    WRONG_CODES_MAX,
    WrongCodes,
    is_spent,
    one_more,
)
from server_stub.domain.scan_codes import Lookup, lookup_of


@pytest.mark.parametrize(
    ("length", "lookup"),
    [
        (1, Lookup.SHARED),
        (20, Lookup.SHARED),
        (21, Lookup.NOWHERE),
        (24, Lookup.NOWHERE),
        (25, Lookup.PERSONAL),
        (100, Lookup.PERSONAL),
    ],
)
def test_without_a_campaign_the_length_decides(length: int, lookup: Lookup) -> None:
    assert lookup_of("x" * length, names_campaign=False) is lookup
    assert lookup_of(f" {'x' * length} ", names_campaign=False) is lookup
    assert lookup_of("x" * length, names_campaign=True) is Lookup.IN_CAMPAIGN


def test_the_stored_form_is_upper_case_with_its_dashes() -> None:
    assert stored_form(" free-100 ") == "FREE-100"


def test_so_many_wrong_codes_an_hour_and_no_more() -> None:
    wrong = WrongCodes(0, 0)
    for times in range(WRONG_CODES_MAX):
        assert not is_spent(wrong, 1_000 + times)
        wrong = one_more(wrong, 1_000 + times)
    assert is_spent(wrong, 2_000)
    assert is_spent(wrong, 1_000 + WINDOW_MS - 1)
    assert not is_spent(wrong, 1_000 + WINDOW_MS)
    assert one_more(wrong, 1_000 + WINDOW_MS) == WrongCodes(1, 1_000 + WINDOW_MS)
