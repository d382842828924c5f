"""Opening the till: what keeps it from that is a sentence in its window, never a traceback."""

import contextlib
import shutil

import apsw
import pytest
from PySide6.QtWidgets import QApplication

from pos_terminal.bootstrap.places import Places
from pos_terminal.bootstrap.program import Program, Start
from pos_terminal.bootstrap.residence import Residence
from pos_terminal.demo_day.clerk import Clerk
from pos_terminal.first_start.model import Administrator, Page, ShopDetails
from pos_terminal.identity import IDENTITY_FILE
from pos_terminal.instance_lock import InstanceLock
from support.assembled_till import demo_till_folder
from support.server_process import ServerProcess, run_command

SHOP = ShopDetails(shop_name="Harbour", store_name="Street 12", street="Kai 12", city="Hamburg")
ADMINISTRATOR = Administrator(name="Ada Berg", pin="135724")


class Opened:
    """A program on folders of its own."""

    def __init__(self, qapp: QApplication, root, *, residence=None, **start) -> None:
        self.places = Places(root=root / "data", keys=root / "keys", cache=root / "cache")
        start = {"data": self.places.root, "camera_off": True, **start}
        self.program = Program(qapp, Start(**start), self.places, residence)
        self.program.open()
        self.clerk = Clerk(self.program, root)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.program.close()

    @property
    def screen(self):
        return self.program.window.current_screen()

    @property
    def first_start(self):
        return self.program._first_start.presenter

    def wait(self, what, holds, limit_s=60):
        self.clerk.wait(what, holds, limit_s=limit_s)

    def wait_for_page(self, page):
        self.wait(page, lambda: self.first_start.state.page is page)

    def sentence(self):
        """What the window says of why it cannot be opened."""
        assert self.screen == "cannot_open"
        return self.program.window._screens["cannot_open"].sentence


def make_shop(till):
    """Set a shop up as far as its recovery sheet."""
    presenter = till.first_start
    presenter.set_up_shop()
    presenter.describe_shop(SHOP)
    presenter.name_administrator(ADMINISTRATOR.name, ADMINISTRATOR.pin, ADMINISTRATOR.pin)
    till.wait_for_page(Page.SHEET)


def keep_sheet(till):
    """Save the sheet and type back what it is asked for."""
    presenter = till.first_start
    presenter.sheet_taken()
    presenter.check_sheet()
    line, group = presenter.state.check
    presenter.answer_check(presenter.state.sheet.lines[line - 1].groups[group - 1])
    presenter.open_shop()
    till.wait("the till", lambda: till.screen == "sign_in")


def own_shop(qapp, root):
    """A shop that was set up here, closed again."""
    with Opened(qapp, root) as till:
        make_shop(till)
        keep_sheet(till)
    return root / "data"


# --- The first start -----------------------------------------------------------------------------


def test_a_shop_is_set_up_and_its_administrator_signs_in(qapp, tmp_path):
    with Opened(qapp, tmp_path) as till:
        assert till.screen == "first_start"
        make_shop(till)
        keep_sheet(till)
        room = till.program.room
        till.wait("the staff", lambda: bool(room.sign_in.state.tiles))
        room.sign_in.choose(room.sign_in.state.tiles[0].operator_id)
        till.clerk.type_pin(ADMINISTRATOR.pin)
        till.wait("the till", lambda: till.screen == "till")
        assert not room.on_duty.shop.demo
        assert room.sign_in.state.tiles[0].demo_pin is None


def test_a_sheet_that_a_crash_has_skipped_is_asked_back_at_the_next_start(qapp, tmp_path):
    with Opened(qapp, tmp_path) as killed:
        make_shop(killed)
        sheet = killed.first_start.state.sheet
    with Opened(qapp, tmp_path) as till:
        assert till.screen == "first_start"
        till.wait_for_page(Page.SHEET)
        assert till.first_start.state.sheet == sheet
        keep_sheet(till)
    with Opened(qapp, tmp_path) as till:
        assert till.screen == "sign_in"


def test_a_till_joins_a_server_whose_fingerprint_was_compared(qapp, tmp_path, template):
    shop = tmp_path / "served"
    tls = ("--tls-cert", str(shop / "tls-server.pem"), "--tls-key", str(shop / "tls-server.key"))
    with ServerProcess.of_demo(template, shop, *tls) as server, Opened(qapp, tmp_path) as till:
        presenter = till.first_start
        presenter.join_server()
        presenter.find_server(server.url)
        till.wait_for_page(Page.FINGERPRINT)
        presenter.trust_server()
        code = run_command("enrol-code", "--data", str(shop), "--name", "Till 2").stdout.strip()
        presenter.enrol(code)
        till.wait("the till", lambda: till.screen == "sign_in")
        room = till.program.room
        till.wait("the staff", lambda: bool(room.sign_in.state.tiles))
        assert room.home.address.url == server.url
        assert room.sign_in.state.till_name == "Till 2"
        # A demo's server makes a demo of the till, which has nobody's PIN to show.
        assert till.program.window._ribbon is not None
        assert {tile.demo_pin for tile in room.sign_in.state.tiles} == {None}
    with Opened(qapp, tmp_path) as till:
        assert till.screen == "sign_in"


