"""The day against a file of the shop's own system: every line is matched, told, or both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.day_messages import DaySale, DayVoid
from card_contract.states import PaymentKind
from pos_terminal.day_close.model import POS_FILE_BYTES_MAX, Match
from pos_terminal.day_close.pos_file import LINES_MAX, NoPosFileError, compare


def sale(number: int, amount_minor: int = 50_00, reference: str | None = None) -> DaySale:
    return DaySale(
        sale_id=f"S{number}",
        receipt_number=f"T1-1-{number:06d}",
        at=number,
        kind=PaymentKind.CASH if reference is None else PaymentKind.REFERENCE,
        reference=reference,
        amount_minor=amount_minor,
    )


def void(number: int, of: DaySale, amount_minor: int) -> DayVoid:
    return DayVoid(
        void_id=f"V{number}",
        receipt_number=of.receipt_number,
        at=number,
        reference=of.reference,
        amount_minor=amount_minor,
    )


SALES = (sale(1), sale(2, 75_00, "4711"), sale(3, 1_234_50))


VOIDS = (void(1, SALES[1], 25_00), void(2, SALES[1], 50_00), void(3, sale(9), 10_00))


def matches(text: str | bytes, digits: int = 2) -> list[tuple[int | None, Match]]:
    content = text.encode() if isinstance(text, str) else text
    return [(row.line, row.match) for row in compare("day.csv", content, SALES, (), digits).rows]


def test_a_file_that_agrees_is_said_to_agree() -> None:
    text = "receipt,amount\nT1-1-000001,50.00\n4711,75\nT1-1-000003,1234.50\n"
    found = compare("day.csv", text.encode(), SALES, (), 2)
    assert (found.agreed, found.rows) == (3, ())
    assert found.there_minor == found.here_minor == 1_359_50


def test_voids_go_with_lines_below_zero_each_with_one() -> None:
    text = (
        "receipt,amount\nT1-1-000001,50.00\n4711,75\nT1-1-000003,1234.50\n"
        "T1-1-000002,-50.00\n4711,-25.00\nT1-1-000009,-10\n"
    )
    found = compare("day.csv", text.encode(), SALES, VOIDS, 2)
    assert (found.agreed, found.rows) == (6, ())
    assert found.there_minor == found.here_minor == 1_274_50


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("4711,75\n4711,-75\n", []),
        ("4711,-75\n4711,75\n", []),
        ("4711,75\n", [(None, Match.VOID_MISSING_THERE)]),
        ("4711,-75\n", [(None, Match.MISSING_THERE)]),
        ("4711,75\n4711,-75\n4711,-75\n", [(4, Match.NOT_VOIDED_HERE)]),
        ("4711,75\n4711,-75\n4711,75\n", [(4, Match.TWICE)]),
    ],
)
def test_money_that_went_back_under_the_id_of_its_sale_is_a_line_of_its_own(
    lines: str, told: list[tuple[int | None, Match]]
) -> None:
    paid = SALES[1]
    back = DayVoid(
        void_id=paid.sale_id,
        receipt_number=paid.receipt_number,
        at=2,
        reference=paid.reference,
        amount_minor=paid.amount_minor,
    )
    found = compare("day.csv", f"receipt,amount\n{lines}".encode(), (paid,), (back,), 2)
    assert [(row.line, row.match) for row in found.rows] == told


def test_a_void_that_does_not_agree_is_told_as_one() -> None:
    text = (
        "receipt,amount\nT1-1-000001,50.00\n4711,75\nT1-1-000003,1234.50\n"
        "T1-1-000001,-50.00\n4711,-25.00\n4711,-25.00\n4711,-25.00\n"
    )
    found = compare("day.csv", text.encode(), SALES, VOIDS, 2)
    assert [(row.line, row.match, row.here_minor) for row in found.rows] == [
        (5, Match.NOT_VOIDED_HERE, None),
        (7, Match.AMOUNT_DIFFERS, -50_00),
        (8, Match.NOT_VOIDED_HERE, None),
        (None, Match.VOID_MISSING_THERE, -10_00),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffBelegnummer;Betrag\nT1-1-000001;50,00 €\n4711;75,00\nt1-1-000003;1.234,50\n",
        'Amount\tReference\n$50\tT1-1-000001\n75.0\t4711\n"1,234.50"\tT1-1-000003\n',
        "date,ref,total\r\n\r\n1,T1-1-000001,50\r\n1,4711,75\r\n1,T1-1-000003,'1234.5'\r\n",
    ],
)
def test_other_columns_separators_and_ways_to_write_money_are_read(text: str) -> None:
    assert matches(text) == []


def test_each_line_that_does_not_agree_is_told_with_its_number() -> None:
    text = (
        "receipt,amount\n"
        "T1-1-000001,49.99\n"
        "T1-1-000009,50.00\n"
        "4711,seventy\n"
        ",75.00\n"
        "T1-1-000002,75.00\n"
    )
    assert matches(text) == [
        (2, Match.AMOUNT_DIFFERS),
        (3, Match.UNKNOWN_HERE),
        (4, Match.NOT_READ),
        (5, Match.NOT_READ),
        (6, Match.TWICE),
        (None, Match.MISSING_THERE),
    ]


def test_an_amount_that_may_mean_two_things_is_not_guessed() -> None:
    assert matches('receipt,amount\nT1-1-000003,"1,234"\n')[0] == (2, Match.NOT_READ)
    assert matches("receipt,amount\nT1-1-000001,50.5\n", digits=0)[0] == (2, Match.NOT_READ)


def test_a_bad_byte_spoils_its_own_line_only() -> None:
    text = b"receipt,amount\nT1-1-000001,50.00\n4711\xff,75.00\nT1-1-000003,1234.50\n"
    assert matches(text) == [(3, Match.UNKNOWN_HERE), (None, Match.MISSING_THERE)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "pos.too_large"),
        ("receipt,amount\n" + " " * POS_FILE_BYTES_MAX, "pos.too_large"),
        ("\n", "pos.no_columns"),
        ("a,b\n1,2\n", "pos.no_columns"),
        ("receipt,price\nT1-1-000001,50\n", "pos.no_columns"),
        ("receipt,amount\n" + "T1-1-000001,50\n" * (LINES_MAX + 1), "pos.too_long"),
        ('receipt,amount\n"' + "x" * 200_000, "pos.no_csv"),
    ],
)
def test_a_file_that_cannot_be_compared_says_why(text: str, word: str) -> None:
    with pytest.raises(NoPosFileError) as refused:
        matches(text)
    assert refused.value.word == word


@given(st.binary(max_size=300))
def test_any_bytes_are_compared_or_refused_by_name(content: bytes) -> None:
    for head in (b"", b"receipt,amount\n"):
        try:
            found = compare("day.csv", head + content, SALES, VOIDS, 2)
        except NoPosFileError:
            continue
        told = [row for row in found.rows if row.line is None]
        assert len(told) <= len(SALES) + len(VOIDS)


@pytest.mark.parametrize(
    ("written", "digits", "minor"),
    [
        *(("25,00 kr", 2, 25_00), ("25.00 PLN", 2, 25_00), ("Fr. 25.00", 2, 25_00)),
        *(("zł 1 250,50", 2, 1_250_50), ("-₺25,00", 2, -25_00), ("CHF -25.00", 2, -25_00)),
        *(("¥1,000", 0, 1_000), ("1.234.567", 0, 1_234_567), ("1000", 0, 1_000)),
        *(("1,234", 3, 1_234), ("KWD 1.234", 3, 1_234)),
        *(("1,00", 0, None), ("25.00 x 2", 2, None), ("2e3", 2, None), ("(25.00)", 2, None)),
        *(("kroner 25", 2, None), ("1,000", 2, None), ("", 2, None), ("kr", 2, None)),
    ],
)
def test_amounts_are_read_in_any_currency(written: str, digits: int, minor: int | None) -> None:
    file = f"receipt;amount\nT1-1-000001;{written}\n".encode()
    found = compare("day.csv", file, (sale(1, minor or 1),), (), digits)
    assert found.there_minor == (minor or 0)
    assert any(row.match is Match.NOT_READ for row in found.rows) is (minor is None)


def test_a_reference_is_the_same_in_capitals() -> None:
    found = compare("day.csv", b"ref,amount\n card-77 ,50\n", (sale(1, 5000, "CARD-77"),), (), 2)
    assert found.agreed == 1
