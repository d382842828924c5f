"""Opening the file: migrations, one owner, damage and newer schemas."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import apsw
import pytest

from server_stub.storage.file_lock import AlreadyLockedError, FileLock
from server_stub.storage.interface import UnavailableError
from server_stub.storage.migrate import STEPS, NewerSchemaError, migrate, schema_of
from server_stub.storage.sqlite import SqliteStorage
from server_stub.storage.sqlite_connection import open_writer
from support.core_shop import CoreShop, open_shop, play, read_all


def test_an_empty_file_is_brought_to_the_present_schema_and_left_there(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "a.db"))
    assert schema_of(connection) == 0
    assert migrate(connection) == len(STEPS) == schema_of(connection)
    assert migrate(connection) == len(STEPS)
    assert connection.execute("SELECT value FROM meta WHERE name = 'epoch'").get == 1
    connection.close()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = apsw.Connection(str(path))
    migrate(connection)
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    storage = SqliteStorage(path)
    with pytest.raises(NewerSchemaError, match="newer"):
        storage.open()
    connection = apsw.Connection(str(path))
    assert schema_of(connection) == len(STEPS) + 1
    connection.close()


def test_a_migration_that_fails_half_way_changes_nothing() -> None:
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE campaigns (x)")
    with pytest.raises(apsw.SQLError):
        migrate(connection)
    assert schema_of(connection) == 0
    tables = connection.execute("SELECT group_concat(name) FROM sqlite_schema").get
    assert tables == "campaigns"
    connection.close()


def test_a_migration_waits_for_nobody_who_reads_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    earlier = open_writer(path)
    migrate(earlier, STEPS[:-1])
    earlier.close()
    reads = apsw.Connection(str(path))
    reads.execute("BEGIN")
    reads.execute("SELECT * FROM meta").fetchall()
    storage = SqliteStorage(path)
    storage.open()
    asyncio.run(storage.close())
    reads.close()
    connection = apsw.Connection(str(path))
    assert schema_of(connection) == len(STEPS)
    connection.close()


def test_one_process_owns_the_file(tmp_path: Path) -> None:
    first, second = SqliteStorage(tmp_path / "a.db"), SqliteStorage(tmp_path / "a.db")
    first.open()
    with pytest.raises(AlreadyLockedError):
        second.open()
    asyncio.run(first.close())
    second.open()
    asyncio.run(second.close())


def test_a_lock_goes_with_its_holder(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    first.take()
    with pytest.raises(AlreadyLockedError):
        second.take()
    first.release()
    first.release()
    second.take()
    second.release()


@pytest.mark.parametrize("content", [b"this is no database, but it is long enough " * 50])
def test_a_file_that_is_no_database_is_named_and_the_lock_given_back(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    storage = SqliteStorage(path)
    with pytest.raises(UnavailableError, match="damaged"):
        storage.open()
    assert path.read_bytes() == content
    lock = FileLock(path.with_name("a.db.lock"))
    lock.take()
    lock.release()


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    with pytest.raises(UnavailableError, match="opened"):
        SqliteStorage(tmp_path / "a.db").open()


def test_after_an_unclean_end_the_file_is_verified_before_it_is_used(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        for name in ("shop.db", "shop.db-wal"):
            (tmp_path / "left").mkdir(exist_ok=True)
            (tmp_path / "left" / name).write_bytes((tmp_path / name).read_bytes())

    play(tmp_path, story)
    left = tmp_path / "left" / "shop.db"
    connection = apsw.Connection(str(left))
    connection.execute("UPDATE ledger SET entry = replace(entry, 'mia', 'eve')")
    wal = left.with_name("shop.db-wal").read_bytes()
    connection.close()
    left.with_name("shop.db-wal").write_bytes(wal)
    with pytest.raises(UnavailableError, match="chain is broken"):
        SqliteStorage(left).open()
    lock = FileLock(left.with_name("shop.db.lock"))
    lock.take()
    lock.release()


def test_the_writer_waits_for_the_disk_at_every_commit(tmp_path: Path) -> None:
    storage = SqliteStorage(tmp_path / "a.db")
    storage.open()
    assert storage._db.pragma("journal_mode") == "wal"
    assert storage._db.pragma("synchronous") == 2
    assert storage._db.pragma("foreign_keys") == 1
    asyncio.run(storage.close())


def test_the_database_itself_refuses_what_must_never_be(tmp_path: Path) -> None:
    async def story(shop: object) -> None:
        pass

    play(tmp_path, story)
    forbidden = (
        "UPDATE codes SET state = 'Available' WHERE code_id = 1",  # active without a sale
        "UPDATE codes SET hold = 'sold' WHERE code_id = 1",  # sold to nobody
        "UPDATE codes SET sale_id = 'x' WHERE code_id = 1",  # free, yet somebody's
        "UPDATE codes SET hold = 'voided', sale_id = 'x' WHERE code_id = 1",  # voided, yet alive
        "UPDATE codes SET state = 'Lost' WHERE code_id = 1",
        "UPDATE codes SET number = 1",  # two cards with one number
        "UPDATE codes SET campaign = 'none' WHERE code_id = 1",
    )
    connection = apsw.Connection(str(tmp_path / "shop.db"))
    connection.pragma("foreign_keys", True)
    for sql in forbidden:
        with pytest.raises(apsw.ConstraintError):
            connection.execute(sql)
    connection.close()
    assert read_all(tmp_path / "shop.db", "PRAGMA foreign_key_check") == []


def test_the_log_is_folded_into_the_file_while_the_shop_sells(tmp_path: Path) -> None:
    async def story() -> int:
        shop = await open_shop(
            tmp_path / "shop.db", cards=150, checkpoint_pages=20, log_pages_max=100
        )
        try:
            for card in range(1, 151):
                await shop.sell(card, card)
            return (tmp_path / "shop.db-wal").stat().st_size
        finally:
            await shop.close()

    # Unfolded, 300 rounds of several pages each would come to more than 6 MB.
    assert asyncio.run(story()) < 1_500_000
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM codes WHERE hold = 'sold'") == [
        (150,)
    ]


class NoThreads(Executor):
    """What is left where the system gives no more threads."""

    def submit(self, *_args: Any, **_more: Any) -> Any:
        raise RuntimeError("can't start new thread")


class Slow(Executor):
    """A thread that is still at work; the test says what comes of it."""

    def __init__(self) -> None:
        self.work: Future[Any] = Future()

    def submit(self, *_args: Any, **_more: Any) -> Any:
        return self.work


def test_a_checkpoint_that_fails_while_the_file_is_closed_leaves_no_lock(tmp_path: Path) -> None:
    async def story() -> None:
        checkpointer = Slow()
        shop = await open_shop(
            tmp_path / "shop.db", cards=1, checkpoint_pages=0, checkpointer=checkpointer
        )
        await shop.sell(1, 1)
        await shop.engine.stop()
        await shop.reader.close()
        closing = asyncio.create_task(shop.storage.close())
        await asyncio.sleep(0)
        checkpointer.work.set_exception(apsw.FullError("no room"))
        await closing
        again = SqliteStorage(tmp_path / "shop.db")
        again.open()
        await again.close()

    asyncio.run(story())


def test_a_checkpoint_that_cannot_begin_costs_nobody_an_answer(tmp_path: Path) -> None:
    async def story() -> CoreShop:
        shop = await open_shop(
            tmp_path / "shop.db", cards=2, checkpoint_pages=0, checkpointer=NoThreads()
        )
        try:
            await shop.sell(1, 1)
            await shop.sell(2, 2)
        finally:
            await shop.close()
        return shop

    assert asyncio.run(story()).watch.failures == []
    assert read_all(tmp_path / "shop.db", "SELECT count(*) FROM codes WHERE hold = 'sold'") == [
        (2,)
    ]
