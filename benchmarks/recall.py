"""Measures the recall of many cards against one bare UPDATE of the same rows.

``recall.py [--cards N] [--rounds R] [--sold N] [--postgres]``. The server is a real process, and
all that is asked of it goes over HTTP, signed as a till signs it: a manager asks for the recall and
looks how far it is, twenty sales a second are confirmed beside it, each at its own time, and a till
listens for its news. The bare UPDATE is one transaction over a copy of the database, with the
ledger rows that the recall has written. Each round recalls other cards; its ratio is what counts.
The processor's time is the server's, so that of the sales and checkpoints beside the recall too.

A last round recalls cards that were sold, each of which opens a case: its ratio is told and has no
goal, for the bare UPDATE opens none. Whoever misses a goal ends with 1.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import uvloop

from card_contract.card_number import CardNumber
from card_contract.recall_messages import NumberRange, RecallRequest, digest_of
from card_contract.sale_id import SaleId
from card_contract.states import (
    CodeState,
    HoldState,
    PaymentKind,
    RecallAct,
    RecallReason,
    SaleStage,
)
from confirm import (
    APP,
    CLERK,
    ENDS,
    SAYS,
    STORE,
    Ground,
    HttpServer,
    MakeRows,
    Quiet,
    code_row,
    make_ground,
    now_ms,
)
from server_stub.commands.batch_codes import CHUNK_CODES_MAX
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import CodeId
from server_stub.engine.engine import Engine
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import SaleLineRow, SaleRow
from server_stub.storage.sealing import Keys
from server_stub.storage.table import Row

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from confirm_postgres import ON_DISK
from recall_shops import END, SINCE, FileShop, PostgresShop, Shop, Took
from support.ear import Ear
from support.postgres import postgres_server
from support.till_client import TillClient

FIRST_CODE = 5_000_000
FIRST_BATCH = 2
SALES = 2_000
PAUSE_S = 0.05
LOOK_EVERY_S = 0.05
WARMING_S = 1.0
MANAGER = "anna"
SECOND = "admin"
RATIO_MAX = 3
TAIL_MS_MAX = 100
HEARD_MS_MAX = 1000
UPDATE = """
    UPDATE codes SET state = 'Invalidated', recall_id = '1', invalidation_reason = 'recalled',
        invalidated_at = 1, updated_at = 1, version = version + 1
    WHERE app_id = '{app}' AND number BETWEEN {first} AND {last}
