"""How cards lie on sheets, front and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.card_design.box import Box, Size
from pos_terminal.card_design.elements import Side
from pos_terminal.sheets.sheet_layout import (
    A4,
    DEFAULT,
    LAYOUTS,
    Duplex,
    SheetLayout,
    crop_marks,
    layout_for,
    n_up,
    pages,
    sheets_needed,
    slot_box,
)


def with_duplex(duplex):
    return SheetLayout(
        name="skew", page=A4, slot=Size(60, 40), columns=2, rows=3, gap_x=5, gap_y=4, left=11,
        top=17, duplex=duplex,
    )  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_slots_lie_on_the_page_and_not_on_each_other(layout):
    boxes = [slot_box(layout, slot) for slot in range(layout.slots)]
    page = Box(0, 0, layout.page.width, layout.page.height)
    assert all(page.holds(box) for box in boxes)
    assert not any(one.touches(two) for at, one in enumerate(boxes) for two in boxes[:at])


def test_an_a4_sheet_has_ten_cards_of_the_usual_size():
    layout = LAYOUTS[DEFAULT]
    assert (layout.columns, layout.rows) == (2, 5)
    assert layout.bleed(3.0) == (3.0, 1.5)


@given(st.integers(0, 95), st.integers(0, 9))
def test_each_card_is_once_on_a_front_and_once_on_a_back(count, start):
    layout = LAYOUTS[DEFAULT]
    made = list(pages(layout, count, start=start))
    for side in Side:
        cards = [placed.card for page in made if page.side is side for placed in page.placements]
        assert cards == list(range(count))
    assert len(made) == 2 * sheets_needed(layout, count, start=start)


def test_a_used_sheet_begins_later():
    first = next(pages(LAYOUTS[DEFAULT], 3, start=4))
    assert [placed.box for placed in first.placements] == [
        slot_box(LAYOUTS[DEFAULT], slot) for slot in (4, 5, 6)
    ]


@pytest.mark.parametrize("start", [-1, 10])
def test_a_start_beyond_the_sheet_is_refused(start):
    with pytest.raises(ValueError, match="10 slots"):
        list(pages(LAYOUTS[DEFAULT], 3, start=start))


def turned_over(box, duplex):
    """Where a place of the back lies, seen through the sheet from the front."""
    if duplex is Duplex.LONG_EDGE:
        return Box(A4.width - box.right, box.top, box.width, box.height)
    return Box(box.left, A4.height - box.bottom, box.width, box.height)


@pytest.mark.parametrize("duplex", [Duplex.LONG_EDGE, Duplex.SHORT_EDGE])
def test_a_back_lies_behind_its_front(duplex):
    front, back = pages(with_duplex(duplex), 5)
    for one, other in zip(front.placements, back.placements, strict=True):
        assert one.card == other.card
        behind = turned_over(other.box, duplex)
        assert (behind.left, behind.top) == pytest.approx((one.box.left, one.box.top))
        assert other.turned is (duplex is Duplex.SHORT_EDGE)


def test_backs_on_sheets_of_their_own_are_not_mirrored():
    front, back = pages(with_duplex(Duplex.NONE), 5)
    assert front.placements == back.placements


def test_crop_marks_touch_no_card_and_no_bleed():
    layout = LAYOUTS[DEFAULT]
    last = slot_box(layout, layout.slots - 1)
    art = Box(layout.left, layout.top, last.right - layout.left, last.bottom - layout.top).grown(
        3.0
    )
    for line in crop_marks(layout):
        mark = Box(
            min(line.x1, line.x2), min(line.y1, line.y2), abs(line.x2 - line.x1) + 0.1,
            abs(line.y2 - line.y1) + 0.1,
        )  # fmt: skip
        assert not mark.touches(art)


def test_a_free_size_is_laid_out_anew():
    layout = layout_for(DEFAULT, Size(54, 54))
    assert layout.slots == 3 * 5
    assert layout_for("card-printer", Size(54, 54)).page == Size(54, 54)


def test_labels_take_cards_of_their_own_size_alone():
    labels = [name for name in LAYOUTS if "label" in name]
    assert len(labels) == 3
    for name in labels:
        assert layout_for(name, LAYOUTS[name].slot) == LAYOUTS[name]
        with pytest.raises(ValueError, match="another size"):
            layout_for(name)


def test_a_card_larger_than_the_sheet_is_refused():
    with pytest.raises(ValueError, match="larger"):
        n_up("x", A4, Size(300, 100), gap_x=0, gap_y=0)
    with pytest.raises(ValueError, match="no sheet"):
        layout_for("a5-poster")
