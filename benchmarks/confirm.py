"""Measures the server: CONFIRM of one card over HTTP against a bare loop over the same rows.

``confirm.py [--sales N] [--rounds R] [--engine-only]``. The server is a real process with all of it
on: session MAC, ledger, stored answer, ``synchronous=FULL``; 32 connections each send their next
request when the last is answered. The bare loop writes the same rows through apsw, a commit each,
with all its values made beforehand. The rounds alternate, and their ratio is what counts: the rates
themselves are the disk's and the neighbours'.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, cast

import apsw
import httpx
import msgspec
import uvloop
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import astuple

from card_contract.card_number import CardNumber
from card_contract.messages import (
    ConfirmAnswer,
    ConfirmedLine,
    ConfirmRequest,
    Payment,
    ReserveAnswer,
    ReserveLine,
    ReserveRequest,
)
from card_contract.sale_id import SaleId
from card_contract.signing import (
    MAC_HEADER,
    SESSION_HEADER,
    TIME_HEADER,
    handshake_bytes,
    request_mac,
)
from card_contract.states import CodeState, PaymentKind
from load import CONNECTIONS, Result, result_of, run_http
from own_server import Server, make_demo
from server_stub.commands.batch_codes import CHUNK_CODES_MAX
from server_stub.commands.checkout import Confirm
from server_stub.commands.reserving import Reserve
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import AppId, CodeId, OperatorId, StoreId, TillId
from server_stub.engine.command import Decision
from server_stub.engine.engine import Engine
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry
from server_stub.storage.ledger import Head, append
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.sealing import Keys
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.table import Need, Row

PRICE = 2500
FIRST_CODE = 1_000_000
APP = AppId("demo")
STORE = StoreId("harbour-12")
CLERK = OperatorId("mia")
CAMPAIGN = "gift-25"
ENDS = b'"replayed":false}'
"""The answer's last field; nothing else in it ends so."""
SAYS = b'"activated":true'
EARLIEST_MS = 1_000_000_000_000


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Quiet:
    """A watcher that minds only faults."""

    def round_done(self, commands: int) -> None: ...

    def command_failed(self, command: str, error: Exception) -> None:
        raise SystemExit(f"{command} failed: {error!r}")

    def became_read_only(self, reason: str) -> None:
        raise SystemExit(reason)

    def became_writable(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """A demo shop with held sales, one card each, and a copy of its database for the bare loop."""

    folder: Path
    bare: Path
    till: TillId
    sales: int

    @property
    def database(self) -> Path:
        return self.folder / "redemption.db"

    def sale(self, number: int) -> SaleId:
        return SaleId(till=self.till, generation=1, sequence=number + 1, random="0" * 26)


def request_of_confirm() -> ConfirmRequest:
    payment = Payment(kind=PaymentKind.CASH, amount_minor=PRICE, given_minor=PRICE)
    return ConfirmRequest(payment=payment, paid_at=now_ms())


# --- Preparing ------------------------------------------------------------------------------------


@asynccontextmanager
async def engine_on(ground: Ground) -> AsyncIterator[Engine]:
    storage = SqliteStorage(ground.database)
    storage.open()
    keys = Keys.read(ground.folder / "keys.json")
    engine = Engine(storage=storage, clock=now_ms, fingerprint=keys.fingerprint, watcher=Quiet())
    engine.start()
    try:
        yield engine
    finally:
        await engine.stop()
        await storage.close()


def make_ground(root: Path, sales: int) -> Ground:
    folder = root / "shop"
    make_demo(folder)
    till = TillId(json.loads((folder / "demo.json").read_text())["till"]["id"])
    ground = Ground(folder, root / "bare.db", till, sales)
    uvloop.run(hold_sales(ground))
    shutil.copyfile(ground.database, ground.bare)
    return ground


async def hold_sales(ground: Ground) -> None:
    """Make as many cards as sales, and hold each for its sale."""
    sales = ground.sales
    async with engine_on(ground) as engine:
        for start in range(0, sales, CHUNK_CODES_MAX):
            codes = [
                code_row(number) for number in range(start, min(start + CHUNK_CODES_MAX, sales))
            ]
            await engine.submit(MakeRows(app_id=APP, rows=codes))
        for start in range(0, sales, 1000):
            numbers = range(start, min(start + 1000, sales))
            answers = await asyncio.gather(*[engine.submit(reserve(ground, n)) for n in numbers])
            assert all(isinstance(answer, ReserveAnswer) for answer in answers), answers[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRows(Unstored):
    """Put cards in, without the secrets that a confirm never looks at."""

    answer_type: ClassVar = Noted

    rows: Sequence[Row]

    def needs(self) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        return Decision(Noted(), [Insert(row) for row in self.rows])


def code_row(number: int) -> CodeRow:
    card = CardNumber.build(issuer="970099", batch=1, sequence=number)
    return CodeRow(
        app_id=APP,
        code_id=CodeId(FIRST_CODE + number),
        campaign=CAMPAIGN,
        batch=None,
        pack=None,
        number=card.stored,
        last_four=card.last_four,
        is_card=True,
        price_minor=PRICE,
        currency="EUR",
        state=CodeState.INACTIVE,
        created_at=now_ms(),
        updated_at=now_ms(),
    )


def reserve(ground: Ground, number: int) -> Reserve:
    line = ReserveLine(card_id=str(FIRST_CODE + number), price_minor=PRICE)
    return Reserve(
        app_id=APP,
        store_id=STORE,
        till_id=ground.till,
        operator_id=CLERK,
        sale_id=ground.sale(number),
        request=ReserveRequest(lines=[line], currency="EUR", created_at=now_ms()),
    )


# --- The bare loop --------------------------------------------------------------------------------


class BareLoop:
    """The same rows, one commit each; everything that could be made beforehand is."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._db = apsw.Connection(str(ground.bare))
        self._db.pragma("journal_mode", "wal")
        self._db.pragma("synchronous", "full")
        self._db.pragma("foreign_keys", True)

    def run(self, numbers: range) -> float:
        """Confirm these sales; returns how many a second."""
        rounds = [self._values(number) for number in numbers]
        links = self._links(numbers)
        execute = self._db.execute
        started = time.perf_counter()
        for (sale, code, answer), link in zip(rounds, links, strict=True):
            execute("BEGIN IMMEDIATE")
            execute(
                "UPDATE sales SET stage = 'confirmed', paid_at = ?, confirmed_at = ?, day_at = ?,"
                " payment_kind = 'cash', payment_minor = ?, given_minor = ?, version = 2"
                " WHERE app_id = ? AND sale_id = ? AND version = 1",
                sale,
            )
            execute(
                "UPDATE codes SET state = 'Available', hold = 'sold', activated_at = ?,"
                " updated_at = ?, version = 3 WHERE app_id = ? AND code_id = ? AND version = 2",
                code,
            )
            execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)", answer)
            execute("INSERT INTO ledger VALUES (?, ?, ?, ?)", link)
            execute("COMMIT")
        return len(numbers) / (time.perf_counter() - started)

    def close(self) -> None:
        self._db.close()

    def _values(self, number: int) -> tuple[Any, Any, Any]:
        at, sale_id = now_ms(), str(self._ground.sale(number))
        line = ConfirmedLine(
            card_id=str(FIRST_CODE + number), last_four="0000", price_minor=PRICE, activated=True
        )
        answer = ConfirmAnswer(sale_id=sale_id, lines=[line], refund_minor=0, at=at)
        body = msgspec.json.encode(answer).decode()
        return (
            (at, at, at, PRICE, PRICE, APP, sale_id),
            (at, at, APP, FIRST_CODE + number),
            (APP, f"{sale_id}/CONFIRM", "0" * 32, 0, body, at),
        )

    def _links(self, numbers: range) -> list[tuple[Any, ...]]:
        ((position, last_hash),) = self._db.execute(
            "SELECT position, hash FROM ledger ORDER BY position DESC LIMIT 1"
        )
        head = Head(cast("int", position), cast("str", last_hash))
        entries = [
            LedgerEntry(
                app_id=APP,
                kind="sale.confirmed",
                actor=f"till:{self._ground.till}",
                subject=str(self._ground.sale(number)),
                detail={
                    "cards": [FIRST_CODE + number],
                    "refused": [],
                    "paid": PRICE,
                    "by": "cash",
                },
            )
            for number in numbers
        ]
        return [astuple(link) for link in append(head, entries, now_ms())]


# --- The server over HTTP -------------------------------------------------------------------------


class HttpServer(Server):
    """The real server, and a till session to sign with."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground.folder)
        self._ground = ground
        opened = self._open_session()
        self._session = opened["session_id"]
        self._mac_key = base64.b64decode(opened["mac_key"])

    def requests(self, numbers: range) -> list[bytes]:
        """The signed requests, ready to be sent within the next minutes."""
        body = msgspec.json.encode(request_of_confirm())
        return [self._request(f"/v1/sales/{self._ground.sale(n)}/confirm", body) for n in numbers]

    def _request(self, target: str, body: bytes) -> bytes:
        time_ms = str(now_ms())
        mac = request_mac(
            self._mac_key,
            method="POST",
            target=target,
            session=self._session,
            operator="",
            time_ms=time_ms,
            body=body,
        )
        head = (
            f"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n{SESSION_HEADER}: {self._session}\r\n"
            f"{TIME_HEADER}: {time_ms}\r\n{MAC_HEADER}: {mac}\r\n\r\n"
        )
        return head.encode() + body

    def _open_session(self) -> dict[str, Any]:
        key_file = json.loads((self._ground.folder / "demo.json").read_text())["till"]["key_file"]
        key = serialization.load_pem_private_key(Path(key_file).read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)
        till = self._ground.till
        challenge = self._post("/v1/till-sessions/challenge", {"till_id": till})["challenge"]
        signature = key.sign(handshake_bytes(till_id=till, challenge=challenge))
        body = {
            "till_id": till,
            "challenge": challenge,
            "signature": base64.b64encode(signature).decode(),
        }
        return self._post("/v1/till-sessions", body)

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = httpx.post(self.url + path, json=body, timeout=30)
        opened: dict[str, Any] = answer.raise_for_status().json()
        return opened


async def run_engine(ground: Ground, numbers: range) -> Result:
    times: list[float] = []
    left = iter(numbers)
    request = request_of_confirm()

    async def one_after_the_other(engine: Engine) -> None:
        for number in left:
            sent = time.perf_counter()
            confirm = Confirm(
                app_id=APP, till_id=ground.till, sale_id=ground.sale(number), request=request
            )
            answer = await engine.submit(confirm)
            times.append(time.perf_counter() - sent)
            assert isinstance(answer, ConfirmAnswer)
            assert answer.lines[0].activated

    async with engine_on(ground) as engine:
        started = time.perf_counter()
        await asyncio.gather(*[one_after_the_other(engine) for _ in range(CONNECTIONS)])
        took = time.perf_counter() - started
    return result_of(times, took)


def plain_commits(folder: Path, commits: int = 1_000) -> float:
    """How many a second the disk takes: what the bare loop's rate, and so each ratio, hangs on."""
    db = apsw.Connection(str(folder / "plain.db"))
    db.pragma("journal_mode", "wal")
    db.pragma("synchronous", "full")
    db.execute("CREATE TABLE plain (number INTEGER PRIMARY KEY)")
    started = time.perf_counter()
    for number in range(commits):
        db.execute("INSERT INTO plain VALUES (?)", (number,))
    rate = commits / (time.perf_counter() - started)
    db.close()
    return rate


def assert_alike(bare: Path, served: Path, *selects: str) -> None:
    """Check that the bare loop has left the same rows as the server, but for the times in them."""
    left: list[list[Any]] = []
    for path in (bare, served):
        db = apsw.Connection(str(path))
        left.append([[kind_of(value) for value in db.execute(select).get] for select in selects])
        db.close()
    assert left[0] == left[1], left


def kind_of(value: Any) -> Any:
    return "a time" if isinstance(value, int) and value > EARLIEST_MS else value


# --- The rounds -----------------------------------------------------------------------------------


def measure(ground: Ground, rounds: int, *, engine_only: bool) -> None:
    http = None if engine_only else HttpServer(ground)
    bare = BareLoop(ground)
    size = ground.sales // rounds
    name = "engine" if http is None else "http"
    print(f"the disk takes {plain_commits(ground.folder):.0f} commits of one row a second")
    print(f"{'round':>5} {'bare/s':>8} {name + '/s':>8} {'ratio':>6} {'p99 ms':>7}  server CPU")
    ratios, tails = [], []
    try:
        for number in range(rounds):
            numbers = range(number * size, (number + 1) * size)
            base = bare.run(numbers)
            cpu = ""
            if http is None:
                result = uvloop.run(run_engine(ground, numbers))
            else:
                requests, before = http.requests(numbers), http.cpu_s()
                queues = [iter(requests)] * CONNECTIONS
                result = uvloop.run(run_http([http.port], queues, ends=ENDS, says=SAYS))
                cpu = f"{(http.cpu_s() - before) / size * 1e6:.0f} us"
            ratios.append(result.rate / base)
            tails.append(result.p99_ms)
            print(
                f"{number + 1:>5} {base:>8.0f} {result.rate:>8.0f} {ratios[-1]:>6.2f}"
                f" {result.p99_ms:>7.1f}  {cpu}"
            )
    finally:
        bare.close()
        if http is not None:
            http.close()
    assert_alike(
        ground.bare,
        ground.database,
        f"SELECT * FROM sales WHERE sale_id = '{ground.sale(0)}'",  # noqa: S608  # made here
        f"SELECT * FROM codes WHERE code_id = {FIRST_CODE}",  # noqa: S608  # made here
    )
    ratio, tail = statistics.median(ratios), statistics.median(tails)
    print(f"median ratio {ratio:.2f}, median p99 {tail:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sales", type=int, default=10_000, help="in all rounds together")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engine-only", action="store_true", help="without HTTP")
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="confirm-"))
    try:
        ground = make_ground(root, given.sales)
        measure(ground, given.rounds, engine_only=given.engine_only)
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