"""


def number(round_: int, sequence: int) -> CardNumber:
    return CardNumber.build(issuer="970099", batch=FIRST_BATCH + round_, sequence=sequence)


def card(round_: int, sequence: int) -> CodeRow:
    card_number = number(round_, sequence)
    return msgspec.structs.replace(
        code_row(1),
        code_id=CodeId(FIRST_CODE + 1_000_000 * round_ + sequence),
        number=card_number.stored,
        last_four=card_number.last_four,
    )


def sold(ground: Ground, round_: int, sequence: int) -> list[CodeRow | SaleRow | SaleLineRow]:
    """A card with the sale of it."""
    unsold, at = card(round_, sequence), now_ms()
    sale_id = SaleId(till=ground.till, generation=9, sequence=sequence, random="0" * 26)
    code = msgspec.structs.replace(
        unsold,
        state=CodeState.AVAILABLE,
        hold=HoldState.SOLD,
        sale_id=str(sale_id),
        activated_at=at,
    )
    sale = SaleRow(
        app_id=APP,
        sale_id=str(sale_id),
        receipt_number=sale_id.receipt_number,
        till_id=ground.till,
        till_name="Till 1",
        store_id=STORE,
        store_name="Harbour",
        operator_id=CLERK,
        operator_name="Mia",
        stage=SaleStage.CONFIRMED,
        currency=code.currency,
        total_minor=code.price_minor,
        created_at=at,
        held_at=at,
        paid_at=at,
        confirmed_at=at,
        payment_kind=PaymentKind.CASH,
        payment_minor=code.price_minor,
        day_at=at,
    )
    line = SaleLineRow(
        app_id=APP,
        sale_id=str(sale_id),
        position=0,
        code_id=code.code_id,
        last_four=code.last_four,
        price_minor=code.price_minor,
        keyed=False,
        campaign=code.campaign,
    )
    return [code, sale, line]


class Confirmed(NamedTuple):
    begun_at: float
    took_s: float


class Sales:
    """The sales beside a recall, each sent at its own time, whether or not others are answered."""

    def __init__(self, http: HttpServer) -> None:
        self._http = http
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.confirmed: list[Confirmed] = []

    async def go_on(self, sales: Iterator[int]) -> None:
        tasks: list[asyncio.Task[None]] = []
        try:
            for sale in sales:
                tasks.append(asyncio.create_task(self._confirm(sale)))
                await asyncio.sleep(PAUSE_S)
        finally:
            await asyncio.gather(*tasks)
            for _, writer in self._idle:
                writer.close()

    async def _confirm(self, sale: int) -> None:
        (request,) = self._http.requests(range(sale, sale + 1))
        begun_at = time.perf_counter()
        line = self._idle.pop() if self._idle else None
        reader, writer = line or await asyncio.open_connection("127.0.0.1", self._http.port)
        writer.write(request)
        answer = await reader.readuntil(ENDS)
        self.confirmed.append(Confirmed(begun_at, time.perf_counter() - begun_at))
        assert answer.startswith(b"HTTP/1.1 200"), answer
        assert SAYS in answer, answer
        self._idle.append((reader, writer))


class Listening:
    """How long after each piece was decided a till knew of it."""

    def __init__(self, till: TillClient) -> None:
        self.took_ms: list[int] = []
        self._ear = Ear(till)
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while (news := self._ear.next()) is not None:
            assert news["card_ids"], news
            self.took_ms.append(now_ms() - news["at"])

    def end(self) -> None:
        """The server has ended the line."""
        self._thread.join()


def recall(manager: TillClient, http: HttpServer, asked: Asked, signs: tuple[str, str]) -> Took:
    """Ask for a recall and look until it is done, as a manager's till does."""
    round_, cards, with_sold = asked
    request = RecallRequest(
        act=RecallAct.RECALL,
        selection=NumberRange(first=number(round_, 1).digits, last=number(round_, cards).digits),
        reason=RecallReason.STOLEN,
        note="A benchmark.",
        include_sold=with_sold,
    )
    name = f"R-{round_:026d}"
    if with_sold:
        signed = manager.approve(*signs, "recall", digest_of(request), sale_id=name)
        approval = signed.raise_for_status().json()["approval"]
        request = msgspec.structs.replace(request, approval=approval)
    begun_at, cpu = time.perf_counter(), http.cpu_s()
    asking = msgspec.to_builtins(request)
    begun = manager.post(f"/v1/recall-requests/{name}", asking).raise_for_status().json()
    state = "running"
    while state == "running":
        time.sleep(LOOK_EVERY_S)
        view = manager.get(f"/v1/recalls/{begun['recall_id']}").raise_for_status().json()
        state = view["state"]
    assert (state, view["done"]) == ("done", cards), view
    return Took(time.perf_counter() - begun_at, http.cpu_s() - cpu)


class Asked(NamedTuple):
    """Which cards a round recalls."""

    round_: int
    cards: int
    with_sold: bool = False


class Round(NamedTuple):
    recall: Took
    bare: Took
    confirms: list[float]
    heard_ms: list[int]

    @property
    def ratios(self) -> tuple[float, float]:
        recall, bare = self.recall, self.bare
        return recall.wall_s / bare.wall_s, recall.cpu_s / bare.cpu_s

    def __str__(self) -> str:
        return (
            f"{self.recall.wall_s:>8.2f} {self.bare.wall_s:>7.2f} {self.ratios[0]:>6.2f}"
            f" {tail_ms(self.confirms):>8.1f} {max(self.heard_ms):>8}"
        )


def tail_ms(took: list[float]) -> float:
    return statistics.quantiles(took, n=100, method="inclusive")[98] * 1000


async def prepare(ground: Ground, shop: Shop, rounds: list[Asked]) -> None:
    """Make the cards of all rounds, while no server runs."""
    storage, reader = await shop.opened()
    keys = Keys.read(ground.folder / "keys.json")
    engine = Engine(storage=storage, clock=now_ms, fingerprint=keys.fingerprint, watcher=Quiet())
    engine.start()
    for round_, cards, with_sold in rounds:
        for start in range(1, cards + 1, CHUNK_CODES_MAX):
            rows: list[Row] = []
            for sequence in range(start, min(start + CHUNK_CODES_MAX, cards + 1)):
                rows += sold(ground, round_, sequence) if with_sold else [card(round_, sequence)]
            assert isinstance(await engine.submit(MakeRows(app_id=APP, rows=rows)), Noted)
    await engine.stop()
    await reader.close()
    await storage.close()


