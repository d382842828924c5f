"""Lists of numbers that were sent up long ago go; what a recall still goes through stays."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from card_contract.outcomes import Refusal
from card_contract.recall_messages import NumberList, OfRecall
from card_contract.states import RecallAct
from server_stub.commands.recalls import AddToList, BeginRecall
from server_stub.storage.postgres.session_removal import PostgresSessionRemoval
from server_stub.storage.sqlite_session_removal import SqliteSessionRemoval
from server_stub.upkeep.list_sweep import KEPT_MS, ListSweep
from support.core_shop import APP, MANAGER, NOW, TILL, postgres_of, read_all
from support.recall_floor import RecallFloor, asked, request_id, tell

pytestmark = pytest.mark.usefixtures("kept_in")


RUNNING, DONE, NEVER, NEW = (f"L-{number:026d}" for number in range(4))


async def send_up(floor: RecallFloor, list_id: str, *ids: int) -> NumberList:
    numbers = [(await floor.card(card)).number or 0 for card in ids]
    await floor.shop.engine.submit(
        AddToList(app_id=APP, list_id=list_id, place=0, numbers=numbers, added_by="operator:anna")
    )
    return NumberList(list_id=list_id)


def removal_of(floor: RecallFloor) -> SqliteSessionRemoval | PostgresSessionRemoval:
    url = postgres_of(floor.shop.path)
    return SqliteSessionRemoval(floor.shop.path) if url is None else PostgresSessionRemoval(url)


async def sweep(floor: RecallFloor) -> None:
    removal = removal_of(floor)
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


def test_a_list_stays_where_a_recall_goes_through_it_by_the_number_of_an_earlier_one(
    tmp_path: Path,
) -> None:
    async def story(floor: RecallFloor) -> None:
        chosen = await send_up(floor, DONE, 1, 2, 3)
        stopped = await floor.carried_out(chosen, RecallAct.STOP_SALE)
        these = OfRecall(recall_id=stopped.recall_id)
        floor.shop.clock.now_ms = NOW + KEPT_MS + 60_000
        running = await floor.begun(asked(these, RecallAct.LIFT), 2)
        await sweep(floor)
        assert await floor.selections.list_size(APP, DONE) == 3
        await floor.finish()
        assert (await floor.seen(running)).done == 3
        await sweep(floor)
        refused = await floor.begin(asked(these), 3)
        assert refused.refusal is Refusal.SELECTION_UNKNOWN, "its numbers are gone"

    assert left(tell(tmp_path, story)) == []


def test_nobody_recalls_by_what_is_left_of_a_list_that_is_being_removed(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    class StopsAfterOne:
        """The process ends after the first piece."""

        def __init__(self, floor: RecallFloor) -> None:
            self.removal = removal_of(floor)
            self.pieces = 0

        async def remove_list(self, app_id: str, list_id: str, *, first: int, last: int) -> None:
            if self.pieces:
                raise StoppedError
            self.pieces = 1
            await self.removal.remove_list(app_id, list_id, first=first, last=last)

    async def story(floor: RecallFloor) -> None:
        chosen = await send_up(floor, NEVER, 1, 2, 3, 4, 5)
        spans = await floor.selections.spans(APP, chosen)
        assert isinstance(spans, list)
        floor.shop.clock.now_ms = NOW + KEPT_MS + 60_000
        half = StopsAfterOne(floor)
        swept = ListSweep(floor.shop.reader, half, now_ms=floor.shop.clock, piece_max=2, pause_s=0)
        with pytest.raises(StoppedError):
            await swept.sweep()
        await half.removal.close()
        assert await floor.selections.list_size(APP, NEVER) == 0
        assert await floor.selections.spans(APP, chosen) is Refusal.SELECTION_UNKNOWN
        begin = BeginRecall(
            app_id=APP,
            till_id=TILL,
            operator_id=MANAGER,
            request_id=request_id(),
            request=asked(chosen),
            spans=spans,
            total=5,
            changing=5,
        )
        refused = await floor.shop.engine.submit(begin)
        assert refused.refusal is Refusal.SELECTION_UNKNOWN, "it was counted before"
        await sweep(floor)

    assert left(tell(tmp_path, story)) == []


def test_a_list_that_a_recall_goes_through_since_it_was_looked_at_stays(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.begun(asked(await send_up(floor, RUNNING, 1, 2, 3)))
        removal = removal_of(floor)
        await removal.remove_list(APP, RUNNING, first=1, last=1)
        await removal.close()

    assert left(tell(tmp_path, story)) == [(RUNNING, 3)]
