"""A real server with the demo's scripts: goods arrive, time-outs are noticed, a crash loses nothing."""

from __future__ import annotations

import contextlib
import json
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.patience import until
from support.plain_http import plain_client
from support.server_process import ServedCopy, ServerProcess, run_command
from support.stored_rows import read_rows

LIMIT_S = 60.0


class Shop:
    """A running server, its customer's server, and players."""

    def __init__(self, server: ServerProcess, stack: contextlib.ExitStack) -> None:
        self.server = server
        self._stack = stack
        demo = server.demo
        self.campaigns = {one["kind"]: one["name"] for one in demo["campaigns"]}
        self.backend = self._client(ServerClient, demo["server_name"], demo["server_secret"])
        self.backend.sign_in()

    def player(self) -> PlayerClient:
        client: PlayerClient = self._client(PlayerClient, self.server.demo["app_secret"])
        client.sign_in(secrets.token_hex(8))
        return client

    def code(self, kind: str, **more: Any) -> str:
        """A new available code of the campaign of this kind."""
        code = f"T{secrets.token_hex(14)}".upper()
        added = self.backend.add(code, self.campaigns[kind], codeState="Available", **more)
        assert added["status"] == 200, added
        return code

    def command(self, *arguments: str) -> str:
        done = run_command(*arguments, "--data", str(self.server.data))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _client(self, kind: Any, *facts: str) -> Any:
        http = self._stack.enter_context(plain_client(self.server.url))
        return kind(http, self.server.demo["app_id"], *facts)


@pytest.fixture
def shop(served_copy: ServedCopy, template: Path, tmp_path: Path) -> Iterator[Shop]:
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(served_copy(template, tmp_path / "data"))
        yield Shop(server, stack)


def test_coins_arrive_at_once_and_the_wallet_shows_them(shop: Shop):
    assert shop.command("wallet") == "Nobody has any coins yet.\n"
    player = shop.player()
    told = player.redeem(shop.code("sync_ok"))
    assert told["status"] == 200
    assert told["data"]["codeState"] == "Redeemed"
    assert told["data"]["customRedemptionInfo"] == {"coins": 100, "balance": 100}
    more = player.redeem(shop.code("sync_ok", customCodeInfo={"coins": 7}))
    assert more["data"]["customRedemptionInfo"] == {"coins": 7, "balance": 107}
    assert f"demo\t{player.profile_id}\t107\t2" in shop.command("wallet")


def test_of_many_players_at_one_synchronous_script_one_gets_the_coins(shop: Shop):
    code = shop.code("sync_ok")
    players = [shop.player() for _ in range(6)]
    with ThreadPoolExecutor(len(players)) as pool:
        told = list(pool.map(lambda player: player.redeem(code), players))
    assert sum(answer["status"] == 200 for answer in told) == 1
    reasons = {answer["reason_code"] for answer in told if answer["status"] != 200}
    assert reasons <= {40750, 40403}
    assert len(shop.command("wallet").splitlines()) == 2


def test_a_refused_delivery_may_be_tried_once_more(shop: Shop):
    player, code = shop.player(), shop.code("sync_fail")
    assert [player.redeem(code)["reason_code"] for _ in range(3)] == [40757, 40757, 40752]
    assert "reported" in shop.command("fulfilment", "list")


@pytest.mark.parametrize(
    ("act", "state"), [("retry", "40752"), ("release", "40757"), ("fulfil", "40402")]
)
def test_staff_recover_a_failed_delivery(shop: Shop, act: str, state: str):
    player, code = shop.player(), shop.code("sync_fail")
    for _ in range(2):
        player.redeem(code)
    (line,) = shop.command("fulfilment", "list").splitlines()[1:]
    number = line.split("\t")[0]
    shop.command("redemption", act, number, "--operator", "lea", "--reason", "wallet was down")
    if act == "retry":  # the worker calls the script, which refuses once more
        until(lambda: f"{number}\t2" in shop.command("fulfilment", "list"))
        until(lambda: "reported" in shop.command("fulfilment", "list"))
    assert str(player.redeem(code)["reason_code"]) == state


def test_goods_that_do_not_arrive_in_time_fail_without_anybody_asking(shop: Shop):
    player, code = shop.player(), shop.code("async_short")
    told = player.redeem(code)
    assert (told["status"], told["data"]["codeState"]) == (200, "InProgress")
    assert told["data"]["status"]["attemptState"] == "IN_PROGRESS"
    until(lambda: "timed-out" in shop.command("fulfilment", "list"))
    again = player.redeem(code)
    assert (again["status"], again["data"]["currentAttempt"]) == (200, 1)


