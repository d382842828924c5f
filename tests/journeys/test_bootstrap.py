"""The assembled till: who sees what, where scans go, what it does when its server or journal die."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import apsw
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from card_contract.messages import (
    ApprovalPurpose,
    ConfirmAnswer,
    ConfirmedLine,
    Payment,
    ReserveAnswer,
    VoidReason,
)
from card_contract.states import PaymentKind
from pos_terminal.approval.presenter import Act
from pos_terminal.bootstrap.live_picture import LivePicture
from pos_terminal.bootstrap.scanners import CameraChoice, Scanners
from pos_terminal.checkout.model import Mode
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.journal.handing_back import Place
from pos_terminal.journal.kept import Kept
from pos_terminal.look.rail import (
    BATCHES,
    CHECKOUT,
    DESIGN,
    SALES,
    SETTINGS,
    STAFF,
    TO_STUDIO,
    TO_TILL,
    WAITING,
)
from pos_terminal.look.theme import Theme
from pos_terminal.scanning.camera_source import CameraState
from pos_terminal.settings import Language, Look, Settings
from pos_terminal.settings_page.model import Section
from pos_terminal.settings_page.scanner_trial import NUMBER_SYMBOL
from pos_terminal.sign_in.model import SignInMode
from pos_terminal.words import ON, Message
from support.assembled_till import AssembledTill, demo_till_folder
from support.journal_steps import LINE, MIA
from support.patience import until
from support.server_process import ServerProcess
from support.translation_table import messages

ENTRIES = {
    "clerk": [CHECKOUT, WAITING, SALES, SETTINGS],
    "manager": [CHECKOUT, WAITING, SALES, STAFF, SETTINGS],
    "administrator": [CHECKOUT, WAITING, SALES, STAFF, SETTINGS],
    "support": [SALES, SETTINGS],
    "studio": [BATCHES, DESIGN, SETTINGS],
}


@pytest.fixture
def till(qapp, server, tmp_path):
    root = demo_till_folder(server.data, tmp_path)
    with AssembledTill(qapp, root, url=server.url) as till:
        yield till.wait_for_staff()


@pytest.fixture
def own_server_till(qapp, tmp_path):
    """A till that makes its own demo and serves it."""
    with AssembledTill(qapp, tmp_path) as till:
        yield till.wait_for_staff()


# --- Who sees what -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(ENTRIES))
def test_each_role_sees_its_pages_and_no_others(till, role):
    till.sign_in(role)
    rail = till.pages.frame.rail
    pages = (CHECKOUT, WAITING, SALES, STAFF, BATCHES, DESIGN, SETTINGS)
    assert [page for page in pages if rail.entry(page.page)] == ENTRIES[role]
    assert till.pages.frame.current_page() == ENTRIES[role][0].page


def test_an_administrator_goes_over_to_the_studio_and_back(till):
    till.sign_in("administrator")
    frame = till.pages.frame
    till.pages.show_page(TO_STUDIO.page)
    assert (frame.current_page(), frame.rail.entry(CHECKOUT.page)) == (BATCHES.page, None)
    till.pages.show_page(TO_TILL.page)
    assert (frame.current_page(), frame.rail.entry(BATCHES.page)) == (CHECKOUT.page, None)


@pytest.mark.parametrize("stays", [True, False])
def test_money_is_recorded_only_while_the_page_on_which_somebody_pressed_is_seen(till, stays):
    till.sign_in("clerk")
    till.wait("the line", lambda: till.room.core.watcher.connection.reach is Reach.ONLINE)
    refund_id, handing_back = refund_due(till.room.core), till.pages._till.handing_back
    answers = []
    till.pages.show_page(SALES.page)
    handing_back.hand_back(refund_id, Place.SALES, answers.append)
    if not stays:
        till.pages.show_page(CHECKOUT.page)
        till.pages.show_page(SALES.page)
    core = till.room.core
    core.loop.submit(lambda: core.gateway.sale(UNKNOWN_SALE)).result(timeout=60)
    till.clerk.pause(0.2)
    refund = core.journal.refund(refund_id)
    assert (refund.handed_back_at is not None, answers) == (stays, [Kept.YES] * stays)


def test_a_refund_that_may_not_be_given_is_asked_about_when_somebody_signs_in(till):
    till.wait("the line", lambda: till.room.core.watcher.connection.reach is Reach.ONLINE)
    refund_id = refund_due(till.room.core)
    till.room.core.book.hand_back(refund_id, by=MIA.name)
    till.room.core.book.given_doubted(refund_id)
    till.sign_in("clerk")
    till.wait("the page", lambda: till.pages.frame.current_page() == WAITING.page)
    assert [row.key for row in till.pages.waiting.state.rows if row.chosen] == [refund_id]


UNKNOWN_SALE = "T9.1.000001.00000000000000000000000000"


def refund_due(core):
    """A card of this till was paid and not activated: its price goes back."""
    book = core.book
    sale = book.begin(clerk=MIA, currency="EUR", lines=(LINE,))
    key = sale.sale_id
    held = ReserveAnswer(sale_id=key, lines=[], total_minor=2500, currency="EUR", at=1)
    book.reserve_answered(key, held)
    book.pay(key, Payment(kind=PaymentKind.CASH, amount_minor=2500, given_minor=2500))
    line = ConfirmedLine(card_id="1001", last_four="4471", price_minor=2500, activated=False)
    book.confirm_answered(key, ConfirmAnswer(sale_id=key, lines=[line], refund_minor=2500, at=2))
    (refund,) = core.journal.refunds_of(key)
    return refund.refund_id


def test_a_till_told_a_server_works_with_it_and_starts_none(till, server):
    assert till.room.home.address.url == server.url
    assert till.room._server is None
    till.wait("the line", lambda: till.room.core.watcher.connection.reach is Reach.ONLINE)


# --- Where scans go ------------------------------------------------------------------------------


def test_a_scan_goes_to_the_page_in_front(till):
    pages, card = till.pages, till.number(4)
    till.clerk.scan(card)
    till.wait("the word of the sign-in", lambda: till.room.sign_in.state.fault is not None)
    assert till.room.sign_in.state.fault.id == "not_a_badge"
    till.sign_in("clerk")
    till.clerk.click("Settings")
    till.clerk.scan(card)
    settings = pages.around.settings
    till.wait("the trial", lambda: settings.state.scanner.result is not None)
    assert settings.state.scanner.result.fact.id == "scanner.not_the_sheet"
    till.clerk.click("Sales")
    till.clerk.scan(card)
    till.clerk.pause(0.5)
    assert pages.checkout.state.mode is Mode.READY
    till.clerk.click("Waiting")
    till.scan_into_basket(till.number(10))  # the same card within two seconds is no second scan
    assert pages.frame.current_page() == CHECKOUT.page


def test_a_slow_scanner_is_heard_on_its_trial_alone_until_the_till_waits_for_it(till):
    till.sign_in("clerk")
    pages, settings = till.pages, till.pages.around.settings
    till.clerk.scan(till.number(7), key_ms=60)
    till.clerk.pause(0.3)
    assert pages.checkout.state.lines == ()
    till.clerk.click("Settings")
    till.clerk.scan(NUMBER_SYMBOL, key_ms=60)
    till.wait("the trial", lambda: settings.state.scanner.result is not None)
    assert settings.state.scanner.result.fact.id == "scanner.slow"
    settings.open_section(Section.SOUNDS)
    till.clerk.scan(NUMBER_SYMBOL, key_ms=60)
    till.clerk.pause(0.3)
    assert settings.state.section is Section.SOUNDS  # a scan that was heard opens its own
    settings.open_section(Section.SCANNER)
    till.clerk.scan(NUMBER_SYMBOL, key_ms=60)
    till.wait("the trial", lambda: settings.state.scanner.adopt is not None)
    settings.adopt()
    till.clerk.click("Checkout")
    before = len(pages.checkout.state.lines)
    till.clerk.scan(till.number(8), key_ms=60)
    till.wait("the row", lambda: len(pages.checkout.state.lines) == before + 1)


def test_a_badge_signs_for_a_manager_while_somebody_has_to_sign(till):
    till.sign_in("clerk")
    pages = till.pages
    till.scan_into_basket(till.number(5))
    till.clerk.press(Qt.Key.Key_F12)
    till.wait("the payment", lambda: pages.checkout.state.mode is Mode.PAYMENT)
    pages.checkout.pay_cash(pages.checkout.state.total_minor)
    till.wait("the activation", lambda: pages.checkout.state.mode is Mode.ACTIVATED)
    pages.checkout.void_sale()
    till.wait("the sale", lambda: pages.sales.state.detail is not None)
    pages.sales.choose_reason(VoidReason.WRONG_CARD)
    pages.sales.sign_void()
    till.wait("the question", lambda: pages.approval.state.open)
    # A demo's PINs stand on its sign-in screen and nowhere else.
    pins = [tile.demo_pin for tile in till.room.sign_in.state.tiles]
    assert all(pins)
    assert not [pin for pin in pins if pin in repr(pages.approval.state)]
    till.clerk.scan(till.person("manager")["badge"])
    till.wait("the badge", lambda: pages.approval.state.badge_read)
    assert pages.frame.current_page() == SALES.page


def test_the_signature_knows_that_there_is_no_connection(till):
    till.sign_in("clerk")
    pages = till.pages
    pages.connection_changed(Connection(reach=Reach.OFFLINE, since_ms=0))
    about = Message("sign.void", {"number": "T1-1-000001", "refund_minor": 5000})
    act = Act(
        purpose=ApprovalPurpose.VOID,
        subject="void",
        sale_id="sale",
        about=about,
        unsigned_offline=True,
    )
    pages.approval.ask(act, lambda _signed: None)
    assert pages.approval.state.without == ON


def test_a_refusal_locks_scanning_on_every_page_until_it_is_acknowledged(till):
    till.sign_in("clerk")
    pages, hub = till.pages, till.room.furniture.scanners.hub
    till.clerk.scan(till.demo["special_numbers"]["sold"])
    till.wait("the refusal", lambda: pages.checkout.state.refusal is not None)
    for page in (CHECKOUT, WAITING, SALES, SETTINGS, CHECKOUT):
        pages.show_page(page.page)
        assert hub.locked, page.page
        till.clerk.scan(till.number(6))
    assert pages.checkout.state.refusal is not None
    assert not pages.checkout.state.lines
    till.clerk.hold(Qt.Key.Key_F9, 1.3)
    till.wait("the way on", lambda: pages.checkout.state.refusal is None)
    assert not hub.locked


def test_a_badge_signs_in_while_a_refusal_waits_for_its_clerk(till):
    till.sign_in("clerk")
    pages, hub = till.pages, till.room.furniture.scanners.hub
    till.clerk.scan(till.demo["special_numbers"]["sold"])
    till.wait("the refusal", lambda: pages.checkout.state.refusal is not None)
    till.clerk.click("Lock")
    till.wait("the lock", lambda: till.room.sign_in.state.mode is SignInMode.LOCKED)
    till.sign_in("manager")
    assert pages.checkout.state.refusal is not None
    assert hub.locked


# --- Who works here ------------------------------------------------------------------------------


def test_the_basket_stays_through_the_lock_and_a_change_of_clerk(till):
    till.sign_in("clerk")
    till.scan_into_basket(till.number(7))
    till.clerk.click("Lock")
    till.wait("the lock", lambda: till.room.sign_in.state.mode is SignInMode.LOCKED)
    assert till.program.window.current_screen() == "sign_in"
    assert till.room.sign_in.state.basket_cards == 1
    till.sign_in("clerk")
    assert len(till.pages.checkout.state.lines) == 1
    till.sign_out()
    till.sign_in("manager")
    assert till.program.window.current_screen() == "till"
    assert [line.last_four for line in till.pages.checkout.state.lines] == [till.number(7)[-4:]]


def test_a_till_left_alone_locks_itself(till):
    till.sign_in("clerk")
    till.scan_into_basket(till.number(8))
    idle_s = till.room._idle_limit_s()
    assert idle_s > 0
    till.room.sign_in._active_at_ms -= idle_s * 1000
    till.wait("the lock", lambda: till.room.sign_in.state.mode is SignInMode.LOCKED, limit_s=30)
    assert till.room.sign_in.state.basket_cards == 1


# --- Settings ------------------------------------------------------------------------------------


def visible_texts(till):
    found = set()
    for kind in (QLabel, QAbstractButton):
        for widget in till.program.window.findChildren(kind):
            if widget.isVisible():
                found |= {widget.text(), widget.accessibleName()}
    return {text for text in found if text}


def english_only():
    """English sentences without values whose German is another."""
    return {
        english
        for context, english, _ in messages()
        if "{" not in english
        and "|" not in english
        and QCoreApplication.translate(context, english) != english
    }


def test_german_at_run_time_changes_every_visible_word_and_survives_a_restart(till):
    till.sign_in("clerk")
    till.scan_into_basket(till.number(9))
    settings = till.room.furniture.settings
    till.pages.show_page(SETTINGS.page)
    settings.choose_language(Language.GERMAN)
    assert till.pages.frame.top_bar.title() == "Einrichtung"
    settings.choose_look(Look.DARK)
    english = english_only()
    assert len(english) > 200
    for page in (CHECKOUT, WAITING, SALES, STAFF, BATCHES, DESIGN, SETTINGS):
        till.pages.show_page(page.page)
        till.clerk.pause(0.1)
        assert visible_texts(till) & english == set(), page.page
    till.close()
    till.open()
    till.wait_for_staff()
    assert visible_texts(till) & english == set()
    assert "Wer arbeitet hier?" in visible_texts(till) or till.program.language.code == "de"
    assert till.program.theme.appearance.value == "dark"


def test_both_live_pictures_say_why_there_is_none(qtbot, tmp_path):
    theme = Theme()
    scanners = Scanners(CameraChoice(file=tmp_path / "gone.mp4"), lambda: LivePicture(theme))
    for panel in scanners.panels:
        qtbot.addWidget(panel)
    scanners.apply(Settings())
    qtbot.waitUntil(lambda: scanners.camera_state in {CameraState.NO_CAMERA, CameraState.LOST})
    said = {panel.accessibleName() for panel in scanners.panels}
    assert said < {
        "There is no camera. Use the hand scanner.",
        "The camera is gone. It is tried again every 3 seconds.",
    }
    scanners.stop()
    assert {panel.accessibleName() for panel in scanners.panels} == {"The camera is off"}


# --- What breaks ---------------------------------------------------------------------------------


def test_the_till_says_that_its_server_was_killed_and_recovers_by_itself(own_server_till):
    till = own_server_till
    watcher = till.room.core.watcher
    till.wait("the server", lambda: watcher.connection.reach is Reach.ONLINE)
    told = json.loads((till.program.places.server / "server.json").read_text())
    os.kill(told["pid"], signal.SIGKILL)
    till.wait("no connection", lambda: watcher.connection.reach is Reach.OFFLINE, limit_s=30)
    till.wait("the server again", lambda: watcher.connection.reach is Reach.ONLINE, limit_s=30)
    till.sign_in("clerk")


def test_a_request_without_an_answer_shows_the_lost_line_at_once(qapp, server, tmp_path):
    base = tmp_path / "second"
    base.mkdir()
    with ServerProcess.of_demo(server.data, base / "served") as dying:
        root = demo_till_folder(server.data, tmp_path)
        with AssembledTill(qapp, root, url=dying.url) as till:
            till.wait_for_staff()
            till.sign_in("clerk")
            dying.kill()
            till.clerk.scan(till.number(3))
            watcher = till.room.core.watcher
            till.wait("offline", lambda: watcher.connection.reach is Reach.OFFLINE)


def test_a_damaged_journal_sells_nothing_until_a_manager_begins_a_new_one(till):
    journal = till.program.places.till / "journal.db"
    till.close()
    with_damage = apsw.Connection(str(journal))
    with_damage.execute("UPDATE events SET body = x'00'")
    with_damage.execute("INSERT INTO events VALUES (99, 1, 'sale', 1, x'00', x'00')")
    with_damage.close()
    till.open()
    till.wait_for_staff()
    till.sign_in("clerk")
    checkout = till.pages.checkout
    assert checkout.state.mode is Mode.CLOSED
    assert checkout.state.trouble.headline.id == "trouble.journal"
    till.clerk.scan(till.number(2))
    till.clerk.pause(0.3)
    assert not checkout.state.lines
    checkout.start_new_journal()
    assert checkout.state.mode is Mode.CLOSED
    till.sign_out()
    till.sign_in("manager")
    checkout.start_new_journal()
    assert checkout.state.mode is Mode.READY
    assert list(till.program.places.till.glob("journal-*-damaged-*"))
    till.scan_into_basket(till.number(2))


# --- Starting ------------------------------------------------------------------------------------

FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pos_terminal.bootstrap.places import Places
from pos_terminal.bootstrap.program import Program, Start

class Paints(QObject):
    seen = None
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and self.seen is None and program.room is not None \\
                and watched is program.room.sign_in_view:
            self.seen = [name for name in ("numpy", "httpx", "zxingcpp", "PIL", "escpos",
                "PySide6.QtMultimedia", "pos_terminal.embedded_server") if name in sys.modules]
            print("painted", self.seen, program.room.is_furnished, flush=True)
            application.quit()
        return False

application = QApplication([])
paints = Paints()
application.installEventFilter(paints)
root = Path(sys.argv[1])
places = Places(root=root / "data", keys=root / "keys", cache=root / "cache")
program = Program(application, Start(data=places.root, camera_off=True), places)
program.open()
application.exec()
program.close()
"""


def test_the_sign_in_is_painted_before_the_server_starts_and_anything_heavy_is_there(
    server, tmp_path
):
    demo_till_folder(server.data, tmp_path)
    done = run_python(FIRST_PAINT, str(tmp_path))
    assert "painted [] False" in done.stdout, done.stdout + done.stderr


def test_a_second_start_shows_the_first_and_ends(server, tmp_path):
    root = demo_till_folder(server.data, tmp_path)
    command = [
        str(Path(sys.executable).with_name("pos-terminal")),
        *("--data", str(root / "data"), "--server", server.url, "--camera", "none"),
    ]
    environment = environment_in(tmp_path)
    first = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        door = root / "data" / "till" / "till-door.json"
        until(door.exists, limit_s=60)
        second = subprocess.run(command, env=environment, timeout=60, check=False)
        assert second.returncode == 0
        assert first.poll() is None
    finally:
        first.terminate()
    assert first.wait(60) == 0


def run_python(script, *arguments):
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def environment_in(home):
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(home / "share"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
