"""A real shop that is put back to an older backup, from the command line until it is open again."""

from __future__ import annotations

import itertools
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from card_contract.support_code import SupportCode
from support.braincloud_client import PlayerClient
from support.command_line import CommandLine
from support.plain_http import plain_client
from support.server_process import ServerProcess
from support.till_client import TillClient

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
BY_ADMIN = ("--operator", "admin", "--reason", "looked through the webhook's list")


class Player:
    """A customer over REST; its program makes a new key for each try."""

    def __init__(self, server: ServerProcess) -> None:
        self._http = plain_client(server.url)
        demo = server.demo
        self.client = PlayerClient(self._http, demo["app_id"], demo["app_secret"])
        self.client.sign_in(secrets.token_hex(8))
        self._keys = itertools.count()

    def redeem(self, key: str | None = None) -> httpx.Response:
        body = {"key": key or f"key-{next(self._keys):016d}", "code": CODE}
        headers = {"Authorization": f"Bearer {self.client.session}"}
        return self._http.post("/v1/redemptions", json=body, headers=headers)

    def close(self) -> None:
        self._http.close()


@pytest.fixture
def lost(template: Path, tmp_path: Path) -> Iterator[tuple[ServerProcess, TillClient]]:
    """A restored shop in service, and a till that was enrolled after the backup.

    The code was redeemed after the backup too.
    """
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        shop.says("digital", "add", "codes")
        shop.says("code", "add", "codes", "--available", stdin=CODE)
        shop.says("backup", str(tmp_path / "backup"))
        late = TillClient(server.url)
        assert late.enrol(shop.says("enrol-code", "--name", "Till 2")).status_code == 200
        late.open_session()
        player = Player(server)
        assert player.redeem().status_code == 200
        player.close()
        late.close()
    place = tmp_path / "new"
    place.mkdir()
    shutil.copy2(server.data / "keys.json", place / "keys.json")
    CommandLine(place).says("restore", str(tmp_path / "backup"))
    for file in (server.data / "demo.json", Path(server.demo["till"]["key_file"])):
        shutil.copy2(file, place / file.name)
    with ServerProcess(place) as restored:
        again = TillClient(restored.url, till_id=late.till_id, key=late.key)
        yield restored, again
        again.close()


def refusal_of(reply: httpx.Response) -> tuple[int, str, bool]:
    said: dict[str, Any] = reply.json()
    return reply.status_code, said["code"], said["final"]


def kinds(data: Path) -> list[str]:
    connection = apsw.Connection(str(data / "redemption.db"))
    try:
        sql = "SELECT json_extract(entry, '$[3]') FROM ledger"
        return [kind for (kind,) in connection.execute(sql)]
    finally:
        connection.close()


def all_tell(server: ServerProcess, shop: CommandLine) -> None:
    """The demo's first till tells, and the second, which nobody ever used, is excused."""
    with TillClient.of_demo(server.url, server.demo) as till:
        assert till.open_session()["has_told"] is False
        for _ in range(2):
            assert till.post("/v1/all-told", {"epoch": 2}).status_code == 200
        assert till.open_session()["has_told"] is True
    excuse(shop, "T02")


def excuse(shop: CommandLine, till: str) -> None:
    shop.says("till", "excuse", till, "--operator", "anna", "--reason", "stolen")


def test_nothing_is_redeemed_again_until_tills_have_told_and_an_administrator_has_looked(
    lost: tuple[ServerProcess, TillClient], tmp_path: Path
) -> None:
    server, _ = lost
    shop, player = CommandLine(server.data), Player(server)
    closed = player.redeem("first-key-0123456789")
    assert refusal_of(closed) == (409, "NOT_NOW", False)
    assert closed.json()["retry_after_s"] > 0
    on_the_wire = player.client.redeem(CODE)
    assert (on_the_wire["status"], on_the_wire["reason_code"]) == (403, 49004)
    assert shop.says("redemption", "status").startswith("Tills are still telling")
    assert "tills are reporting" in shop.fails("redemption", "open", *BY_ADMIN)
    all_tell(server, shop)
    assert shop.says("redemption", "status").startswith("All tills have told")
    assert refusal_of(player.redeem())[1] == "NOT_NOW"
    names = tmp_path / "redeemed.txt"
    # As a spreadsheet writes it: a mark at its beginning, and a blank line.
    names.write_text(f"{CODE}\tprofile-7\n\n999999\n", encoding="utf-8-sig")
    noted = shop.run(
        "redemption", "redeemed-after-backup", "--file", str(names), "--operator", "admin"
    )
    assert (noted.exit_code, noted.stdout.splitlines()) == (
        2,
        ["line 3: not-found", "1 of 2 codes count as redeemed."],
    )
    names.write_text(f"{CODE}\tprofile-8\n{CODE}\n", encoding="utf-8")
    again = shop.run(
        "redemption", "redeemed-after-backup", "--file", str(names), "--operator", "admin"
    )
    assert again.stdout.splitlines() == [
        "line 1: redeemed-by-other", "1 of 2 codes count as redeemed.",
    ]  # fmt: skip
    for _ in range(2):
        shop.says("redemption", "open", *BY_ADMIN)
    assert shop.says("redemption", "status") == "Redemption is open."
    assert refusal_of(player.redeem("first-key-0123456789")) == (404, "NOT_FOUND", True)
    assert shop.facts("code", "show", stdin=CODE)["redeemed_by"] == "profile-7"
    assert kinds(server.data).count("redemption.opened") == 1
    player.close()


