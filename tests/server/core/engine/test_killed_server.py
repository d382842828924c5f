"""``kill -9`` at every step between decision and answer, in a real process."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from pathlib import Path

import msgspec
import pytest

import support.dying_server as dying
from card_contract.messages import ConfirmAnswer, ReserveAnswer
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.storage.rows.cards import CODES
from server_stub.storage.sealing import Keys
from support.core_shop import APP, CoreShop, open_shop, read_all
from support.forked_program import run_program

HOLDS_AFTER = {"held": ("held", "sold"), "sold": ("sold",), "freed": ("free",)}


async def make(folder: Path) -> None:
    keys = Keys.create(folder / "keys.json")
    shop = await open_shop(folder / "shop.db", cards=dying.HELD, keys=keys)
    await shop.reserve(dying.HELD, dying.HELD)
    await shop.sign(dying.MONEY_BACK)
    await shop.close()


def acknowledged_until_dead(folder: Path, step: str, nth: int) -> list[str]:
    ended = run_program(dying.run, folder, step, nth)
    assert (ended.returncode, ended.stderr) == (-signal.SIGKILL, "")
    return ended.stdout.split("\n")[:-1]


async def look_and_go_on(folder: Path, acknowledged: list[str]) -> None:
    shop = CoreShop(folder / "shop.db", Keys.read(folder / "keys.json"))
    try:
        for line in acknowledged:
            word, card = line.split()
            code = await shop.find(CODES.at(APP, int(card)))
            assert code.hold in HOLDS_AFTER[word]
        assert (await LedgerKeeper(shop.reader, shop.keys).verify()).is_sound
        # The till asks again with the same keys, and every sale comes to its end once.
        for card in range(1, dying.CARDS + 1):
            held, sold = await shop.reserve(card, card), await shop.confirm(card)
            assert isinstance(held, ReserveAnswer)
            assert isinstance(sold, ConfirmAnswer)
            if f"held {card}" in acknowledged:
                assert held.replayed
            if f"sold {card}" in acknowledged:
                assert sold.replayed
        settled = await shop.engine.submit(dying.MONEY_BACK)
        assert settled.owed
        assert settled.replayed or f"freed {dying.HELD}" not in acknowledged
    finally:
        await shop.close()


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize("nth", [1, 7])
@pytest.mark.parametrize("step", dying.STEPS_OF_ROUND)
def test_a_server_killed_at_any_step_of_a_round_keeps_what_it_acknowledged(
    tmp_path: Path, step: str, nth: int
) -> None:
    check_a_killing(tmp_path, step, nth)


@pytest.mark.parametrize("nth", [1, 7])
@pytest.mark.parametrize("step", dying.STEPS_OF_FILE)
def test_a_server_killed_as_it_writes_the_file_keeps_what_it_acknowledged(
    tmp_path: Path, step: str, nth: int
) -> None:
    check_a_killing(tmp_path, step, nth)


def check_a_killing(tmp_path: Path, step: str, nth: int) -> None:
    asyncio.run(make(tmp_path))
    acknowledged = acknowledged_until_dead(tmp_path, step, nth)
    asyncio.run(look_and_go_on(tmp_path, acknowledged))
    file = tmp_path / "shop.db"
    assert read_all(file, "SELECT count(*), max(version) FROM codes WHERE hold = 'sold'") == [
        (dying.CARDS, 3)
    ]
    entries = Counter(
        msgspec.json.decode(entry)[3] for (entry,) in read_all(file, "SELECT entry FROM ledger")
    )
    assert entries == {"sale.confirmed": dying.CARDS, "sale.held": dying.HELD, "sale.settled": 1}
    assert read_all(file, "SELECT kind, count(*) FROM cases GROUP BY kind") == [("refund-due", 1)]


@pytest.mark.usefixtures("kept_in")
def test_what_was_committed_but_not_answered_is_replayed(tmp_path: Path) -> None:
    asyncio.run(make(tmp_path))
    acknowledged = acknowledged_until_dead(tmp_path, "after-commit", 2)
    assert acknowledged == ["held 1"]
    assert read_all(tmp_path / "shop.db", "SELECT hold FROM codes WHERE code_id = 1") == [("sold",)]


@pytest.mark.usefixtures("kept_in")
def test_what_was_decided_but_not_committed_never_happened(tmp_path: Path) -> None:
    asyncio.run(make(tmp_path))
    acknowledged = acknowledged_until_dead(tmp_path, "before-commit", 2)
    assert acknowledged == ["held 1"]
    assert read_all(tmp_path / "shop.db", "SELECT hold FROM codes WHERE code_id = 1") == [("held",)]
