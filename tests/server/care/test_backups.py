"""Backups made while the server works, and shops restored from them."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import apsw
import pytest

from support.command_line import CommandLine
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
    assert "(epoch 2)" in place.says("restore", str(backup))
    assert "The ledger is whole" in place.says("verify")
    assert {row["server_name"] for row in place.rows("server", "list")} == {"demo-server"}
    assert not list(place.data.glob(".restore-*"))
    demo = server.demo
    with ServerProcess(place.data) as restored, TillClient.of_demo(restored.url, demo) as till:
        assert till.sign_in("mia", "111111").status_code == 200
        assert till.open_session()["epoch"] == 2


def test_the_certificates_go_along_only_if_asked(shop: CommandLine, tmp_path: Path) -> None:
    shop.says("backup", str(tmp_path / "backup"), "--with-tls")
    names = {path.name for path in (tmp_path / "backup").iterdir()}
    kept = {path.name for path in shop.data.glob("tls-*.pem")}
    assert kept
    assert kept <= names
    assert "keys.json" not in names
    place = new_place(shop, tmp_path / "new")
    place.says("restore", str(tmp_path / "backup"))
    assert {path.name for path in place.data.glob("tls-*.pem")} == kept


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