def test_the_window_outlives_a_kill_of_the_server(lost: tuple[ServerProcess, TillClient]) -> None:
    server, _ = lost
    shop = CommandLine(server.data)
    all_tell(server, shop)
    server.kill()
    server.start()
    assert shop.says("redemption", "status").startswith("All tills have told")
    player = Player(server)
    assert refusal_of(player.redeem())[1] == "NOT_NOW"
    player.close()


def change(server: ServerProcess, sql: str, *values: object) -> None:
    """Change the database of the shop between two lives of its server."""
    server.stop()
    connection = apsw.Connection(str(server.data / "redemption.db"))
    connection.execute(sql, values)
    connection.close()
    server.start()


def test_nothing_is_redeemed_again_while_the_signature_of_a_void_is_lost(
    lost: tuple[ServerProcess, TillClient],
) -> None:
    """Its card lives, and its money may be back."""
    server, _ = lost
    shop, app_id = CommandLine(server.data), server.demo["app_id"]
    change(
        server,
        "INSERT INTO cases (app_id, case_id, kind, void_id, detail, opened_at, version)"
        " VALUES (?, 'void-refused:V-1', 'void-refused', 'V-1', '', 1, 1)",
        app_id,
    )
    all_tell(server, shop)
    told = shop.says("redemption", "status").splitlines()
    assert told[0].startswith("All tills have told")
    assert told[-1] == "V-1"
    for _ in range(2):
        assert "signature of these voids was lost" in shop.fails("redemption", "open", *BY_ADMIN)
    assert shop.says("redemption", "status").startswith("All tills have told")
    change(server, "UPDATE cases SET closed_at = 2 WHERE case_id = 'void-refused:V-1'")
    shop.says("redemption", "open", *BY_ADMIN)
    assert shop.says("redemption", "status") == "Redemption is open."


def test_a_till_that_cannot_tell_is_excused(lost: tuple[ServerProcess, TillClient]) -> None:
    server, _ = lost
    shop = CommandLine(server.data)
    refused = shop.fails("till", "excuse", "T02", "--operator", "mia", "--reason", "stolen")
    assert "role does not allow" in refused
    for till in (server.demo["till"]["id"], "T02"):
        assert till in shop.says("redemption", "status")
        for _ in range(2):
            excuse(shop, till)
    assert shop.says("redemption", "status").startswith("All tills have told")
    assert kinds(server.data).count("till.excused") == 2


def test_a_till_enrolled_after_the_backup_is_readmitted_by_its_support_code(
    lost: tuple[ServerProcess, TillClient],
) -> None:
    server, late = lost
    shop = CommandLine(server.data)
    assert refusal_of(late.handshake(late.challenge())) == (403, "TILL_UNKNOWN", False)
    own = str(SupportCode(late.till_id, late.key.public_key().public_bytes_raw()))
    strange = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    named = ("--name", "Till 2", *BY_ADMIN)
    for code, sentence in (
        (own[:-1], "no support code"),
        (own[:-1] + ("A" if own[-1] != "A" else "B"), "mistyped"),
        (str(SupportCode("T900", strange)), "ever had that id"),
        (str(SupportCode(server.demo["till"]["id"], strange)), "knows a till with this id"),
    ):
        assert sentence in shop.fails("till", "readmit", code, *named)
    for _ in range(2):
        shop.says("till", "readmit", own, *named)
    assert late.open_session()["has_told"] is False
    assert late.till_id in shop.says("redemption", "status")
    assert late.post("/v1/all-told", {"epoch": 2}).status_code == 200
    assert kinds(server.data).count("till.readmitted") == 1
