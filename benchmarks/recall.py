"""Measures the recall of many cards against one bare UPDATE of the same rows.

``recall.py [--cards N] [--rounds R] [--postgres]``. The recall runs in pieces with its ledger, its
result card by card and the news for tills; beside it twenty sales a second are confirmed through
the same engine, each at its own time, and one till listens. The bare UPDATE is one transaction over
a copy of the database, with the ledger rows that the recall has written. Each round recalls other
cards. The processor's time counts all threads, so the sales and checkpoints beside the recall too.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import uvloop

from card_contract.card_number import CardNumber
from card_contract.messages import ConfirmAnswer
from card_contract.recall_messages import NumberRange, RecallNews, RecallRequest
from card_contract.states import RecallAct, RecallReason
from confirm import (
    APP,
    Ground,
    MakeRows,
    Quiet,
    code_row,
    make_ground,
    now_ms,
    request_of_confirm,
)
from server_stub.commands.batch_codes import CHUNK_CODES_MAX
from server_stub.commands.checkout import Confirm
from server_stub.commands.recalls import BeginRecall, RecallBegun
from server_stub.domain.ids import CodeId, OperatorId
from server_stub.engine.engine import Engine
from server_stub.jobs.recalling import Recalling
from server_stub.jobs.runner import JobRunner
from server_stub.notify.feed import Feed, Listener
from server_stub.notify.recall_bell import RecallBell
from server_stub.queries.selections import SelectionQueries
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.jobs import JobKind
from server_stub.storage.sealing import Keys

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from confirm_postgres import ON_DISK
from recall_shops import END, SINCE, FileShop, PostgresShop, Shop, Took
from support.postgres import postgres_server

FIRST_CODE = 5_000_000
FIRST_BATCH = 2
SALES = 1_000
PAUSE_S = 0.05
WARMING_S = 1.0
MANAGER = OperatorId("anna")
UPDATE = """
    UPDATE codes SET state = 'Invalidated', recall_id = '1', invalidation_reason = 'recalled',
        invalidated_at = 1, updated_at = 1, version = version + 1
    WHERE app_id = '{app}' AND number BETWEEN {first} AND {last}
"""


class Stderr:
    def fault(self, route: str, error: BaseException) -> None:
        raise SystemExit(f"{route}: {error!r}")


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


@dataclass(slots=True)
class Till:
    """A till that listens, with a card of every piece in its basket: how long until it knew."""

    listener: Listener
    took_ms: list[int] = field(default_factory=list)

    async def listen(self) -> None:
        while (piece := await self.listener.next()) is not None:
            data = piece.partition(b"data: ")[2]
            if data:
                news = msgspec.json.decode(data, type=RecallNews)
                assert news.card_ids, news
                self.took_ms.append(now_ms() - news.at)


class Bench:
    """The engine over a shop, with what carries recalls out."""

    def __init__(self, ground: Ground, storage: Any, reader: Any) -> None:
        self.ground = ground
        self.storage = storage
        self.reader = reader
        keys = Keys.read(ground.folder / "keys.json")
        self.engine = Engine(
            storage=storage, clock=now_ms, fingerprint=keys.fingerprint, watcher=Quiet()
        )
        self.engine.start()
        feed = Feed(now_ms)
        self.till = Till(feed.listen(APP, ground.till))
        self.runner = JobRunner(
            engine=self.engine,
            reader=reader,
            works={JobKind.RECALL: Recalling(self.engine, reader, RecallBell(reader, feed))},
            log=Stderr(),
        )

    async def close(self) -> None:
        await self.engine.stop()
        await self.reader.close()
        await self.storage.close()

    async def stock(self, round_: int, cards: int) -> None:
        for start in range(1, cards + 1, CHUNK_CODES_MAX):
            end = min(start + CHUNK_CODES_MAX, cards + 1)
            rows = [card(round_, sequence) for sequence in range(start, end)]
            await self.engine.submit(MakeRows(app_id=APP, rows=rows))

    async def recall(self, round_: int, cards: int) -> None:
        selection = NumberRange(first=number(round_, 1).digits, last=number(round_, cards).digits)
        spans = await SelectionQueries(self.reader).spans(APP, selection)
        assert isinstance(spans, list), spans
        request = RecallRequest(
            act=RecallAct.RECALL,
            selection=selection,
            reason=RecallReason.STOLEN,
            note="A benchmark.",
        )
        begun = await self.engine.submit(
            BeginRecall(
                app_id=APP,
                till_id=self.ground.till,
                operator_id=MANAGER,
                request_id=f"R-benchmark-{round_}",
                request=request,
                spans=spans,
                total=cards,
                changing=cards,
            )
        )
        assert isinstance(begun, RecallBegun), begun
        while await self.runner.run_once():
            pass

    async def confirm(self, sale: int) -> Confirmed:
        begun_at = time.perf_counter()
        answer = await self.engine.submit(
            Confirm(
                app_id=APP,
                till_id=self.ground.till,
                sale_id=self.ground.sale(sale),
                request=request_of_confirm(),
            )
        )
        assert isinstance(answer, ConfirmAnswer), answer
        return Confirmed(begun_at, time.perf_counter() - begun_at)

    async def sell(self, sales: Iterator[int], took: list[Confirmed]) -> None:
        """Confirm one sale after the other, each at its own time."""
        tasks: list[asyncio.Task[Confirmed]] = []
        try:
            for sale in sales:
                tasks.append(asyncio.create_task(self.confirm(sale)))
                await asyncio.sleep(PAUSE_S)
        finally:
            took += await asyncio.gather(*tasks)


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
    bench = Bench(ground, *await shop.opened())
    for round_ in range(rounds):
        await bench.stock(round_, cards)
    await bench.close()


async def carry_out(
    ground: Ground, shop: Shop, round_: int, cards: int, sales: Iterator[int]
) -> tuple[Took, list[float], list[int]]:
    """Recall a round's cards while sales go on, which have begun before."""
    bench = Bench(ground, *await shop.opened())
    confirmed: list[Confirmed] = []
    beside = [
        asyncio.create_task(bench.sell(sales, confirmed)),
        asyncio.create_task(bench.till.listen()),
    ]
    await asyncio.sleep(WARMING_S)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # as the server does
    begun_at = time.perf_counter()
    recall = Took()
    with recall.measured():
        await bench.recall(round_, cards)
    for task in beside:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await bench.close()
    confirms = [each.took_s for each in confirmed if each.begun_at >= begun_at]
    return recall, confirms, bench.till.took_ms


def measure(ground: Ground, shop: Shop, round_: int, cards: int, sales: Iterator[int]) -> Round:
    ((position,),) = shop.ask(END)
    shop.copy()
    recall, confirms, heard_ms = uvloop.run(carry_out(ground, shop, round_, cards, sales))
    first, last = number(round_, 1).stored, number(round_, cards).stored
    update = UPDATE.format(app=APP, first=first, last=last)
    bare, changed = shop.bare(update, shop.ask(SINCE.format(position=position)))
    assert changed == cards, changed
    return Round(recall, bare, confirms, heard_ms)


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
        print(f"this process's time on the processor: {statistics.median(cpus):.2f} times")
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
