"""Backups made while the server works, and shops restored from them."""

from __future__ import annotations

import json
import shutil
import signal
import ssl
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest

from server_stub.storage.restoring import mark_restored
from support.certificates import in_days, make_pair
from support.command_line import CommandLine
from support.dying_backup import killed_at_its_copy, on_a_full_disk
from support.forked_program import run_program
from support.server_process import ServerProcess
from support.till_client import TillClient

pytestmark = pytest.mark.sqlite_only  # a backup is a copy of the file


def backed_up(shop: CommandLine, target: Path) -> Path:
    assert shop.says("backup", str(target)).startswith("The backup is in")
    return target


def new_place(shop: CommandLine, where: Path, *, with_keys: bool = True) -> CommandLine:
    """A folder for a restored shop, with the old one's keys."""
    where.mkdir()
    if with_keys:
        shutil.copy2(shop.data / "keys.json", where / "keys.json")
    return CommandLine(where)


def change(path: Path, sql: str) -> None:
    connection = apsw.Connection(str(path))
    try:
        connection.execute(sql)
    finally:
        connection.close()


def test_a_shop_is_restored_from_a_backup_that_was_made_beside_its_server(
    template: Path, tmp_path: Path
) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        shop.says("digital", "add", "codes")
        shop.says("code", "generate", "codes", "--quantity", "30000", "--background")
        backup = backed_up(shop, tmp_path / "backup")
        shop.says("server", "add", "later")
    assert stat.S_IMODE((backup / "redemption.db").stat().st_mode) == 0o600
    assert sorted(path.name for path in backup.iterdir()) == ["backup.json", "redemption.db"]
    place = new_place(shop, tmp_path / "new")
    told = place.says("restore", str(backup))
    assert "counts as restored (epoch 2)" in told
    assert "shut out the tills and let go the people" in told  # the backup lets them in again
    assert "tells only\nthen, is live all the same" in told  # so sales may be stopped at once
    assert "The ledger is whole" in place.says("verify")
    assert {row["server_name"] for row in place.rows("server", "list")} == {"demo-server"}
    assert not list(place.data.glob(".restore-*"))
    demo = server.demo
    with ServerProcess(place.data) as restored, TillClient.of_demo(restored.url, demo) as till:
        assert till.sign_in("mia", "111111").status_code == 200
        assert till.open_session()["epoch"] == 2


def test_a_backup_that_ends_later_than_now_is_restored_only_by_who_says_that_the_clock_is_right(
    shop: CommandLine, tmp_path: Path
) -> None:
    in_a_day = time.time_ns() // 1_000_000 + 24 * 3_600_000
    mark_restored(shop.data / "redemption.db", at_ms=in_a_day)
    backup = backed_up(shop, tmp_path / "backup")
    place = new_place(shop, tmp_path / "new")
    for where, command in ((place, ("restore", str(backup))), (shop, ("mark-restored",))):
        refused = where.fails(*command)
        assert "by this computer's clock, and the database ends at" in refused
        assert "set the clock right" in refused
        assert "counts as restored (epoch 3)" in where.says(*command, "--clock-is-right")


TLS_FILES = ("tls-ca.pem", "tls-server.pem", "tls-server.key")


def test_tills_know_the_server_of_a_shop_that_was_restored_with_its_certificates(
    shop: CommandLine, tmp_path: Path
) -> None:
    shop.says("backup", str(tmp_path / "backup"), "--with-tls")
    assert not (tmp_path / "backup" / "keys.json").exists()
    place = new_place(shop, tmp_path / "new")
    place.says("restore", str(tmp_path / "backup"))
    for folder in (tmp_path / "backup", place.data):
        for name in TLS_FILES:
            assert (folder / name).read_bytes() == (shop.data / name).read_bytes()
        assert stat.S_IMODE((folder / "tls-server.key").stat().st_mode) == 0o600
    files = [str(place.data / name) for name in TLS_FILES[1:]]
    served = ("--tls-cert", files[0], "--tls-key", files[1])
    pinned = ssl.create_default_context(cafile=str(shop.data / "tls-ca.pem"))
    with ServerProcess(place.data, *served) as server, httpx.Client(verify=pinned) as till:
        assert till.get(f"{server.url}/healthz").status_code == 200


