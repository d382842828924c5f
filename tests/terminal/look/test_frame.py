"""The frame and the window: rail by role, states, banners, toasts, demo, focus ring, closing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.look.boxes import Column
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.frame import Frame
from pos_terminal.look.pill import Mood
from pos_terminal.look.rail import (
    CHECKOUT,
    DAY,
    RECALL,
    SALES,
    SETTINGS,
    STAFF,
    STOCK,
    WAITING,
)
from pos_terminal.look.station import Connection, ScannerState, Station
from pos_terminal.look.theme import TOUCH_MIN, Theme
from pos_terminal.look.window import Window


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window(Theme())
    qtbot.addWidget(window)
    return window


@pytest.fixture
def frame(qtbot: QtBot, window: Window) -> Frame:
    frame = Frame(window._theme)
    for page in ("checkout", "waiting", "sales"):
        frame.add_page(page, QWidget())
    frame.set_entries([CHECKOUT, WAITING, SALES])
    frame.show_page("checkout")
    window.add_screen("frame", frame)
    window.show_screen("frame")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return frame


def test_the_rail_shows_the_entries_of_the_role_and_no_others(frame: Frame) -> None:
    assert frame.rail.entry("settings") is None
    frame.set_entries([CHECKOUT, SETTINGS])
    assert frame.rail.entry("settings") is not None
    assert frame.rail.entry("sales") is None
    entry = frame.rail.entry("checkout")
    assert entry is not None
    assert entry.isChecked()
    assert min(entry.sizeHint().width(), entry.sizeHint().height()) >= TOUCH_MIN


def test_many_entries_stand_lower_and_can_still_be_hit(window: Window, frame: Frame) -> None:
    entries = [CHECKOUT, WAITING, SALES, DAY, RECALL, STOCK, STAFF, SETTINGS]
    frame.set_entries(entries)
    window.resize(1280, 720)
    QApplication.processEvents()
    shown = [frame.rail.entry(entry.page) for entry in entries]
    boxes = [entry.geometry() for entry in shown if entry is not None]
    assert len(boxes) == len(entries)
    assert all(box.height() >= TOUCH_MIN for box in boxes)
    assert all(above.bottom() < below.top() for above, below in pairwise(boxes))
    assert boxes[-1].bottom() < frame.rail.height() - 2 * TOUCH_MIN  # the person and the lock


def test_a_press_on_the_rail_asks_and_the_owner_decides(qtbot: QtBot, frame: Frame) -> None:
    asked: list[str] = []
    frame.page_chosen.connect(asked.append)
    entry = frame.rail.entry("sales")
    assert entry is not None
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert asked == ["sales"]
    assert frame.current_page() == "checkout"
    assert not entry.isChecked()
    frame.show_page("sales")
    assert entry.isChecked()
    assert frame.current_page() == "sales"


def test_the_count_on_waiting_is_spoken_too(frame: Frame) -> None:
    frame.set_count("waiting", 2)
    entry = frame.rail.entry("waiting")
    assert entry is not None
    assert entry.accessibleDescription() == "2 open"
    frame.set_count("waiting", 0)
    assert entry.accessibleDescription() == ""


def test_lock_and_person_stand_at_the_foot(qtbot: QtBot, frame: Frame) -> None:
    frame.show_person("mia", "Mia Kern")
    with qtbot.waitSignal(frame.lock_asked):
        qtbot.mouseClick(frame.rail._lock, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(frame.person_asked):
        qtbot.mouseClick(frame.rail._person, Qt.MouseButton.LeftButton)
    assert frame.rail._person.accessibleName() == "Mia Kern, sign out or change clerk"


def test_the_quiet_line_says_how_the_till_is(frame: Frame) -> None:
    frame.show_station(Station(connection=Connection.OFFLINE, scanner=ScannerState.LOCKED))
    assert frame.top_bar._line.accessibleName() == "No connection"
    assert frame.top_bar._scanner.accessibleName() == "Scanning locked"
    frame.show_station(Station(connection=Connection.ONLINE))
    assert frame.top_bar._line.accessibleName() == "Online"


def test_a_banner_stays_until_it_is_over_and_changes_its_words(frame: Frame) -> None:
    frame.show_banner("line", Mood.NOT_KNOWN, "No connection since 14:06", "Trying in 5 s.")
    frame.show_banner("line", Mood.NOT_KNOWN, "No connection since 14:06", "Trying in 4 s.")
    frame.show_banner("disk", Mood.REFUSED, "The disk is full", "")
    banner = frame._banners["line"]
    assert banner.isVisible()
    assert banner.accessibleName() == "No connection since 14:06. Trying in 4 s."
    frame.clear_banner("line")
    assert frame._banner_area.isVisible()
    frame.clear_banner("disk")
    frame.clear_banner("disk")
    assert not frame._banner_area.isVisible()


def test_a_toast_goes_by_itself_and_takes_no_press(qtbot: QtBot, frame: Frame) -> None:
    frame.show_toast("Already in the basket", "Card 4471 was scanned before.")
    toast = frame._toast
    assert toast.isVisible()
    assert toast.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert toast.accessibleName() == "Already in the basket. Card 4471 was scanned before."
    assert toast.x() > 0
    assert toast.geometry().right() < frame.width()
    toast._timer.setInterval(1)
    toast._timer.start()
    qtbot.waitUntil(lambda: not toast.isVisible())


@pytest.mark.usefixtures("frame")
def test_the_demo_says_so_over_every_screen(window: Window) -> None:
    window.add_screen("other", QWidget())
    window.set_demo(True)
    window.show_screen("other")
    ribbon = window._ribbon
    assert ribbon is not None
    assert ribbon.isVisible()
    assert ribbon.width() == window.width()
    assert ribbon.accessibleName() == "Demo shop, no real cards or money"
    window.set_demo(False)
    assert window._ribbon is None


def test_the_focus_ring_stands_around_what_tab_reached(qtbot: QtBot, window: Window) -> None:
    page = QWidget()
    column = Column(window._theme, margins=(40, 40, 40, 40), parent=page)
    buttons = [SecondaryButton(window._theme, text) for text in ("First", "Second")]
    for button in buttons:
        column.addWidget(button)
    window.add_screen("page", page)
    window.show_screen("page")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert not window._ring.isVisible()
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    grown = buttons[0].geometry().adjusted(-5, -5, 5, 5)
    qtbot.waitUntil(lambda: window._ring.geometry() == grown)
    assert window._ring.isVisible()
    window.resize(1300, 820)
    qtbot.waitUntil(lambda: window._ring.width() == buttons[0].width() + 10)
    page.setFocus()
    buttons[0].clearFocus()
    qtbot.waitUntil(lambda: not window._ring.isVisible())


def test_the_window_chooses_the_scale_from_its_size(window: Window) -> None:
    window.resize(1920, 1080)
    window.show()
    assert window._theme.scale == 1.25


def test_the_window_closes_only_when_it_may(window: Window) -> None:
    answers = [False, True]
    window._may_close = lambda: answers.pop(0)
    closed: list[str] = []
    window.closing.connect(lambda: closed.append("closing"))
    window.show()
    assert not window.close()
    assert closed == []
    assert window.close()
    assert closed == ["closing"]


def test_the_place_stands_on_every_page_once(frame: Frame) -> None:
    frame.set_place("Harbour Street 12, Till 1")
    for title, context, shown in (
        ("Waiting", "", "Harbour Street 12, Till 1"),
        ("Checkout", "Sale T1-1-000421", "Sale T1-1-000421 · Harbour Street 12, Till 1"),
    ):
        frame.set_title(title, context)
        assert frame.top_bar.context() == shown


def test_a_server_that_takes_no_changes_is_not_called_online(frame: Frame) -> None:
    frame.show_station(Station(connection=Connection.READ_ONLY))
    assert frame.top_bar._line.accessibleName() == "Server takes no sales"


def test_a_long_place_takes_a_second_line_and_pushes_nothing_out(
    window: Window, frame: Frame
) -> None:
    window.resize(1280, 800)
    frame.set_place("Filiale Lübeck-Travemünde am Alten Hafen, Kasse 12 (Abholung)")
    frame.set_title("Personal und Kassen", "Verkauf T12-1-000421")
    locked = Station(connection=Connection.READ_ONLY, scanner=ScannerState.LOCKED)
    frame.show_station(locked)
    for _ in range(4):
        QApplication.processEvents()
    bar = frame.top_bar
    assert bar.width() <= 1280 - frame.rail.width()
    assert bar._context.heightForWidth(bar._context.width()) <= bar.height()
    assert bar._context.geometry().right() < bar._line.geometry().left()


def test_a_toast_leaves_the_page_where_an_answer_stands(frame: Frame) -> None:
    frame.show_toast("Already in the basket", "Card 4471 was scanned before.")
    over_the_page = frame._toast.y()
    frame.keep_clear("checkout", answer_stands=True)
    frame.show_toast("The receipt was not printed", "It stays under Waiting.")
    assert frame._toast.geometry().bottom() <= frame.top_bar.height() + 14  # its shadow
    frame.show_page("waiting")
    frame.show_toast("The case is closed")
    assert frame._toast.y() == over_the_page
