"""The page in the assembled program, on a real server: from the rail to a new PIN and a new code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_terminal.look.hold_button import HOLD_MS
from pos_terminal.look.rail import STAFF
from pos_terminal.staff.model import Section, TillStanding
from support.assembled_till import AssembledTill, demo_till_folder
from support.server_process import ServerProcess

NEW = "731942"


@pytest.fixture
def till(qapp: QApplication, server: ServerProcess, tmp_path: Path) -> Iterator[AssembledTill]:
    root = demo_till_folder(server.data, tmp_path)
    with AssembledTill(qapp, root, url=server.url) as till:
        yield till.wait_for_staff()


def open_page(till: AssembledTill) -> None:
    till.sign_in("manager")
    till.clerk.click("Staff")
    assert till.pages.frame.current_page() == STAFF.page
    till.wait("the lists", lambda: bool(till.pages.staff.state.people))


def test_a_clerk_who_forgot_the_pin_gets_a_new_one(till: AssembledTill) -> None:
    open_page(till)
    page, clerk = till.pages.staff, till.clerk
    clerk.click("Jonas Weber, Clerk")
    clerk.press(Qt.Key.Key_F12)
    for _ in range(2):
        clerk.type_pin(NEW)
    clerk.press(Qt.Key.Key_F12)
    till.wait("the new PIN", lambda: page.state.toast is not None)
    till.sign_out()
    clerk.click("Jonas Weber")
    clerk.type_pin(NEW)
    till.wait("Jonas", lambda: till.room.on_duty.operator is not None)
    operator = till.room.on_duty.operator
    assert operator is not None
    assert operator.name == "Jonas Weber"
    assert till.pages.frame.rail.entry(STAFF.page) is None
    assert till.pages.frame.current_page() != STAFF.page


def test_a_new_person_is_taken_on_and_signs_in(till: AssembledTill) -> None:
    open_page(till)
    page, clerk = till.pages.staff, till.clerk
    clerk.press(Qt.Key.Key_F3)
    QTest.keyClicks(QApplication.focusWidget(), "Noor Haddad")
    clerk.click("Clerk")
    clerk.press(Qt.Key.Key_F12)
    for _ in range(2):
        clerk.type_pin(NEW)
    clerk.press(Qt.Key.Key_F12)
    till.wait("the new person", lambda: page.state.toast is not None)
    assert page.state.person is not None
    assert page.state.person.name == "Noor Haddad"
    till.sign_out()
    till.wait("her tile", lambda: "Noor Haddad" in {one.name for one in till.room.on_duty.staff})
    clerk.click("Noor Haddad")
    clerk.type_pin(NEW)
    till.wait("Noor", lambda: till.room.on_duty.operator is not None)
    assert till.room.on_duty.operator is not None
    assert till.room.on_duty.operator.name == "Noor Haddad"


def test_whoever_changes_the_own_pin_signs_in_again(till: AssembledTill) -> None:
    open_page(till)
    manager, clerk = till.person("manager"), till.clerk
    clerk.click(f"{manager['name']}, Manager")
    clerk.press(Qt.Key.Key_F12)
    for _ in range(2):
        clerk.type_pin(NEW)
    clerk.press(Qt.Key.Key_F12)
    till.wait("the sign-in", lambda: till.room.on_duty.operator is None)
    clerk.click(manager["name"])
    clerk.type_pin(NEW)
    till.wait("the manager", lambda: till.room.on_duty.operator is not None)
    till.wait("the lists again", lambda: bool(till.pages.staff.state.people))


def test_the_own_till_stays_in_and_a_new_one_gets_a_code(till: AssembledTill) -> None:
    till.sign_in("administrator")
    clerk, page = till.clerk, till.pages.staff
    clerk.click("Staff")
    till.wait("the lists", lambda: bool(page.state.tills))
    clerk.click("Tills")
    assert page.state.section is Section.TILLS
    clerk.press(Qt.Key.Key_Down)
    assert page.state.till is not None
    assert page.state.till.standing is TillStanding.OWN
    clerk.hold(Qt.Key.Key_F9, HOLD_MS / 1000 + 0.4)
    assert page.state.till.standing is TillStanding.OWN
    clerk.press(Qt.Key.Key_F3)
    QTest.keyClicks(QApplication.focusWidget(), "Till 7")
    clerk.press(Qt.Key.Key_Return)
    assert page.state.new_till is not None
    assert page.state.new_till.code is None
    clerk.press(Qt.Key.Key_F12)
    till.wait(
        "the code", lambda: page.state.new_till is not None and page.state.new_till.code is not None
    )
    clerk.press(Qt.Key.Key_F12)
    assert page.state.new_till is None