def test_certificates_that_a_folder_has_are_not_mixed_with_those_of_a_backup(
    shop: CommandLine, tmp_path: Path
) -> None:
    shop.says("backup", str(tmp_path / "backup"), "--with-tls")
    place = new_place(shop, tmp_path / "new")
    (place.data / "tls-server.pem").write_text("another")
    place.says("restore", str(tmp_path / "backup"))
    assert sorted(path.name for path in place.data.glob("tls-*")) == ["tls-server.pem"]
    assert (place.data / "tls-server.pem").read_text() == "another"


@pytest.mark.parametrize(
    ("ruin", "said"),
    [
        (lambda data: (data / "tls-server.pem").write_text(""), "no certificate in {}/tls-server.pem"),
        (lambda data: (data / "tls-ca.pem").write_text("x"), "no certificate in {}/tls-ca.pem"),
        (lambda data: (data / "tls-server.key").unlink(), "{}/tls-server.key cannot be used"),
        (lambda data: (data / "tls-server.key").write_text(""), "no key in {}/tls-server.key"),
        (lambda data: make_pair(data, ends=in_days(9))[1].replace(data / "tls-server.key"), "is not that of"),
    ],
)  # fmt: skip
def test_certificates_of_no_use_are_not_backed_up_as_if_they_were(
    shop: CommandLine, tmp_path: Path, ruin: Callable[[Path], Any], said: str
) -> None:
    ruin(shop.data)
    told = shop.fails("backup", str(tmp_path / "backup"), "--with-tls")
    assert said.format(shop.data) in told
    assert not (tmp_path / "backup").exists()
    shop.says("backup", str(tmp_path / "backup"))


def test_new_certificates_take_the_place_of_those_whose_key_is_lost(shop: CommandLine) -> None:
    before = shop.says("tls", "show")
    assert "127.0.0.1" in before
    (shop.data / "tls-server.key").unlink()
    assert "Its key is missing" in shop.fails("tls", "show")
    assert "join anew" in shop.fails("tls", "renew")
    told = shop.says("tls", "renew", "--yes", "--name", "shop.example")
    after = shop.says("tls", "show")
    assert told.splitlines()[0] == after.splitlines()[0] != before.splitlines()[0]
    assert "shop.example" in after
    assert not list(shop.data.glob(".tls-*"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*(shop.data / name for name in TLS_FILES[1:]))  # they are a pair
    (shop.data / "tls-server.pem").write_text("no certificate")
    assert "There is no certificate" in shop.fails("tls", "show")


def test_a_backup_is_never_made_over_something(shop: CommandLine, tmp_path: Path) -> None:
    backup = backed_up(shop, tmp_path / "backup")
    before = (backup / "redemption.db").read_bytes()
    assert "left alone" in shop.fails("backup", str(backup))
    assert "left alone" in shop.fails("backup", str(backup / "redemption.db"))
    assert (backup / "redemption.db").read_bytes() == before
    nowhere = CommandLine(tmp_path / "nowhere")
    assert "no shop" in nowhere.fails("backup", str(tmp_path / "other"))


def test_a_shop_is_never_restored_over_another(shop: CommandLine, tmp_path: Path) -> None:
    backup = backed_up(shop, tmp_path / "backup")
    before = (shop.data / "redemption.db").read_bytes()
    assert "There is a shop" in shop.fails("restore", str(backup))
    assert (shop.data / "redemption.db").read_bytes() == before


def test_a_backup_is_not_taken_without_its_keys(shop: CommandLine, tmp_path: Path) -> None:
    backup = backed_up(shop, tmp_path / "backup")
    place = new_place(shop, tmp_path / "new", with_keys=False)
    assert "no readable key file" in place.fails("restore", str(backup))
    other = CommandLine(tmp_path / "other")
    other.says("init", "--demo")
    shutil.copy2(other.data / "keys.json", place.data / "keys.json")
    assert "not that of this backup" in place.fails("restore", str(backup))
    assert sorted(path.name for path in place.data.iterdir()) == ["init.lock", "keys.json"]


@pytest.mark.parametrize(
    ("ruin", "sentence"),
    [
        ("garbage", "not whole"),
        ("page", "not whole"),
        ("ledger", "broken at entry 3"),
        ("shortened", "not the one that was backed up"),
        ("described", "no backup in"),
        ("newer", "use a newer server"),
    ],
)
def test_a_backup_that_is_not_whole_is_not_taken(
    shop: CommandLine, tmp_path: Path, ruin: str, sentence: str
) -> None:
    backup = backed_up(shop, tmp_path / "backup")
    without_hash(backup)  # with one, nothing that was changed gets so far
    database = backup / "redemption.db"
    match ruin:
        case "garbage":
            database.write_bytes(b"not a database" * 1000)
        case "page":
            whole = bytearray(database.read_bytes())
            whole[8192 : 8192 + 4096] = bytes(4096)
            database.write_bytes(whole)
        case "ledger":
            change(database, "UPDATE ledger SET entry = entry || ' ' WHERE position = 3")
        case "shortened":
            change(database, "DELETE FROM ledger WHERE position > 10")
        case "newer":
            change(database, "PRAGMA user_version = 9999")
        case _:
            (backup / "backup.json").write_text("{}")
    place = new_place(shop, tmp_path / "new")
    assert sentence in place.fails("restore", str(backup))
    assert not (place.data / "redemption.db").exists()


def without_hash(backup: Path) -> None:
    """Describe a backup as older servers did."""
    path = backup / "backup.json"
    described = json.loads(path.read_text())
    assert len(described.pop("sha256")) == 64
    path.write_text(json.dumps(described))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE code_secrets SET sealed = 'B' || substr(sealed, 2)",
        "UPDATE campaigns SET custom_code_info = '{\"amount\": 900000}'",
    ],
)
def test_a_backup_is_not_taken_where_a_single_row_has_changed(
    shop: CommandLine, tmp_path: Path, sql: str
) -> None:
    backup = backed_up(shop, tmp_path / "backup")
    change(backup / "redemption.db", sql)
    place = new_place(shop, tmp_path / "new")
    assert "has changed since it was made" in place.fails("restore", str(backup))
    assert sorted(path.name for path in place.data.iterdir()) == ["init.lock", "keys.json"]
    # The next one is taken; the one that failed is in nobody's way.
    assert "counts as restored" in place.says("restore", str(backed_up(shop, tmp_path / "another")))


