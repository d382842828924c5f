"""A process changes nothing by a clock that is not the database's: at its start and at any time."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from server_stub.domain.ids import CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Refused
from server_stub.engine.engine import Engine
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.shop_folder.open_database import mark_restored, open_database
from server_stub.storage.change import changed
from server_stub.storage.interface import UnavailableError
from server_stub.storage.migrate import STEPS
from server_stub.storage.postgres.agreed_clock import COMPARED_EVERY_S, AgreedClock
from server_stub.storage.postgres.connection import open_plain
from server_stub.storage.postgres.leases import PostgresLeases
from server_stub.storage.postgres.migrating import migrate
from server_stub.storage.postgres.session_removal import PostgresSessionRemoval
from server_stub.storage.postgres.writer import PostgresStorage
from server_stub.storage.rows.redemption import ATTEMPTS
from server_stub.storage.rows.requests import RequestRow
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import TillSessionRow
from server_stub.storage.rows.wrong_tries import WrongTriesRow
from server_stub.storage.sealing import Keys
from server_stub.storage.table import Row
from server_stub.upkeep.request_sweep import RequestSweep
from server_stub.upkeep.session_sweep import SessionSweep
from server_stub.upkeep.try_sweep import TrySweep
from support.core_shop import (
    APP,
    TILL,
    CoreShop,
    Sow,
    Watch,
    attempt_row,
    open_shop,
    read_all,
)
from support.postgres import PostgresServer, query

HOUR_MS = 3_600_000


class FakeClock:
    """The machine's clock, set wrong; time passes in it only where it is told."""

    def __init__(self) -> None:
        self.ahead_ms = 0
        self.passed_s = 0.0

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self.ahead_ms

    def monotonic(self) -> float:
        return time.monotonic() + self.passed_s


class Process:
    """One more server process on a shop's database, with a clock of its own."""

    def __init__(self, url: str, shop: CoreShop) -> None:
        self.clock = FakeClock()
        self.watch = Watch()
        agreed = AgreedClock(self.clock)
        self.storage = PostgresStorage(url, clock=agreed)
        self.leases = PostgresLeases(url, clock=agreed)
        self.shop = shop
        self.engine = Engine(
            storage=self.storage,
            clock=self.clock.now_ms,
            fingerprint=shop.keys.fingerprint,
            watcher=self.watch,
            recovery_interval_s=0.02,
        )

    @contextlib.asynccontextmanager
    async def runs(self) -> AsyncIterator[None]:
        await self.storage.open()
        self.engine.start()
        try:
            yield
        finally:
            await self.engine.stop()
            await self.leases.close()
            await self.storage.close()

    async def change(self) -> Any:
        return await self.engine.submit(Sow(changes=()))


def played(
    postgres: PostgresServer, path: Path, story: Callable[[Process], Awaitable[None]]
) -> None:
    async def run(url: str) -> None:
        shop = await open_shop(path / "shop.db", cards=1)
        try:
            await story(Process(url, shop))
        finally:
            await shop.close()

    with postgres.lent() as url:
        (path / "database-url").write_text(url)
        asyncio.run(run(url))


@pytest.mark.parametrize(("ahead_ms", "said"), [(1_300_000, "1300 s ahead of"), (-6_500, "behind")])
def test_a_process_whose_clock_is_off_does_not_start_and_says_what_to_do(
    tmp_path: Path, postgres: PostgresServer, ahead_ms: int, said: str
) -> None:
    async def story(process: Process) -> None:
        process.clock.ahead_ms = ahead_ms
        with pytest.raises(UnavailableError, match=f"{said} the database's: set both right"):
            await process.storage.open()
        await process.storage.close()

    played(postgres, tmp_path, story)


