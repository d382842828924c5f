"""How cards lie on sheets, for the page *Print*."""

from __future__ import annotations

import pytest

from pos_terminal.card_design.design import SAMPLE, Face
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.shipped import game_card
from pos_terminal.card_design.template_file import Template
from pos_terminal.print_page.sheet_desk import SheetDesk
from pos_terminal.print_page.stack import Stack
from pos_terminal.sheets.sheet_layout import Duplex

STACK = Stack(count=25, exact=True)


def sight(desk, design):
    return desk.sight(
        None, Template(design=design), STACK, can_start=True, proved=False, spoiled=frozenset()
    )


@pytest.mark.parametrize("side", list(Side))
def test_cards_of_one_side_are_shown_on_it_and_their_sheets_are_not_turned(side):
    two = game_card()
    one = two.with_face(Side.BACK if side is Side.FRONT else Side.FRONT, Face())
    desk = SheetDesk(lambda _batch, _sequence: SAMPLE, dict)
    desk.fit(two)
    desk.choose_turn(Duplex.SHORT_EDGE)
    assert sight(desk, two).can_turn_over
    assert desk.turns == tuple(Duplex)

    desk.fit(one)
    shown = sight(desk, one)
    assert (shown.side, shown.can_turn_over, desk.turns) == (side, False, ())
    assert shown.layout.duplex is desk.layout.duplex is Duplex.NONE
    assert desk.sheets(STACK) == 3

    desk.fit(two)
    assert desk.layout.duplex is Duplex.SHORT_EDGE