@pytest.mark.parametrize("ending", ["killed", "stopped"])
def test_goods_on_their_way_arrive_after_the_server_has_ended(shop: Shop, ending: str):
    player, code = shop.player(), shop.code("async_ok", customCodeInfo={"coins": 250})
    assert player.redeem(code)["data"]["codeState"] == "InProgress"
    if ending == "killed":
        shop.server.kill()
    else:
        assert shop.server.stop() == 0
    shop.server.start()
    player.http.base_url = shop.server.url

    def arrived() -> Any:
        return player.redeemed()["data"]["codes"]

    (goods,) = until(arrived)
    assert goods["customRedemptionInfo"] == {"coins": 250, "balance": 250}
    assert player.redeem(code)["reason_code"] == 40402
    assert f"demo\t{player.profile_id}\t250\t1" in shop.command("wallet")


@pytest.mark.sqlite_only  # any number of workers share a database in PostgreSQL
def test_a_worker_alone_brings_goods_to_their_end_and_leaves_the_folder_to_one(shop: Shop):
    player, code = shop.player(), shop.code("async_ok", customCodeInfo={"coins": 250})
    player.redeem(code)
    beside = run_command("worker", "--data", str(shop.server.data))
    assert beside.returncode == 1
    assert "Another process uses this folder" in beside.stderr
    shop.server.kill()
    command = [sys.executable, "-m", "server_stub.cli", "worker", "--data", str(shop.server.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        try:
            assert worker.stdout is not None
            assert worker.stdout.readline().startswith("working in ")
            until(lambda: f"{player.profile_id}\t250\t1" in shop.command("wallet"))
            # The report follows the coins.
            in_progress = "SELECT count(*) FROM codes WHERE state = 'InProgress'"
            until(lambda: read_rows(shop.server.data, in_progress) == [(0,)])
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(LIMIT_S) == 0
        finally:
            worker.kill()
    shop.server.start()
    player.http.base_url = shop.server.url
    assert player.redeem(code)["reason_code"] == 40402


def test_the_log_says_which_script_failed_for_which_redemption_and_why(shop: Shop):
    hook = "http://127.0.0.1:1/nobody-listens"
    shop.command("script", "add", "/shop/hook", hook)
    shop.command("digital", "add", "hooked", "--title", "Hooked", "--script", "/shop/hook")
    code = f"T{secrets.token_hex(14)}".upper()
    added = shop.backend.add(code, "hooked", codeState="Available")
    shop.player().redeem(code)
    shop.server.stop()
    lines = [json.loads(line) for line in shop.server.log_text().splitlines()]
    faults = [line for line in lines if line["event"] == "script-fault"]
    assert faults
    told = {name: faults[0][name] for name in ("script", "operation", "reason", "detail")}
    assert told == {
        "script": "/shop/hook", "operation": "redeem", "reason": "unreached",
        "detail": "ConnectError",
    }  # fmt: skip
    assert faults[0]["redemption"] == str(added["data"]["redemptionCodeId"])


class Talker(BaseHTTPRequestHandler):
    """A webhook that delivers, and says more about it than is kept."""

    def do_POST(self) -> None:
        info = {"x": "y" * 60_000}
        said = json.dumps({"success": True, "complete": True, "customRedemptionInfo": info})
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, *_: object) -> None:
        pass


def test_the_log_says_where_a_script_said_more_than_is_kept(shop: Shop):
    with ThreadingHTTPServer(("127.0.0.1", 0), Talker) as hook:
        Thread(target=hook.serve_forever, daemon=True).start()
        try:
            url = f"http://127.0.0.1:{hook.server_port}/"
            shop.command("script", "add", "/shop/talks", url)
            shop.command("digital", "add", "talked", "--title", "T", "--script", "/shop/talks")
            code = f"T{secrets.token_hex(14)}".upper()
            added = shop.backend.add(code, "talked", codeState="Available")
            told = shop.player().redeem(code)
        finally:
            hook.shutdown()
    assert (told["status"], told["data"]["customRedemptionInfo"]) == (200, {})
    shop.server.stop()
    lines = [json.loads(line) for line in shop.server.log_text().splitlines()]
    (left_out,) = [line for line in lines if line["event"] == "script-info-left-out"]
    assert left_out["script"] == "/shop/talks"
    assert left_out["redemption"] == str(added["data"]["redemptionCodeId"])
    assert "16384 bytes" in left_out["reason"]


def test_no_code_is_in_the_servers_log(shop: Shop):
    player = shop.player()
    codes = [shop.code(kind) for kind in ("sync_ok", "sync_fail", "async_ok")]
    for code in codes:
        player.redeem(code)
    shop.server.stop()
    log = shop.server.log_text()
    assert [code for code in codes if code in log.upper()] == []
    for line in log.splitlines():
        json.loads(line)
