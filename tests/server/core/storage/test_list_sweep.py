"""Lists of numbers that were sent up long ago go; what a recall still goes through stays."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from card_contract.recall_messages import NumberList
from server_stub.commands.recalls import AddToList
from server_stub.list_sweep import KEPT_MS, ListSweep
from server_stub.storage.postgres.session_removal import PostgresSessionRemoval
from server_stub.storage.sqlite_session_removal import SqliteSessionRemoval
from support.core_shop import APP, NOW, postgres_of, read_all
from support.recall_floor import RecallFloor, asked, tell

pytestmark = pytest.mark.usefixtures("kept_in")


RUNNING, DONE, NEVER, NEW = (f"L-{number:026d}" for number in range(4))


async def send_up(floor: RecallFloor, list_id: str, *ids: int) -> NumberList:
    numbers = [(await floor.card(card)).number or 0 for card in ids]
    await floor.shop.engine.submit(
        AddToList(app_id=APP, list_id=list_id, place=0, numbers=numbers, added_by="operator:anna")
    )
    return NumberList(list_id=list_id)


async def sweep(floor: RecallFloor) -> None:
    url = postgres_of(floor.shop.path)
    removal = SqliteSessionRemoval(floor.shop.path) if url is None else PostgresSessionRemoval(url)
    swept = ListSweep(floor.shop.reader, removal, now_ms=floor.shop.clock, piece_max=2, pause_s=0)
    try:
        await asyncio.gather(swept.sweep(), swept.sweep())
    finally:
        await removal.close()


def left(path: Path) -> list[tuple[str, int]]:
    sql = "SELECT list_id, count(*) FROM card_lists GROUP BY list_id ORDER BY list_id"
    return read_all(path, sql)


def test_old_lists_go_and_new_ones_and_those_of_a_running_recall_stay(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        done = await send_up(floor, DONE, 1, 2, 3, 4, 5)
        running = await send_up(floor, RUNNING, 6, 7, 8)
        await send_up(floor, NEVER, 9)
        view = await floor.carried_out(done)
        await floor.begun(asked(running), 2)
        floor.shop.clock.now_ms = NOW + KEPT_MS + 60_000
        await send_up(floor, NEW, 9, 10)
        await sweep(floor)
        assert len(await floor.lines(view.recall_id)) == 5, "what became of its numbers stays"

    assert left(tell(tmp_path, story)) == [(RUNNING, 3), (NEW, 2)]
