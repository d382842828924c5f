"""The practice till as it is assembled: its marks, its trouble, its own folder, its power cut."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest

from pos_terminal.bootstrap.cannot_open import CannotOpenError
from pos_terminal.bootstrap.places import Places, places_for
from pos_terminal.bootstrap.practice import PracticeProgram
from pos_terminal.bootstrap.program import Start
from pos_terminal.checkout.model import Mode
from pos_terminal.demo_day.clerk import Clerk
from pos_terminal.gateway.connection import Reach
from pos_terminal.look.demo_ribbon import DemoRibbon
from pos_terminal.look.rail import SALES
from pos_terminal.look.receipt_paper import ReceiptPaper
from pos_terminal.practice.ribbon_view import PracticeRibbon
from pos_terminal.practice.sheet_view import PracticeSheet
from pos_terminal.practice.troubles import Lasting, Setting, Trouble
from support.assembled_till import AssembledTill, demo_till_folder
from support.server_process import make_demo

TESTS = Path(__file__).parents[1]


class PracticeTill(AssembledTill):
    """The same till, opened for practice."""

    def open(self) -> None:
        places = Places(root=self.root / "data", keys=self.root / "keys", cache=self.root / "cache")
        start = replace(self._start, practice=True)
        self.program = PracticeProgram(self._application, start, places)
        self.program.open()
        self.clerk = Clerk(self.program, self.root)
        self._is_open = True

    def sell(self, place: int) -> None:
        checkout = self.pages.checkout
        self.scan_into_basket(self.number(place))
        self.clerk.press(Qt.Key.Key_F12)
        self.wait("the payment", lambda: checkout.state.mode is Mode.PAYMENT)
        self.clerk.click("Exactly")
        self.clerk.press(Qt.Key.Key_F12)


@pytest.fixture
def till(qapp, server, tmp_path):
    root = demo_till_folder(server.data, tmp_path)
    with PracticeTill(qapp, root, url=server.url) as till:
        yield till.wait_for_staff()


def is_on_top(till, widget):
    """Whether a press in the middle of it would hit it and nothing over it."""
    middle = widget.mapTo(till.program.window, widget.rect().center())
    hit = till.program.window.childAt(middle)
    return hit is widget or widget.isAncestorOf(hit)


def text_of(paper):
    document = QPdfDocument()
    document.load(str(paper))
    return document.getAllText(0).text()


# --- Its marks -----------------------------------------------------------------------------------


def test_every_screen_says_that_it_is_practice_also_under_a_refusal(till):
    ribbon = till.program.ribbon
    assert till.program.window.findChildren(DemoRibbon) == []
    assert is_on_top(till, ribbon)
    till.sign_in("clerk")
    assert is_on_top(till, ribbon)
    till.clerk.scan(till.demo["special_numbers"]["sold"])
    till.wait("the refusal", lambda: till.pages.checkout.state.refusal is not None)
    assert till.pages.checkout_view.refusal.isVisible()
    assert is_on_top(till, ribbon)
    assert ribbon.accessibleName().startswith("PRACTICE. No real cards or money")
    screens = till.program.window._stack
    assert screens.geometry().bottom() < ribbon.y()


def test_in_german_it_says_uebung(till):
    ribbon = till.program.ribbon
    till.program.language.choose("de")
    till.wait("German", lambda: ribbon.accessibleName().startswith("ÜBUNG. "))
    assert "Keine Störung eingeschaltet" in ribbon.accessibleName()


def test_a_receipt_says_practice_on_paper_and_on_every_screen(till):
    till.sign_in("clerk")
    till.sell(0)
    checkout = till.pages.checkout
    till.wait("activated", lambda: checkout.state.mode is Mode.ACTIVATED)
    [shown] = [one for one in till.program.window.findChildren(ReceiptPaper) if one.isVisible()]
    assert shown.accessibleName().count("PRACTICE - NO RECEIPT") == 3
    till.clerk.press(Qt.Key.Key_F12)
    till.wait("the receipt", lambda: checkout.state.verdict.printed)
    [paper] = till.program.places.receipts.glob("*.pdf")
    assert paper.name.startswith("practice-receipt-")
    text = text_of(paper)
    assert text.count("PRACTICE - NO RECEIPT") == 3
    assert "DEMO - NOT A RECEIPT" not in text
    sale_id = checkout.on_screen
    till.pages.show_page(SALES.page)
    till.pages.show_sale(sale_id, void=False)
    till.wait("the sale", lambda: till.pages.sales.state.detail is not None)
    assert till.pages.sales.state.detail.receipt.practice


# --- Its trouble ---------------------------------------------------------------------------------


def test_the_sheet_is_reached_by_key_and_by_click_and_left_as_easily(till):
    sheet, ribbon = till.program.sheet, till.program.ribbon
    assert not sheet.isVisible()
    till.clerk.press(Qt.Key.Key_F7)
    assert sheet.isVisible()
    assert is_on_top(till, sheet)
    assert is_on_top(till, ribbon)
    till.clerk.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    QTest.mouseClick(ribbon, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    assert sheet.isVisible()
    till.clerk.click("Close")
    assert not sheet.isVisible()


def test_a_switch_on_the_sheet_shows_in_the_ribbon_until_it_is_off(till):
    ribbon = till.program.ribbon
    till.clerk.press(Qt.Key.Key_F7)
    till.clerk.click("Lost reply, Off")
    assert "Lost reply: after the money, next request only" in ribbon.accessibleName()
    till.clerk.click("How long: Until switched off")
    till.clerk.click("Which step of a sale: Before the money")
    assert "Lost reply: before the money, until switched off" in ribbon.accessibleName()
    till.clerk.click("Server down, Off")
    assert "Server down: until switched off" in ribbon.accessibleName()
    till.clerk.click("Server down, On")
    assert "No trouble switched on" in ribbon.accessibleName()


def test_the_lesson_of_not_known_yet_shows_what_it_promises(till):
    checkout = till.pages.checkout
    till.sign_in("clerk")
    till.clerk.press(Qt.Key.Key_F7)
    till.clerk.click("Not known yet: Set up")
    assert till.program.troubles.setting == Setting(
        trouble=Trouble.LOST_REPLY, lasting=Lasting.UNTIL_OFF
    )
    till.sell(1)
    assert not till.program.sheet.isVisible()  # the scan put it away: the answer must be seen
    till.wait("amber", lambda: checkout.state.mode is Mode.NOT_KNOWN_YET)
    till.clerk.press(Qt.Key.Key_F7)
    till.clerk.click("Lost reply, On")
    till.clerk.press(Qt.Key.Key_F5)
    till.wait("green", lambda: checkout.state.mode is Mode.ACTIVATED)


def test_trouble_that_has_struck_is_off_in_the_ribbon(till):
    till.sign_in("clerk")
    till.program.practice.press(Trouble.DUPLICATE)
    till.sell(2)
    till.wait("green", lambda: till.pages.checkout.state.mode is Mode.ACTIVATED)
    till.wait(
        "the ribbon", lambda: "No trouble switched on" in till.program.ribbon.accessibleName()
    )


def test_a_server_that_is_down_is_seen_in_the_line_of_states_and_comes_back(till):
    reach = lambda: till.room._connection.reach  # noqa: E731
    till.wait("the line", lambda: reach() is Reach.ONLINE)
    till.program.practice.choose_lasting(Lasting.UNTIL_OFF)
    till.program.practice.press(Trouble.SERVER_DOWN)
    till.room.core.server_is_gone()
    till.wait("no line", lambda: reach() is Reach.OFFLINE)
    till.program.practice.press(Trouble.SERVER_DOWN)
    till.wait("the line again", lambda: reach() is Reach.ONLINE)


def test_a_power_cut_ends_the_till_hard_and_it_starts_again_and_recovers(tmp_path):
    make_demo(tmp_path / "data" / "server")
    lived = subprocess.run(
        [sys.executable, "-m", "support.practice_till", str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    said = lived.stdout.splitlines()
    assert lived.returncode == 0, lived.stdout + lived.stderr[-3000:]
    assert said[0].startswith("sells T")
    assert said[1:] == [
        "sheet open",
        "recovered activated",
        "card Available",
        "trouble None",
        "ended in order",  # once: nothing of the first life ran after the cut
    ]
    assert not (tmp_path / "data" / "till" / "power-cut.json").exists()


# --- Its folder ----------------------------------------------------------------------------------


def test_practice_has_a_folder_of_its_own_wherever_it_is():
    shop, demo = places_for(None, demo=False), places_for(None, demo=True)
    practice = places_for(None, demo=False, practice=True)
    assert len({shop.root, demo.root, practice.root}) == 3
    assert not practice.root.is_relative_to(shop.root)
    assert not practice.root.is_relative_to(demo.root)
    named = places_for(Path("/srv/till"), demo=False, practice=True)
    assert named.root == Path("/srv/till/practice")


def test_practice_touches_nothing_of_the_shop_in_whose_folder_it_was_started(qapp, tmp_path):
    make_demo(tmp_path / "data" / "server")
    with AssembledTill(qapp, tmp_path) as shop:
        shop.wait_for_staff()
        shop.wait("its cards", lambda: not shop.room._drawing.is_alive(), limit_s=60)

    def content():
        shop = tmp_path / "data"
        return {
            path.relative_to(shop): path.read_bytes()
            for path in sorted(shop.rglob("*"))
            if path.is_file() and not path.is_relative_to(shop / "practice")
        }

    before = content()
    places = replace(
        places_for(tmp_path / "data", demo=False, practice=True),
        keys=tmp_path / "keys",
        cache=tmp_path / "cache",
    )
    start = Start(data=tmp_path / "data", practice=True, camera_off=True)
    program = PracticeProgram(qapp, start, places)
    program.open()
    clerk = Clerk(program, tmp_path)
    try:
        clerk.wait(
            "its own staff",
            lambda: program.room is not None and bool(program.room.sign_in.state.tiles),
            limit_s=60,
        )
    finally:
        program.close()
    assert (places.server / "demo.json").exists()
    assert content() == before
    assert not (tmp_path / "keys").exists()


def test_a_real_shop_is_never_practised_in(till):
    home = replace(till.room.home, demo=False)
    with pytest.raises(CannotOpenError) as refused:
        till.program.settle_in(home)
    assert refused.value.why.id == "practice_is_shop"


def test_a_shop_that_cannot_be_made_is_said_and_no_other_offered(qapp, tmp_path):
    in_the_way = tmp_path / "data" / "server" / "redemption.db"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("no shop")
    with PracticeTill(qapp, tmp_path) as till:
        window = till.program.window
        till.wait("why not", lambda: window.current_screen() == "cannot_open", limit_s=60)
        assert "could not be made" in window._screens["cannot_open"].sentence
        assert is_on_top(till, till.program.ribbon)
        in_the_way.unlink()
        till.clerk.press(Qt.Key.Key_F12)
        till.wait_for_staff()


# --- And without it ------------------------------------------------------------------------------


def test_a_till_without_practice_loads_nothing_of_it():
    look = (
        "import sys, pos_terminal.bootstrap.program, pos_terminal.bootstrap.furniture\n"
        "print([name for name in sys.modules if 'practice' in name])"
    )
    said = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, timeout=60, check=True
    )
    assert said.stdout.strip() == "[]"


def test_a_till_without_practice_has_no_trouble_to_switch_on(qapp, server, tmp_path):
    with AssembledTill(qapp, demo_till_folder(server.data, tmp_path), url=server.url) as till:
        till.wait_for_staff()
        window = till.program.window
        till.clerk.press(Qt.Key.Key_F7)
        assert window.findChildren(PracticeRibbon) == []
        assert window.findChildren(PracticeSheet) == []
        assert len(window.findChildren(DemoRibbon)) == 1
        assert window.contentsMargins().bottom() == 0
