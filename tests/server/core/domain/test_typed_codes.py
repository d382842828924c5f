"""What somebody means who types a code: whatever they do to it, it is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.code_text import normal_form, stored_form
from server_stub.domain.code_generation import five_by_five, structured_guid
from server_stub.domain.scan_codes import readings_of

ENTROPY = st.binary(min_size=32, max_size=32)
PREFIX = st.sampled_from(["", "SHOP-", "SHOP"])
BLANKS = st.sampled_from(["", " ", "-", " - ", "–", "\u200b", "\n"])


def is_found(typed: str, code: str) -> bool:
    return normal_form(code) in {normal_form(reading) for reading in readings_of(typed)}


@given(entropy=ENTROPY, prefix=PREFIX, blank=BLANKS, every=st.integers(1, 9))
def test_a_code_is_found_in_any_case_and_with_dashes_anywhere(
    entropy: bytes, prefix: str, blank: str, every: int
) -> None:
    for code in (
        five_by_five(entropy, include_check=True, prefix=prefix),
        structured_guid(entropy, prefix=prefix),
    ):
        plain = code.replace("-", "").lower()
        parts = [plain[start : start + every] for start in range(0, len(plain), every)]
        assert is_found(blank.join(parts), code)
        assert is_found(f"https://shop.example/redeem#{code}", code)


@given(entropy=ENTROPY)
def test_letters_are_digits_where_the_alphabet_has_no_such_letters(entropy: bytes) -> None:
    code = structured_guid(entropy)
    assert is_found(code.translate(str.maketrans("01", "OI")), code)
    assert is_found(code.replace("1", "l"), code)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=1, max_size=100))
def test_what_was_typed_comes_first_as_it_is(code: str) -> None:
    found = readings_of(f" {code.lower()} \n")
    assert not found or stored_form(code.lower()) in (found[0], found[-1])


def test_what_else_may_be_meant_comes_later() -> None:
    assert readings_of("free_1OO#1")[0] == "FREE_1OO#1"
    assert {"FREE-1OO", "FREE_100"} < set(readings_of(" free_1OO "))
    assert "FREE100" in readings_of("FREE 1OO")
    assert readings_of("HTTPS://shop.example/redeem#Win_1")[0] == "WIN_1"


@pytest.mark.parametrize("typed", ["", " \n\t", "x" * 101, "\u200b"])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert readings_of(typed) == ()


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_in_few_ways(typed: str) -> None:
    assert len(readings_of(typed)) <= 15
