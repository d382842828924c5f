"""Measures the recall of many cards against one bare UPDATE of the same rows.

``recall.py [--cards N]``. The recall runs in pieces with its ledger, its row for each card and the
news for tills; beside it twenty sales a second are confirmed through the same engine, each at its
own time. The bare UPDATE is one transaction over a copy of the database, with the ledger rows that
the recall has written.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import shutil
import statistics
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import apsw
import msgspec
import uvloop

from card_contract.card_number import CardNumber
from card_contract.messages import ConfirmAnswer
from card_contract.recall_messages import NumberRange, RecallRequest
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
from server_stub.notify.feed import Feed
from server_stub.queries.selections import SelectionQueries
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.jobs import JobKind
from server_stub.storage.sealing import Keys
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.sqlite_reader import SqliteReader

FIRST_CODE = 5_000_000
BATCH = 2
SALES = 3_000
PAUSE_S = 0.05
MANAGER = OperatorId("anna")


class Stderr:
    def fault(self, route: str, error: BaseException) -> None:
        raise SystemExit(f"{route}: {error!r}")


def number(sequence: int) -> CardNumber:
    return CardNumber.build(issuer="970099", batch=BATCH, sequence=sequence)


def card(sequence: int) -> CodeRow:
    card_number = number(sequence)
    return msgspec.structs.replace(
        code_row(1),
        code_id=CodeId(FIRST_CODE + sequence),
        number=card_number.stored,
        last_four=card_number.last_four,
    )


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
        self.runner = JobRunner(
            engine=self.engine,
            reader=self.reader,
            works={JobKind.RECALL: Recalling(self.engine, self.reader, Feed(now_ms))},
            log=Stderr(),
        )

    async def close(self) -> None:
        await self.engine.stop()
        await self.reader.close()
        await self.storage.close()

    async def stock(self, cards: int) -> None:
        for start in range(1, cards + 1, CHUNK_CODES_MAX):
            end = min(start + CHUNK_CODES_MAX, cards + 1)
            await self.engine.submit(
                MakeRows(app_id=APP, rows=[card(sequence) for sequence in range(start, end)])
            )

    async def recall(self, cards: int) -> None:
        selection = NumberRange(first=number(1).digits, last=number(cards).digits)
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
                request_id="R-benchmark",
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

    async def sell(self, took: list[float]) -> None:
        """Confirm one sale after the other, each at its own time."""
        tasks: list[asyncio.Task[float]] = []
        try:
            for sale in range(SALES):
                tasks.append(asyncio.create_task(self.confirm(sale)))
                await asyncio.sleep(PAUSE_S)
        finally:
            took += await asyncio.gather(*tasks)


def bare_update(database: Path, cards: int, entries: list[tuple[object, ...]]) -> float:
    """One UPDATE and the ledger's rows, in one transaction."""
    writer = open_writer(database)
    begin = time.perf_counter()
    with writer:
        writer.execute(
            "UPDATE codes SET state = 'Invalidated', recall_id = '1',"
            " invalidation_reason = 'recalled', invalidated_at = 1, updated_at = 1,"
            " version = version + 1 WHERE app_id = ? AND number BETWEEN ? AND ?",
            (APP, number(1).stored, number(cards).stored),
        )
        writer.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?)", entries)
    took = time.perf_counter() - begin
    writer.close()
    return took


def ledger_after(database: Path, position: int) -> list[tuple[object, ...]]:
    db = apsw.Connection(str(database))
    rows = db.execute("SELECT * FROM ledger WHERE position > ?", (position,)).fetchall()
    db.close()
    return rows


async def measure(ground: Ground, cards: int) -> None:
    bench = Bench(ground)
    await bench.stock(cards)
    await bench.close()
    with apsw.Connection(str(ground.database)) as db:
        db.execute("UPDATE apps SET recall_signed_above = 1000000")
        position = db.execute("SELECT max(position) FROM ledger").get
    shutil.copyfile(ground.database, ground.bare)
    bench = Bench(ground)
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # as the server does
    sales: list[float] = []
    beside = asyncio.create_task(bench.sell(sales))
    begin = time.perf_counter()
    await bench.recall(cards)
    took = time.perf_counter() - begin
    beside.cancel()
    with suppress(asyncio.CancelledError):
        await beside
    await bench.close()
    bare = bare_update(ground.bare, cards, ledger_after(ground.database, position))
    print(f"{cards} cards: recall {took:.2f} s, bare UPDATE {bare:.2f} s")
    print(f"ratio {took / bare:.2f} (at most 3)")
    slowest = statistics.quantiles(sales, n=100)[98] * 1000
    print(f"sales beside it: p99 {slowest:.1f} ms (at most 100), {len(sales)} of them")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure(make_ground(Path(folder), SALES), options.cards))


if __name__ == "__main__":
    main()
