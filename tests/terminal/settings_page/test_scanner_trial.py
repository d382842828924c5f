"""What scans of the test sheet say about a scanner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from card_contract.card_number import CardNumber
from pos_terminal.settings_page.scanner_trial import (
    LETTERS_SYMBOL,
    NUMBER_SYMBOL,
    SYMBOLS,
    Finding,
    judge,
    judge_pace,
)

GERMAN = str.maketrans("zyZY-/", "yzYZß-")
FRENCH = str.maketrans("azAZ/09-", "qwQW!àç)")


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_the_symbol_alone_is_right(symbol):
    judgement = judge(symbol)
    assert judgement.finding is Finding.RIGHT
    assert judgement.received == judgement.expected == symbol


@pytest.mark.parametrize("symbol", SYMBOLS)
@pytest.mark.parametrize(("prefix", "suffix"), [("~", ""), ("", "#"), ("SCN>", " END")])
def test_what_stands_around_the_symbol_is_prefix_and_suffix(symbol, prefix, suffix):
    judgement = judge(prefix + symbol + suffix)
    assert judgement.finding is Finding.AFFIXES
    assert (judgement.prefix, judgement.suffix) == (prefix, suffix)
    assert judgement.received == prefix + symbol + suffix


@pytest.mark.parametrize("affix", ["x" * 17, "\x02", "é"])
def test_what_cannot_be_a_prefix_is_not_offered_as_one(affix):
    assert judge(affix + NUMBER_SYMBOL).finding is Finding.LONG_AFFIX


def test_letters_the_wrong_way_round_are_caps_lock():
    assert judge(LETTERS_SYMBOL.swapcase()).finding is Finding.CAPS_LOCK
    assert judge(LETTERS_SYMBOL.upper()).finding is Finding.CAPS_LOCK


@pytest.mark.parametrize("layout", [GERMAN, FRENCH])
def test_exchanged_letters_are_another_keyboard(layout):
    assert judge(LETTERS_SYMBOL.translate(layout)).finding is Finding.LAYOUT


@pytest.mark.parametrize(
    "text",
    ["", "4006381333931", "97001000001000001" + "0", "https://example.org/x", "\x00" * 500],
)
def test_anything_else_is_not_the_sheet_and_is_not_shown(text):
    judgement = judge(text)
    assert judgement.finding is Finding.NOT_THE_SHEET
    assert judgement.received is None


def test_the_aim_identifier_is_told():
    assert judge(NUMBER_SYMBOL, "]C1").aim == "]C1"


def test_the_sheets_number_is_a_card_number_that_no_shop_has():
    assert CardNumber.parse(NUMBER_SYMBOL).issuer == "900000"


@given(st.text(max_size=400))
def test_any_text_gives_a_judgement(text):
    judgement = judge(text)
    assert len(judgement.received or "") <= 61
    assert all(sign.isprintable() for sign in judgement.received or "")


@pytest.mark.parametrize(
    ("gap_ms", "finding", "needed_ms"),
    [
        (35, Finding.RIGHT, 0),
        (36, Finding.SLOW, 45),
        (60, Finding.SLOW, 75),
        (72, Finding.SLOW, 90),
        (73, Finding.TOO_SLOW, 91),
        (150, Finding.TOO_SLOW, 187),
    ],
)
def test_keys_that_come_too_slowly_are_told_with_the_wait_they_need(gap_ms, finding, needed_ms):
    judgement = judge_pace(judge(NUMBER_SYMBOL), gap_ms, longest_ms=35)
    assert (judgement.finding, judgement.gap_ms) == (finding, needed_ms)


def test_what_stands_around_a_symbol_is_told_before_its_pace():
    judgement = judge_pace(judge(f"~{NUMBER_SYMBOL}"), 60, longest_ms=35)
    assert judgement.finding is Finding.AFFIXES
