"""Tills hear of a recall from their own process of the server, whichever one carries it out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from card_contract.recall_messages import RecallNews
from server_stub.domain.ids import TillId
from server_stub.notify.feed import Feed, Listener
from server_stub.notify.recall_bell import RecallBell
from support.core_shop import APP
from support.recall_floor import RecallFloor, asked, cards, tell

pytestmark = pytest.mark.usefixtures("kept_in")


class Process:
    """One process over the shop, with one till that listens to it."""

    def __init__(self, floor: RecallFloor, feed: Feed) -> None:
        self.feed = feed
        is_its_own = feed is floor.feed
        self.bell = floor.bell if is_its_own else RecallBell(floor.shop.reader, feed)
        self.line: Listener = feed.listen(APP, TillId("T1"))

    async def heard(self) -> list[str]:
        """The cards that the till has heard of since it was asked last, at another look."""
        await self.bell.look()
        return await self.news()

    async def news(self) -> list[str]:
        """The cards that the till has heard of, without another look."""
        self.line.tell(b"end")
        found: list[str] = []
        while (piece := await self.line.next()) != b"end":
            assert piece is not None
            _, _, data = piece.decode().partition("data: ")
            if data:
                found += msgspec.json.decode(data, type=RecallNews).card_ids
        return found


def test_tills_at_another_process_hear_of_each_card_once(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        deciding, other = Process(floor, floor.feed), Process(floor, Feed(floor.shop.clock))
        assert await other.heard() == await deciding.heard() == []
        await floor.begun(asked(cards(1, 2, 3, 4, 5)))
        await floor.runner.run_once()
        some = await other.heard()
        assert some
        await floor.finish()
        assert sorted(some + await other.heard()) == ["1", "2", "3", "4", "5"]
        assert sorted(await deciding.heard()) == ["1", "2", "3", "4", "5"]
        assert await other.heard() == await deciding.heard() == []

    tell(tmp_path, story)


def test_cards_that_did_not_change_are_no_news(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        other = Process(floor, Feed(floor.shop.clock))
        await floor.shop.sell(1, 2)
        await other.heard()
        await floor.carried_out(cards(1, 2, 3))
        assert sorted(await other.heard()) == ["1", "3"]

    tell(tmp_path, story)


def test_a_process_that_begins_tells_nothing_from_before(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.carried_out(cards(1, 2))
        late = Process(floor, Feed(floor.shop.clock))
        assert await late.heard() == []
        await floor.carried_out(cards(3), number=2)
        assert await late.heard() == ["3"]

    tell(tmp_path, story)


def test_a_process_that_takes_over_tells_first_what_the_dead_one_had_decided(
    tmp_path: Path,
) -> None:
    async def story(dead: RecallFloor) -> None:
        taking_over = RecallFloor(dead.shop, piece_max=2)
        here = Process(taking_over, taking_over.feed)
        await here.heard()
        await dead.begun(asked(cards(1, 2, 3, 4, 5, 6, 7, 8)))
        await dead.runner.run_once()  # told to its own tills, which are gone with it
        await dead.runner.run_once()
        assert await here.news() == []
        await taking_over.runner.run_once()
        assert await here.news() == ["1", "2", "3", "4", "5", "6", "7", "8"]
        await taking_over.finish()
        assert await here.heard() == []

    tell(tmp_path, story)


def test_a_look_while_the_dead_ones_cards_are_told_tells_none_twice_and_leaves_none_out(
    tmp_path: Path,
) -> None:
    async def story(dead: RecallFloor) -> None:
        taking_over = RecallFloor(dead.shop, piece_max=2)
        here = Process(taking_over, taking_over.feed)
        await here.heard()
        await dead.begun(asked(cards(1, 2, 3, 4, 5, 6, 7, 8)))
        await dead.runner.run_once()
        await asyncio.gather(here.bell.look(), taking_over.runner.run_once(), here.bell.look())
        await taking_over.finish()
        assert await here.heard() == ["1", "2", "3", "4", "5", "6", "7", "8"]

    tell(tmp_path, story)
