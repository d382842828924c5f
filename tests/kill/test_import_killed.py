"""``kill -9`` while cards made elsewhere are taken in: the same file, given again, finishes it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import support.dying_import as dying
from card_contract.studio_messages import LineOutcome
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.storage.sealing import Keys
from support.core_shop import CoreShop, open_shop, read_all
from support.forked_program import run_until_dead

pytestmark = pytest.mark.usefixtures("kept_in")

STEPS = ("before-store", "before-commit", "after-commit")
PIECES = -(-dying.CARDS // dying.PIECE_CARDS)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("nth", range(1, PIECES + 1))
def test_an_import_killed_at_any_step_of_any_piece_is_finished_by_the_same_file(
    tmp_path: Path, step: str, nth: int
) -> None:
    asyncio.run(_make(tmp_path))
    said = run_until_dead(dying.run, tmp_path, step, nth)
    acknowledged = max((int(line.split()[1]) for line in said.splitlines()), default=0)
    outcomes = asyncio.run(_give_again(tmp_path))
    there = outcomes.count(LineOutcome.ALREADY_THERE)
    assert there >= acknowledged
    assert set(outcomes[:there]) <= {LineOutcome.ALREADY_THERE}
    assert set(outcomes[there:]) <= {LineOutcome.ACCEPTED}
    file = tmp_path / "shop.db"
    codes = "SELECT count(*), count(DISTINCT number), max(version) FROM codes"
    assert read_all(file, codes) == [(dying.CARDS, dying.CARDS, 1)]
    assert read_all(file, "SELECT quantity, made FROM batches") == [(dying.CARDS, dying.CARDS)]
    assert read_all(file, "SELECT pack, first_sequence, last_sequence FROM packs") == [
        (1, 1, 4),
        (2, 5, 8),
    ]


async def _make(folder: Path) -> None:
    keys = Keys.create(folder / "keys.json")
    shop = await open_shop(folder / "shop.db", cards=0, keys=keys)
    await shop.close()


async def _give_again(folder: Path) -> list[LineOutcome]:
    shop = CoreShop(folder / "shop.db", Keys.read(folder / "keys.json"))
    try:
        outcomes = await dying.import_all(shop)
        assert (await LedgerKeeper(shop.reader, shop.keys).verify()).is_sound
        return outcomes
    finally:
        await shop.close()
