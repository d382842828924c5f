"""Moving a shop into PostgreSQL: all of it, proved, or nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import apsw
import pytest

from card_contract.messages import ConfirmAnswer
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.storage.file_lock import AlreadyLockedError
from server_stub.storage.postgres.moving import NotMovedError, move_shop
from server_stub.storage.postgres.reader import PostgresReader
from server_stub.storage.postgres.restoring import mark_restored as mark_restored_there
from server_stub.storage.postgres.writer import PostgresStorage
from server_stub.storage.restoring import mark_restored
from server_stub.storage.sealing import Keys
from support.core_shop import CoreShop, open_shop, secret_row
from support.postgres import PostgresServer, query


async def made(folder: Path) -> Keys:
    """A shop in a file that has sold, cancelled and voided."""
    keys = Keys.create(folder / "keys.json")
    shop = await open_shop(folder / "shop.db", cards=20, keys=keys)
    await shop.sow(*[secret_row(keys, card, f"CODE-{card}") for card in range(1, 21)])
    for card in range(1, 6):
        await shop.sell(card, card)
    await shop.reserve(6, 6)
    await shop.cancel(6)
    await shop.void_signed(1, 1)
    await shop.reserve(7, 7)
    await shop.close()
    return keys


def test_a_moved_shop_is_the_same_shop_and_goes_on(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.database(empty=True)
    file = tmp_path / "shop.db"

    async def story() -> None:
        keys = await made(tmp_path)
        moved = await move_shop(file, url)
        assert (moved.rows["codes"], moved.rows["code_secrets"]) == (20, 20)
        assert moved.rows["ledger"] == moved.head.position
        (tmp_path / "database-url").write_text(url)
        shop = CoreShop(file, keys)
        try:
            # What was held is confirmed, what was answered is replayed, and the chain goes on.
            assert isinstance(await shop.confirm(7), ConfirmAnswer)
            assert (await shop.confirm(2)).replayed
            report = await LedgerKeeper(shop.reader, keys).verify()
            assert report.is_sound
            assert report.head.position == moved.head.position + 1
        finally:
            await shop.close()

    asyncio.run(story())


def test_a_move_that_was_done_before_is_found_done(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.database(empty=True)

    async def story() -> None:
        await made(tmp_path)
        first = await move_shop(tmp_path / "shop.db", url)
        assert await move_shop(tmp_path / "shop.db", url) == first

    asyncio.run(story())


def test_another_shop_is_not_moved_onto_one(tmp_path: Path, postgres: PostgresServer) -> None:
    url = postgres.database(empty=True)
    (tmp_path / "other").mkdir()

    async def story() -> None:
        await made(tmp_path)
        await made(tmp_path / "other")
        first = await move_shop(tmp_path / "shop.db", url)
        with pytest.raises(NotMovedError, match="was a shop there already"):
            await move_shop(tmp_path / "other" / "shop.db", url)
        assert query(url, "SELECT position, hash FROM database_state") == [
            (first.head.position, first.head.hash)
        ]

    asyncio.run(story())


def test_a_text_that_postgresql_cannot_keep_is_said_and_nothing_is_moved(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.database(empty=True)

    async def story() -> None:
        await made(tmp_path)
        connection = apsw.Connection(str(tmp_path / "shop.db"))
        connection.execute("UPDATE campaigns SET title = ?", ("a\0b",))
        connection.close()
        with pytest.raises(NotMovedError, match="campaigns has a value that PostgreSQL cannot"):
            await move_shop(tmp_path / "shop.db", url)

    asyncio.run(story())
    assert query(url, "SELECT count(*) FROM apps") == [(0,)]


def test_a_broken_ledger_is_not_moved(tmp_path: Path, postgres: PostgresServer) -> None:
    url = postgres.database(empty=True)

    async def story() -> None:
        await made(tmp_path)
        connection = apsw.Connection(str(tmp_path / "shop.db"))
        connection.execute(
            "UPDATE ledger SET entry = replace(entry, 'sale', 'sail') WHERE position = 3"
        )
        connection.close()
        with pytest.raises(NotMovedError, match="broken at entry 3"):
            await move_shop(tmp_path / "shop.db", url)

    asyncio.run(story())
    assert query(url, "SELECT count(*) FROM codes") == [(0,)]
    assert query(url, "SELECT count(*) FROM ledger") == [(0,)]


def test_a_shop_that_is_being_served_is_not_moved(tmp_path: Path, postgres: PostgresServer) -> None:
    async def story() -> None:
        shop = await open_shop(tmp_path / "shop.db")
        try:
            with pytest.raises(AlreadyLockedError):
                await move_shop(tmp_path / "shop.db", postgres.database(empty=True))
        finally:
            await shop.close()

    asyncio.run(story())


def test_a_tampered_end_is_noticed_when_the_connection_comes_back(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.database(empty=True)

    async def story() -> None:
        keys = await made(tmp_path)
        await move_shop(tmp_path / "shop.db", url)
        storage = PostgresStorage(url)
        await storage.recover()
        query(url, "DELETE FROM ledger WHERE position = (SELECT max(position) FROM ledger)")
        with pytest.raises(Exception, match="chain is broken"):
            await storage.recover()
        await storage.close()
        reader = PostgresReader(url)
        # Without a checkpoint kept elsewhere the chain alone does not show a missing end.
        assert (await LedgerKeeper(reader, keys).verify()).head.position < (
            query(url, "SELECT position FROM database_state")[0][0]
        )
        await reader.close()

    asyncio.run(story())


def test_a_restored_database_is_marked_as_a_restored_file_is(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.database(empty=True)

    async def story() -> None:
        keys = await made(tmp_path)
        moved = await move_shop(tmp_path / "shop.db", url)
        here = mark_restored(tmp_path / "shop.db", at_ms=2_000_000_000_000)
        there = await mark_restored_there(url, at_ms=2_000_000_000_000)
        assert here == there
        assert (there.epoch, there.backup_at_ms is None) == (2, False)
        assert query(url, "SELECT sessions FROM database_state") == [(1,)]
        reader = PostgresReader(url)
        report = await LedgerKeeper(reader, keys).verify()
        await reader.close()
        assert report.head.position == moved.head.position + 1
        # Both did the same to every row: moved once more, the file is found to be there.
        assert (await move_shop(tmp_path / "shop.db", url)).head == report.head

    asyncio.run(story())


def test_a_database_that_a_server_uses_is_not_marked(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.database()
    (tmp_path / "database-url").write_text(url)

    async def story() -> None:
        shop = await open_shop(tmp_path / "shop.db")
        try:
            with pytest.raises(AlreadyLockedError):
                await mark_restored_there(url, at_ms=1)
        finally:
            await shop.close()

    asyncio.run(story())
    assert query(url, "SELECT value FROM meta WHERE name = 'epoch'") == [(1,)]
