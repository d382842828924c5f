"""From message to sentence: plurals, money, times, and amounts typed by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pos_terminal.look.money import format_money, format_price, parse_money
from pos_terminal.look.sentences import Manner, manner, say, speak
from pos_terminal.words import Message

SENTENCES = {
    "cards": "One card|{count} cards",
    "paid": "{total_minor} paid at {paid_at}",
    "day": "Sales of {sale_day}",
    "plain": "Braces {stay} here? {name}",
}
NOON = 1_795_345_380_000  # 2026-11-22 11:03 UTC


@pytest.fixture(autouse=True)
def usual_manner() -> Iterator[None]:
    before = manner()
    yield
    speak(before)


def sentence(message_id: str, **values: str | int) -> str:
    return say("test", SENTENCES, Message(message_id, values))


@pytest.mark.parametrize(("count", "text"), [(1, "One card"), (0, "0 cards"), (2, "2 cards")])
def test_count_chooses_between_one_and_many(count: int, text: str) -> None:
    assert sentence("cards", count=count) == text


def test_money_and_time_are_written_as_their_names_say() -> None:
    speak(Manner(language="en", currency="EUR", time_zone="Europe/Berlin", now_ms=lambda: NOON))
    assert sentence("paid", total_minor=7500, paid_at=NOON) == "€75.00 paid at 12:03"
    assert sentence("paid", total_minor=7500, paid_at=NOON, currency="GBP").startswith("£75.00")


def test_a_time_of_another_day_says_the_day_in_the_language() -> None:
    later = NOON + 86_400_000
    speak(Manner(language="de", time_zone="Europe/Berlin", now_ms=lambda: later))
    assert (
        sentence("paid", total_minor=2500, paid_at=NOON)
        == "25,00\u00a0€ paid at 22. Nov. 2026, 12:03"
    )
    assert sentence("day", sale_day="2026-11-22") == "Sales of 22. Nov. 2026"


def test_values_that_look_like_markup_stay_as_they_are() -> None:
    assert sentence("plain", stay="{x}", name="**A**") == "Braces {x} here? **A**"


@pytest.mark.parametrize(
    ("minor", "currency", "language", "text"),
    [
        (2500, "EUR", "en", "€25.00"),
        (2500, "EUR", "de", "25,00\u00a0€"),
        (123456789, "EUR", "en", "€1,234,567.89"),
        (123456789, "EUR", "de", "1.234.567,89\u00a0€"),
        (-5, "USD", "en", "\u2212$0.05"),
        (500, "JPY", "en", "JPY\u00a0500"),
        (12_345, "KWD", "de", "12,345\u00a0KWD"),
        (990, "CHF", "en", "CHF\u00a09.90"),
    ],
)
def test_money_is_written_as_the_language_does(
    minor: int, currency: str, language: str, text: str
) -> None:
    assert format_money(minor, currency, language) == text


@pytest.mark.parametrize(
    ("text", "minor"),
    [("50", 5000), ("50.5", 5050), ("50,00", 5000), (" 0,05 ", 5), ("", None), ("1.234,5", None),
     ("5.123", None), ("-5", None), ("٥", None), ("9999999999", None)],
)  # fmt: skip
def test_typed_amounts_are_read_or_refused(text: str, minor: int | None) -> None:
    assert parse_money(text, "EUR") == minor


@pytest.mark.parametrize(
    ("text", "minor"),
    [("-5", -500), ("\u22120,05", -5), ("5", 500), ("-", None), ("--5", None), ("5-", None)],
)
def test_where_it_may_be_below_zero_an_amount_is_typed_with_a_minus(
    text: str, minor: int | None
) -> None:
    assert parse_money(text, "EUR", signed=True) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "language", "text"),
    [
        (25_00, "EUR", "en", "€25"),
        (12_50, "EUR", "en", "€12.50"),
        (1_000_00, "EUR", "en", "€1,000"),
        (25_00, "EUR", "de", "25\u00a0€"),
        (1_000_00, "EUR", "de", "1.000\u00a0€"),
        (100_000, "JPY", "en", "JPY\u00a0100,000"),
        (25_000, "KWD", "en", "KWD\u00a025"),
    ],
)
def test_a_price_on_a_card_has_no_zeros_after_the_point(
    minor: int, currency: str, language: str, text: str
) -> None:
    assert format_price(minor, currency, language) == text


@pytest.mark.parametrize(("thousandths", "text"), [(254, "0.25"), (10_600, "10.6"), (3_000, "3")])
def test_thousandths_are_written_with_two_places_at_most(thousandths: int, text: str) -> None:
    message = Message("x", {"wide_thousandths": thousandths})
    assert say("test", {"x": "{wide_thousandths}"}, message) == text
