"""Answers ahead of the commit, for those who have pledged to tell nobody before it is on disk."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from server_stub.engine.command import Refused
from server_stub.engine.submits import Pledge
from server_stub.storage.interface import UnavailableError
from server_stub.storage.rows.books import COUNTERS
from support.core_shop import APP, CoreShop, Sow, play
from support.counting import Count, Counted
from support.patience import until_async

pytestmark = pytest.mark.usefixtures("kept_in")

FULL = UnavailableError("The disk is full.")


async def value_on_disk(shop: CoreShop) -> int | None:
    counter = await shop.find(COUNTERS.at(APP, "a"))
    return None if counter is None else int(counter.value)


def begun(shop: CoreShop, *commands: tuple[Any, Pledge | None]) -> list[asyncio.Task[Any]]:
    """Submit commands of one round whose commit waits."""
    shop.commits.pause()
    return [asyncio.ensure_future(shop.engine.submit(*command)) for command in commands]


def test_who_pledges_is_told_before_the_commit_and_nobody_else_is(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        pledge = Pledge()
        ahead, behind = begun(shop, (Count(name="a"), pledge), (Count(name="a"), None))
        assert await ahead == Counted(value=1)
        assert (pledge.is_open, pledge.is_on_disk, behind.done()) == (True, False, False)
        assert await value_on_disk(shop) is None
        shop.commits.go_on()
        assert await pledge.comes_to_disk()
        assert (pledge.is_open, pledge.is_on_disk) == (False, True)
        assert await behind == Counted(value=2)
        assert await value_on_disk(shop) == 2

    play(tmp_path, story)


def test_what_is_asked_on_top_of_an_answer_ahead_waits_for_its_commit(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        (ahead,) = begun(shop, (Count(name="a"), Pledge()))
        assert await ahead == Counted(value=1)
        commits = shop.commits.begun
        on_top = asyncio.ensure_future(shop.engine.submit(Count(name="a"), Pledge()))
        await until_async(lambda: shop.engine.waiting == 1)
        assert shop.commits.begun == commits
        shop.commits.go_on()
        assert await on_top == Counted(value=2)

    play(tmp_path, story)


def test_of_a_commit_that_fails_no_pledge_holds_and_the_repeat_is_decided_anew(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        pledge, asked = Pledge(), Count(name="a", key="k")
        ahead, behind = begun(shop, (asked, pledge), (Count(name="a"), None))
        assert await ahead == Counted(value=1)
        shop.commits.go_on(FULL)
        assert not await pledge.comes_to_disk()
        assert (pledge.is_open, pledge.is_on_disk) == (False, False)
        assert isinstance(refused := await behind, Refused)
        assert refused.refusal is Refusal.READ_ONLY
        await until_async(lambda: shop.watch.writable == 1)
        assert await shop.engine.submit(asked) == Counted(value=1)
        assert await value_on_disk(shop) == 1

    play(tmp_path, story)


@pytest.mark.parametrize("others", [0, 1, 2])
def test_a_round_that_falls_apart_at_its_commit_is_played_again_for_those_who_wait_alone(
    tmp_path: Path, others: int
) -> None:
    async def story(shop: CoreShop) -> None:
        pledge, asked = Pledge(), Count(name="a", key="k")
        ahead, *behind = begun(shop, (asked, pledge), *[(Count(name="a"), None)] * others)
        assert await ahead == Counted(value=1)
        shop.commits.go_on(ArithmeticError())
        assert await asyncio.gather(*behind) == [Counted(value=n + 1) for n in range(others)]
        assert not await pledge.comes_to_disk()
        # Whoever was answered ahead is told to come again, and is decided over then.
        assert await shop.engine.submit(asked) == Counted(value=others + 1)

    play(tmp_path, story)


def test_whoever_stops_waiting_for_a_pledge_does_not_end_the_commit(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        pledge = Pledge()
        ahead, behind = begun(shop, (Count(name="a"), pledge), (Count(name="a"), None))
        await ahead
        waits = asyncio.ensure_future(pledge.comes_to_disk())
        await asyncio.sleep(0)
        waits.cancel()
        await asyncio.wait({waits})
        assert pledge.is_open
        shop.commits.go_on()
        assert await behind == Counted(value=2)

    play(tmp_path, story)


def test_what_changed_nothing_has_nothing_to_wait_for(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        pledge, turned_away = Pledge(), Pledge()
        await shop.engine.submit(Sow(changes=[]), pledge)
        assert (pledge.commit, pledge.is_on_disk) == (None, True)
        assert await pledge.comes_to_disk()
        await shop.engine.stop()
        answer = await shop.engine.submit(Count(name="a"), turned_away)
        assert isinstance(answer, Refused)
        assert turned_away.is_on_disk

    play(tmp_path, story)