async def carry_out(
    ground: Ground, asked: Asked, sales: Iterator[int]
) -> tuple[Took, list[float], list[int]]:
    """Recall a round's cards while sales go on, which have begun before."""
    demo: dict[str, Any] = json.loads((ground.folder / "demo.json").read_text())
    pins = {one["id"]: one["pin"] for one in demo["operators"]}
    http = HttpServer(ground)
    with ExitStack() as stack:
        stack.callback(http.close)
        manager = stack.enter_context(TillClient.of_demo(http.url, demo))
        manager.sign_in(MANAGER, pins[MANAGER]).raise_for_status()
        listening, beside = Listening(manager), Sales(http)
        selling = asyncio.create_task(beside.go_on(sales))
        await asyncio.sleep(WARMING_S)
        begun_at = time.perf_counter()
        signs = (SECOND, pins[SECOND])
        took = await asyncio.to_thread(recall, manager, http, asked, signs)
        selling.cancel()
        with suppress(asyncio.CancelledError):
            await selling
    listening.end()
    confirms = [each.took_s for each in beside.confirmed if each.begun_at >= begun_at]
    return took, confirms, listening.took_ms


def measure(ground: Ground, shop: Shop, asked: Asked, sales: Iterator[int]) -> Round:
    round_, cards, _ = asked
    ((position,),) = shop.ask(END)
    shop.copy()
    recalled, confirms, heard_ms = uvloop.run(carry_out(ground, asked, sales))
    first, last = number(round_, 1).stored, number(round_, cards).stored
    update = UPDATE.format(app=APP, first=first, last=last)
    bare, changed = shop.bare(update, shop.ask(SINCE.format(position=position)))
    assert changed == cards, changed
    return Round(recalled, bare, confirms, heard_ms)


def run(ground: Ground, shop: Shop, rounds: list[Asked]) -> bool:
    """Measure, tell, and say whether every goal was reached."""
    uvloop.run(prepare(ground, shop, rounds))
    shop.ask("UPDATE apps SET recall_signed_above = 1000000")
    sales = iter(range(SALES))
    print("recall s  bare s  ratio   p99 ms heard ms  CPU ratio")
    done: list[Round] = []
    for asked in rounds:
        done.append(measure(ground, shop, asked, sales))
        cpu = f"{done[-1].ratios[1]:>10.2f}" if shop.counts_cpu else ""
        print(done[-1], cpu, flush=True)
    plain = [each for each, asked in zip(done, rounds, strict=True) if not asked.with_sold]
    walls, cpus = zip(*[each.ratios for each in plain], strict=True)
    ratio, cards = statistics.median(walls), rounds[0].cards
    print(f"{cards} cards: median {ratio:.2f} times the bare UPDATE (at most {RATIO_MAX})")
    if rounds[-1].with_sold:
        print(
            f"{rounds[-1].cards} sold cards, a case each: {done[-1].recall.wall_s:.2f} s,"
            f" {done[-1].ratios[0]:.2f} times the bare UPDATE, which opens none"
        )
    if shop.counts_cpu:
        print(f"the server's time on the processor: {statistics.median(cpus):.2f} times")
    confirms = [took for each in done for took in each.confirms]
    tail = tail_ms(confirms)
    print(f"sales beside it: p99 {tail:.1f} ms (at most {TAIL_MS_MAX}), {len(confirms)} of them")
    heard = max(max(each.heard_ms) for each in done)
    print(f"a till that listens knew {heard} ms after a piece was decided (at most {HEARD_MS_MAX})")
    return ratio <= RATIO_MAX and tail <= TAIL_MS_MAX and heard <= HEARD_MS_MAX


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sold", type=int, default=10_000, help="cards of the last round; 0: none")
    parser.add_argument("--postgres", action="store_true", help="in a PostgreSQL of its own")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ground = make_ground(Path(folder), SALES)
        shop: Shop = FileShop(ground)
        if options.postgres:
            shop = PostgresShop(stack.enter_context(postgres_server(**ON_DISK)), ground)
        rounds = [Asked(round_, options.cards) for round_ in range(options.rounds)]
        rounds += [Asked(options.rounds, options.sold, with_sold=True)] if options.sold else []
        return int(not run(ground, shop, rounds))


if __name__ == "__main__":
    sys.exit(main())
