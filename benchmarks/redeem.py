"""Measures the server: redemptions through ``/dispatcherv2`` against a bare loop of the same rows.

``redeem.py [--codes N] [--rounds R]``. The server is a real process with all of it on: signatures,
sessions and packet order, ledger, stored answers, ``synchronous=FULL``; 32 players, each on its own
connection, send their next packet when the last is answered. The bare loop writes the same rows
through apsw, a commit each, with all its values made beforehand. The rounds alternate, and their
ratio is what counts: the rates themselves are the disk's and the neighbours'.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

import apsw
import httpx
import msgspec
import uvloop
from msgspec.structs import astuple

from card_contract.states import CodeState
from confirm import assert_alike, now_ms, plain_commits
from load import CONNECTIONS, run_http
from own_server import Server, make_demo
from server_stub.code_snapshot import CodeSnapshot
from server_stub.commands.redemption_answers import RedeemAnswer
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.change import LedgerEntry
from server_stub.storage.ledger import Head, append
from server_stub.storage.rows.cards import UseType

CAMPAIGN: Final = "plain"
CODES_OF_PACKET: Final = 100
SESSION_MS: Final = 20 * 60 * 1000
ENDS: Final = b"}}]}"
"""Only the end of the whole answer closes so many brackets in this order."""
SAYS: Final = b'"codeState":"Redeemed"'


@dataclass(frozen=True, slots=True)
class Code:
    code_id: int
    scan_code: str


@dataclass(frozen=True, slots=True)
class Player:
    token: str
    profile_id: str

    @property
    def session_id(self) -> str:
        return hashlib.sha256(self.token.encode()).hexdigest()


@dataclass(slots=True)
class Ground:
    """A demo shop with codes that may be redeemed and players who have signed in."""

    folder: Path
    bare: Path
    codes: list[Code] = field(default_factory=list)
    players: list[Player] = field(default_factory=list)

    @property
    def demo(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "demo.json").read_text())
        return found

    def signed(self, packet: dict[str, Any]) -> tuple[bytes, str]:
        demo = self.demo
        body = msgspec.json.encode({"gameId": demo["app_id"], **packet})
        text = body + demo["app_secret"].encode()
        return body, hashlib.md5(text, usedforsecurity=False).hexdigest()


# --- Preparing ------------------------------------------------------------------------------------


def make_ground(root: Path, codes: int) -> Ground:
    folder = root / "shop"
    make_demo(folder)
    ground = Ground(folder, root / "bare.db")
    running = Server(folder)
    try:
        with httpx.Client(base_url=running.url, timeout=60) as http:
            scan_codes = make_codes(ground, http, codes)
            ground.players = [sign_in(ground, http, number) for number in range(CONNECTIONS)]
    finally:
        running.close()
    database = apsw.Connection(str(folder / "redemption.db"))
    ids = [row[0] for row in database.execute(
        "SELECT code_id FROM codes WHERE campaign = ? ORDER BY code_id", (CAMPAIGN,)
    )]  # fmt: skip
    database.pragma("wal_checkpoint(truncate)")
    database.close()
    ground.codes = [Code(*pair) for pair in zip(ids, scan_codes, strict=True)]
    shutil.copyfile(folder / "redemption.db", ground.bare)
    return ground


def make_codes(ground: Ground, http: httpx.Client, codes: int) -> list[str]:
    demo, made = ground.demo, []
    for _ in range(0, codes, CODES_OF_PACKET):
        call = {
            "appId": demo["app_id"],
            "serverName": demo["server_name"],
            "serverSecret": demo["server_secret"],
            "service": "redemptionCode",
            "operation": "GENERATE_CODES_INLINE",
            "data": {
                "codeType": CAMPAIGN,
                "quantity": CODES_OF_PACKET,
                "algorithmName": "FiveByFive",
                "codeState": "Available",
            },
        }
        made += http.post("/s2sdispatcher", json=call).json()["data"]["generatedScanCodes"]
    return made


def sign_in(ground: Ground, http: httpx.Client, number: int) -> Player:
    data = {
        "externalId": f"player-{number}",
        "authenticationType": "Anonymous",
        "forceCreate": True,
    }
    message = {"service": "authenticationV2", "operation": "AUTHENTICATE", "data": data}
    body, signature = ground.signed({"packetId": 0, "messages": [message]})
    headers = {"X-APPID": ground.demo["app_id"], "X-SIG": signature}
    said = http.post("/dispatcherv2", content=body, headers=headers).json()["responses"][0]["data"]
    return Player(said["sessionId"], said["profileId"])


# --- The bare loop --------------------------------------------------------------------------------


class BareLoop:
    """The same rows, one commit each; everything that could be made beforehand is."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._app = AppId(ground.demo["app_id"])
        self._db = apsw.Connection(str(ground.bare))
        self._db.pragma("journal_mode", "wal")
        self._db.pragma("synchronous", "full")
        self._db.pragma("foreign_keys", True)

    def run(self, numbers: range) -> float:
        """Redeem these codes; returns how many a second."""
        rounds = [self._values(number) for number in numbers]
        links = self._links(numbers)
        execute = self._db.execute
        started = time.perf_counter()
        for (session, code, answer), link in zip(rounds, links, strict=True):
            execute("BEGIN IMMEDIATE")
            execute(
                "UPDATE player_sessions SET last_packet_id = ?, expires_at = ?, version = ?"
                " WHERE session_id = ? AND version = ?",
                session,
            )
            execute(
                "UPDATE codes SET state = 'Redeemed', redeemed_by_id = ?, redeemed_by_name = '',"
                " redeemed_at = ?, custom_redemption_info = '{}', updated_at = ?, version = 2"
                " WHERE app_id = ? AND code_id = ? AND version = 1",
                code,
            )
            execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)", answer)
            execute("INSERT INTO ledger VALUES (?, ?, ?, ?)", link)
            execute("COMMIT")
        took = time.perf_counter() - started
        assert self._redeemed(numbers) == len(numbers)
        return len(numbers) / took

    def close(self) -> None:
        self._db.close()

    def _redeemed(self, numbers: range) -> int:
        codes = self._ground.codes
        ((count,),) = self._db.execute(
            "SELECT count(*) FROM codes WHERE state = 'Redeemed' AND code_id BETWEEN ? AND ?",
            (codes[numbers.start].code_id, codes[numbers.stop - 1].code_id),
        )
        return cast("int", count)

    def _values(self, number: int) -> tuple[Any, Any, Any]:
        at, (turn, place) = now_ms(), divmod(number, CONNECTIONS)
        code, player = self._ground.codes[number], self._ground.players[place]
        snapshot = CodeSnapshot(
            app_id=self._app,
            campaign=CAMPAIGN,
            use_type=UseType.PERSONAL,
            redemption_id=CodeId(code.code_id),
            version=2,
            state=CodeState.REDEEMED,
            custom_code_info="{}",
            custom_redemption_info="{}",
            redeemed_by_id=player.profile_id,
            redeemed_by_name="",
            invalidation_reason=None,
            created_at=at,
            activated_at=at,
            redeemed_at=at,
            invalidated_at=None,
            updated_at=at,
        )
        answer = RedeemAnswer(outcome=RedemptionOutcome.REDEEMED, at=at, code=snapshot)
        key = f"bc:{player.session_id}:{turn + 1}:0"
        return (
            (turn + 1, at + SESSION_MS, turn + 2, player.session_id, turn + 1),
            (player.profile_id, at, at, self._app, code.code_id),
            (self._app, key, "0" * 32, 0, msgspec.json.encode(answer).decode(), at),
        )

    def _links(self, numbers: range) -> list[tuple[Any, ...]]:
        ((position, last_hash),) = self._db.execute(
            "SELECT position, hash FROM ledger ORDER BY position DESC LIMIT 1"
        )
        head = Head(cast("int", position), cast("str", last_hash))
        entries = [
            LedgerEntry(
                app_id=self._app,
                kind="code.redeemed",
                actor=f"profile:{self._ground.players[number % CONNECTIONS].profile_id}",
                subject=str(self._ground.codes[number].code_id),
                detail={"campaign": CAMPAIGN, "sale": None},
            )
            for number in numbers
        ]
        return [astuple(link) for link in append(head, entries, now_ms())]


