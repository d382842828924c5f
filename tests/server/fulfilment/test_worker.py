"""The worker: polls, time-outs, what was left open or in doubt, and how several share the work."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from card_contract.states import CodeState, Role
from server_stub.commands.attempts import StartCall
from server_stub.commands.recovery import ReleaseRedemption, RetryFulfilment
from server_stub.domain.attempt_rules import AttemptFailure, AttemptPhase
from server_stub.domain.ids import CodeId, OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome as Outcome
from server_stub.fulfilment.scripts import FaultKind
from server_stub.fulfilment.worker import FulfilmentWorker
from server_stub.shop_folder.data_folder import DATABASE_URL_FILE
from server_stub.storage.rows.redemption import ATTEMPTS
from support.core_shop import APP, operator_row
from support.fulfilment_desk import (
    FELL,
    LOST,
    NO,
    NOT_YET,
    NOTHING_DONE,
    YES,
    Fulfilment,
    ToldScripts,
    play,
)
from support.patience import until_async
from support.postgres import query
from support.redemption_desk import ASYNC, DONE, GOES_ON, SYNC, TIMEOUT_MS, code

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = code(1)


async def in_progress(desk: Fulfilment, campaign: str = ASYNC) -> int:
    """A code that somebody redeems; returns its id."""
    code_id = await desk.desk.available(1, campaign)
    answer = await desk.redeem(CODE)
    assert answer.outcome in (Outcome.CONTINUES, Outcome.IN_PROGRESS), answer
    return code_id


async def attempt(desk: Fulfilment, code_id: int, number: int = 0) -> Any:
    return await desk.shop.find(ATTEMPTS.at(APP, code_id, number))


async def asked(scripts: ToldScripts, times: int) -> None:
    await until_async(lambda: len(scripts.asked) >= times)


async def state(desk: Fulfilment) -> CodeState:
    row = await desk.desk.code_row(CODE)
    return row.state


async def is_redeemed(desk: Fulfilment) -> bool:
    return await state(desk) is CodeState.REDEEMED


def test_an_asynchronous_script_is_polled_until_it_is_complete(tmp_path: Path):
    scripts = ToldScripts([NOT_YET, NOT_YET, NOT_YET, YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        await desk.work()
        assert scripts.operations == ["redeem"]  # nothing is due yet
        for wait_ms in (1_000, 2_000, 4_000):
            desk.desk.wait(wait_ms)
            await desk.work()
        assert await state(desk) is CodeState.REDEEMED
        assert set(scripts.keys) == {str(code_id)}
        await desk.work()

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "async", "async", "async"]


@pytest.mark.parametrize(
    ("says", "failure"), [(NO, AttemptFailure.REPORTED), (FELL, AttemptFailure.SCRIPT)]
)
def test_a_poll_that_is_told_no_ends_the_attempt(
    tmp_path: Path, says: Any, failure: AttemptFailure
):
    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        desk.desk.wait(1_000)
        await desk.work()
        assert await state(desk) is CodeState.FAILED
        assert (await attempt(desk, code_id)).failure is failure

    play(tmp_path, ToldScripts([NOT_YET, says]), story)


def test_a_poll_that_gets_lost_is_repeated(tmp_path: Path):
    scripts = ToldScripts([NOT_YET, LOST, YES])

    async def story(desk: Fulfilment) -> None:
        await in_progress(desk)
        for _ in range(2):
            desk.desk.wait(2_000)
            await desk.work()
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "async", "async"]


def test_a_poll_with_nothing_to_say_leaves_what_a_server_reported(tmp_path: Path):
    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, ASYNC)
        begun = await desk.desk.redeem(CODE)
        await desk.desk.report(begun.call, GOES_ON)
        told = await desk.desk.process(begun.call, CODE, complete=False, info='{"box":"packed"}')
        assert told.outcome is Outcome.DONE
        before = await desk.desk.code_row(CODE)
        for _ in range(2):
            desk.desk.wait(60_000)
            await desk.work()
        row = await desk.desk.code_row(CODE)
        assert (row.version, row.custom_redemption_info) == (before.version, '{"box":"packed"}')
        polled = await attempt(desk, row.code_id)
        assert "packed" in polled.response
        assert polled.answered == 4
        assert (await desk.desk.process(begun.call, CODE)).outcome is Outcome.DONE
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, ToldScripts([NOT_YET]), story)


def test_a_time_out_is_noticed_by_the_worker_which_asks_one_last_time(tmp_path: Path):
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        desk.desk.wait(TIMEOUT_MS)
        await desk.work()
        assert await state(desk) is CodeState.FAILED
        assert (await attempt(desk, code_id)).failure is AttemptFailure.TIMED_OUT

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "async"]


def test_goods_that_arrived_while_nobody_looked_count(tmp_path: Path):
    async def story(desk: Fulfilment) -> None:
        await in_progress(desk)
        desk.desk.wait(2 * TIMEOUT_MS)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, ToldScripts([NOT_YET, YES]), story)


# --- In doubt -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("campaign", [SYNC, ASYNC])
def test_in_doubt_a_script_is_asked_before_anything_is_sent_again(tmp_path: Path, campaign: str):
    scripts = ToldScripts([LOST], [YES])

    async def story(desk: Fulfilment) -> None:
        await in_progress(desk, campaign)
        desk.desk.wait(1_000)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "status"]


def test_one_that_did_nothing_is_sent_the_same_call_again(tmp_path: Path):
    scripts = ToldScripts([LOST, YES], [NOTHING_DONE])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk, SYNC)
        desk.desk.wait(1_000)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED
        assert set(scripts.keys) == {str(code_id)}

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "status", "redeem"]


def test_one_that_declares_no_status_is_sent_the_same_call_until_the_time_is_over(tmp_path: Path):
    scripts = ToldScripts([LOST])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk, SYNC)
        for seconds in (1, 2, 4, 8):
            desk.desk.wait(seconds * 1_000)
            await desk.work()
        assert scripts.operations.count("redeem") == 5
        assert set(scripts.keys) == {str(code_id)}
        desk.desk.wait(TIMEOUT_MS)
        await desk.work()
        assert (await attempt(desk, code_id)).failure is AttemptFailure.TIMED_OUT
        assert scripts.operations.count("redeem") == 5  # nothing that could deliver any more

    play(tmp_path, scripts, story)


def test_a_script_that_cannot_say_is_asked_until_it_can(tmp_path: Path):
    scripts = ToldScripts([LOST], [LOST, FELL, YES])

    async def story(desk: Fulfilment) -> None:
        await in_progress(desk, SYNC)
        for seconds in (1, 2, 4):
            desk.desk.wait(seconds * 1_000)
            await desk.work()
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "status", "status", "status"]


@pytest.mark.parametrize(
    ("status", "operations"),
    [([YES], ["status"]), ([NOTHING_DONE], ["status", "redeem"])],
)
def test_an_attempt_whose_caller_died_is_taken_up_when_its_time_to_call_is_over(
    tmp_path: Path, status: Any, operations: list[str]
):
    scripts = ToldScripts([YES], status)

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        assert (await desk.desk.redeem(CODE)).outcome is Outcome.BEGUN  # and nobody calls
        desk.desk.wait(59_000)
        await desk.work()
        assert scripts.asked == []
        desk.desk.wait(1_000)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)
    assert scripts.operations == operations


@pytest.mark.sqlite_only  # whose process is alone knows that whoever began something is dead
def test_after_a_restart_a_call_that_was_cut_off_is_taken_up_at_once(tmp_path: Path):
    scripts = ToldScripts([YES], [NOTHING_DONE])

    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, SYNC)
        assert (await desk.desk.redeem(CODE)).outcome is Outcome.BEGUN  # and the server dies
        restarted = desk.new_worker("w2", look_every_s=0.01)
        await desk.desk.available(2, SYNC)
        begun_since = await desk.desk.redeem(code(2))
        running = asyncio.create_task(restarted.run())
        await until_async(lambda: is_redeemed(desk))
        running.cancel()
        assert {body["scanCode"] for body in scripts.bodies} == {CODE}
        untouched = await attempt(desk, begun_since.call.redemption_id)
        assert untouched.phase is AttemptPhase.CALLING

    play(tmp_path, scripts, story)
    assert scripts.operations == ["status", "redeem"]


# --- A clock that was ahead -----------------------------------------------------------------------------

A_DAY_MS = 24 * 60 * 60_000


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


async def staff_retry(desk: Fulfilment, code_id: int) -> None:
    await recover(desk, code_id, RetryFulfilment)


async def recover(
    desk: Fulfilment,
    code_id: int,
    act: type[RetryFulfilment | ReleaseRedemption],
    *,
    key: str = "r1",
) -> None:
    lea = OperatorId("lea")
    if key == "r1":
        await desk.shop.sow(operator_row(lea, Role.SUPPORT))
    recovered = await desk.shop.engine.submit(
        act(
            app_id=APP,
            request_key=key,
            operator_id=lea,
            redemption_id=CodeId(code_id),
            reason="wallet was down",
        )
    )
    assert recovered.outcome is Outcome.DONE


def test_what_staff_try_again_is_called_by_the_worker_for_the_player_who_failed(tmp_path: Path):
    scripts = ToldScripts([NO, YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        assert (await desk.redeem(CODE)).outcome is Outcome.SCRIPT_REFUSED
        await staff_retry(desk, code_id)
        await desk.work()
        row = await desk.desk.code_row(CODE)
        assert (row.state, row.redeemed_by_id) == (CodeState.REDEEMED, "ann")
        assert scripts.keys == [str(code_id)] * 2

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "redeem"]


@pytest.mark.parametrize("ends", ["killed", "stopped"])
def test_after_a_worker_that_had_begun_with_staffs_retry_the_script_is_asked(
    tmp_path: Path, ends: str
):
    scripts = ToldScripts([NO, asyncio.Event(), YES], [YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        await desk.redeem(CODE)
        await staff_retry(desk, code_id)
        gone = desk.new_worker("gone", lease_s=30)
        await gone.look()
        await asked(scripts, 2)
        if ends == "killed":
            desk.desk.wait(31_000)  # its lease ends
        else:
            await gone.stop(limit_s=0.01)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED
        await gone.stop(limit_s=0)

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "redeem", "status"]


def test_of_two_who_take_up_staffs_retry_one_sends_the_call(tmp_path: Path):
    scripts = ToldScripts([NO, YES], [NOTHING_DONE])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        await desk.redeem(CODE)
        await staff_retry(desk, code_id)
        command = StartCall(app_id=APP, redemption_id=CodeId(code_id), attempt=1)
        answers = [await desk.shop.engine.submit(command) for _ in range(2)]
        assert [answer.outcome for answer in answers] == [Outcome.BEGUN, Outcome.IN_PROGRESS]
        await desk.work()  # whoever had begun has died, and has sent nothing
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "status", "redeem"]


def test_what_is_in_doubt_at_its_end_is_asked_about_before_the_player_tries_again(tmp_path: Path):
    scripts = ToldScripts([LOST, YES], [YES])

    async def story(desk: Fulfilment) -> None:
        await in_progress(desk)
        desk.desk.wait(TIMEOUT_MS + 1)
        assert (await desk.redeem(CODE)).outcome is Outcome.IN_PROGRESS
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED
        assert await attempt(desk, (await desk.desk.code_row(CODE)).code_id, 1) is None

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "status"]


@pytest.mark.parametrize("who", ["player", "staff", "player after a release"])
@pytest.mark.parametrize(("status", "sent"), [(YES, []), (NOTHING_DONE, ["redeem"])])
def test_after_a_time_out_without_an_answer_the_next_attempt_begins_with_a_question(
    tmp_path: Path, who: str, status: Any, sent: list[str]
):
    scripts = ToldScripts([LOST, YES], [LOST, status])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk, SYNC)
        desk.desk.wait(TIMEOUT_MS + 1)
        await desk.work()
        assert (await attempt(desk, code_id)).failure is AttemptFailure.TIMED_OUT
        if who == "staff":
            await staff_retry(desk, code_id)
            await desk.work()
        else:
            if who == "player after a release":
                await recover(desk, code_id, ReleaseRedemption)
            assert (await desk.redeem(CODE)).outcome is Outcome.REDEEMED
        assert await state(desk) is CodeState.REDEEMED
        assert set(scripts.keys) == {str(code_id)}

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "status", "status", *sent]


@pytest.mark.parametrize("fault", [LOST, FELL])
def test_what_was_perhaps_delivered_is_told_to_nobody_else_after_a_release(
    tmp_path: Path, fault: FaultKind
):
    scripts = ToldScripts([fault, YES])

    async def story(desk: Fulfilment) -> None:
        code_id = await desk.desk.available(1, SYNC)
        await desk.redeem(CODE)
        desk.desk.wait(TIMEOUT_MS + 1)
        await desk.work()
        await recover(desk, code_id, ReleaseRedemption)
        assert (await desk.redeem(CODE, "bob")).outcome is Outcome.FAILED_BY_OTHER
        assert await state(desk) is CodeState.AVAILABLE
        assert (await desk.redeem(CODE)).outcome is Outcome.REDEEMED

    play(tmp_path, scripts, story)
    assert {body["profileId"] for body in scripts.bodies} == {"ann"}


def test_a_script_that_refuses_after_a_release_leaves_the_code_to_the_next_release(tmp_path: Path):
    scripts = ToldScripts([LOST, NO, YES], [NOTHING_DONE])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk, SYNC)
        desk.desk.wait(TIMEOUT_MS + 1)
        await desk.work()
        await recover(desk, code_id, ReleaseRedemption)
        assert (await desk.redeem(CODE)).outcome is Outcome.SCRIPT_REFUSED
        await recover(desk, code_id, ReleaseRedemption, key="r2")
        assert (await desk.redeem(CODE, "bob")).outcome is Outcome.REDEEMED

    play(tmp_path, scripts, story)
    assert [body["attempt"] for body in scripts.bodies if body["operation"] == "redeem"] == [
        0,
        1,
        2,
    ]


def test_a_script_that_is_gone_for_a_while_fails_no_order_that_it_has_taken(tmp_path: Path):
    scripts = ToldScripts([NOT_YET, FaultKind.MISSING, FaultKind.MISSING, YES])

    async def story(desk: Fulfilment) -> None:
        await in_progress(desk)
        for _ in range(2):
            desk.desk.wait(61_000)
            await desk.work()
            assert await state(desk) is CodeState.IN_PROGRESS
        desk.desk.wait(61_000)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED

    play(tmp_path, scripts, story)
    assert scripts.operations == ["redeem", "async", "async", "async"]


@pytest.mark.parametrize("campaign", [SYNC, ASYNC])
def test_a_script_that_is_gone_at_its_first_call_has_delivered_nothing(
    tmp_path: Path, campaign: str
):
    async def story(desk: Fulfilment) -> None:
        await desk.desk.available(1, campaign)
        assert (await desk.redeem(CODE)).outcome is Outcome.SCRIPT_BROKEN
        assert await state(desk) is CodeState.FAILED

    play(tmp_path, ToldScripts([FaultKind.MISSING]), story)


# --- Several workers ------------------------------------------------------------------------------------


def test_each_attempt_is_one_workers_at_a_time(tmp_path: Path):
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        for number in range(1, 21):
            await desk.desk.available(number, ASYNC)
            await desk.redeem(code(number))
        desk.desk.wait(1_000)
        workers = [desk.new_worker(f"w{number}", at_once_max=20) for number in range(2, 6)]
        await asyncio.gather(*(worker.look() for worker in workers))
        await asyncio.gather(*(worker.drain() for worker in workers))
        polls = [request.key for request in scripts.asked if request.operation == "async"]
        assert sorted(polls) == sorted(set(polls))
        assert len(polls) == 20

    play(tmp_path, scripts, story)


@pytest.mark.parametrize("believed", [5, 1])
def test_a_worker_takes_no_more_than_it_has_hands(tmp_path: Path, database: str, believed: int):
    """However few attempts PostgreSQL believes there are, which decides how it looks for them."""
    going = asyncio.Event()
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        for number in range(1, 6):
            await desk.desk.available(number, ASYNC)
            await desk.redeem(code(number))
            if number == believed and database == "postgres":
                query((tmp_path / DATABASE_URL_FILE).read_text(), "ANALYZE attempts")
        scripts.says[:] = [going, going, NOT_YET]
        desk.desk.wait(1_000)
        worker = desk.new_worker("w2", at_once_max=2)
        await worker.look()
        await worker.look()
        await until_async(lambda: scripts.operations.count("async") >= 2)
        await worker.look()
        assert scripts.operations.count("async") == 2
        going.set()
        await worker.drain()

    play(tmp_path, scripts, story)


def test_a_lease_that_nobody_gives_back_ends_by_itself(tmp_path: Path):
    never = asyncio.Event()
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        scripts.says[:] = [never, YES]
        desk.desk.wait(1_000)
        dead = desk.new_worker("dead", lease_s=30)
        await dead.look()
        await asked(scripts, 2)
        assert (await attempt(desk, code_id)).lease_by == "dead"
        scripts.says[:] = [YES]
        await desk.work()
        assert await state(desk) is CodeState.IN_PROGRESS
        desk.desk.wait(31_000)
        await desk.work()
        assert await state(desk) is CodeState.REDEEMED
        await dead.stop(limit_s=0)

    play(tmp_path, scripts, story)


def test_a_worker_that_is_stopped_gives_back_what_it_has(tmp_path: Path):
    never = asyncio.Event()
    scripts = ToldScripts([NOT_YET])

    async def story(desk: Fulfilment) -> None:
        code_id = await in_progress(desk)
        scripts.says[:] = [never, YES]
        desk.desk.wait(1_000)
        other = desk.new_worker("w2")
        await other.look()
        await asked(scripts, 2)
        await other.stop(limit_s=0.01)
        left = await attempt(desk, code_id)
        assert (left.lease_by, left.phase) == (None, AttemptPhase.WAITING)

    play(tmp_path, scripts, story)


def test_it_goes_on_working_by_itself(tmp_path: Path):
    scripts = ToldScripts([NOT_YET, YES])

    async def story(desk: Fulfilment) -> None:
        await in_progress(desk)
        running = asyncio.create_task(desk.new_worker("w2", look_every_s=0.01).run())
        desk.desk.wait(1_000)
        await until_async(lambda: is_redeemed(desk))
        running.cancel()

    play(tmp_path, scripts, story)
