"""Codes: their form, their check character, and what compares equal."""

from __future__ import annotations

import re
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.code_text import normal_form
from server_stub.domain.code_generation import (
    ALPHABET,
    ENTROPY_BYTES,
    check_character,
    five_by_five,
    last_signs,
    structured_guid,
)

ENTROPY = st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES)
SIGNS = st.text(ALPHABET, min_size=24, max_size=24)


@given(ENTROPY, st.booleans())
def test_a_five_by_five_has_five_groups_of_unambiguous_signs(entropy: bytes, check: bool) -> None:
    code = five_by_five(entropy, include_check=check)
    assert len(code) == 29
    assert re.fullmatch(rf"([{ALPHABET}]{{5}}-){{4}}[{ALPHABET}]{{5}}", code)
    if check:
        signs = code.replace("-", "")
        assert check_character(signs[:-1]) == signs[-1]


def test_the_alphabet_has_31_different_signs() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set("01IOl2") & set(ALPHABET)


@given(SIGNS, st.integers(0, 23), st.sampled_from(ALPHABET))
def test_the_check_character_finds_one_wrong_sign(signs: str, place: int, wrong: str) -> None:
    changed = signs[:place] + wrong + signs[place + 1 :]
    assert (check_character(changed) == check_character(signs)) == (changed == signs)


@given(SIGNS, st.integers(0, 22))
def test_the_check_character_finds_neighbours_changed_over(signs: str, place: int) -> None:
    changed = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
    assert (check_character(changed) == check_character(signs)) == (changed == signs)


@given(ENTROPY)
def test_a_structured_guid_is_a_random_uuid_in_upper_case(entropy: bytes) -> None:
    code = structured_guid(entropy)
    assert code == code.upper()
    assert uuid.UUID(code).version == 4


@given(ENTROPY, st.sampled_from(("", "SUMMER", "x")))
def test_a_code_compares_without_case_and_dashes(entropy: bytes, prefix: str) -> None:
    code = five_by_five(entropy, include_check=True, prefix=prefix)
    assert normal_form(code.lower()) == normal_form(code)
    assert normal_form(code.replace("-", "")) == normal_form(code)
    assert normal_form(f" {code} ") == normal_form(code)


@given(ENTROPY)
def test_the_dashes_of_a_guid_belong_to_it(entropy: bytes) -> None:
    code = structured_guid(entropy)
    assert normal_form(code) == code
    assert normal_form(code.replace("-", "")) != code


@given(st.text(max_size=40))
def test_normal_form_is_total_and_does_nothing_twice(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


def test_different_entropy_makes_different_codes() -> None:
    codes = {
        five_by_five(number.to_bytes(ENTROPY_BYTES), include_check=True) for number in range(2000)
    }
    assert len(codes) == 2000


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_too_little_or_too_much_entropy_is_an_error(length: int) -> None:
    with pytest.raises(ValueError, match="random bytes"):
        five_by_five(bytes(length), include_check=True)


def test_only_the_last_four_signs_are_shown() -> None:
    assert last_signs("ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3") == "XYZ3"
