"""Things that are moved by hand are drawn to lines near them, and to those alone."""

from __future__ import annotations

import pytest

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import Design
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.shipped import game_card
from pos_terminal.designer.snapping import Guide, Handle, Lines, drawn_size, lines_of, placed, sized

LINES = Lines(uprights=(3.0, 42.8), levels=(3.0,))
BOX = Box(10.0, 10.0, 20.0, 10.0)


def test_an_edge_within_reach_of_a_line_comes_to_lie_on_it() -> None:
    moved, guides = placed(Box(3.6, 20.0, 20.0, 10.0), LINES, 1.0)
    assert moved.left == pytest.approx(3.0)
    assert guides == (Guide(upright=True, at=3.0),)


def test_out_of_reach_a_box_moves_in_steps_of_a_tenth_of_a_millimetre() -> None:
    moved, guides = placed(Box(5.567, 20.04, 20.0, 10.0), LINES, 1.0)
    assert (moved.left, moved.top) == pytest.approx((5.6, 20.0))
    assert guides == ()


def test_the_nearer_of_two_lines_draws() -> None:
    # The left edge is 0.5 from a line, the middle 0.2 from another.
    moved, _ = placed(Box(3.5, 20.0, 79.0, 10.0), Lines((3.0, 43.2), ()), 1.0)
    assert moved.left + moved.width / 2 == pytest.approx(43.2)


def test_the_cut_the_safe_zone_and_other_parts_are_lines_but_not_the_part_itself() -> None:
    design = game_card()
    lines = lines_of(design, Side.BACK, "qr")
    assert {0.0, 85.6, 3.0, -3.0} <= set(lines.uprights)
    assert design.find("barcode")[1].box.left in lines.uprights
    alone = Design(name="One", back=design.back)
    assert 63.5 not in lines_of(alone, Side.BACK, "qr").uprights


@pytest.mark.parametrize(
    ("handle", "by", "box"),
    [
        (Handle.RIGHT, (5, 9), Box(10, 10, 25, 10)),
        (Handle.LEFT, (5, 9), Box(15, 10, 15, 10)),
        (Handle.TOP, (5, 4), Box(10, 14, 20, 6)),
        (Handle.BOTTOM_RIGHT, (5, 4), Box(10, 10, 25, 14)),
        (Handle.TOP_LEFT, (-5, -4), Box(5, 6, 25, 14)),
    ],
)
def test_a_handle_moves_its_edges_alone(handle: Handle, by: tuple[float, float], box: Box) -> None:
    assert sized(BOX, handle, by) == box


def test_in_proportion_a_corner_keeps_the_shape_and_the_opposite_corner() -> None:
    box = sized(BOX, Handle.TOP_LEFT, (-10, 0), in_proportion=True)
    assert box.width / box.height == pytest.approx(2.0)
    assert (box.right, box.bottom) == (30.0, 20.0)


def test_nothing_is_sized_to_less_than_a_millimetre() -> None:
    box = sized(BOX, Handle.LEFT, (50, 0))
    assert box.width == 1.0
    assert box.right == 30.0


def test_the_edge_that_is_sized_is_drawn_to_a_line() -> None:
    box, guides = drawn_size(Box(10.0, 10.0, 32.5, 10.0), Handle.RIGHT, LINES, 0.5)
    assert box.right == pytest.approx(42.8)
    assert guides == (Guide(upright=True, at=42.8),)
