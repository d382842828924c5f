"""What a clock that was ahead has put off: it is due once the clock is right."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.states import CodeState
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.storage.rows.redemption import ATTEMPTS
from support.core_shop import APP
from support.fulfilment_desk import NOT_YET, NOTHING_DONE, YES, Fulfilment, ToldScripts, play
from support.patience import until_async
from support.redemption_desk import ASYNC, SYNC, code

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = code(1)
DAY_MS = 86_400_000


async def in_progress(desk: Fulfilment) -> int:
    """A code that somebody redeems; returns its id."""
    code_id = await desk.desk.available(1, ASYNC)
    assert (await desk.redeem(CODE)).outcome is Outcome.CONTINUES
    return code_id


async def attempt(desk: Fulfilment, code_id: int) -> Any:
    return await desk.shop.find(ATTEMPTS.at(APP, code_id, 0))


async def asked(scripts: ToldScripts, times: int) -> None:
    await until_async(lambda: len(scripts.asked) >= times)


async def state(desk: Fulfilment) -> CodeState:
    row = await desk.desk.code_row(CODE)
    return row.state


async def is_redeemed(desk: Fulfilment) -> bool:
    return await state(desk) is CodeState.REDEEMED


@pytest.mark.sqlite_only
def test_a_call_cut_off_while_the_clock_was_minutes_ahead_is_taken_up_at_once_too(tmp_path: Path):
    scripts = ToldScripts([YES], [NOTHING_DONE])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        desk.desk.wait(300_000)
        assert (await desk.desk.redeem(CODE)).outcome is Outcome.BEGUN  # and the server dies
        desk.desk.wait(-300_000)
        running = asyncio.create_task(desk.new_worker("w2", look_every_s=0.01).run())
        await until_async(lambda: is_redeemed(desk))
        running.cancel()

    play(tmp_path, scripts, story)
    assert scripts.operations == ["status", "redeem"]


def test_what_was_put_off_by_a_clock_a_day_ahead_is_due_once_it_is_right(tmp_path: Path):
    scripts = ToldScripts([YES], [NOTHING_DONE])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        desk.desk.wait(DAY_MS)
        assert (await desk.desk.redeem(CODE)).outcome is Outcome.BEGUN  # and the server dies
        desk.desk.wait(-DAY_MS)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)
    assert scripts.operations == ["status", "redeem"]


def test_a_clock_that_is_put_back_under_a_worker_puts_nothing_off(tmp_path: Path):
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        desk.desk.wait(DAY_MS)
        await in_progress(desk)
        await desk.work()  # which finds nothing that is due, and goes on
        assert scripts.operations == ["redeem"]
        desk.desk.wait(-DAY_MS)
        scripts.says[:] = [YES]
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED
        await desk.work()
        assert scripts.operations == ["redeem", "async"]

    play(tmp_path, scripts, story)


def test_a_lease_taken_while_the_clock_was_ahead_is_nobodys(tmp_path: Path):
    never = asyncio.Event()
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        scripts.says[:] = [never, YES]
        desk.desk.wait(DAY_MS)
        dead = desk.new_worker("dead")
        await dead.look()
        await asked(scripts, 2)
        assert (await attempt(desk, code_id)).lease_by == "dead"
        desk.desk.wait(-DAY_MS + 1_000)
        scripts.says[:] = [YES]
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED
        await dead.stop(limit_s=0)

    play(tmp_path, scripts, story)


def test_a_longer_wait_than_any_is_needed_for_that(tmp_path: Path):
    """The longest wait there is stays what it was, however often somebody looks."""
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        for _ in range(8):
            desk.desk.wait(61_000)
            await desk.work()
        waits_until = (await attempt(desk, code_id)).due_at
        times = len(scripts.asked)
        desk.desk.wait(-61_000)  # a clock that is put right by a minute
        await desk.work()
        assert ((await attempt(desk, code_id)).due_at, len(scripts.asked)) == (waits_until, times)

    play(tmp_path, scripts, story)
