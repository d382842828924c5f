"""Measures the recall of many cards against one bare UPDATE of the same rows.

``recall.py [--cards N] [--rounds R]``. The recall runs in pieces with its ledger, its result card
by card and the news for tills; beside it twenty sales a second are confirmed through the same
engine, each at its own time, and one till listens. The bare UPDATE is one transaction over a copy
of the database, with the ledger rows that the recall has written. Each round recalls other cards.
The processor's time counts all threads, and the sales and checkpoints beside the recall with it.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import apsw
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
from server_stub.commands.batches import CHUNK_CODES_MAX
from server_stub.commands.checkout import Confirm
from server_stub.commands.recalls import BeginRecall, RecallBegun
from server_stub.domain.ids import CodeId, OperatorId
from server_stub.engine.engine import Engine
from server_stub.jobs.recalling import Recalling
from server_stub.jobs.runner import JobRunner
from server_stub.notify.feed import Feed, Listener
from server_stub.queries.selections import SelectionQueries
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.jobs import JobKind
from server_stub.storage.sealing import Keys
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.sqlite_reader import SqliteReader

FIRST_CODE = 5_000_000
FIRST_BATCH = 2
SALES = 1_000
PAUSE_S = 0.05
MANAGER = OperatorId("anna")


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
    """The engine over a shop's database, with what carries recalls out."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.storage = SqliteStorage(ground.database)
        self.storage.open()
        self.reader = SqliteReader(ground.database)
        keys = Keys.read(ground.folder / "keys.json")
        self.engine = Engine(
            storage=self.storage, clock=now_ms, fingerprint=keys.fingerprint, watcher=Quiet()
        )
        self.engine.start()
        feed = Feed(now_ms)
        self.till = Till(feed.listen(APP, ground.till))
        self.runner = JobRunner(
            engine=self.engine,
            reader=self.reader,
            works={JobKind.RECALL: Recalling(self.engine, self.reader, feed)},
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

    async def confirm(self, sale: int) -> float:
        begin = time.perf_counter()
        answer = await self.engine.submit(
            Confirm(
                app_id=APP,
                till_id=self.ground.till,
                sale_id=self.ground.sale(sale),
                request=request_of_confirm(),
            )
        )
        assert isinstance(answer, ConfirmAnswer), answer
        return time.perf_counter() - begin

    async def sell(self, sales: Iterator[int], took: list[float]) -> None:
        """Confirm one sale after the other, each at its own time."""
        tasks: list[asyncio.Task[float]] = []
        try:
            for sale in sales:
                tasks.append(asyncio.create_task(self.confirm(sale)))
                await asyncio.sleep(PAUSE_S)
        finally:
            took += await asyncio.gather(*tasks)


@dataclass(slots=True)
class Took:
    """How long something took, and how much of the processor's time."""

    wall_s: float = 0.0
    cpu_s: float = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall_s, self.cpu_s = time.perf_counter() - wall, time.process_time() - cpu


def bare_update(database: Path, round_: int, cards: int, entries: list[tuple[object, ...]]) -> Took:
    """One UPDATE and the ledger's rows, in one transaction."""
    writer = open_writer(database)
    took = Took()
    with took.measured(), writer:
        writer.execute(
            "UPDATE codes SET state = 'Invalidated', recall_id = '1',"
            " invalidation_reason = 'recalled', invalidated_at = 1, updated_at = 1,"
            " version = version + 1 WHERE app_id = ? AND number BETWEEN ? AND ?",
            (APP, number(round_, 1).stored, number(round_, cards).stored),
        )
        assert writer.changes() == cards
        writer.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?)", entries)
    writer.close()
    return took


def ledger_after(database: Path, position: int) -> list[tuple[object, ...]]:
    db = apsw.Connection(str(database))
    rows = db.execute("SELECT * FROM ledger WHERE position > ?", (position,)).fetchall()
    db.close()
    return rows


async def prepare(ground: Ground, cards: int, rounds: int) -> None:
    bench = Bench(ground)
    for round_ in range(rounds):
        await bench.stock(round_, cards)
    await bench.close()
    with apsw.Connection(str(ground.database)) as db:
        db.execute("UPDATE apps SET recall_signed_above = 1000000")


async def measure(ground: Ground, round_: int, cards: int, sales: Iterator[int]) -> Round:
    with closing(apsw.Connection(str(ground.database))) as db:
        position = db.execute("SELECT max(position) FROM ledger").get
    shutil.copyfile(ground.database, ground.bare)
    bench = Bench(ground)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # as the server does
    confirms: list[float] = []
    beside = [
        asyncio.create_task(bench.sell(sales, confirms)),
        asyncio.create_task(bench.till.listen()),
    ]
    recall = Took()
    with recall.measured():
        await bench.recall(round_, cards)
    for task in beside:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await bench.close()
    bare = bare_update(ground.bare, round_, cards, ledger_after(ground.database, position))
    return Round(recall, bare, confirms, bench.till.took_ms)


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
        wall, cpu = self.ratios
        return (
            f"{self.recall.wall_s:>8.2f} {self.bare.wall_s:>7.2f} {wall:>6.2f} {cpu:>10.2f}"
            f" {tail_ms(self.confirms):>8.1f} {max(self.heard_ms):>8}"
        )


def tail_ms(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[98] * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rounds: list[Round] = []
    with tempfile.TemporaryDirectory() as folder:
        ground = make_ground(Path(folder), SALES)
        uvloop.run(prepare(ground, options.cards, options.rounds))
        sales = iter(range(SALES))
        print("recall s  bare s  ratio  CPU ratio   p99 ms heard ms")
        for round_ in range(options.rounds):
            rounds.append(uvloop.run(measure(ground, round_, options.cards, sales)))
            print(rounds[-1], flush=True)
    wall, cpu = (
        statistics.median(ratios) for ratios in zip(*(r.ratios for r in rounds), strict=True)
    )
    confirms = [took for each in rounds for took in each.confirms]
    print(f"{options.cards} cards: {wall:.2f} times the bare UPDATE (at most 3), CPU {cpu:.2f}")
    print(f"sales beside it: p99 {tail_ms(confirms):.1f} ms (at most 100), {len(confirms)} of them")
    heard = max(max(each.heard_ms) for each in rounds)
    print(f"a till that listens knew {heard} ms after a piece was decided (at most 1000)")


if __name__ == "__main__":
    main()