def test_a_database_is_not_marked_as_restored_by_a_clock_that_is_off(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url, clock, folder = postgres.database(), FakeClock(), DataFolder(tmp_path)
    epoch = "SELECT value FROM meta WHERE name = 'epoch'"
    (tmp_path / "database-url").write_text(url)

    async def make() -> None:
        shop = await open_shop(tmp_path / "shop.db", keys=Keys.create(folder.keys))
        sealed = shop.keys.seal(b"secret", about=f"app/{APP}")
        app = await shop.find(APPS.at(APP))
        await shop.change(changed(app, secret_sealed=sealed.value, seal_key_id=sealed.key_id))
        await shop.close()

    asyncio.run(make())
    clock.ahead_ms = HOUR_MS
    with pytest.raises(UnavailableError, match="3600 s ahead of"):
        asyncio.run(mark_restored(folder, clock))
    assert query(url, epoch) == [(1,)]
    clock.ahead_ms = 0
    assert asyncio.run(mark_restored(folder, clock)).epoch == 2
    assert query(url, epoch) == [(2,)]


def test_a_process_whose_clock_is_off_leaves_the_schema_to_servers_that_still_run(
    postgres: PostgresServer,
) -> None:
    url = postgres.database(empty=True)

    async def start(ahead_ms: int) -> None:
        clock = FakeClock()
        clock.ahead_ms = ahead_ms
        storage = PostgresStorage(url, clock=AgreedClock(clock))
        try:
            await storage.open()
        finally:
            await storage.close()

    async def migrated_once() -> None:
        connection = await open_plain(url)
        try:
            await migrate(connection, STEPS[:1])
        finally:
            await connection.close()

    asyncio.run(migrated_once())
    for _ in range(2):
        with pytest.raises(UnavailableError, match="ahead of the database's"):
            asyncio.run(start(HOUR_MS))
        assert query(url, "SELECT schema FROM database_state") == [(1,)]
    asyncio.run(start(0))
    assert query(url, "SELECT schema FROM database_state") == [(len(STEPS),)]


@pytest.mark.parametrize("ahead_ms", [-4_000, 0, 4_000])
def test_a_clock_that_is_off_by_a_few_seconds_is_good_enough(
    tmp_path: Path, postgres: PostgresServer, ahead_ms: int
) -> None:
    async def story(process: Process) -> None:
        process.clock.ahead_ms = ahead_ms
        async with process.runs():
            assert not isinstance(await process.change(), Refused)

    played(postgres, tmp_path, story)


@pytest.mark.parametrize("ahead_ms", [HOUR_MS, -HOUR_MS])
def test_a_clock_that_jumps_ends_all_changes_until_it_is_right_again(
    tmp_path: Path, postgres: PostgresServer, ahead_ms: int
) -> None:
    async def story(process: Process) -> None:
        async with process.runs():
            assert not isinstance(await process.change(), Refused)
            process.clock.ahead_ms = ahead_ms
            for _ in range(2):
                refused = await process.change()
                assert refused.refusal is Refusal.READ_ONLY
            assert "3600 s" in (process.engine.read_only_reason or "")
            process.clock.ahead_ms = 0
            await asyncio.wait_for(process.watch.writable_again.wait(), 20)
            assert not isinstance(await process.change(), Refused)
            assert len(process.watch.read_only) == 1

    played(postgres, tmp_path, story)


def test_a_clock_that_drifts_is_found_within_a_minute(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    async def story(process: Process) -> None:
        async with process.runs():
            for _ in range(8):
                # Too little to be seen between two changes.
                process.clock.ahead_ms += 900
                process.clock.passed_s += COMPARED_EVERY_S / 3
                process.clock.ahead_ms += round(COMPARED_EVERY_S / 3 * 1_000)
                last = await process.change()
            assert last.refusal is Refusal.READ_ONLY

    played(postgres, tmp_path, story)


def test_a_worker_whose_clock_is_off_takes_no_attempt_from_others(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    async def story(process: Process) -> None:
        at = process.clock.now_ms()
        await process.shop.sow(attempt_row(1, due_at=at + 60_000, at=at))
        claim = {"until_ms": at + 120_000, "limit": 9}
        process.clock.ahead_ms = HOUR_MS
        now_ms = process.clock.now_ms()
        with pytest.raises(UnavailableError, match="ahead of"):
            await process.leases.claim("w", now_ms=now_ms, **claim)
        process.clock.ahead_ms = -HOUR_MS
        with pytest.raises(UnavailableError, match="behind"):
            await process.leases.bring_near(now_ms=at - HOUR_MS, due_at=at, until_ms=at)
        row = await process.shop.find(ATTEMPTS.at(APP, CodeId(1), 0))
        assert (row.lease_by, row.due_at, row.attempted_at) == (None, at + 60_000, at)
        process.clock.ahead_ms = 0
        assert await process.leases.claim("w", now_ms=at + 60_000, **claim)
        await process.leases.close()

    played(postgres, tmp_path, story)


def test_nothing_is_removed_for_its_age_by_a_clock_that_has_jumped_ahead(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    async def story(process: Process) -> None:
        at, clock = process.clock.now_ms(), process.clock
        await process.shop.sow(*rows_that_end(at))
        async with open_database(DataFolder(tmp_path), clock) as database:
            assert isinstance(database.removal, PostgresSessionRemoval)
            sweeps = (
                SessionSweep(database.reader, database.removal, now_ms=clock.now_ms, pause_s=0),
                RequestSweep(database.reader, database.removal, now_ms=clock.now_ms, pause_s=0),
                TrySweep(database.removal, now_ms=clock.now_ms, pause_s=0),
            )
            clock.ahead_ms = 90 * 24 * HOUR_MS
            for _ in range(2):
                for sweep in sweeps:
                    with pytest.raises(UnavailableError, match="ahead of the database's"):
                        await sweep.sweep()
            with pytest.raises(UnavailableError, match="ahead of the database's"):
                await database.removal.remove_list(APP, "a", first=0, last=9)
            clock.ahead_ms = 0
            for sweep in sweeps:
                await sweep.sweep()
        for row in rows_that_end(at):
            sql = f"SELECT count(*) FROM {row.TABLE}"  # noqa: S608 - tables of our row types
            left = read_all(process.shop.path, sql)
            assert left == [(1,)], row

    played(postgres, tmp_path, story)


def rows_that_end(at: int) -> tuple[Row, ...]:
    """A session, a request and a count of wrong tries that are of use at that moment."""
    return (
        TillSessionRow(
            session_id="open", app_id=APP, till_id=TILL, mac_key_sealed=b"", seal_key_id="s1",
            opened_at=at, expires_at=at + HOUR_MS,
        ),
        RequestRow(
            app_id=APP, at=at, request="0", profile_id="ann", profile_name="", campaign="",
            last_four="ABCD", redemption_id=None, outcome=RedemptionOutcome.NOT_FOUND,
        ),
        WrongTriesRow(app_id=APP, who="ann", number=1, last_at=at, ends_at=at + HOUR_MS),
    )  # fmt: skip
