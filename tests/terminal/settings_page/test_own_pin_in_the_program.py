"""*My PIN* in the assembled program, on a real server: from the rail to a new PIN, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_terminal.look.rail import CHECKOUT, SETTINGS
from pos_terminal.settings_page.model import PinStep, Section
from support.assembled_till import AssembledTill, demo_till_folder
from support.english import English
from support.server_process import ServerProcess, demo_template

NEW = "731942"


@pytest.fixture
def till(qapp: QApplication, tmp_path: Path) -> Iterator[AssembledTill]:
    template = demo_template()
    with (
        English(qapp),
        ServerProcess.of_demo(template, tmp_path / "served") as server,
        AssembledTill(qapp, demo_till_folder(server.data, tmp_path), url=server.url) as till,
    ):
        yield till.wait_for_staff()


def open_section(till: AssembledTill) -> None:
    till.sign_in("clerk")
    till.clerk.click("Settings")
    assert till.pages.frame.current_page() == SETTINGS.page
    till.clerk.click("My PIN, Choose a new one")
    assert till.pages.around.settings.state.section is Section.PIN


def test_a_clerk_changes_the_own_pin_and_works_on(till: AssembledTill) -> None:
    open_section(till)
    page, clerk, person = till.pages.own_pin, till.clerk, till.person("clerk")
    for pin in (person["pin"], NEW, NEW):
        clerk.type_pin(pin)
    till.wait("all entries", lambda: page.state.step is PinStep.READY)
    clerk.press(Qt.Key.Key_F12)
    till.wait("the answer", lambda: page.state.result is not None)
    assert page.state.result is not None
    assert page.state.result.fact.id == "pin.changed"
    clerk.click("Checkout")
    till.scan_into_basket(till.number(3))
    assert till.pages.frame.current_page() == CHECKOUT.page
    till.sign_out()
    clerk.scan(person["badge"])
    till.wait("the badge", lambda: till.room.sign_in.state.badge_read)
    clerk.type_pin(NEW)
    till.wait("the clerk", lambda: till.room.on_duty.operator is not None)


def test_what_was_typed_is_gone_when_the_clerk_looks_elsewhere(till: AssembledTill) -> None:
    open_section(till)
    page, clerk = till.pages.own_pin, till.clerk
    clerk.type_pin(till.person("clerk")["pin"])
    till.wait("the present PIN", lambda: page.state.step is PinStep.FIRST)
    clerk.press(Qt.Key.Key_Escape)
    assert page.state.step is PinStep.PRESENT
    clerk.type_pin(till.person("clerk")["pin"])
    till.wait("the present PIN", lambda: page.state.step is PinStep.FIRST)
    clerk.click("Checkout")
    assert (page.state.step, page.state.digits) == (PinStep.PRESENT, 0)
