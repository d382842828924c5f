"""Measures over HTTP what a request costs in a large shop, against the same one in a small shop.

``at_scale.py [--codes N] [--small N] [--rounds R] [--size S]``. Two real servers, one with five
million codes and one with fifty thousand, are asked in turn: a customer's server activates codes
from all over the table, players redeem them, and a till looks them up. Compared are the processor
time of the server and the median latency of a request. The codes are put into the database in big
pieces beforehand; those that are asked for have real secrets, the others a random hash. Asking
begins once the server has counted all codes for the portal's figures, which it does beside its work
in a tenth of the time at most.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import hashlib
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import apsw
import httpx
import msgspec
import uvloop
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from card_contract.signing import (
    MAC_HEADER,
    OPERATOR_HEADER,
    SESSION_HEADER,
    TIME_HEADER,
    handshake_bytes,
    request_mac,
)
from card_contract.states import CodeState
from confirm import now_ms
from own_server import Server, server
from server_stub.domain.ids import AppId, CodeId
from server_stub.storage.rows.cards import CodeRow, CodeSecretRow
from server_stub.storage.sealing import Keys
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.statements import inserting
from server_stub.storage.table import Row

CAMPAIGN: Final = "scale"
CONNECTIONS: Final = 8
PIECE_ROWS: Final = 100_000
COUNTED_WITHIN_S: Final = 600
RATIO_MAX: Final = 1.3


@dataclass(frozen=True, slots=True)
class Measured:
    """What one request of a round took."""

    cpu_us: float
    latency_ms: float


# --- A shop with many codes -----------------------------------------------------------------------


def make_shop(folder: Path, codes: int, asked: int) -> list[str]:
    """Make a shop with so many inactive codes; returns those that are asked for, from all over."""
    for command in (
        ("init", "--data", str(folder), "--demo"),
        (
            "campaign", "add", CAMPAIGN, "--title", "Scale", "--price-minor", "100",
            "--currency", "EUR", "--data", str(folder),
        ),
    ):  # fmt: skip
        subprocess.run(server(*command), check=True, stdout=subprocess.DEVNULL)
    keys = Keys.read(folder / "keys.json")
    database = open_writer(folder / "redemption.db")
    database.pragma("foreign_keys", False)
    database.pragma("synchronous", "off")
    ((index,),) = database.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'code_secrets_by_hash'"
    )
    database.execute("DROP INDEX code_secrets_by_hash")
    ((first,),) = database.execute("SELECT max(code_id) + 1 FROM codes")
    step = codes // asked
    scan_codes = {
        int(str(first)) + place * step + random.randrange(step): f"SCALE-{place:024}"  # noqa: S311 - only to spread them
        for place in range(asked)
    }
    fill(database, keys, range(int(str(first)), int(str(first)) + codes), scan_codes)
    database.execute(str(index))
    database.execute("UPDATE counters SET value = value + ? WHERE name = 'code'", (codes,))
    database.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    database.close()
    return list(scan_codes.values())


def fill(database: apsw.Connection, keys: Keys, ids: range, scan_codes: dict[int, str]) -> None:
    """Insert codes and their secrets in big pieces, in the order of their ids."""
    code, secret = rows_of(keys, ids[0], f"SCALE-{'0' * 24}")
    for start in range(ids.start, ids.stop, PIECE_ROWS):
        piece = range(start, min(start + PIECE_ROWS, ids.stop))
        with database:
            copy(database, code, piece)
            copy(database, secret, piece)
    with database:
        for number, scan_code in scan_codes.items():
            _, real = rows_of(keys, number, scan_code)
            database.execute(
                "DELETE FROM code_secrets WHERE app_id = ? AND code_id = ?", (real.app_id, number)
            )
            statement = inserting(CodeSecretRow)
            database.execute(statement.sql, statement.values(real))


def copy(database: apsw.Connection, row: Row, ids: range) -> None:
    """Insert a row under many ids, and under a hash of its own where it has one."""
    values = dict(zip(row.__struct_fields__, inserting(type(row)).values(row), strict=True))
    own = {"code_id": "id", "code_hash": "hex(randomblob(32))"}
    columns = ", ".join(own.get(name, f":{name}") for name in values)
    sql = f"""
        INSERT INTO {row.TABLE} ({", ".join(values)})
        WITH RECURSIVE ids (id) AS (
            SELECT :first UNION ALL SELECT id + 1 FROM ids WHERE id < :last)
        SELECT {columns} FROM ids
    """  # noqa: S608 - names come from the row's type
    database.execute(sql, values | {"first": ids[0], "last": ids[-1]})


def rows_of(keys: Keys, number: int, scan_code: str) -> tuple[CodeRow, CodeSecretRow]:
    app_id, protected = AppId("demo"), keys.protect_code(AppId("demo"), scan_code)
    code = CodeRow(
        app_id=app_id,
        code_id=CodeId(number),
        campaign=CAMPAIGN,
        batch=None,
        pack=None,
        number=None,
        last_four=scan_code[-4:],
        is_card=True,
        price_minor=100,
        currency="EUR",
        state=CodeState.INACTIVE,
        created_at=now_ms(),
        updated_at=now_ms(),
    )
    secret = CodeSecretRow(
        app_id=app_id,
        code_id=CodeId(number),
        campaign=CAMPAIGN,
        code_hash=protected.code_hash.value,
        hash_key_id=protected.code_hash.key_id,
        sealed=protected.sealed.value,
        seal_key_id=protected.sealed.key_id,
    )
    return code, secret


# --- Who asks -------------------------------------------------------------------------------------


class Shop:
    """A running server, with a session of everybody who asks on each connection."""

    def __init__(self, folder: Path, scan_codes: list[str]) -> None:
        self.scan_codes = scan_codes
        self.server = Server(folder)
        wait_until_counted(folder)
        self.demo: dict[str, Any] = json.loads((folder / "demo.json").read_text())
        self._secret = self.demo["app_secret"].encode()
        self._packets = 0
        with httpx.Client(base_url=self.server.url, timeout=60) as http:
            self._players = [self._player(http, place) for place in range(CONNECTIONS)]
            self._servers = [self._server(http) for _ in range(CONNECTIONS)]
            self._till, self._mac_key = self._till_session(http, folder)
            self._operator = self._signed_in(http)

    def close(self) -> None:
        self.server.close()

    def requests(self, act: str, codes: list[str]) -> list[list[bytes]]:
        """What each connection sends, one after the other."""
        make = {"activate": self._activate, "redeem": self._redeem, "look-up": self._look_up}[act]
        sent: list[list[bytes]] = [[] for _ in range(CONNECTIONS)]
        for number, code in enumerate(codes):
            self._packets += 1
            sent[number % CONNECTIONS].append(make(number % CONNECTIONS, code))
        return sent

    def _activate(self, place: int, code: str) -> bytes:
        data = {"scanCode": code, "codeType": CAMPAIGN}
        message = {"service": "redemptionCode", "operation": "ACTIVATE_CODE", "data": data}
        packet = {
            "packetId": self._packets,
            "sessionId": self._servers[place],
            "messages": [message],
        }
        return http_post("/s2sdispatcher", msgspec.json.encode(packet))

    def _redeem(self, place: int, code: str) -> bytes:
        data = {"scanCode": code, "codeType": CAMPAIGN}
        message = {"service": "redemptionCode", "operation": "REDEEM_CODE", "data": data}
        return self._signed(self._players[place], self._packets, message)

    def _look_up(self, _place: int, code: str) -> bytes:
        target, body = "/v1/cards/look-up", msgspec.json.encode({"text": code})
        return http_post(target, body, self._proof(target, body, self._operator))

    def _proof(self, target: str, body: bytes, operator: str) -> dict[str, str]:
        time_ms = str(now_ms())
        mac = request_mac(
            self._mac_key,
            method="POST",
            target=target,
            session=self._till,
            operator=operator,
            time_ms=time_ms,
            body=body,
        )
        headers = {SESSION_HEADER: self._till, TIME_HEADER: time_ms, MAC_HEADER: mac}
        return headers | {OPERATOR_HEADER: operator} if operator else headers

    def _signed_in(self, http: httpx.Client) -> str:
        target, clerk = "/v1/operator-sessions", self.demo["operators"][0]
        body = msgspec.json.encode({"operator": clerk["id"], "pin": clerk["pin"]})
        answer = http.post(target, content=body, headers=self._proof(target, body, ""))
        return str(answer.json()["operator_session"])

    def _signed(self, session: str, packet_id: int, message: dict[str, Any]) -> bytes:
        packet = {"packetId": packet_id, "sessionId": session, "messages": [message]}
        body = msgspec.json.encode({"gameId": self.demo["app_id"], **packet})
        signature = hashlib.md5(body + self._secret, usedforsecurity=False).hexdigest()
        headers = {"X-APPID": self.demo["app_id"], "X-SIG": signature}
        return http_post("/dispatcherv2", body, headers)

    def _player(self, http: httpx.Client, place: int) -> str:
        data = {"externalId": f"p{place}", "authenticationType": "Anonymous", "forceCreate": True}
        message = {"service": "authenticationV2", "operation": "AUTHENTICATE", "data": data}
        head, _, body = self._signed("", 0, message).partition(b"\r\n\r\n")
        headers = dict(line.split(": ") for line in head.decode().split("\r\n")[2:])
        answer = http.post("/dispatcherv2", content=body, headers=headers).json()
        return str(answer["responses"][0]["data"]["sessionId"])

    def _server(self, http: httpx.Client) -> str:
        data = {
            "appId": self.demo["app_id"],
            "serverName": self.demo["server_name"],
            "serverSecret": self.demo["server_secret"],
        }
        message = {"service": "authenticationV2", "operation": "AUTHENTICATE", "data": data}
        answer = http.post("/s2sdispatcher", json={"packetId": 0, "messages": [message]}).json()
        return str(answer["messageResponses"][0]["data"]["sessionId"])

    def _till_session(self, http: httpx.Client, folder: Path) -> tuple[str, bytes]:
        till = self.demo["till"]
        key = load_pem_private_key((folder / Path(till["key_file"]).name).read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)
        asked = http.post("/v1/till-sessions/challenge", json={"till_id": till["id"]}).json()
        challenge = asked["challenge"]
        signature = key.sign(handshake_bytes(till_id=till["id"], challenge=challenge))
        body = {
            "till_id": till["id"],
            "challenge": challenge,
            "signature": base64.b64encode(signature).decode(),
        }
        opened = http.post("/v1/till-sessions", json=body).json()
        return opened["session_id"], base64.b64decode(opened["mac_key"])


def wait_until_counted(folder: Path) -> None:
    """Wait for the first count of all codes."""
    began = time.perf_counter()
    shop = apsw.Connection(str(folder / "redemption.db"), flags=apsw.SQLITE_OPEN_READONLY)
    while not shop.execute("SELECT count(*) FROM figure_counts").get:
        if time.perf_counter() - began > COUNTED_WITHIN_S:
            raise TimeoutError("The server does not count its codes.")
        time.sleep(0.2)
    shop.close()


def http_post(path: str, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


# --- Measuring ------------------------------------------------------------------------------------


ACTS: Final[dict[str, bytes]] = {
    "activate": b'"codeState":"Available"',
    "redeem": b'"codeState":"Redeemed"',
    "look-up": b'"card_id"',
}
"""What is asked, and what a good answer has in it."""


async def play(port: int, sent: list[list[bytes]], good: bytes) -> list[float]:
    """Let every connection send its next request when the last is answered; the latencies (ms)."""
    times: list[float] = []

    async def connection(requests: list[bytes]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in requests:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.partition(b"content-length: ")[2].split(b"\r\n")[0])
            answer = await reader.readexactly(length)
            times.append((time.perf_counter() - began) * 1000)
            assert good in answer, answer
        writer.close()

    await asyncio.gather(*map(connection, sent))
    return times


def measure(shop: Shop, act: str, codes: list[str]) -> Measured:
    sent, before = shop.requests(act, codes), shop.server.cpu_s()
    times = uvloop.run(play(shop.server.port, sent, ACTS[act]))
    cpu_us = (shop.server.cpu_s() - before) / len(codes) * 1e6
    return Measured(cpu_us, statistics.median(times))


def rounds_of(shops: list[Shop], rounds: int, size: int) -> Iterator[tuple[str, list[Measured]]]:
    for number in range(rounds):
        for act in ACTS:
            turn = shops if number % 2 else shops[::-1]
            codes = slice(number * size, (number + 1) * size)
            measured = {id(shop): measure(shop, act, shop.scan_codes[codes]) for shop in turn}
            yield act, [measured[id(shop)] for shop in shops]


def report(found: dict[str, list[list[Measured]]]) -> None:
    print(f"{'':10} {'small':>18} {'large':>18} {'ratio of CPU':>13} {'of latency':>11}")
    for act, rounds in found.items():

        def medians(of: Callable[[Measured], float], rounds: Any = rounds) -> tuple[float, float]:
            small, large = zip(*rounds, strict=True)
            return statistics.median(map(of, small)), statistics.median(map(of, large))

        cpu, latency = medians(lambda one: one.cpu_us), medians(lambda one: one.latency_ms)
        columns = [f"{c:.0f} us {t:.2f} ms" for c, t in zip(cpu, latency, strict=True)]
        print(
            f"{act:10} {columns[0]:>18} {columns[1]:>18} {cpu[1] / cpu[0]:>13.2f}"
            f" {latency[1] / latency[0]:>11.2f}"
        )
    print(f"(at most {RATIO_MAX})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codes", type=int, default=5_000_000, help="in the large shop")
    parser.add_argument("--small", type=int, default=50_000, help="in the small one")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--size", type=int, default=800, help="requests of each kind a round")
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="at-scale-"))
    asked = given.rounds * given.size
    found: dict[str, list[list[Measured]]] = {act: [] for act in ACTS}
    try:
        with ExitStack() as opened:
            shops = []
            for name, codes in (("small", given.small), ("large", given.codes)):
                began = time.perf_counter()
                scan_codes = make_shop(root / name, codes, asked)
                print(f"{codes} codes made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
                random.shuffle(scan_codes)
                shops.append(Shop(root / name, scan_codes))
                opened.callback(shops[-1].close)
            for act, measured in rounds_of(shops, given.rounds, given.size):
                found[act].append(measured)
        report(found)
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
