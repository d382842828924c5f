"""Races for codes over HTTP, in real processes: one winner, no more than there are, one delivery."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.plain_http import plain_client
from support.server_process import ServedCopy, ServerProcess, run_command

RACERS = 8
CODES = 500
CODES_FOR_LONG = 10_000
GENERATED_MAX = 100
DELIVERIES_RACED = 20


class Shop:
    """A running server, its customer's server, and eight players who sign up."""

    def __init__(self, server: ServerProcess, stack: ExitStack) -> None:
        self.data = server.data
        self._url = server.url
        self._demo = server.demo
        self._stack = stack
        self.backend = ServerClient(
            self._http(), self._demo["app_id"], self._demo["server_name"],
            self._demo["server_secret"],
        )  # fmt: skip
        assert self.backend.sign_in()["status"] == 200
        self._pool = stack.enter_context(ThreadPoolExecutor(RACERS))

    def player(self) -> PlayerClient:
        client = PlayerClient(self._http(), self._demo["app_id"], self._demo["app_secret"])
        assert client.sign_in(secrets.token_hex(8))["status"] == 200
        return client

    def codes(self, campaign: str, quantity: int) -> Iterator[str]:
        """New available codes of a campaign."""
        for _ in range(quantity // GENERATED_MAX or 1):
            data = {
                "codeType": campaign,
                "quantity": min(quantity, GENERATED_MAX),
                "algorithmName": "FiveByFive",
                "codeState": "Available",
            }
            answer = self.backend.call("GENERATE_CODES_INLINE", data)
            assert answer["status"] == 200, answer
            yield from answer["data"]["generatedScanCodes"]

    def race(self, players: list[PlayerClient], *asked: str) -> list[Any]:
        """Let all players redeem the same at one moment; what each is told."""
        line = threading.Barrier(len(players))

        def run(player: PlayerClient) -> Any:
            line.wait(30)
            return player.redeem(*asked)

        return list(self._pool.map(run, players))

    def _http(self) -> httpx.Client:
        return self._stack.enter_context(plain_client(self._url))


@pytest.fixture
def shop(served_copy: ServedCopy, template: Path, tmp_path: Path) -> Iterator[Shop]:
    with ExitStack() as stack:
        yield Shop(stack.enter_context(served_copy(template, tmp_path / "shop")), stack)


@pytest.mark.timeout(3600)
def test_of_eight_racers_for_each_code_exactly_one_redeems_it(
    request: pytest.FixtureRequest, shop: Shop
):
    codes = CODES_FOR_LONG if request.config.getoption("--long") else CODES
    players = [shop.player() for _ in range(RACERS)]
    won: Counter[int] = Counter()
    for code in shop.codes("plain", codes):
        answers = shop.race(players, code, "plain")
        reasons = [answer.get("reason_code") for answer in answers]
        assert sorted(reasons, key=bool) == [None, *[40403] * (RACERS - 1)], (code, answers)
        won[reasons.index(None)] += 1
    assert won.total() == codes
    assert len(won) > 1, "one player always won: the races were none"
    owned = [len(player.redeemed("plain")["data"]["codes"]) for player in players]
    assert owned == [won[place] for place in range(RACERS)]


def test_a_shared_code_is_never_redeemed_more_often_than_allowed(shop: Shop):
    limit, now_ms = 21, time.time_ns() // 1_000_000
    added = shop.backend.call(
        "SYS_ADD_MULTI_USE_CODE_TYPE",
        {
            "codeType": "rush",
            "jsonOptions": {
                "scanCode": "RUSH",
                "validStart": now_ms - 60_000,
                "validEnd": now_ms + 3_600_000,
                "maxRedemptions": limit,
            },
        },
    )
    assert added["status"] == 200, added
    told: Counter[int | None] = Counter()
    winners: list[PlayerClient] = []
    for _ in range(6):
        players = [shop.player() for _ in range(RACERS)]
        for who, answer in zip(players, shop.race(players, "rush"), strict=True):
            told[answer.get("reason_code")] += 1
            winners += [who] if answer["status"] == 200 else []
    assert told == {None: limit, 40778: 6 * RACERS - limit}
    assert [who.redeem("RUSH")["reason_code"] for who in winners] == [40402] * limit


def test_one_profile_that_asks_eight_times_at_once_has_a_shared_code_once(shop: Shop):
    """From eight sessions of one profile, so that no packet is a repeat of another."""
    shop.backend.call(
        "SYS_ADD_MULTI_USE_CODE_TYPE",
        {
            "codeType": "one-each",
            "jsonOptions": {"scanCode": "ONE-EACH", "validStart": 0, "validEnd": 2**45},
        },
    )
    name = secrets.token_hex(8)
    sessions = [shop.player() for _ in range(RACERS)]
    for session in sessions:
        session.profile_id = ""
        signed_in = session.sign_in(name, authenticationType="Universal", authenticationToken="pw")
        assert signed_in["status"] == 200, signed_in
    answers = shop.race(sessions, "one-each")
    reasons = [answer.get("reason_code") for answer in answers]
    assert sorted(reasons, key=bool) == [None, *[40402] * (RACERS - 1)]


class Deliveries(ThreadingHTTPServer):
    """A customer's webhook, which delivers whenever it is called, and counts."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Delivery)
        self.made: Counter[str] = Counter()


class Delivery(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Deliveries

    def do_POST(self) -> None:
        asked: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.made[asked["scanCode"]] += 1
        body = b'{"success": true, "complete": true}'
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def deliveries() -> Iterator[Deliveries]:
    with Deliveries() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_two_players_at_one_synchronous_script_get_one_delivery(shop: Shop, deliveries: Deliveries):
    url = f"http://127.0.0.1:{deliveries.server_port}/deliver"
    for command in (
        ("script", "add", "/goods/deliver", url),
        ("digital", "add", "goods", "--script", "/goods/deliver"),
    ):
        done = run_command(*command, "--data", str(shop.data))
        assert done.returncode == 0, done.stderr
    players = [shop.player(), shop.player()]
    codes = list(shop.codes("goods", DELIVERIES_RACED))
    for code in codes:
        answers = shop.race(players, code, "goods")
        reasons = [answer.get("reason_code") for answer in answers]
        assert reasons.count(None) == 1, answers
        assert set(reasons) <= {None, 40750, 40403}
    assert deliveries.made == dict.fromkeys(codes, 1)
