"""Any scanned text is named for what it is: never an exception, never a card that is none."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.card_number import CardNumber, luhn_digit
from card_contract.scan_text import (
    SCAN_LENGTH_MAX,
    ForeignCard,
    Label,
    LabelKind,
    Oddity,
    ProductCode,
    StaffBadge,
    Unrecognised,
    may_be_code,
    recognise,
)

CARD = CardNumber.build(issuer="970010", batch=1, sequence=7)
LABELS = st.builds(
    Label,
    kind=st.sampled_from(LabelKind),
    issuer=st.integers(900_000, 989_999).map(str),
    batch=st.integers(0, 99_999),
    number=st.integers(0, 99_999),
)


def odd(text: str) -> Oddity:
    value = recognise(text)
    assert isinstance(value, Unrecognised)
    return value.oddity


@given(st.text())
def test_any_text_gives_exactly_one_value(text):
    value = recognise(text)
    kinds = (CardNumber, Label, StaffBadge, ProductCode, ForeignCard, Unrecognised)
    assert isinstance(value, kinds)


@given(st.text(string.digits + " -", max_size=40))
def test_any_digits_give_exactly_one_value(text):
    recognise(text)


@given(st.text(string.printable, min_size=1))
def test_only_a_parsable_text_is_taken_for_a_card(text):
    value = recognise(text)
    if isinstance(value, CardNumber):
        assert CardNumber.parse(text.strip()) == value


def test_a_card_is_recognised_plain_and_grouped():
    assert recognise(CARD.digits) == CARD
    assert recognise(f" {CARD.grouped()} ") == CARD


@given(LABELS)
def test_a_label_reads_back_as_itself(label):
    assert recognise(label.text()) == label
    assert recognise(label.text().lower()) == label


@given(LABELS, st.integers(1, 17), st.integers(1, 9))
def test_a_label_with_a_wrong_digit_is_no_label(label, place, shift):
    text = label.text()
    wrong = text[:place] + str((int(text[place]) + shift) % 10) + text[place + 1 :]
    assert odd(wrong) is Oddity.UNKNOWN


def test_a_label_of_an_impossible_issuer_is_no_label():
    digits = "1234560000100001"
    assert odd(f"P{digits}{luhn_digit(digits)}") is Oddity.UNKNOWN


@given(st.text(string.digits, min_size=16, max_size=16))
def test_a_badge_is_recognised_in_either_case(digits):
    badge = StaffBadge(f"B{digits}{luhn_digit(digits)}")
    assert recognise(badge.text) == badge
    assert recognise(badge.text.lower()) == badge


@given(st.text(string.digits, min_size=16, max_size=16), st.integers(1, 9))
def test_a_badge_with_a_wrong_check_digit_is_no_badge(digits, shift):
    wrong = (int(luhn_digit(digits)) + shift) % 10
    assert odd(f"B{digits}{wrong}") is Oddity.DAMAGED_BADGE


@pytest.mark.parametrize("gtin", ["4006381333931", "96385074", "036000291452", "10614141000415"])
def test_a_retail_code_is_named_a_product(gtin):
    assert recognise(gtin) == ProductCode(gtin)


@given(st.sampled_from((8, 12, 13, 14)), st.integers(0, 10**13))
def test_no_retail_code_is_ever_taken_for_a_card(length, body):
    digits = f"{body:0{length}d}"[:length]
    assert not isinstance(recognise(digits), CardNumber)


def test_somebody_elses_card_is_named_foreign():
    assert recognise("4111 1111 1111 1111") == ForeignCard("4111111111111111")
    assert recognise("6011000990139424") == ForeignCard("6011000990139424")


@pytest.mark.parametrize(
    "damaged",
    [
        CARD.digits[:-1] + str((int(CARD.digits[-1]) + 1) % 10),
        CARD.digits[:-1],
        CARD.digits + "0",
    ],
)
def test_a_card_with_a_missing_added_or_wrong_digit_is_called_damaged(damaged):
    assert odd(damaged) is Oddity.DAMAGED_CARD_NUMBER


@pytest.mark.parametrize(
    ("text", "oddity"),
    [
        ("", Oddity.EMPTY),
        ("   ", Oddity.EMPTY),
        ("9" * (SCAN_LENGTH_MAX + 1), Oddity.TOO_LONG),
        ("x" * 10_000, Oddity.TOO_LONG),
        (f"{CARD.digits}\x1d", Oddity.CONTROL_CHARACTERS),
        (f"{CARD.digits}\x00", Oddity.CONTROL_CHARACTERS),
        (f"\u202e{CARD.digits}", Oddity.CONTROL_CHARACTERS),
        ("карта", Oddity.OTHER_ALPHABET),
        ("９７００１００００１", Oddity.OTHER_ALPHABET),
        ('-""(_àç', Oddity.OTHER_ALPHABET),
        ("https://example.com/r/ABC", Oddity.WEB_ADDRESS),
        ("www.example.com", Oddity.WEB_ADDRESS),
        ("12345", Oddity.UNKNOWN),
        ("hello", Oddity.UNKNOWN),
    ],
)
def test_what_is_nothing_we_know_is_said_to_be_so(text, oddity):
    assert odd(text) is oddity


@pytest.mark.parametrize("code", ["AB3CD-EF4GH-JK5LM-NP6QR-ST7UV", " spring_24.b ", "x" * 100])
def test_one_word_may_be_a_code(code):
    assert may_be_code(code)


@pytest.mark.parametrize(
    "text", ["", "-", "two words", "WIFI:S:guests;P:x;;", "(01)0400", "x" * 101]
)
def test_what_is_no_single_word_is_no_code(text):
    assert not may_be_code(text)
