"""The command line over PostgreSQL: making, moving, looking after and refusing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.postgres import PostgresServer, query
from support.server_process import ServerProcess, demo_template, run_command
from support.till_client import TillClient


@pytest.fixture(scope="module")
def made(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo shop, made in PostgreSQL."""
    data, url = tmp_path_factory.mktemp("made") / "shop", postgres.database(empty=True)
    done = run_command("init", "--data", str(data), "--demo", "--database-url", url)
    assert done.returncode == 0, done.stderr
    return data, url


def test_a_shop_is_made_there_and_its_folder_knows(made: tuple[Path, str]) -> None:
    data, url = made
    assert not (data / "redemption.db").exists()
    pointer = data / "database-url"
    assert pointer.read_text() == url
    assert pointer.stat().st_mode & 0o077 == 0
    assert query(url, "SELECT count(*) FROM apps") == [(1,)]
    with ServerProcess(data) as server, TillClient.of_demo(server.url, server.demo) as till:
        assert till.sign_in("mia", "111111").status_code == 200
    done = run_command("verify", "--data", str(data))
    assert (done.returncode, "is whole" in done.stdout) == (0, True), done.stderr


def test_a_second_shop_is_not_made_over_the_first(made: tuple[Path, str], tmp_path: Path) -> None:
    _, url = made
    config = json.dumps(
        {"shop": "A", "store": "B", "administrator": {"name": "Eva", "pin": "424242"}}
    )
    done = run_command(
        "init", "--data", str(tmp_path / "x"), "--config", "-", "--database-url", url, stdin=config
    )
    assert done.returncode == 1
    assert "a shop in this database already" in done.stderr
    assert query(url, "SELECT count(*) FROM apps") == [(1,)]


def test_a_server_with_other_keys_or_without_a_shop_does_not_start(
    made: tuple[Path, str], postgres: PostgresServer, tmp_path: Path
) -> None:
    data, _ = made
    shutil.copytree(demo_template(), tmp_path / "other")
    other = ("serve", "--data", str(tmp_path / "other"), "--database-url")
    done = run_command(*other, made[1])
    assert (done.returncode, "a shop in a file" in done.stderr) == (1, True), done.stderr
    (tmp_path / "other" / "redemption.db").unlink()
    done = run_command(*other, made[1])
    assert (done.returncode, "is not that of the shop" in done.stderr) == (12, True), done.stderr
    done = run_command(*other, postgres.database(empty=True))
    assert (done.returncode, "no shop in this database" in done.stderr) == (1, True), done.stderr
    done = run_command(
        "serve", "--data", str(data), "--database-url", "postgresql://x@127.0.0.1:1/x"
    )
    assert (done.returncode, "cannot be reached" in done.stderr) == (1, True), done.stderr


def test_a_newer_schema_is_refused_with_a_sentence(
    made: tuple[Path, str], postgres: PostgresServer
) -> None:
    data, url = made
    newer = postgres.copy_of(url)
    query(newer, "UPDATE database_state SET schema = 99")
    done = run_command("serve", "--data", str(data), "--database-url", newer)
    assert (done.returncode, "schema 99" in done.stderr) == (1, True), done.stderr


def test_a_moved_shop_prints_its_proof_and_is_served_from_there(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    data, url = tmp_path / "shop", postgres.database(empty=True)
    shutil.copytree(demo_template(), data)
    before = run_command("verify", "--data", str(data)).stdout
    with ServerProcess(data):
        busy = run_command("copy", "--from", str(data), "--to", url)
        assert (busy.returncode, "stop it first" in busy.stderr) == (1, True)
    ledger_line = run_command("verify", "--data", str(data)).stdout
    assert ledger_line == before
    done = run_command("copy", "--from", str(data), "--to", url)
    assert done.returncode == 0, done.stderr
    rows = dict(line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    (codes,) = query(url, "SELECT count(*) FROM codes")
    assert rows["codes"] == str(codes[0])
    assert done.stdout.splitlines()[-1] == ledger_line.splitlines()[0]
    assert (data / "redemption.db.moved").exists()
    # Nobody serves the old file by mistake, and what was printed is what is there.
    assert run_command("verify", "--data", str(data)).stdout == ledger_line
    with ServerProcess(data) as server, TillClient.of_demo(server.url, server.demo) as till:
        assert till.get("/v1/shop").json()["demo"] is True
    again = run_command("copy", "--from", str(data), "--to", url)
    assert (again.returncode, "no shop in a file" in again.stderr) == (1, True)


def test_a_restored_database_is_marked_only_while_no_server_uses_it(
    made: tuple[Path, str], postgres: PostgresServer, tmp_path: Path
) -> None:
    backup = postgres.copy_of(made[1])
    data = tmp_path / "data"
    shutil.copytree(made[0], data)
    (data / "database-url").write_text(backup)
    with ServerProcess(data):
        done = run_command("mark-restored", "--data", str(data))
        assert done.returncode == 1
    done = run_command("mark-restored", "--data", str(data))
    assert (done.returncode, "epoch 2" in done.stdout) == (0, True), done.stderr
    assert not (data / "redemption.db").exists()
    assert query(backup, "SELECT value FROM meta WHERE name = 'epoch'") == [(2,)]


def test_a_backup_is_left_to_those_who_look_after_the_database(
    made: tuple[Path, str], tmp_path: Path
) -> None:
    data, _ = made
    done = run_command("backup", str(tmp_path / "backup"), "--data", str(data))
    assert (done.returncode, "with pg_dump" in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "backup").exists()
    done = run_command("restore", str(tmp_path / "backup"), "--data", str(data))
    assert (done.returncode, "with pg_restore" in done.stderr) == (1, True), done.stderr


def test_a_second_folder_learns_the_address_when_it_is_first_served(
    made: tuple[Path, str], tmp_path: Path
) -> None:
    data, url = made
    second = tmp_path / "second"
    second.mkdir()
    shutil.copy2(data / "keys.json", second / "keys.json")
    with ServerProcess(second, "--database-url", url):
        pass
    done = run_command("till", "list", "--data", str(second))
    assert (done.returncode, "till_id" in done.stdout) == (0, True), done.stderr


def test_a_worker_works_beside_a_server(made: tuple[Path, str]) -> None:
    data, _ = made
    command = [sys.executable, "-m", "server_stub.cli", "worker", "--data", str(data)]
    with (
        ServerProcess(data),
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as beside,
    ):
        assert beside.stdout is not None
        assert beside.stdout.readline() == f"working in {data}\n"
        beside.terminate()
        assert beside.wait(20) == 0
