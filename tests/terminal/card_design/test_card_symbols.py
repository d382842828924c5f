"""Modules of symbols, and their width in whole dots."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.card_design.symbols import (
    CannotBeDrawnError,
    bars_of,
    code128_modules,
    module_dots,
    module_mm,
    qr_rows,
)
from pos_terminal.scanning.decoder import read_printed


def picture_of(rows, scale=4, quiet=12):
    dark = np.array([[one == "1" for one in row] for row in rows], dtype=bool)
    light = np.where(np.pad(dark, quiet), 0, 255).astype(np.uint8)
    return light.repeat(scale, axis=0).repeat(scale, axis=1)


@given(st.text("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ-", min_size=4, max_size=20))
def test_a_symbol_says_its_text(text):
    assert read_printed(picture_of([code128_modules(text)] * 30)) == [text]


@pytest.mark.parametrize("text", ["993597204170000001", "99", "99AB12", "9999"])
def test_a_leading_99_is_not_dropped(text):
    assert read_printed(picture_of([code128_modules(text)] * 30)) == [text]


@pytest.mark.parametrize("text", ["", "é", "x" * 49, "日本"])
def test_what_has_no_bars_is_refused(text):
    with pytest.raises(CannotBeDrawnError):
        code128_modules(text)


def test_a_qr_code_says_its_link():
    assert read_printed(picture_of(qr_rows("https://example.com/redeem"))) == [
        "https://example.com/redeem"
    ]


def test_a_link_too_long_is_refused():
    with pytest.raises(CannotBeDrawnError):
        qr_rows("x" * 4000)


def test_bars_are_whole():
    assert bars_of("1100100") == ((0, 2), (4, 1))


@pytest.mark.parametrize(
    ("wish", "dpi", "dots"), [(0.254, 1200, 12), (0.254, 300, 3), (0.25, 203, 2), (0.01, 300, 1)]
)
def test_a_module_is_the_whole_number_of_dots_nearest_the_wish(wish, dpi, dots):
    assert module_dots(wish, dpi / 25.4) == dots
    assert module_mm(wish, dpi) == pytest.approx(dots * 25.4 / dpi)
