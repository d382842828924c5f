"""A file of numbers: every line is a card or says why not, whatever bytes stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.card_number import CardNumber
from pos_terminal.recall.number_file import NOT_TEXT, FaultyLine, read_file, read_numbers

LINES = 20_000
LINES_FOR_LONG = 1_000_000


def digits(sequence: int) -> str:
    return CardNumber.build(issuer="970010", batch=1, sequence=sequence).digits


def test_numbers_are_read_from_text_and_from_any_column_of_a_csv() -> None:
    grouped = CardNumber(digits(2)).grouped()
    lines = (f"\ufeff{digits(1)}", grouped, f'Gift card;"{digits(3)}";50', f"a,b,{digits(4)}", "")
    found = read_numbers("\r\n".join(lines).encode())
    assert found.numbers == tuple(digits(place) for place in (1, 2, 3, 4))
    assert found.faults == ()


def test_every_line_that_is_no_card_is_told_with_its_number() -> None:
    wrong = digits(1)[:-1] + str((int(digits(1)[-1]) + 1) % 10)
    found = read_numbers("\n".join(["number", digits(1), wrong, "123", ""]).encode())
    assert found.faults == (
        FaultyLine(1, "not_digits", "number"),
        FaultyLine(3, "wrong_check_digit", wrong),
        FaultyLine(4, "wrong_length", "123"),
    )


def test_one_bad_byte_in_a_long_file_costs_its_own_line_only(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    lines = LINES_FOR_LONG if request.config.getoption("--long") else LINES
    bad, file = lines // 2, tmp_path / "stolen.csv"
    first = CardNumber(digits(0)).stored
    with file.open("wb") as out:
        for place in range(lines):
            line = CardNumber.from_stored(first + place).digits.encode()
            out.write(line[:9] + b"\xff" + line[9:] if place == bad else line)
            out.write(b"\r\n")
    found = read_file(file)
    assert found is not None
    (fault,) = found.faults
    assert (len(found.numbers), fault.line, fault.fault) == (lines - 1, bad + 1, NOT_TEXT)
    assert found.numbers[bad] == CardNumber.from_stored(first + bad + 1).digits
    assert not found.too_long


def test_a_number_that_stands_there_twice_counts_once() -> None:
    found = read_numbers("\n".join([digits(1), digits(2), digits(1)]).encode())
    assert (found.numbers, found.repeated) == ((digits(1), digits(2)), 1)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_and_each_filled_line_is_counted_once(content: bytes) -> None:
    found = read_numbers(content)
    assert len(found.numbers) + found.repeated + len(found.faults) <= len(content.splitlines())


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_file(tmp_path / "gone.csv") is None
    assert read_file(tmp_path) is None
