"""The test grid: crosses where they are said to be, and words in both languages."""

from __future__ import annotations

import numpy as np
import pypdf
import pytest

from pos_terminal.card_design.design import CR80
from pos_terminal.card_design.elements import Side
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.devices.test_grid import write_test_grid
from pos_terminal.sheets.printer_fit import GridPlaces
from pos_terminal.sheets.sheet_layout import A4, PrinterFit

pytestmark = pytest.mark.usefixtures("qapp")

DPI = 300
PER_MM = DPI / 25.4


def cross_near(gray, x, y):
    """The middle of the lines that cross near a place, in millimetres."""
    around = 2.0
    left, top = round((x - around) * PER_MM), round((y - around) * PER_MM)
    size = round(2 * around * PER_MM)
    dark = gray[top : top + size, left : left + size] < 128
    column = np.argmax(dark.sum(axis=0))
    row = np.argmax(dark.sum(axis=1))
    return (left + column + 0.5) / PER_MM, (top + row + 0.5) / PER_MM


@pytest.mark.parametrize("page", [A4, CR80])
def test_crosses_are_where_the_grid_says(tmp_path, page):
    write_test_grid(tmp_path / "grid.pdf", page)
    places = GridPlaces.of(page)
    far_x, far_y = page.width - places.edge, page.height - places.edge
    with PagePictures(tmp_path / "grid.pdf") as pictures:
        assert pictures.count == 2
        for number in range(2):
            gray = pictures.gray(number, DPI)
            for x in (places.edge, far_x):
                for y in (places.edge, far_y):
                    assert cross_near(gray, x, y) == pytest.approx((x, y), abs=0.13)


def test_the_words_stay_on_a_card(tmp_path):
    write_test_grid(tmp_path / "grid.pdf", CR80)
    with PagePictures(tmp_path / "grid.pdf") as pictures:
        gray = pictures.gray(0, DPI)
    assert gray[: -round(4 * PER_MM)].min() < 128
    assert gray[-round(4 * PER_MM) :].min() > 128


def test_a_correction_is_seen_in_the_grid(tmp_path):
    fit = PrinterFit(offset_x=1.5, back_offset_y=-1.0, scale_y=1.01)
    write_test_grid(tmp_path / "grid.pdf", A4, fit=fit)
    with PagePictures(tmp_path / "grid.pdf") as pictures:
        front, back = (pictures.gray(number, DPI) for number in range(2))
    assert cross_near(front, 21.5, 20.2) == pytest.approx((21.5, 20.2), abs=0.13)
    assert cross_near(back, 20, 19.2) == pytest.approx((20, 19.19), abs=0.13)


def test_the_grid_says_what_to_measure_and_what_is_meant(tmp_path):
    write_test_grid(tmp_path / "grid.pdf", A4)
    front, back = (
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(tmp_path / "grid.pdf").pages
    )
    assert "Test grid: front" in front
    assert "170 mm" in front
    assert "257 mm" in front
    assert "20 mm" in back
    write_test_grid(tmp_path / "one.pdf", A4, (Side.FRONT,))
    assert len(pypdf.PdfReader(tmp_path / "one.pdf").pages) == 1
