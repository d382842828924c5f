"""What was measured on a test grid becomes the correction that undoes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.card_design.design import CR80
from pos_terminal.card_design.elements import Side
from pos_terminal.sheets.printer_fit import GridPlaces, Measured, NotAFitError, fit_of
from pos_terminal.sheets.sheet_layout import A4, LETTER, PrinterFit

stretches = st.floats(0.97, 1.03)
shifts = st.floats(-4, 4)


@given(st.sampled_from([A4, LETTER, CR80]), stretches, stretches, st.tuples(*[shifts] * 4))
def test_a_corrected_printer_puts_things_where_they_are_meant(page, wide, high, shifted):
    right, down, back_right, back_down = shifted
    places = GridPlaces.of(page)
    fit = fit_of(
        places,
        Measured(
            left=wide * places.edge + right,
            top=high * places.edge + down,
            across=wide * places.across,
            down=high * places.down,
            back_left=wide * places.edge + back_right,
            back_top=high * places.edge + back_down,
        ),
    )
    for side, (off_x, off_y) in zip(Side, ((right, down), (back_right, back_down)), strict=True):
        offset_x, offset_y = fit.offset(side)
        for x, y in ((places.edge, places.edge), (page.width / 2, page.height / 2)):
            assert wide * (x + offset_x) * fit.scale_x + off_x == pytest.approx(x, abs=0.02)
            assert high * (y + offset_y) * fit.scale_y + off_y == pytest.approx(y, abs=0.02)


def test_a_true_printer_needs_no_correction_and_a_sheet_may_have_no_back():
    places = GridPlaces.of(A4)
    assert (places.edge, places.across, places.down) == (20, 170, 257)
    true = Measured(left=20, top=20, across=170, down=257)
    assert fit_of(places, true) == PrinterFit()


@pytest.mark.parametrize(
    "wrong", [{"across": 0}, {"across": 100}, {"left": 80}, {"down": 300}, {"back_top": 50}]
)
def test_what_no_printer_does_is_not_taken_for_a_correction(wrong):
    measured = {"left": 20, "top": 20, "across": 170, "down": 257} | wrong
    with pytest.raises(NotAFitError):
        fit_of(GridPlaces.of(A4), Measured(**measured))
