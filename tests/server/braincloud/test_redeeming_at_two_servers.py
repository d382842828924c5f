"""Two real servers on one PostgreSQL: players, codes, jobs and webhooks are both servers' alike."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.command_line import CommandLine
from support.patience import until
from support.plain_http import plain_client
from support.postgres import PostgresServer, put_into_postgres, query
from support.server_process import ServerProcess

CODES = 12
RACERS = 8
SLOW_S = 1.5
"""A receiver takes so long that the other server looks meanwhile."""


class Pair:
    """Two servers, and clients that speak to one of them."""

    def __init__(
        self, servers: tuple[ServerProcess, ServerProcess], url: str, stack: contextlib.ExitStack
    ) -> None:
        self.servers = servers
        self.url = url
        self.demo = servers[0].demo
        self.campaigns = {one["kind"]: one["name"] for one in self.demo["campaigns"]}
        self.https = [stack.enter_context(plain_client(server.url)) for server in servers]

    def player(self, at: int) -> PlayerClient:
        client = PlayerClient(self.https[at], self.demo["app_id"], self.demo["app_secret"])
        client.sign_in(secrets.token_hex(8))
        return client

    def twin(self, player: PlayerClient, at: int) -> PlayerClient:
        """The same player in the same session, at another server."""
        twin = PlayerClient(self.https[at], player.app_id, player.secret)
        twin.session, twin.profile_id = player.session, player.profile_id
        return twin

    def backend(self, at: int) -> ServerClient:
        demo = self.demo
        client = ServerClient(
            self.https[at], demo["app_id"], demo["server_name"], demo["server_secret"]
        )
        client.sign_in()
        return client

    def code(self, kind: str = "plain", at: int = 0) -> str:
        code = f"T{secrets.token_hex(14)}".upper()
        added = self.backend(at).add(code, self.campaigns[kind], codeState="Available")
        assert added["status"] == 200, added
        return code


@pytest.fixture(scope="module")
def pair(
    postgres: PostgresServer, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    with contextlib.ExitStack() as stack:
        one = ServerProcess.of_demo(template, folder / "one")
        url = put_into_postgres(postgres, one.data, template)
        shutil.copytree(one.data, folder / "two")
        servers = (stack.enter_context(one), stack.enter_context(ServerProcess(folder / "two")))
        yield Pair(servers, url, stack)


def test_a_session_is_known_at_both_and_over_at_both(pair: Pair) -> None:
    player = pair.player(0)
    twin = pair.twin(player, 1)
    assert twin.call("time", "READ", packet_id=5)["status"] == 200
    assert player.call("playerState", "LOGOUT", packet_id=6)["status"] == 200
    assert twin.call("time", "READ", packet_id=7)["status"] != 200


def test_a_code_that_many_redeem_at_both_is_one_players(pair: Pair) -> None:
    players = [pair.player(number % 2) for number in range(RACERS)]
    with ThreadPoolExecutor(RACERS) as pool:
        for number in range(CODES):
            code = pair.code(at=number % 2)
            answers = list(pool.map(lambda player, code=code: player.redeem(code), players))
            assert [answer["status"] for answer in answers].count(200) == 1, answers
    redeemed = query(
        pair.url, "SELECT count(*) FROM codes WHERE state = 'Redeemed' AND NOT is_card"
    )
    assert redeemed == [(CODES,)]


def test_one_packet_that_reaches_both_is_answered_alike(pair: Pair) -> None:
    player, code = pair.player(0), pair.code()
    twin = pair.twin(player, 1)
    message = {
        "service": "redemptionCode",
        "operation": "REDEEM_CODE",
        "data": {"scanCode": code, "codeType": None},
    }
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: one.packet(message, packet_id=9), (player, twin)))
    assert answers[0] == answers[1]
    assert answers[0][0]["status"] == 200


def test_goods_arrive_once_whichever_server_looks(pair: Pair) -> None:
    player = pair.player(1)
    codes = [pair.code("sync_ok") for _ in range(6)]
    assert [player.redeem(code)["status"] for code in codes] == [200] * 6
    attempts = query(
        pair.url, "SELECT redemption_id, count(*) FROM attempts GROUP BY 1 HAVING count(*) > 1"
    )
    assert attempts == []


def test_a_job_begun_at_one_makes_every_code_once(pair: Pair) -> None:
    shop = CommandLine(pair.servers[1].data)
    job = shop.says("code", "generate", "plain", "--quantity", "3000", "--background")
    until(lambda: shop.rows("job", "list")[0]["state"] == "done")
    give = ("code", "list", job, "--operator", "sam", "--reason", "counted")
    assert len(set(shop.says(*give).split())) == 3000
    assert "The ledger is whole" in shop.says("verify")


def test_a_webhook_is_told_everything_once_by_both_together(pair: Pair) -> None:
    entries: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            entries.extend(json.loads(body)["entries"])
            time.sleep(SLOW_S)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    receiver = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    try:
        shop = CommandLine(pair.servers[0].data)
        shop.says("webhook", "add", "erp", f"http://127.0.0.1:{receiver.server_port}/")
        for number in range(6):
            pair.code(at=number % 2)
        until(lambda: len(entries) >= 6)
        shop.says("webhook", "pause", "erp")
        positions = [entry["position"] for entry in entries]
        assert positions == sorted(set(positions))
    finally:
        receiver.shutdown()
        receiver.server_close()
