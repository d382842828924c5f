"""``kill -9`` while a carton is shipped or received: all packs in it are moved, or none.

Each step of the move once; ``--long`` kills a busy server oftener.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

import support.dying_custody as dying
from card_contract.sale_id import crockford
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CustodyAct, CustodyState
from kill.ground import free_port
from kill.load import BusyTill, send_again
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.storage.rows.cards import PACKS_OF_CARTON
from server_stub.storage.sealing import Keys
from support.core_shop import APP, STORE, CoreShop, ledger_of, open_shop
from support.custody_floor import MARKET, CustodyFloor, pack_label
from support.forked_program import run_until_dead
from support.server_process import ServedCopy, ServerProcess, demo_template, run_command
from support.stored_rows import change_rows
from support.till_client import TillClient

PACKS = 60
GOALS = {
    CustodyAct.SHIP: (CustodyState.SHIPPED, MARKET),
    CustodyAct.RECEIVE: (CustodyState.RECEIVED, STORE),
}


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize("act", tuple(CustodyAct))
@pytest.mark.parametrize("step", ["before-store", "before-commit", "after-commit"])
def test_a_carton_is_moved_whole_or_not_at_all(tmp_path: Path, step: str, act: CustodyAct) -> None:
    asyncio.run(_make(tmp_path))
    run_until_dead(dying.run, tmp_path, act, step)
    asyncio.run(_look_and_ask_again(tmp_path, act, is_done=step == "after-commit"))
    kinds = [entry[3] for entry in ledger_of(tmp_path / "shop.db")]
    assert kinds == ["pack.shipped" if act is CustodyAct.SHIP else "pack.received"]


async def _make(folder: Path) -> None:
    """A shop with a carton of many packs."""
    keys = Keys.create(folder / "keys.json")
    shop = await open_shop(folder / "shop.db", cards=0, keys=keys)
    floor = CustodyFloor(shop)
    await floor.stock()
    pack = await floor.pack(1)
    others = range(5, PACKS + 3)
    await shop.sow(
        *[replace(pack, pack=number, label=pack_label(number), version=1) for number in others]
    )
    await shop.close()


async def _look_and_ask_again(folder: Path, act: CustodyAct, *, is_done: bool) -> None:
    shop = CoreShop(folder / "shop.db", Keys.read(folder / "keys.json"))
    floor = CustodyFloor(shop)
    before = GOALS[act] if is_done else (CustodyState.WAREHOUSE, None)
    try:
        assert await _places(shop) == {before: PACKS}
        answer = await dying.moved(floor, act)
        assert answer.replayed is is_done
        assert [row.packs for row in answer.rows] == [PACKS]
        again = await dying.moved(floor, act)
        assert again == replace(answer, replayed=True)
        assert await _places(shop) == {GOALS[act]: PACKS}
        assert (await LedgerKeeper(shop.reader, shop.keys).verify()).is_sound
    finally:
        await shop.close()


async def _places(shop: CoreShop) -> Counter[tuple[str, str | None]]:
    packs = await shop.reader.find(PACKS_OF_CARTON.at(APP, 1, 1))
    return Counter((pack.custody, pack.store_id) for pack in packs)


# --- A busy server -------------------------------------------------------------------------------

KILLS = 6
CARDS_A_PACK = 2
PACKS_A_CARTON = 200
ELSEWHERE = "market-1"


class Porter(BusyTill):
    """A manager's till that ships one carton to another store and receives it back, for ever."""

    def __init__(self, client: TillClient, label: str, seed: int) -> None:
        super().__init__(client, itertools.repeat(label), seed)

    def _one_sale(self, label: str) -> None:
        self._move({"act": "ship", "label": label, "store_id": ELSEWHERE})
        self._move({"act": "receive", "label": label})

    def _move(self, body: dict[str, str]) -> None:
        move_id = f"K-{crockford(self._chance.randbytes(17))}"
        self._acknowledge(f"/v1/custody-requests/{move_id}", body)
        (row,) = self.acknowledged[-1].answer["rows"]
        assert row["packs"] == PACKS_A_CARTON


@pytest.fixture(scope="module")
def shop_with_a_carton(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo shop with a second store and a carton of many packs; its folder, and the label."""
    template = tmp_path_factory.mktemp("carton") / "shop"
    shutil.copytree(demo_template(), template)
    data = ("--data", str(template))
    size = ("--pack", str(CARDS_A_PACK), "--carton", str(PACKS_A_CARTON))
    quantity = ("--quantity", str(CARDS_A_PACK * PACKS_A_CARTON))
    made = run_command("generate", "gift-50", *quantity, *size, *data)
    assert made.returncode == 0, made.stderr
    printed_elsewhere = (
        "INSERT INTO print_batches (app_id, batch, spoiled, proven, excused, version)"
        " SELECT app_id, batch, 0, 0, 1, 1 FROM batches WHERE batch = ?"
    )
    change_rows(template, printed_elsewhere, int(made.stdout))
    added = run_command("store", "add", ELSEWHERE, "--name", "Market Square 1", *data)
    assert added.returncode == 0, added.stderr
    return template, Label(LabelKind.CARTON, "970010", int(made.stdout), 1).text()


@pytest.mark.timeout(3600)
def test_a_busy_server_killed_as_it_moves_cartons_has_each_of_them_whole(
    shop_with_a_carton: tuple[Path, str], served_copy: ServedCopy, tmp_path: Path, rounds: int
) -> None:
    template, label = shop_with_a_carton
    chance = random.Random(3)
    server = served_copy(template, tmp_path / "data", "--port", str(free_port()))
    with server:
        manager = _manager(server)
        porter = Porter(manager, label, seed=3)
        looker = TillClient.of_demo(server.url, server.demo, timeout_s=8)
        looker.operator = manager.operator
        porter.start()
        for _ in range(KILLS * rounds):
            time.sleep(chance.uniform(0.1, 0.5))
            server.kill()
            server.start()
            _check_whole(looker, label)
        porter.stop()
        assert len(porter.acknowledged) > KILLS * rounds
        for answer in porter.acknowledged:
            send_again(looker, answer)
        looker.close()
    _check_told_once(tmp_path / "data", porter)


def _manager(server: ServerProcess) -> TillClient:
    pins = {person["id"]: person["pin"] for person in server.demo["operators"]}
    client = TillClient.of_demo(server.url, server.demo, timeout_s=8)
    assert client.sign_in("anna", pins["anna"]).status_code == 200
    return client


def _check_whole(looker: TillClient, label: str) -> None:
    """Whatever was killed in the middle: all packs of the carton are at one place."""
    asking = BusyTill(looker, iter(()), 0)
    view = asking.insist("/v1/labels/look-up", {"label": label}).answer
    (place,) = view["places"]
    assert place["packs"] == PACKS_A_CARTON


def _check_told_once(data: Path, porter: Porter) -> None:
    told = run_command("verify", "--data", str(data))
    assert "The ledger is whole" in told.stdout, told.stderr
    moves = _moves_in_ledger(data)
    assert set(moves.values()) == {1}
    acknowledged = {answer.target.split("/")[-1] for answer in porter.acknowledged}
    assert set(moves) == acknowledged


def _moves_in_ledger(data: Path) -> Counter[str]:
    entries: Iterator[dict[str, str]] = (
        entry[6]
        for entry in ledger_of(data / "redemption.db")
        if entry[3] in ("pack.shipped", "pack.received")
    )
    return Counter(detail["request"] for detail in entries if "request" in detail)
