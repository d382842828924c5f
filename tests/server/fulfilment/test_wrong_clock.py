"""Attempts that were begun, called or leased while the server's clock was wrong."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.states import CodeState
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.fulfilment.worker import FulfilmentWorker
from server_stub.storage.rows.redemption import ATTEMPTS
from support.core_shop import APP
from support.fulfilment_desk import NOT_YET, NOTHING_DONE, YES, Fulfilment, ToldScripts, play
from support.patience import until_async
from support.redemption_desk import ASYNC, DONE, SYNC, code

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = code(1)
A_DAY_MS = 24 * 60 * 60_000


async def in_progress(desk: Fulfilment) -> int:
    """A code that somebody redeems, whose script goes on; returns its id."""
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


async def put_right(desk: Fulfilment, ahead_ms: int, *workers: FulfilmentWorker) -> None:
    """Set the clock right; each worker comes by, and again when what is near is due."""
    desk.desk.wait(-ahead_ms)
    for wait_ms in (0, 60_000, 60_000):
        desk.desk.wait(wait_ms)
        for worker in workers or (desk.worker,):
            await worker.look()
            await worker.drain()


@pytest.mark.parametrize("died", ["while it waited", "while it called", "under a lease"])
def test_what_was_begun_while_the_clock_was_ahead_goes_on_once_it_is_right(
    tmp_path: Path, died: str
):
    scripts = ToldScripts([NOT_YET, YES], [NOTHING_DONE])

    async def story(desk: Fulfilment) -> None:
        desk.desk.wait(A_DAY_MS)
        if died == "while it called":
            code_id = await desk.desk.available(1, ASYNC)
            assert (await desk.desk.redeem(CODE)).outcome is Outcome.BEGUN
        else:
            code_id = await in_progress(desk)
        if died == "under a lease":
            desk.desk.wait(1_000)
            scripts.says[:] = [asyncio.Event(), YES]
            gone = desk.new_worker("gone")
            await gone.look()
            await asked(scripts, 2)
        await put_right(desk, A_DAY_MS)
        assert await state(desk) is CodeState.REDEEMED
        assert set(scripts.keys) == {str(code_id)}
        if died == "under a lease":
            await gone.stop(limit_s=0)

    play(tmp_path, scripts, story)


def test_a_clock_that_was_behind_for_a_while_ends_nothing_before_its_time(tmp_path: Path):
    """As at the start of a computer whose clock has no battery, before it hears what time it is."""
    scripts = ToldScripts([NOT_YET, NOT_YET, NOT_YET, YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        begun = await attempt(desk, code_id)
        desk.desk.wait(-1_000 * A_DAY_MS)
        await put_right(desk, 0)
        desk.desk.wait(1_000 * A_DAY_MS)
        await desk.work()
        after = await attempt(desk, code_id)
        assert (after.attempted_at, after.deadline_at) == (begun.attempted_at, begun.deadline_at)
        desk.desk.wait(60_000)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)


def test_a_clock_that_is_put_back_leaves_whoever_calls_its_time(tmp_path: Path):
    scripts = ToldScripts([YES])

    async def story(desk: Fulfilment) -> None:
        desk.desk.wait(A_DAY_MS)
        await desk.work()
        await desk.desk.available(1, SYNC)
        begun = await desk.desk.redeem(CODE)
        desk.desk.wait(-A_DAY_MS)
        await desk.work()
        desk.desk.wait(50_000)
        await desk.work()
        assert scripts.asked == []
        await desk.desk.report(begun.call, DONE)
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)


def test_a_clock_that_is_a_little_off_changes_nothing(tmp_path: Path):
    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        other = desk.new_worker("other")
        scripts.says[:] = [asyncio.Event(), YES]
        desk.desk.wait(1_000)
        await other.look()
        await asked(scripts, 2)
        before = await attempt(desk, code_id)
        desk.desk.wait(-3_000)
        await desk.work()
        assert await attempt(desk, code_id) == before
        await other.stop(limit_s=0)

    scripts = ToldScripts([NOT_YET])
    play(tmp_path, scripts, story)


@pytest.mark.sqlite_only  # whose process is alone knows that whoever began something is dead
def test_after_a_restart_a_call_from_before_the_clock_was_put_right_is_taken_up_at_once(
    tmp_path: Path,
):
    scripts = ToldScripts([YES], [NOTHING_DONE])

    async def story(desk: Fulfilment) -> None:
        desk.desk.wait(A_DAY_MS)
        await desk.desk.available(1, SYNC)
        assert (await desk.desk.redeem(CODE)).outcome is Outcome.BEGUN  # and the server dies
        desk.desk.wait(-A_DAY_MS)
        restarted = desk.new_worker("w2", look_every_s=0.01)
        running = asyncio.create_task(restarted.run())
        await until_async(lambda: is_redeemed(desk))
        running.cancel()

    play(tmp_path, scripts, story)
    assert scripts.operations == ["status", "redeem"]
