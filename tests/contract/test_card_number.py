"""Card numbers: what is built, printed and scanned is one number; anything else is refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.card_number import (
    BATCH_MAX,
    SEQUENCE_MAX,
    CardNumber,
    NotACardNumberError,
    NumberFault,
    has_luhn_digit,
    luhn_digit,
)

ISSUERS = st.integers(900_000, 989_999).map(str)
NUMBERS = st.builds(
    lambda issuer, batch, sequence: CardNumber.build(issuer=issuer, batch=batch, sequence=sequence),
    issuer=ISSUERS,
    batch=st.integers(0, BATCH_MAX),
    sequence=st.integers(0, SEQUENCE_MAX),
)
DIGITS = st.text("0123456789", min_size=1, max_size=30)


def fault_of(text: str) -> NumberFault:
    with pytest.raises(NotACardNumberError) as caught:
        CardNumber.parse(text)
    return caught.value.fault


@given(NUMBERS)
def test_what_is_printed_is_read_back_as_the_same_number(number):
    assert CardNumber.parse(str(number)) == number
    assert CardNumber.parse(number.grouped()) == number
    assert CardNumber.parse(number.grouped().replace(" ", "-")) == number


@given(NUMBERS)
def test_the_parts_of_a_number_build_the_number_again(number):
    again = CardNumber.build(issuer=number.issuer, batch=number.batch, sequence=number.sequence)
    assert again == number
    assert str(number).endswith(number.last_four)


@given(NUMBERS)
def test_the_stored_form_is_the_number_without_its_check_digit(number):
    assert CardNumber.from_stored(number.stored) == number
    assert number.stored == int(str(number)[:-1])
    assert number.stored < 2**63


@given(ISSUERS, st.integers(0, BATCH_MAX), st.integers(0, SEQUENCE_MAX - 1))
def test_stored_numbers_of_a_batch_are_consecutive(issuer, batch, sequence):
    one = CardNumber.build(issuer=issuer, batch=batch, sequence=sequence)
    next_one = CardNumber.build(issuer=issuer, batch=batch, sequence=sequence + 1)
    assert next_one.stored == one.stored + 1


@given(st.text())
def test_any_text_is_a_number_or_the_one_named_error(text):
    try:
        number = CardNumber.parse(text)
    except NotACardNumberError as error:
        number, sentence = None, str(error)
    else:
        sentence = ""
    assert sentence.endswith(".") if number is None else CardNumber.parse(number.digits) == number


@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, shift):
    digits = list(number.digits)
    digits[place] = str((int(digits[place]) + shift) % 10)
    assert fault_of("".join(digits)) is NumberFault.WRONG_CHECK_DIGIT


@given(NUMBERS, st.integers(0, 16))
def test_two_swapped_neighbours_are_noticed_unless_they_are_0_and_9(number, place):
    digits = list(number.digits)
    pair = {digits[place], digits[place + 1]}
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    if len(pair) == 2 and pair != {"0", "9"}:
        assert fault_of("".join(digits)) is NumberFault.WRONG_CHECK_DIGIT


@given(DIGITS)
def test_a_luhn_digit_is_recognised_and_no_other_is(digits):
    right = luhn_digit(digits)
    assert [last for last in "0123456789" if has_luhn_digit(digits + last)] == [right]


def test_the_luhn_digit_is_that_of_the_standard():
    assert luhn_digit("7992739871") == "3"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NumberFault.EMPTY),
        (" - ", NumberFault.EMPTY),
        ("9" * 65, NumberFault.TOO_LONG),
        ("GIFT CARD", NumberFault.NOT_DIGITS),
        ("９70010000010000013", NumberFault.NOT_DIGITS),
        ("٩70010000010000013", NumberFault.NOT_DIGITS),
        ("97001000001000001", NumberFault.WRONG_LENGTH),
        ("9700100000100000120", NumberFault.WRONG_LENGTH),
    ],
)
def test_a_refused_text_is_refused_for_its_own_reason(text, fault):
    assert fault_of(text) is fault


@pytest.mark.parametrize("body", ["99001000001000001", "47001000001000001"])
def test_an_issuer_outside_our_form_is_refused(body):
    assert fault_of(body + luhn_digit(body)) is NumberFault.WRONG_ISSUER_FORM


@pytest.mark.parametrize("issuer", ["99001", "990010", "870010", "97001", "9700100", "97001x", ""])
def test_no_number_is_built_for_an_issuer_outside_our_form(issuer):
    with pytest.raises(NotACardNumberError):
        CardNumber.build(issuer=issuer, batch=1, sequence=1)


@pytest.mark.parametrize(
    ("batch", "sequence"), [(-1, 0), (BATCH_MAX + 1, 0), (0, -1), (0, SEQUENCE_MAX + 1)]
)
def test_no_number_is_built_from_a_part_that_does_not_fit_its_field(batch, sequence):
    with pytest.raises(ValueError, match="lies between"):
        CardNumber.build(issuer="970010", batch=batch, sequence=sequence)
