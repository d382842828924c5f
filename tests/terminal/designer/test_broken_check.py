"""A check of a drawing that breaks off: the page says so, and goes on."""

from __future__ import annotations

import pytest

from pos_terminal.designer.model import ReadBack
from support.design_office import DesignOffice


@pytest.mark.usefixtures("qapp")
def test_a_check_that_broke_off_is_said_and_the_next_drawing_is_checked(
    office: DesignOffice,
) -> None:
    office.page.begin("plain-card")
    assert office.state.passed
    office.page.choose("barcode")
    office.workshop.is_broken = True
    office.page.nudge(0.1, 0)
    state = office.state
    assert (office.fault, state.checking, state.rules) == ("fault.not_checked", False, 0)
    assert (state.passed, state.read_back) == ((), ReadBack.NOTHING), "of this one nothing is known"
    office.workshop.is_broken = False
    office.page.nudge(-0.1, 0)
    state = office.state
    assert (office.fault, state.read_back) == (None, ReadBack.SAME)
    assert len(state.passed) == state.rules - 1  # its link is an example
