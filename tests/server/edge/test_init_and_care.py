"""The command line: making shops, and looking after one with and without a running server."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest
from cryptography import x509

from card_contract.server_exit import ServerExit
from server_stub.settings import BadSettingsError, read_shop_settings
from support.command_line import run_here
from support.server_process import ServerProcess, run_command
from support.till_client import TillClient
from support.tills import Tills

SHOP: dict[str, Any] = {
    "shop": "Blumen Müller",
    "store": "Marktplatz 1",
    "address": ["Marktplatz 1", "12345 Musterstadt"],
    "currency": "EUR",
    "time_zone": "Europe/Berlin",
    "language": "de",
    "legal": ["USt-IdNr. DE1"],
    "administrator": {"name": "Eva Müller", "pin": "424242"},
}


def made_shop(data: Path) -> dict[str, Any]:
    done = run_command(
        "init", "--data", str(data), "--config", "-", "--json", stdin=json.dumps(SHOP)
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_new_shop_takes_its_first_till_and_its_administrator(tmp_path: Path) -> None:
    made = made_shop(tmp_path / "shop")
    with ServerProcess(tmp_path / "shop") as server, TillClient(server.url) as till:
        assert till.enrol(made["enrolment_code"]).status_code == 200
        shop = till.open_session()["shop"]
        assert (shop["name"], shop["demo"], shop["language"]) == ("Blumen Müller", False, "de")
        assert shop["receipt"]["header"][-1] == "12345 Musterstadt"
        assert till.sign_in("admin", "424242").json()["operator"]["role"] == "administrator"


def test_keys_beside_the_database_are_warned_of_and_keys_elsewhere_are_not(
    tmp_path: Path,
) -> None:
    warning = "its keys lie beside the database"
    beside = ("init", "--data", str(tmp_path / "beside"), "--config", "-")
    said = run_command(*beside, stdin=json.dumps(SHOP))
    assert said.returncode == 0, said.stderr
    assert warning in said.stdout
    assert (tmp_path / "beside" / "keys.json").stat().st_mode & 0o777 == 0o600

    keys = tmp_path / "stick" / "shop.json"
    elsewhere = ("init", "--data", str(tmp_path / "shop"), "--config", "-", "--keys", str(keys))
    said = run_command(*elsewhere, stdin=json.dumps(SHOP))
    assert said.returncode == 0, said.stderr
    assert warning not in said.stdout
    assert keys.stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "shop" / "keys.json").exists()
    with ServerProcess(tmp_path / "shop", "--keys", str(keys)) as server:
        assert server.url


def test_the_recovery_sheet_brings_the_keys_back(tmp_path: Path) -> None:
    made = made_shop(tmp_path / "shop")
    keys = tmp_path / "shop" / "keys.json"
    before = json.loads(keys.read_text())
    sheet = run_command("recovery-sheet", "--data", str(tmp_path / "shop"))
    assert sheet.stdout.strip() == made["recovery_sheet_text"].strip()
    keys.unlink()
    gone = run_command("recovery-sheet", "--data", str(tmp_path / "shop"))
    assert (gone.returncode, gone.stderr.count("no readable key file")) == (1, 1)
    typed = re.sub(r"<[^>]+>", "\n", made["recovery_sheet_html"])
    assert all(row.partition(": ")[2] in typed for row in made["recovery_sheet_text"].splitlines())

    mistyped = made["recovery_sheet_text"].replace("h1: ", "h1: 7", 1)
    wrong = run_command("restore-keys", "--data", str(tmp_path / "shop"), stdin=mistyped)
    assert (wrong.returncode, wrong.stderr) == (1, "Row 1 of key h1 is mistyped.\n")
    assert not keys.exists()

    typed_back = made["recovery_sheet_text"].lower().replace("0", "o").replace(" ", "")
    done = run_command("restore-keys", "--data", str(tmp_path / "shop"), stdin=typed_back)
    assert done.returncode == 0, done.stderr
    assert json.loads(keys.read_text()) == before
    again = run_command("restore-keys", "--data", str(tmp_path / "shop"), stdin=typed_back)
    assert again.returncode == 1


@pytest.mark.parametrize(
    "change",
    [
        {"administrator": {"name": "Eva", "pin": "12345"}},
        {"administrator": {"name": "Eva", "pin": "12345a"}},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"currency": "Euro"},
        {"language": "xx"},
        {"shop": ""},
        {"surprise": 1},
        {"address": ["x"] * 20},
    ],
)
def test_settings_that_cannot_be_are_told_in_a_sentence_and_nothing_is_made(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    data = tmp_path / "shop"
    done = run_command(
        "init", "--data", str(data), "--config", "-", stdin=json.dumps({**SHOP, **change})
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert not (data / "redemption.db").exists()


def test_a_shop_is_never_made_over_another(template: Path, tmp_path: Path) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data")
    keys = (server.data / "keys.json").read_bytes()
    real = run_command("init", "--data", str(server.data), "--config", "-", stdin=json.dumps(SHOP))
    assert real.returncode == 1
    assert "already" in real.stderr
    assert run_command("init", "--data", str(server.data), "--demo").returncode == 0
    assert (server.data / "keys.json").read_bytes() == keys


def test_the_certificate_is_good_for_the_names_that_init_was_given(tmp_path: Path) -> None:
    arguments = ("--config", "-", "--name", "192.0.2.10", "--name", "till-server.example")
    data = tmp_path / "shop"
    done = run_command("init", "--data", str(data), *arguments, stdin=json.dumps(SHOP))
    assert done.returncode == 0, done.stderr
    certificate = x509.load_pem_x509_certificate((data / "tls-server.pem").read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "till-server.example" in names.get_values_for_type(x509.DNSName)
    assert "192.0.2.10" in map(str, names.get_values_for_type(x509.IPAddress))


def test_a_name_that_nobody_can_be_reached_at_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "shop"
    for name in ("https://till-server.example", "größe.example", ""):
        arguments = ("--config", "-", "--name", name)
        done = run_command("init", "--data", str(data), *arguments, stdin=json.dumps(SHOP))
        assert done.returncode == 1
        assert done.stderr == f"No server is reached at {name}: give a name or an address.\n"
    assert not (data / "redemption.db").exists()


def test_missing_keys_are_told_as_such_and_nothing_is_made_over_them(
    template: Path, tmp_path: Path
) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data")
    (server.data / "keys.json").unlink()
    for command in (("serve",), ("init", "--demo"), ("totals",), ("verify",), ("till", "list")):
        done = run_command(*command, "--data", str(server.data))
        assert done.returncode != 0, command
        assert "keys of the shop" in done.stderr, done.stderr
        assert "restore-keys" in done.stderr
    assert run_command("serve", "--data", str(server.data)).returncode == (
        ServerExit.KEYS_UNREADABLE
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"shop": "S", "store": "T"}, "The settings have no `administrator`: it is the"),
        ({**SHOP, "administrator": {"name": "E"}}, "The settings have no `administrator.pin`"),
        ({**SHOP, "administrator": {"name": "E", "pin": "1"}}, "`administrator.pin` is wrong"),
        ({**SHOP, "address": ["x" * 90]}, "`address` is wrong: it is a list of up to 6 lines"),
        ({**SHOP, "colour": "red"}, "There is no setting `colour`."),
        ([], "The settings are to be one object."),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_is_to_be(settings: Any, sentence: str) -> None:
    with pytest.raises(BadSettingsError, match=re.escape(sentence)):
        read_shop_settings(json.dumps(settings).encode())


def test_two_that_make_the_demo_at_once_make_one(tmp_path: Path) -> None:
    data = tmp_path / "shop"
    command = [sys.executable, "-m", "server_stub.cli", "init", "--data", str(data), "--demo"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    with ServerProcess(data) as server, TillClient.of_demo(server.url, server.demo) as till:
        assert till.sign_in("mia", "111111").status_code == 200
    assert not list(data.glob(".new-*"))


@pytest.fixture
def other_disk() -> Iterator[Path]:
    """A folder on another file system, as a stick is."""
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder)


def test_keys_may_lie_on_another_disk(tmp_path: Path, other_disk: Path) -> None:
    assert other_disk.stat().st_dev != tmp_path.stat().st_dev
    keys = other_disk / "keys" / "shop.json"
    where = ("--data", str(tmp_path / "shop"), "--keys", str(keys))
    made = run_here("init", *where, "--config", "-", stdin=json.dumps(SHOP))
    assert made.exit_code == 0, made.output
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert not (tmp_path / "shop" / "keys.json").exists()
    assert "The ledger is whole" in run_here("verify", *where).stdout


def test_what_a_killed_init_left_is_cleared_its_keys_elsewhere_too(
    tmp_path: Path, other_disk: Path
) -> None:
    keys, draft = other_disk / "shop.json", tmp_path / "shop" / ".new-killed"
    draft.mkdir(parents=True)
    (draft / "keys.json").write_text("keys of a shop that was never made")
    shutil.copyfile(draft / "keys.json", keys)
    where = ("--data", str(tmp_path / "shop"), "--keys", str(keys))
    made = run_here("init", *where, "--config", "-", stdin=json.dumps(SHOP))
    assert made.exit_code == 0, made.output
    assert not draft.exists()
    assert run_here("verify", *where).exit_code == 0


def test_keys_of_somebody_else_are_left_alone(tmp_path: Path, other_disk: Path) -> None:
    keys = other_disk / "shop.json"
    keys.write_text("keys of another shop")
    where = ("--data", str(tmp_path / "shop"), "--keys", str(keys))
    refused = run_here("init", *where, "--config", "-", stdin=json.dumps(SHOP))
    assert (refused.exit_code, refused.stderr) == (
        1, f"There is a key file at {keys} already; it was left alone.\n",
    )  # fmt: skip
    assert keys.read_text() == "keys of another shop"
    assert not (tmp_path / "shop" / "redemption.db").exists()


def test_the_demo_file_says_what_is_in_the_shop(template: Path) -> None:
    demo = json.loads((template / "demo.json").read_text())
    assert demo["app_id"] == "demo"
    assert {"app_secret", "server_name", "server_secret", "store", "till"} <= demo.keys()
    assert [person["role"] for person in demo["operators"]] == [
        "clerk", "clerk", "manager", "studio", "support", "administrator",
    ]  # fmt: skip
    cards, others = demo["campaigns"][:4], demo["campaigns"][4:]
    assert [campaign["price_minor"] for campaign in cards] == [5000, 2500, 2500, 1000]
    assert [len(campaign["sample_numbers"]) for campaign in cards] == [20] * 4
    assert {
        "plain", "plain_other", "disabled", "async_pending", "async_short", "sync_ok", "sync_fail",
    } <= {campaign["kind"] for campaign in others}  # fmt: skip
    assert {campaign["use_type"] for campaign in others} == {"SINGLE"}
    assert demo["scripts"]["async_pending"] == "/demo/async_pending"
    assert Path(demo["till"]["key_file"]).is_absolute()


@pytest.mark.parametrize("running", [True, False])
def test_the_command_line_works_with_and_without_a_server(
    template: Path, tmp_path: Path, running: bool
) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data")
    data = ("--data", str(server.data))
    if running:
        server.start()
    try:
        done = run_here("generate", "gift-50", "--quantity", "2100", *data)
        assert done.stdout == "5\n", done.stderr
        campaign = ("--title", "Book token", "--price-minor", "1500", "--currency", "EUR")
        added = run_here("campaign", "add", "book-15", *campaign, "--issuer", "970010", *data)
        assert added.exit_code == 0, added.stderr
        twice = run_here("campaign", "add", "book-15", *campaign, *data)
        assert twice.exit_code == 1
        listed = run_here("campaign", "list", *data).stdout.splitlines()
        quantities = {line.split("\t")[0]: line.split("\t")[-1] for line in listed[1:]}
        assert {"book-15", "game-25", "gift-25", "voucher-10"} < quantities.keys()
        assert quantities["gift-50"] == "2300"
        person = ("--name", "Tom Berg", "--role", "clerk", *data)
        hired = run_here("operator", "add", "tom", *person, stdin="777777\n")
        assert hired.exit_code == 0, hired.stderr
        assert run_here("operator", "add", "tim", *person, stdin="short\n").exit_code == 1
        assert "Tom Berg" in run_here("operator", "list", *data).stdout
        assert run_here("operator", "disable", "jonas", *data).exit_code == 0
        assert run_here("till", "revoke", "T02", "--reason", "stolen", *data).exit_code == 0
        assert "T01" in run_here("till", "list", *data).stdout
        code = run_here("enrol-code", "--name", "Till 9", *data).stdout.strip()
        assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", code)
        assert run_here("verify", *data).exit_code == 0
        if not running:
            server.start()
        with TillClient(server.url) as till:
            assert till.enrol(code).status_code == 200
            till.open_session()
            assert till.sign_in("tom", "777777").status_code == 200
            assert till.sign_in("jonas", "222222").json()["code"] == "WRONG_PIN"
    finally:
        server.stop()


def test_disabling_an_operator_ends_the_session_at_once(
    own_server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_server, "mia", "111111")
    assert till.get("/v1/holds").status_code == 200
    data = ("--data", str(own_server.data))
    assert run_here("operator", "disable", "mia", *data).exit_code == 0
    assert till.get("/v1/holds").json()["code"] == "NO_OPERATOR"


def test_a_role_is_changed_and_ends_the_session_at_once(
    own_server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_server, "mia", "111111")
    data = ("--data", str(own_server.data))
    assert run_here("operator", "role", "mia", "--role", "administrator", *data).exit_code == 0
    assert till.get("/v1/holds").json()["code"] == "NO_OPERATOR"
    assert till.sign_in("mia", "111111").json()["operator"]["role"] == "administrator"
    assert run_here("operator", "role", "nobody", "--role", "clerk", *data).exit_code == 1
    assert run_here("operator", "role", "mia", "--role", "king", *data).exit_code == 2


def test_a_locked_operator_is_unlocked_with_a_new_pin(
    own_server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_server)
    for _ in range(10):
        till.sign_in("mia", "999999")
    data = ("--data", str(own_server.data))
    assert (
        run_here("operator", "unlock", "mia", "--new-pin", *data, stdin="123123\n").exit_code == 0
    )
    assert till.sign_in("mia", "111111").json()["code"] == "WRONG_PIN"
    assert till.sign_in("mia", "123123").status_code == 200


def test_a_ledger_that_was_touched_is_found_out(template: Path, tmp_path: Path) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data")
    with apsw.Connection(str(server.data / "redemption.db")) as db:
        db.execute("UPDATE ledger SET entry = replace(entry, 'gift-50', 'gift-51')")
    done = run_here("verify", "--data", str(server.data))
    assert done.exit_code == 2
    assert "broken at entry" in done.stderr