# --- The server over HTTP -------------------------------------------------------------------------


def requests(ground: Ground, numbers: range) -> list[list[bytes]]:
    """The signed packets of each player, in their order."""
    app_id = ground.demo["app_id"]
    secret = ground.demo["app_secret"].encode()
    sent: list[list[bytes]] = [[] for _ in range(CONNECTIONS)]
    for number in numbers:
        turn, place = divmod(number, CONNECTIONS)
        data = {"scanCode": ground.codes[number].scan_code, "codeType": CAMPAIGN}
        message = {"service": "redemptionCode", "operation": "REDEEM_CODE", "data": data}
        body = msgspec.json.encode(
            {
                "gameId": app_id,
                "sessionId": ground.players[place].token,
                "packetId": turn + 1,
                "messages": [message],
            }
        )
        signature = hashlib.md5(body + secret, usedforsecurity=False).hexdigest()
        head = (
            "POST /dispatcherv2 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nX-APPID: {app_id}\r\nX-SIG: {signature}\r\n\r\n"
        )
        sent[place].append(head.encode() + body)
    return sent


# --- The rounds -----------------------------------------------------------------------------------


def measure(ground: Ground, rounds: int) -> None:
    running, bare = Server(ground.folder), BareLoop(ground)
    size = len(ground.codes) // rounds // CONNECTIONS * CONNECTIONS
    print(f"the disk takes {plain_commits(ground.folder):.0f} commits of one row a second")
    print(f"{'round':>5} {'bare/s':>8} {'http/s':>8} {'ratio':>6} {'p99 ms':>7}  server CPU")
    ratios, tails = [], []
    try:
        for number in range(rounds):
            numbers = range(number * size, (number + 1) * size)
            base = bare.run(numbers)
            queues = [iter(packets) for packets in requests(ground, numbers)]
            before = running.cpu_s()
            result = uvloop.run(run_http([running.port], queues, ends=ENDS, says=SAYS))
            cpu = f"{(running.cpu_s() - before) / size * 1e6:.0f} us"
            ratios.append(result.rate / base)
            tails.append(result.p99_ms)
            print(
                f"{number + 1:>5} {base:>8.0f} {result.rate:>8.0f} {ratios[-1]:>6.2f}"
                f" {result.p99_ms:>7.1f}  {cpu}"
            )
    finally:
        bare.close()
        running.close()
    assert_alike(
        ground.bare,
        ground.folder / "redemption.db",
        f"SELECT * FROM codes WHERE code_id = {ground.codes[0].code_id}",  # noqa: S608  # made here
        f"SELECT * FROM player_sessions WHERE session_id = '{ground.players[0].session_id}'",  # noqa: S608  # made here
    )
    ratio, tail = statistics.median(ratios), statistics.median(tails)
    print(f"median ratio {ratio:.2f}, median p99 {tail:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codes", type=int, default=10_000, help="in all rounds together")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="redeem-"))
    try:
        measure(make_ground(root, given.codes), given.rounds)
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
