"""A power cut at any moment: what was acknowledged is there, the rest is all there or not at all."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from card_contract.messages import ConfirmAnswer, ReserveAnswer
from server_stub.storage.ledger import START, Link, first_broken
from support.core_shop import CoreShop, open_shop, read_all
from support.failing_disk import VolatileDisk

CARDS = 40


async def sell_until_the_cut(shop: CoreShop, chance: Random) -> tuple[set[int], set[int]]:
    """Sell cards from several tills at once; returns what was acknowledged: held, and sold."""
    held: set[int] = set()
    sold: set[int] = set()

    async def sell(card: int) -> None:
        if isinstance(await shop.reserve(card, card), ReserveAnswer):
            held.add(card)
        if isinstance(await shop.confirm(card), ConfirmAnswer):
            sold.add(card)

    sales = [asyncio.ensure_future(sell(card)) for card in range(1, CARDS + 1)]
    cut_after = chance.randrange(CARDS * 2)
    while len(held) + len(sold) < cut_after:  # noqa: ASYNC110 - the cut falls between two steps
        await asyncio.sleep(0)
    for sale in sales:
        sale.cancel()
    return set(held), set(sold)


def lost_by(folder: Path, held: set[int], sold: set[int]) -> set[str]:
    """Which promises the file in ``folder`` breaks."""
    path = folder / "shop.db"
    broken = set()
    rows = read_all(path, "SELECT code_id, state, hold FROM codes")
    on_disk = {code: (state, hold) for code, state, hold in rows}
    if any(on_disk.get(card, ("", "free"))[1] == "free" for card in held):
        broken.add("a hold was lost")
    if any(on_disk.get(card) != ("Available", "sold") for card in sold):
        broken.add("a sale was lost")
    links = [
        Link(position=position, app_id=app, entry=entry, hash=digest)
        for position, app, entry, digest in read_all(path, "SELECT * FROM ledger ORDER BY 1")
    ]
    if first_broken(links, START) is not None:
        broken.add("the ledger is broken")
    changes, answers = read_all(
        path,
        "SELECT (SELECT count(*) + sum(hold = 'sold') FROM codes WHERE hold <> 'free'),"
        " (SELECT count(*) FROM answers)",
    )[0]
    if (changes or 0) != answers:
        broken.add("a change is there without its answer, or an answer without its change")
    if read_all(path, "PRAGMA integrity_check") != [("ok",)]:
        broken.add("the file is damaged")
    return broken


def cut(tmp_path: Path, seed: int, *, synchronous: str = "full", **log: int) -> set[str]:
    """Run a shop on a volatile disk, cut its power, and look at what is left."""
    chance = Random(seed)  # noqa: S311 - dice for a test, repeatable
    disk = VolatileDisk()

    async def story() -> tuple[set[int], set[int]]:
        shop = await open_shop(tmp_path / "shop.db", cards=CARDS, vfs=disk.vfs, **log)
        shop.storage._db.pragma("synchronous", synchronous)
        try:
            acknowledged = await sell_until_the_cut(shop, chance)
            disk.after_power_cut(tmp_path / "left", chance)
            return acknowledged
        finally:
            await shop.close()

    held, sold = asyncio.run(story())
    return lost_by(tmp_path / "left", held, sold)


@pytest.mark.parametrize("seed", range(12))
def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path, seed: int) -> None:
    assert cut(tmp_path, seed) == set()


@pytest.mark.parametrize("seed", range(12))
def test_nor_does_one_while_the_log_is_folded_into_the_file(tmp_path: Path, seed: int) -> None:
    assert cut(tmp_path, seed, checkpoint_pages=5, log_pages_max=40) == set()


def test_this_test_would_notice_commits_that_do_not_wait_for_the_disk(tmp_path: Path) -> None:
    broken = set()
    for seed in range(12):
        (tmp_path / str(seed)).mkdir()
        broken |= cut(tmp_path / str(seed), seed, synchronous="normal")
    assert "a sale was lost" in broken