def test_the_demo_tried_from_a_first_start_leaves_the_shops_folder_free(
    qapp, tmp_path, monkeypatch
):
    for folder in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{folder}_HOME", str(tmp_path / folder))
    shop = tmp_path / "DATA" / "pos-terminal" / "shop"
    demo = shop.with_name("demo")
    places = Places(root=shop, keys=tmp_path / "keys", cache=tmp_path / "cache")
    program = Program(qapp, Start(camera_off=True), places)
    program.open()
    try:
        clerk = Clerk(program, tmp_path)
        program._first_start.presenter.try_demo()
        clerk.wait("the demo", lambda: program.window.current_screen() == "sign_in", limit_s=60)
        assert program.room.home.demo
        assert (demo / "server" / "demo.json").exists()
        assert not (shop / "server").exists()
        assert not list(shop.rglob("journal*"))
    finally:
        program.close()


# --- What keeps it from opening ------------------------------------------------------------------


def test_a_till_is_furnished_once_however_early_somebody_tries_again(qapp, tmp_path, qtbot):
    own_shop(qapp, tmp_path)
    keys = tmp_path / "keys"
    keys.rename(tmp_path / "keys-elsewhere")
    with Opened(qapp, tmp_path) as till:
        (tmp_path / "keys-elsewhere").rename(keys)
        till.program._try_again()  # before the first paint is over
        furniture = till.program.room.furniture
        qtbot.wait(200)
        assert till.program.room.furniture is furniture


def test_a_till_that_cannot_be_opened_says_why_and_what_to_do(qapp, tmp_path):
    data = own_shop(qapp, tmp_path)
    identity = data / "till" / IDENTITY_FILE
    whole = identity.read_bytes()

    keys = tmp_path / "keys"
    keys.rename(tmp_path / "keys-elsewhere")
    with Opened(qapp, tmp_path) as till:
        assert "The key of this till is gone" in till.sentence()
        assert str(data / "till") in till.sentence()
        till.clerk.click("Try again")
        assert "The key of this till is gone" in till.sentence()
        (tmp_path / "keys-elsewhere").rename(keys)
        till.clerk.click("Try again")
        assert till.screen == "sign_in"
        till.wait("the staff", lambda: bool(till.program.room.sign_in.state.tiles))

    with contextlib.closing(apsw.Connection(str(data / "till" / "journal.db"))) as another:
        another.execute("PRAGMA locking_mode = EXCLUSIVE")
        another.execute("BEGIN EXCLUSIVE")
        with Opened(qapp, tmp_path) as till:
            assert "Another program has the journal" in till.sentence()

    identity.write_bytes(b"{ torn")
    with Opened(qapp, tmp_path) as till:
        assert "was damaged; it is kept aside" in till.sentence()
    kept = identity.with_name(f"{IDENTITY_FILE}.kept-1")
    assert kept.read_bytes() == b"{ torn"

    identity.write_bytes(whole)
    with Opened(qapp, tmp_path) as till:
        assert till.screen == "sign_in"


def test_a_till_that_runs_and_does_not_answer_is_said_in_the_window(qapp, tmp_path):
    folder = tmp_path / "data" / "till"
    hanging = InstanceLock(folder)
    assert hanging.take()
    (folder / "till-door.json").unlink()  # nobody opens any more
    residence = Residence(Places(root=tmp_path / "data", keys=tmp_path, cache=tmp_path))
    assert not residence.move_in()
    assert not residence.wake_first()
    with Opened(qapp, tmp_path, residence=residence) as till:
        assert "is running already, and its window does not answer" in till.sentence()
        hanging.release()
        till.clerk.click("Try again")
        assert till.screen == "first_start"
    residence.move_out()


def test_an_identity_that_cannot_be_read_is_no_first_start(qapp, tmp_path):
    (tmp_path / "data" / "till" / IDENTITY_FILE).mkdir(parents=True)
    with Opened(qapp, tmp_path) as till:
        assert "which till this is cannot be read" in till.sentence()


def test_a_torn_list_of_the_demo_names_the_file(qapp, tmp_path, template):
    root = demo_till_folder(template, tmp_path)
    demo = root / "data" / "server" / "demo.json"
    demo.write_bytes(demo.read_bytes()[:40])
    with Opened(qapp, tmp_path) as till:
        assert str(demo) in till.sentence()


def test_an_address_that_is_none_is_said(qapp, tmp_path, template):
    demo_till_folder(template, tmp_path)
    with Opened(qapp, tmp_path, server="http://cards.example") as till:
        assert "http://cards.example is no address of a server" in till.sentence()


def test_a_folder_of_no_use_is_said_in_the_window(qapp, tmp_path):
    (tmp_path / "data").write_text("a file stands where the folder should be")
    with Opened(qapp, tmp_path) as till:
        assert str(tmp_path / "data") in till.sentence()
        till.clerk.click("Close")
        assert not till.program.window.isVisible()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("redemption.db", "data on this computer is damaged"),
        ("keys.json", "keys cannot be read"),
    ],
)
def test_a_server_of_its_own_that_does_not_start_says_why_at_the_sign_in(
    qapp, tmp_path, template, broken, said
):
    shop = tmp_path / "data" / "server"
    shutil.copytree(template, shop)
    (shop / broken).write_bytes(b"neither data nor keys" * 1000)
    with Opened(qapp, tmp_path) as till:
        view = till.program.room.sign_in_view
        till.wait("the trouble", lambda: view._server_said is not None)
        words = {label.text() for label in view.findChildren(type(view._title))}
        assert any(said in word for word in words), words
