"""A failing disk: nothing is acknowledged, the server turns read-only, and comes back verified."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import apsw
import pytest

from card_contract.messages import ReserveAnswer
from card_contract.outcomes import Refusal
from server_stub.storage.rows.cards import CODES
from support.core_shop import APP, CoreShop, open_shop, read_all
from support.failing_disk import Fault, FaultyDisk
from support.patience import until_async

CARDS = 12


@asynccontextmanager
async def shop_on(disk: FaultyDisk, path: Path) -> AsyncIterator[CoreShop]:
    shop = await open_shop(path, cards=CARDS, vfs=disk.vfs)
    try:
        yield shop
    finally:
        disk.trouble.disarm()
        await shop.close()


async def until_writable(shop: CoreShop) -> None:
    if shop.engine.read_only_reason is not None:
        shop.watch.writable_again.clear()
        await asyncio.wait_for(shop.watch.writable_again.wait(), 20)


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("operation", ["write", "sync"])
@pytest.mark.parametrize("at", [1, 2, 3, 5, 8, 13])
def test_a_disk_that_fails_at_the_nth_call_loses_nothing_acknowledged(
    tmp_path: Path, operation: str, at: int, fault: Fault
) -> None:
    disk = FaultyDisk()

    async def story() -> dict[int, Any]:
        answers: dict[int, Any] = {}
        async with shop_on(disk, tmp_path / "shop.db") as shop:
            disk.trouble.arm(operation, at, fault)
            for card in range(1, CARDS + 1):
                answers[card] = await shop.reserve(card, card)
            refused = [a for a in answers.values() if not isinstance(a, ReserveAnswer)]
            assert disk.trouble.struck or not refused
            assert {a.refusal for a in refused} <= {Refusal.READ_ONLY}
            # Who was refused asks again with the same key once the disk is well.
            disk.trouble.disarm()
            await until_writable(shop)
            for card, answer in answers.items():
                if not isinstance(answer, ReserveAnswer):
                    again = await shop.reserve(card, card)
                    assert isinstance(again, ReserveAnswer)
            for card in range(1, CARDS + 1):
                assert (await shop.reserve(card, card)).replayed
        return answers

    asyncio.run(story())
    held = read_all(tmp_path / "shop.db", "SELECT count(*) FROM codes WHERE hold = 'held'")
    assert held == [(CARDS,)]
    entries = read_all(
        tmp_path / "shop.db", "SELECT count(*) FROM ledger WHERE entry LIKE '%sale.held%'"
    )
    assert entries == [(CARDS,)]


def test_while_the_disk_fails_everyone_is_told_and_reads_go_on(tmp_path: Path) -> None:
    disk = FaultyDisk()

    async def story() -> None:
        async with shop_on(disk, tmp_path / "shop.db") as shop:
            disk.trouble.arm("write", 1, Fault.FULL)
            answers = await asyncio.gather(*[shop.reserve(n, n) for n in range(1, 6)])
            assert {answer.refusal for answer in answers} == {Refusal.READ_ONLY}
            assert shop.engine.read_only_reason is not None
            assert len(shop.watch.read_only) == 1
            assert (await shop.reserve(7, 7)).refusal is Refusal.READ_ONLY
            assert (await shop.find(CODES.at(APP, 1))).version == 1
            await asyncio.sleep(0.1)
            assert shop.watch.writable == 0, "the disk is still full"
            disk.trouble.disarm()
            await until_writable(shop)
            assert (len(shop.watch.read_only), shop.watch.writable) == (1, 1)

    asyncio.run(story())


def test_a_sync_that_failed_once_makes_the_server_reopen_and_verify(tmp_path: Path) -> None:
    disk = FaultyDisk()

    async def story() -> None:
        async with shop_on(disk, tmp_path / "shop.db") as shop:
            disk.trouble.arm("sync", 1, Fault.EIO, lasting=False)
            assert (await shop.reserve(1, 1)).refusal is Refusal.READ_ONLY
            await until_writable(shop)
            again = await shop.reserve(1, 1)
            assert isinstance(again, ReserveAnswer)
            # Whether the first try is on disk nobody could know; there is one hold either way.
            assert (await shop.find(CODES.at(APP, 1))).version == 2

    asyncio.run(story())


def test_a_ledger_that_does_not_verify_keeps_the_server_read_only(tmp_path: Path) -> None:
    disk = FaultyDisk()

    async def story() -> None:
        async with shop_on(disk, tmp_path / "shop.db") as shop:
            await shop.reserve(1, 1)
            disk.trouble.arm("sync", 1, Fault.EIO, lasting=False)
            refused = asyncio.ensure_future(shop.reserve(2, 2))
            assert (await refused).refusal is Refusal.READ_ONLY
            tamper(shop.path)
            broken = "The ledger's chain is broken."
            await until_async(lambda: shop.engine.read_only_reason == broken)

    asyncio.run(story())


def tamper(path: Path) -> None:
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(5000)
    connection.execute("UPDATE ledger SET entry = replace(entry, 'sale.held', 'sale.none')")
    connection.close()
