"""A shop is opened with its own keys alone, and a database without a shop is taken for no shop."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

from card_contract.server_exit import ServerExit
from server_stub.shop_folder.recovery_sheet import read_key_file, sheet_text
from server_stub.storage.migrate import migrate
from server_stub.storage.sealing import Keys
from support.command_line import CommandLine
from support.postgres import PostgresServer, query
from support.server_process import ServerProcess, run_command
from support.stored_rows import change_rows, read_rows

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
NOT_THESE = "is not that of the shop in this database"
NO_SHOP = "it is damaged; restore a backup."


def other_keys(shop: CommandLine) -> bytes:
    """Put the keys of another shop in the place of this one's; returns its own."""
    path = shop.data / "keys.json"
    own = path.read_bytes()
    path.unlink()
    Keys.create(path)
    return own


def count(shop: CommandLine, table: str) -> int:
    sql = f"SELECT count(*) FROM {table}"  # noqa: S608 - the tests name the tables
    found: int = read_rows(shop.data, sql)[0][0]
    return found


def test_nothing_is_made_under_the_keys_of_another_shop(shop: CommandLine) -> None:
    codes, entries = count(shop, "codes"), count(shop, "ledger")
    own = other_keys(shop)
    other = (shop.data / "keys.json").read_bytes()
    assert NOT_THESE in shop.fails("code", "add", "plain", "--available", stdin=CODE)
    assert NOT_THESE in shop.fails("generate", "gift-50", "--quantity", "20")
    assert NOT_THESE in shop.fails("verify")
    assert NOT_THESE in shop.fails("keys", "rotate")
    assert (shop.data / "keys.json").read_bytes() == other
    assert (count(shop, "codes"), count(shop, "ledger")) == (codes, entries)
    (shop.data / "keys.json").write_bytes(own)
    assert shop.says("code", "add", "plain", "--available", stdin=CODE)
    assert shop.facts("code", "show", stdin=CODE)["state"] == "Available"


def test_a_server_does_not_start_with_the_keys_of_another_shops_sheet(
    shop: CommandLine, tmp_path: Path
) -> None:
    own = shop.says("recovery-sheet")
    (shop.data / "keys.json").unlink()
    Keys.create(tmp_path / "other.json")
    shop.says("restore-keys", stdin=sheet_text(read_key_file(tmp_path / "other.json")))
    done = run_command("serve", "--data", str(shop.data))
    assert (done.returncode, NOT_THESE in done.stderr) == (ServerExit.KEYS_UNREADABLE, True)
    assert "listening" not in done.stdout
    # What the sentence says to do is what helps.
    (shop.data / "keys.json").unlink()
    shop.says("restore-keys", stdin=own)
    with ServerProcess(shop.data):
        assert "ledger is whole" in shop.says("verify")


def test_keys_from_before_a_rotation_open_the_shop_no_more(shop: CommandLine) -> None:
    old = (shop.data / "keys.json").read_bytes()
    shop.says("keys", "rotate")
    new = (shop.data / "keys.json").read_bytes()
    (shop.data / "keys.json").write_bytes(old)
    assert NOT_THESE in shop.fails("till", "list")
    (shop.data / "keys.json").write_bytes(new)
    assert shop.says("till", "list")


def test_a_shop_counts_as_restored_with_its_own_keys_alone(shop: CommandLine) -> None:
    entries, own = count(shop, "ledger"), other_keys(shop)
    for _ in range(2):
        assert NOT_THESE in shop.fails("mark-restored")
    assert read_rows(shop.data, "SELECT value FROM meta WHERE name = 'epoch'") == [(1,)]
    assert count(shop, "ledger") == entries
    (shop.data / "keys.json").write_bytes(own)
    assert "counts as restored (epoch 2)" in shop.says("mark-restored")


def test_one_damaged_secret_keeps_no_shop_closed(shop: CommandLine) -> None:
    sealed = read_rows(shop.data, "SELECT secret_sealed FROM servers")[0][0]
    change_rows(shop.data, "UPDATE apps SET secret_sealed = ?", sealed)
    assert shop.says("till", "list")
    other_keys(shop)
    assert NOT_THESE in shop.fails("till", "list")


def test_a_ledger_that_was_touched_is_still_told_as_such(shop: CommandLine) -> None:
    change_rows(shop.data, "UPDATE ledger_checkpoints SET hash = ?", "0" * 64)
    assert "does not fit its checkpoint" in shop.fails("verify", code=2)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("head", ["with its mark", "without"])
@pytest.mark.parametrize("what", ["empty", "without a shop", "of something else"])
def test_a_file_without_a_shop_is_no_shop_and_no_backup(
    shop: CommandLine, tmp_path: Path, head: str, what: str
) -> None:
    backup = tmp_path / "backup"
    shop.says("backup", str(backup))
    shop.says("till", "list")  # which leaves the mark of the ledger's end
    if head == "without":
        (shop.data / "keys.json.head").unlink()
    database = shop.data / "redemption.db"
    database.write_bytes(b"")
    if what == "without a shop":
        made_by_migrating(database)
    elif what == "of something else":
        change_rows(shop.data, "CREATE TABLE apples (size INTEGER)")
    before = database.read_bytes()
    done = run_command("serve", "--data", str(shop.data))
    assert (done.returncode, NO_SHOP in done.stderr) == (ServerExit.DATABASE_DAMAGED, True)
    for command in ("verify", "totals", "mark-restored"):
        assert NO_SHOP in shop.fails(command)
    assert NO_SHOP in shop.fails("till", "list")
    assert database.read_bytes() == before
    # As the sentence says: away with it, and a backup in its place.
    place = tmp_path / "new"
    place.mkdir()
    shutil.copy2(shop.data / "keys.json", place)
    assert "counts as restored" in CommandLine(place).says("restore", str(backup))


def made_by_migrating(database: Path) -> None:
    """What opening an empty file made of it before: all tables, and nothing in them."""
    connection = apsw.Connection(str(database))
    try:
        migrate(connection)
    finally:
        connection.close()


@pytest.mark.postgres_only
def test_a_database_without_a_shop_is_no_shop_either(
    shop: CommandLine, postgres: PostgresServer
) -> None:
    url = postgres.database()
    (shop.data / "database-url").write_text(url)
    for command in ("mark-restored", "verify"):
        assert "There is no shop in this database" in shop.fails(command)
    assert query(url, "SELECT value FROM meta WHERE name = 'epoch'") == [(1,)]
