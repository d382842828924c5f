"""A real shop that is put back to an older backup, from the command line until it is open again."""

from __future__ import annotations

import itertools
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from card_contract.card_number import CardNumber
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


@contextmanager
def put_back(
    template: Path, path: Path, lose: Callable[[ServerProcess, CommandLine], None]
) -> Iterator[ServerProcess]:
    """A shop in service that was put back to a backup from before what ``lose`` does."""
    with ServerProcess.of_demo(template, path / "data") as server:
        shop = CommandLine(server.data)
        shop.says("digital", "add", "codes")
        shop.says("code", "add", "codes", "--available", stdin=CODE)
        shop.says("backup", str(path / "backup"))
        lose(server, shop)
    place = path / "new"
    place.mkdir()
    shutil.copy2(server.data / "keys.json", place / "keys.json")
    CommandLine(place).says("restore", str(path / "backup"))
    for file in (server.data / "demo.json", Path(server.demo["till"]["key_file"])):
        shutil.copy2(file, place / file.name)
    with ServerProcess(place) as restored:
        yield restored


@pytest.fixture
def lost(template: Path, tmp_path: Path) -> Iterator[tuple[ServerProcess, TillClient]]:
    """A restored shop in service, and a till that was enrolled after the backup.

    The code was redeemed after the backup too.
    """
    enrolled: list[TillClient] = []

    def lose(server: ServerProcess, shop: CommandLine) -> None:
        late = TillClient(server.url)
        assert late.enrol(shop.says("enrol-code", "--name", "Till 2")).status_code == 200
        late.open_session()
        enrolled.append(late)
        player = Player(server)
        assert player.redeem().status_code == 200
        player.close()
        late.close()

    with put_back(template, tmp_path, lose) as restored:
        (late,) = enrolled
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
        assert "These voids were not taken again" in shop.fails("redemption", "open", *BY_ADMIN)
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


def test_a_till_tells_what_it_had_held_though_its_seller_is_locked_and_nobody_signed_in(
    template: Path, tmp_path: Path
) -> None:
    sale: list[str] = []
    told: dict[str, Any] = {}

    def sell(server: ServerProcess, _: CommandLine) -> None:
        with TillClient.of_demo(server.url, server.demo) as till:
            till.open_session()
            till.sign_in("mia", "111111")
            card = till.look_up(
                CardNumber.build(issuer="970010", batch=1, sequence=1).digits
            ).json()
            line = {"card_id": card["card_id"], "price_minor": card["price_minor"]}
            told["held"] = {
                "lines": [line], "currency": card["currency"],
                "created_at": 1_790_000_000_000, "decided_by": "mia",
            }  # fmt: skip
            sale.append(till.new_sale_id())
            held = till.post(f"/v1/sales/{sale[0]}/reserve", told["held"])
            told["proof"] = held.json()["proof"]
            assert till.confirm(sale[0], card["price_minor"]).status_code == 200
            # Told to a server that was not restored, it is answered as before.
            again = till.post(f"/v1/sales/{sale[0]}/reserve-again", told)
            assert (again.json()["replayed"], again.json()["proof"]) == (True, told["proof"])

    target = "/v1/sales/{}/reserve-again"
    with put_back(template, tmp_path, sell) as server:
        CommandLine(server.data).says("operator", "lock", "mia", "--reason", "on leave")
        held = told["held"]
        (line,) = held["lines"]
        with TillClient.of_demo(server.url, server.demo) as till:
            for forged in (
                {**told, "proof": "0" * 32},
                {**told, "held": {**held, "decided_by": "jonas"}},
                {**told, "held": {**held, "created_at": 1_790_000_000_001}},
                {**told, "held": {**held, "lines": [{**line, "price_minor": 1}]}},
            ):
                refused = till.post(target.format(sale[0]), forged)
                assert refusal_of(refused) == (401, "NO_OPERATOR", False)
            refused = till.post(target.format(till.new_sale_id()), told)
            assert refusal_of(refused) == (401, "NO_OPERATOR", False)
            assert till.post(target.format(sale[0]), told).json()["replayed"] is False
        server.kill()  # the answer may have been lost with the server
        server.start()
        with TillClient.of_demo(server.url, server.demo) as till:
            assert till.post(target.format(sale[0]), told).json()["replayed"] is True
            (activated,) = till.confirm(sale[0], line["price_minor"]).json()["lines"]
            assert activated["activated"] is True
            assert till.post("/v1/all-told", {"epoch": 2}).status_code == 200