def test_a_backup_of_an_older_server_is_taken_with_a_word_of_what_nobody_knows(
    shop: CommandLine, tmp_path: Path
) -> None:
    backup = backed_up(shop, tmp_path / "backup")
    without_hash(backup)
    place = new_place(shop, tmp_path / "new")
    done = place.run("restore", str(backup))
    assert (done.exit_code, "counts as restored" in done.stdout) == (0, True)
    assert done.stderr.startswith("Mind: an older version made this backup")
    whole = new_place(shop, tmp_path / "newer")
    assert whole.run("restore", str(backed_up(shop, tmp_path / "another"))).stderr == ""


def there(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_that_failed_leaves_nothing_and_the_next_takes_its_name(
    shop: CommandLine, tmp_path: Path
) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    command = ("backup", str(place / "today"), "--data", str(shop.data))
    full = run_program(on_a_full_disk, *command)
    assert (full.returncode, full.stderr.count("\n")) == (1, 1), full.stderr
    assert "The disk" in full.stderr
    assert there(place) == []
    # Also where it was the last file that could not be copied.
    key = (shop.data / "tls-server.key").read_bytes()
    (shop.data / "tls-server.key").unlink()
    (shop.data / "tls-server.key").mkdir()
    assert "tls-server.key cannot be used" in shop.fails(*command[:2], "--with-tls")
    assert there(place) == []
    (shop.data / "tls-server.key").rmdir()
    (shop.data / "tls-server.key").write_bytes(key)
    (place / "today").mkdir()  # as a script may have made it
    backed_up(shop, place / "today")
    assert there(place) == ["today"]
    assert there(place / "today") == ["backup.json", "redemption.db"]


def test_a_backup_that_was_killed_is_in_nobodys_way(shop: CommandLine, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    command = ("backup", str(place / "today"), "--data", str(shop.data))
    killed = run_program(killed_at_its_copy, *command)
    assert killed.returncode == -signal.SIGXFSZ
    assert "today" not in there(place)
    assert len(there(place)) == 1  # what it had copied, until the next one
    backed_up(shop, place / "today")
    assert there(place) == ["today"]
    assert "counts as restored" in new_place(shop, tmp_path / "new").says(
        "restore", str(place / "today")
    )


@pytest.mark.parametrize("given", ["as it is", "as a link", "as the folder that one is in"])
def test_a_backup_fills_a_folder_that_was_made_for_it(
    shop: CommandLine, tmp_path: Path, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume = tmp_path / "volume"
    volume.mkdir()
    before = volume.stat().st_ino
    named = volume
    if given == "as a link":
        named = tmp_path / "link"
        named.symlink_to(volume)
    elif given == "as the folder that one is in":
        monkeypatch.chdir(volume)
        named = Path()
    backed_up(shop, named)
    # The folder itself stays: where a disk is mounted, it can be neither removed nor replaced.
    assert volume.stat().st_ino == before
    assert there(volume) == ["backup.json", "redemption.db"]
    assert "left alone" in shop.fails("backup", str(named))
    assert "counts as restored" in new_place(shop, tmp_path / "new").says("restore", str(volume))


def test_a_backup_fills_a_disk_of_its_own_which_holds_nothing_but_what_a_new_one_has(
    shop: CommandLine, tmp_path: Path
) -> None:
    volume = tmp_path / "volume"
    (volume / "lost+found").mkdir(parents=True)
    backed_up(shop, volume)
    assert there(volume) == ["backup.json", "lost+found", "redemption.db"]
    assert "left alone" in shop.fails("backup", str(volume))
    assert "counts as restored" in new_place(shop, tmp_path / "new").says("restore", str(volume))


def test_a_file_is_in_a_backups_way_whatever_its_name(shop: CommandLine, tmp_path: Path) -> None:
    volume = tmp_path / "volume"
    volume.mkdir()
    (volume / "lost+found").write_text("mine")
    assert "left alone" in shop.fails("backup", str(volume))
    assert there(volume) == ["lost+found"]


def test_a_backup_that_was_killed_in_a_folder_made_for_it_is_in_nobodys_way_either(
    shop: CommandLine, tmp_path: Path
) -> None:
    volume = tmp_path / "parent" / "volume"
    volume.mkdir(parents=True)
    command = ("backup", str(volume), "--data", str(shop.data))
    assert run_program(killed_at_its_copy, *command).returncode == -signal.SIGXFSZ
    assert there(volume.parent) == ["volume"], "the folder around it may be nobody's to write in"
    assert len(there(volume)) == 1
    assert run_program(on_a_full_disk, *command).returncode == 1
    assert there(volume) == []
    backed_up(shop, volume)
    assert there(volume) == ["backup.json", "redemption.db"]


@pytest.mark.parametrize("next_one", ["2026-11-25", "2026-11-24"])
def test_what_a_killed_backup_left_is_cleared_by_the_next_whatever_its_name(
    shop: CommandLine, tmp_path: Path, next_one: str
) -> None:
    place = tmp_path / "backups"
    command = ("backup", str(place / "2026-11-24"), "--data", str(shop.data))
    assert run_program(killed_at_its_copy, *command).returncode == -signal.SIGXFSZ
    assert len(there(place)) == 1
    backed_up(shop, place / next_one)
    assert there(place) == [next_one]


def test_what_another_shops_backup_works_on_is_left_alone(
    shop: CommandLine, tmp_path: Path
) -> None:
    place, other = tmp_path / "backups", CommandLine(tmp_path / "other")
    shutil.copytree(shop.data, other.data)
    command = ("backup", str(place / "other"), "--data", str(other.data))
    assert run_program(killed_at_its_copy, *command).returncode == -signal.SIGXFSZ
    left = there(place)
    backed_up(shop, place / "this[1]*")
    assert there(place) == [*left, "this[1]*"]
    backed_up(other, place / "other")
    assert there(place) == ["other", "this[1]*"]


@pytest.mark.parametrize(
    ("ruin", "said"),
    [
        ("UPDATE ledger SET entry = entry || ' ' WHERE position = 3", "is broken at entry 3."),
        ("DROP TABLE ledger", "is damaged"),
    ],
)
def test_a_backup_of_a_damaged_shop_says_that_the_shop_is_damaged(
    shop: CommandLine, tmp_path: Path, ruin: str, said: str
) -> None:
    backed_up(shop, tmp_path / "before")
    change(shop.data / "redemption.db", ruin)
    for _ in range(2):
        told = shop.fails("backup", str(tmp_path / "backup"))
        assert "The shop itself is damaged: " in told
        assert said in told
        assert f"{shop.data / 'redemption.db'} " in told
        assert ".draft-" not in told
    assert not (tmp_path / "backup").exists()
    assert "counts as restored" in new_place(shop, tmp_path / "new").says(
        "restore", str(tmp_path / "before")
    )


def test_one_damaged_secret_keeps_no_backup_from_its_keys(
    shop: CommandLine, tmp_path: Path
) -> None:
    change(
        shop.data / "redemption.db",
        "UPDATE apps SET secret_sealed = (SELECT secret_sealed FROM servers)",
    )
    place = new_place(shop, tmp_path / "new")
    told = place.says("restore", str(backed_up(shop, tmp_path / "backup")))
    assert "counts as restored" in told
    assert "secret app/demo" in place.run("verify", "--seals").stderr
