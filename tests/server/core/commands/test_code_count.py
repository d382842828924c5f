"""The count of codes tells what is there, anew each time, and rests where nothing has changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from card_contract.states import CodeState
from server_stub.commands.figures import NoteFigures
from server_stub.domain.business_day import day_of_ms
from server_stub.domain.campaign_figures import Part, added, parts_of
from server_stub.queries.portal_figures import CampaignFigures, Count, PortalFigures
from server_stub.storage.rows.figures import FigureCountRow
from server_stub.upkeep.code_count import REST, CodeCount
from support.core_shop import APP, CAMPAIGN, NOW, STORE, CoreShop, play
from support.redemption_desk import DONE, REFUSED, SYNC, Desk, code, ids_from, with_script

pytestmark = pytest.mark.usefixtures("kept_in")
ZONE = ZoneInfo("Europe/Vienna")
Story = Callable[[CoreShop, "Counting"], Awaitable[None]]


class Counting:
    """A count whose time is moved by hand."""

    def __init__(self, shop: CoreShop) -> None:
        self.shop = shop
        self.seconds = 0.0
        self.count = CodeCount(shop.engine, shop.reader, self, piece_ids=2, pause_s=0)
        self.figures = PortalFigures(shop.reader)

    def now_ms(self) -> int:
        return self.shop.clock.now_ms

    def monotonic(self) -> float:
        self.seconds += 1.0
        return self.seconds

    async def look(self) -> None:
        """Look after a rest."""
        self.seconds += 1_000 * REST
        await self.count.look()

    async def of(self, campaign: str) -> CampaignFigures:
        day = day_of_ms(self.now_ms(), ZONE)
        found = await self.figures.of_campaign(APP, campaign, day, day)
        assert found is not None
        return found

    async def counted(self) -> Count:
        found = await self.figures.counted(APP)
        assert found is not None
        return found


def counting(tmp_path: Path, story: Story) -> None:
    async def run(shop: CoreShop) -> None:
        await story(shop, Counting(shop))

    play(tmp_path, run, cards=5)


def test_codes_are_counted_by_state_day_store_and_hour(tmp_path: Path) -> None:
    async def story(shop: CoreShop, counting: Counting) -> None:
        assert await counting.figures.counted(APP) is None
        await shop.sell(1, 1, 2)
        await shop.sell(2, 3)
        await counting.look()
        found = await counting.of(CAMPAIGN)
        assert found.states == {"Available": 3, "Inactive": 2}
        total = added(found.days)
        assert total["activated"] == 3
        assert parts_of(total, Part.STORE) == {STORE: 3}
        assert sum(parts_of(total, Part.HOUR).values()) == 3
        assert (await counting.counted()).is_current

    counting(tmp_path, story)


def test_failed_and_delivered_attempts_are_counted_with_their_times(tmp_path: Path) -> None:
    async def story(shop: CoreShop, counting: Counting) -> None:
        desk = Desk(shop)
        await shop.sow(with_script(SYNC, retries_max=0), ids_from())
        for number in (1, 2):
            await desk.add(code(number), SYNC, state=CodeState.AVAILABLE)
        failing = await desk.redeem(code(1), "ann")
        shop.clock.now_ms += 1_500
        await desk.report(failing.call, REFUSED)
        delivering = await desk.redeem(code(2), "ann")
        shop.clock.now_ms += 1_500
        await desk.report(delivering.call, DONE)
        await counting.look()
        total = added((await counting.of(SYNC)).days)
        assert total["failed"] == 1
        assert parts_of(total, Part.FAILURE) == {"reported": 1}
        assert parts_of(total, Part.TOOK) == {"2000": 1}
        assert total["redeemed"] == 1

    counting(tmp_path, story)


def test_each_count_begins_anew_and_takes_back_what_is_not_so_any_more(tmp_path: Path) -> None:
    async def story(shop: CoreShop, counting: Counting) -> None:
        await counting.look()
        assert (await counting.of(CAMPAIGN)).states == {"Inactive": 5}
        await shop.sell(1, 1)
        assert not (await counting.counted()).is_current
        await counting.look()
        assert (await counting.of(CAMPAIGN)).states == {"Inactive": 4, "Available": 1}
        # Another process goes on with what the first one has kept.
        another = Counting(shop)
        await shop.void(1, 1, 1)
        await another.look()
        found = await another.of(CAMPAIGN)
        assert sum(found.states.values()) == 5
        assert added(found.days)["activated"] == 1

    counting(tmp_path, story)


def test_nothing_is_counted_where_nothing_has_changed_nor_right_after_a_count(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop, counting: Counting) -> None:
        await counting.look()
        first = await counting.counted()
        shop.clock.now_ms += 60_000
        await counting.look()
        assert await counting.counted() == first, "nothing was written meanwhile"
        await shop.sell(1, 1)
        await counting.look()
        second = await counting.counted()
        assert second.begun_at > first.begun_at
        await shop.sell(2, 2)
        await counting.count.look()
        assert (await counting.counted()).begun_at == second.begun_at, "it rests"

    counting(tmp_path, story)


def test_a_count_that_was_begun_earlier_does_not_replace_a_later_one(tmp_path: Path) -> None:
    async def story(shop: CoreShop, counting: Counting) -> None:
        await counting.look()
        row = FigureCountRow(app_id=APP, begun_at=NOW - 1, ended_at=NOW, position=1)
        late = NoteFigures(app_id=APP, figures={(CAMPAIGN, ""): "{}"}, count=row)
        await shop.engine.submit(late)
        assert (await counting.of(CAMPAIGN)).states == {"Inactive": 5}

    counting(tmp_path, story)
