"""Measures the recall of many cards against one bare UPDATE of the same rows.

``recall.py [--cards N] [--rounds R] [--postgres]``. The server is a real process, and all that is
asked of it goes over HTTP, signed as a till signs it: a manager asks for the recall and looks how
far it is, twenty sales a second are confirmed beside it, each at its own time, and a till listens
for its news. The bare UPDATE is one transaction over a copy of the database, with the ledger rows
that the recall has written. Each round recalls other cards; its ratio is what counts. The
processor's time is the server's, so that of the sales and checkpoints beside the recall too.
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
from confirm import (
    APP,
    ENDS,
    SAYS,
    Ground,
    HttpServer,
    MakeRows,
    Quiet,
    code_row,
    make_ground,
    now_ms,
)
from server_stub.commands.batch_codes import CHUNK_CODES_MAX
from server_stub.domain.ids import CodeId
from server_stub.engine.engine import Engine
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.sealing import Keys

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


def recall(manager: TillClient, http: HttpServer, round_: int, cards: int) -> Took:
    """Ask for a recall and look until it is done, as a manager's till does."""
    request = {
        "act": "recall",
        "selection": {
            "by": "range",
            "first": number(round_, 1).digits,
            "last": number(round_, cards).digits,
        },
        "reason": "stolen",
        "note": "A benchmark.",
    }
    begun_at, cpu = time.perf_counter(), http.cpu_s()
    begun = manager.post(f"/v1/recall-requests/R-{round_:026d}", request).raise_for_status().json()
    state = "running"
    while state == "running":
        time.sleep(LOOK_EVERY_S)
        view = manager.get(f"/v1/recalls/{begun['recall_id']}").raise_for_status().json()
        state = view["state"]
    assert (state, view["done"]) == ("done", cards), view
    return Took(time.perf_counter() - begun_at, http.cpu_s() - cpu)


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


async def prepare(ground: Ground, shop: Shop, cards: int, rounds: int) -> None:
    """Make the cards of all rounds, while no server runs."""
    storage, reader = await shop.opened()
    keys = Keys.read(ground.folder / "keys.json")
    engine = Engine(storage=storage, clock=now_ms, fingerprint=keys.fingerprint, watcher=Quiet())
    engine.start()
    for round_ in range(rounds):
        for start in range(1, cards + 1, CHUNK_CODES_MAX):
            sequences = range(start, min(start + CHUNK_CODES_MAX, cards + 1))
            rows = [card(round_, sequence) for sequence in sequences]
            await engine.submit(MakeRows(app_id=APP, rows=rows))
    await engine.stop()
    await reader.close()
    await storage.close()


async def carry_out(
    ground: Ground, round_: int, cards: int, sales: Iterator[int]
) -> tuple[Took, list[float], list[int]]:
    """Recall a round's cards while sales go on, which have begun before."""
    demo: dict[str, Any] = json.loads((ground.folder / "demo.json").read_text())
    pin = next(one["pin"] for one in demo["operators"] if one["id"] == MANAGER)
    http = HttpServer(ground)
    with ExitStack() as stack:
        stack.callback(http.close)
        manager = stack.enter_context(TillClient.of_demo(http.url, demo))
        manager.sign_in(MANAGER, pin).raise_for_status()
        listening, beside = Listening(manager), Sales(http)
        selling = asyncio.create_task(beside.go_on(sales))
        await asyncio.sleep(WARMING_S)
        begun_at = time.perf_counter()
        took = await asyncio.to_thread(recall, manager, http, round_, cards)
        selling.cancel()
        with suppress(asyncio.CancelledError):
            await selling
    listening.end()
    confirms = [each.took_s for each in beside.confirmed if each.begun_at >= begun_at]
    return took, confirms, listening.took_ms


def measure(ground: Ground, shop: Shop, round_: int, cards: int, sales: Iterator[int]) -> Round:
    ((position,),) = shop.ask(END)
    shop.copy()
    recalled, confirms, heard_ms = uvloop.run(carry_out(ground, round_, cards, sales))
    first, last = number(round_, 1).stored, number(round_, cards).stored
    update = UPDATE.format(app=APP, first=first, last=last)
    bare, changed = shop.bare(update, shop.ask(SINCE.format(position=position)))
    assert changed == cards, changed
    return Round(recalled, bare, confirms, heard_ms)


def run(ground: Ground, shop: Shop, cards: int, rounds: int) -> None:
    uvloop.run(prepare(ground, shop, cards, rounds))
    shop.ask("UPDATE apps SET recall_signed_above = 1000000")
    sales = iter(range(SALES))
    print("recall s  bare s  ratio   p99 ms heard ms  CPU ratio")
    done: list[Round] = []
    for round_ in range(rounds):
        done.append(measure(ground, shop, round_, cards, sales))
        cpu = f"{done[-1].ratios[1]:>10.2f}" if shop.counts_cpu else ""
        print(done[-1], cpu, flush=True)
    walls, cpus = zip(*[each.ratios for each in done], strict=True)
    print(f"{cards} cards: median {statistics.median(walls):.2f} times the bare UPDATE (at most 3)")
    if shop.counts_cpu:
        print(f"the server's time on the processor: {statistics.median(cpus):.2f} times")
    confirms = [took for each in done for took in each.confirms]
    print(f"sales beside it: p99 {tail_ms(confirms):.1f} ms (at most 100), {len(confirms)} of them")
    heard = max(max(each.heard_ms) for each in done)
    print(f"a till that listens knew {heard} ms after a piece was decided (at most 1000)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--postgres", action="store_true", help="in a PostgreSQL of its own")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ground = make_ground(Path(folder), SALES)
        shop: Shop = FileShop(ground)
        if options.postgres:
            shop = PostgresShop(stack.enter_context(postgres_server(**ON_DISK)), ground)
        run(ground, shop, options.cards, options.rounds)


if __name__ == "__main__":
    main()
