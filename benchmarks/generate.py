"""Measures a GENERATE_CODES job against a bare sorted bulk insert of the same rows.

``generate.py [--codes N] [--seconds S]``. The job draws, hashes, seals and stores, in pieces of
100, with its ledger and everything on. The bare loop inserts the rows that the job has made, in the
order of their keys, 500 codes a commit, into a database with the same tables; all its values are
made beforehand. Beside the job ten activations a second go through the same engine:
their slowest one in a hundred is compared with that of an idle engine. Memory is the process's own
(anonymous) at its highest.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw
import uvloop

from card_contract.states import Role
from confirm import Quiet, now_ms
from server_stub.commands.batches import MakeCampaign
from server_stub.commands.generation_job import CodesWanted
from server_stub.commands.requests import Keyed
from server_stub.commands.server_codes import ActivateCode
from server_stub.commands.shop import MakeShop
from server_stub.desks.code_press import CodePress
from server_stub.domain.ids import AppId, OperatorId, StoreId
from server_stub.domain.job_machine import JobKind
from server_stub.engine.engine import Engine
from server_stub.jobs.generating import Generating
from server_stub.jobs.rotating import Rotating
from server_stub.jobs.runner import JobRunner
from server_stub.jobs.service import CodesGiven, Jobs
from server_stub.storage.migrate import migrate
from server_stub.storage.rows.cards import CampaignRow, UseType
from server_stub.storage.rows.shop import AppRow, StoreRow
from server_stub.storage.rows.staff import OperatorRow
from server_stub.storage.sealing import Keys, new_key_file
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.sqlite_reader import SqliteReader

APP = AppId("bench")
ADMIN = OperatorId("admin")
CAMPAIGN = "plain"
ACTIVATED = 3_000
BARE_CODES_MAX = 500
PAUSE_S = 0.1


class Stderr:
    def fault(self, route: str, error: BaseException) -> None:
        raise SystemExit(f"{route}: {error!r}")


class Bench:
    """One shop with one campaign, its engine and its jobs."""

    def __init__(self, path: Path) -> None:
        self.keys = Keys(new_key_file())
        self.storage = SqliteStorage(path)
        self.storage.open()
        self.reader = SqliteReader(path)
        self.engine = Engine(
            storage=self.storage,
            clock=now_ms,
            fingerprint=self.keys.fingerprint,
            watcher=Quiet(),
        )
        self.engine.start()
        press = CodePress(self.engine, self.reader, self.keys)
        self.runner = JobRunner(
            engine=self.engine,
            reader=self.reader,
            works={JobKind.GENERATE_CODES: Generating(self.engine, press)},
            log=Stderr(),
        )
        rotating = Rotating(self.engine, self.reader, self.keys, Stderr())
        self.jobs = Jobs(
            engine=self.engine,
            reader=self.reader,
            press=press,
            rotating=rotating,
            runner=self.runner,
        )

    async def close(self) -> None:
        await self.engine.stop()
        await self.reader.close()
        await self.storage.close()

    async def prepare(self) -> None:
        await self.engine.submit(
            MakeShop(app_id=APP, app=_app(), store=_store(), operators=(_admin(),))
        )
        await self.engine.submit(
            MakeCampaign(app_id=APP, campaign=_campaign(), made_by="benchmark")
        )

    async def generate(self, quantity: int) -> int:
        begun = await self.jobs.start_generation(
            app_id=APP,
            request=Keyed(None),
            actor="benchmark",
            wanted=CodesWanted(campaign=CAMPAIGN, quantity=quantity, include_check=True),
        )
        while await self.runner.run_once():
            pass
        return int(begun.job_id)  # type: ignore[union-attr, arg-type]  # the benchmark's own wish

    async def codes(self, job_id: int) -> list[str]:
        codes: list[str] = []
        after = 0
        while len(codes) < ACTIVATED:
            page = await self.jobs.give_codes(
                APP, job_id, after=after, operator_id=ADMIN, reason="to be activated"
            )
            assert isinstance(page, CodesGiven)
            codes += page.codes
            after = page.after
        return codes

    async def activate(self, text: str) -> float:
        begin = time.perf_counter()
        await self.engine.submit(
            ActivateCode(
                app_id=APP,
                request=Keyed(text),
                server_name="benchmark",
                campaign=CAMPAIGN,
                code_hashes=[found.value for found in self.keys.code_hashes(APP, text)],
            )
        )
        return time.perf_counter() - begin


async def activations(bench: Bench, codes: Iterator[str], took: list[float]) -> None:
    """Ten a second, each at its own time whether or not the one before it was answered."""
    tasks: list[asyncio.Task[float]] = []
    try:
        for text in codes:
            tasks.append(asyncio.create_task(bench.activate(text)))
            await asyncio.sleep(PAUSE_S)
    finally:
        took += await asyncio.gather(*tasks)


def p99_ms(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[98] * 1000 if len(took) > 1 else 0.0


def peak_mib() -> float:
    status = Path("/proc/self/status").read_text()
    anonymous = next(line for line in status.splitlines() if line.startswith("RssAnon:"))
    return int(anonymous.split()[1]) / 1024


async def watch_memory(peaks: list[float]) -> None:
    while True:
        peaks.append(peak_mib())
        await asyncio.sleep(0.2)


def bare_insert(source: Path, target: Path) -> float:
    """Insert the codes of one database into another one, and nothing else."""
    reader = apsw.Connection(str(source), flags=apsw.SQLITE_OPEN_READONLY)
    writer = open_writer(target)
    migrate(writer)
    for table in ("apps", "campaigns"):
        _copy(reader, writer, table, f"SELECT * FROM {table}")  # noqa: S608 - names of ours
    spent = 0.0
    first = 0
    while True:
        pieces = [
            (table, _rows(reader, table, first, first + BARE_CODES_MAX))
            for table in ("codes", "code_secrets")
        ]
        if not pieces[0][1]:
            break
        first += BARE_CODES_MAX
        begin = time.perf_counter()
        with writer:
            for table, rows in pieces:
                writer.executemany(_insert(table, len(rows[0])), rows)
        writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        spent += time.perf_counter() - begin
    writer.close()
    reader.close()
    return spent


def _rows(db: apsw.Connection, table: str, after: int, to: int) -> list[Any]:
    sql = f"SELECT * FROM {table} WHERE app_id = ? AND code_id > ? AND code_id <= ?"  # noqa: S608
    return db.execute(sql, (APP, after, to)).fetchall()


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608


def _copy(reader: apsw.Connection, writer: apsw.Connection, table: str, sql: str) -> None:
    rows = reader.execute(sql).fetchall()
    with writer:
        writer.executemany(_insert(table, len(rows[0])), rows)


async def measure(folder: Path, quantity: int, seconds: float) -> None:
    bench = Bench(folder / "shop.db")
    await bench.prepare()
    codes = iter(await bench.codes(await bench.generate(ACTIVATED)))
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # as the server does
    idle: list[float] = []
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await activations(bench, codes, idle)
    busy: list[float] = []
    peaks: list[float] = []
    beside = asyncio.create_task(activations(bench, codes, busy))
    memory = asyncio.create_task(watch_memory(peaks))
    begin = time.perf_counter()
    await bench.generate(quantity)
    took = time.perf_counter() - begin
    for task in (beside, memory):
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await bench.close()
    bare = bare_insert(folder / "shop.db", folder / "bare.db") * quantity / (quantity + ACTIVATED)
    limit = max(60.0, 5 * p99_ms(idle))
    print(f"{quantity} codes: job {took:.2f} s, bare insert {bare:.2f} s")
    print(f"ratio {took / bare:.2f} (at most 3)")
    print(
        f"activations: p99 idle {p99_ms(idle):.1f} ms, beside the job {p99_ms(busy):.1f} ms"
        f" (at most {limit:.0f}), {len(busy)} of them"
    )
    print(f"anonymous memory at most {max(peaks):.0f} MiB (at most 300)")


def _admin() -> OperatorRow:
    return OperatorRow(
        app_id=APP,
        operator_id=ADMIN,
        name="Benchmark",
        role=Role.ADMINISTRATOR,
        pin_hash="",
        created_at=now_ms(),
    )


def _app() -> AppRow:
    return AppRow(
        app_id=APP,
        name="Benchmark",
        demo=True,
        language="en",
        idle_lock_s=300,
        secret_sealed=b"",
        seal_key_id="s1",
        created_at=now_ms(),
    )


def _store() -> StoreRow:
    return StoreRow(
        app_id=APP,
        store_id=StoreId("store"),
        name="Store",
        address="",
        currency="EUR",
        time_zone="Europe/Berlin",
        receipt_header=[],
        receipt_legal=[],
        created_at=now_ms(),
    )


def _campaign() -> CampaignRow:
    return CampaignRow(
        app_id=APP,
        campaign=CAMPAIGN,
        title="Codes",
        description="",
        use_type=UseType.PERSONAL,
        price_minor=0,
        currency="",
        created_at=now_ms(),
        updated_at=now_ms(),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codes", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=10.0, help="of activations without a job")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure(Path(folder), arguments.codes, arguments.seconds))


if __name__ == "__main__":
    main()
