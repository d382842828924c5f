"""A server or a worker killed -9 at any step of a fulfilment loses nothing and delivers once."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

import support.dying_fulfilment as dying
from card_contract.states import CodeState, Role
from server_stub.commands.recovery import RetryFulfilment
from server_stub.domain.ids import OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.sealing import Keys
from support import trial_scripts as trial
from support.core_shop import APP, CoreShop, open_shop, operator_row, read_all
from support.forked_program import run_program
from support.redemption_desk import REFUSED, Desk, code, ids_from, kinds_told, with_script

LEA = OperatorId("lea")
# The first round begins the attempt, the second takes the report.
DEATHS = [
    ("before-store", 1),
    ("before-commit", 1),
    ("after-commit", 1),
    ("before-call", 1),
    ("in-call", 1),
    ("after-call", 1),
    ("before-store", 2),
    ("before-commit", 2),
    ("after-commit", 2),
]
# In a worker the first round is the report; the first call may be the question what was done.
DEATHS_OF_WORKER = [
    ("before-call", 1),
    ("in-call", 1),
    ("after-call", 1),
    ("before-commit", 1),
    ("after-commit", 1),
    ("before-call", 2),
    ("in-call", 2),
    ("after-call", 2),
]
NEW_CODES_SQL = "SELECT state FROM codes WHERE NOT is_card"


async def nothing(shop: CoreShop) -> None:
    pass


def shop_in(
    folder: Path,
    script: Any,
    *,
    is_async: bool,
    then: Callable[[CoreShop], Awaitable[None]] = nothing,
) -> None:
    """A shop with one available code of a campaign with this script."""

    async def make() -> None:
        keys = Keys.create(folder / "keys.json")
        shop = await open_shop(folder / "shop.db", cards=1, keys=keys)
        await shop.sow(
            with_script("trial", is_async=is_async, script=trial.path_of(script), timeout_s=60),
            ids_from(),
        )
        await Desk(shop).available(1, "trial")
        await then(shop)
        await shop.close()

    asyncio.run(make())


def shop_with_staffs_retry_in(folder: Path) -> None:
    """A shop in which the script refused once, and staff have asked for one more attempt."""

    async def fail_and_retry(shop: CoreShop) -> None:
        shop.clock.now_ms = time.time_ns() // 1_000_000  # the worker's clock is a real one
        desk = Desk(shop)
        begun = await desk.redeem(code(1))
        await desk.report(begun.call, REFUSED)
        await shop.sow(operator_row(LEA, Role.SUPPORT))
        retry = RetryFulfilment(
            app_id=APP,
            request_key="r1",
            operator_id=LEA,
            redemption_id=begun.call.redemption_id,
            reason="wallet was down",
        )
        assert (await shop.engine.submit(retry)).outcome is RedemptionOutcome.DONE

    shop_in(folder, trial.honest, is_async=False, then=fail_and_retry)


def run(act: str, folder: Path, step: str = "never", nth: int = 1) -> tuple[int, str]:
    done = run_program(dying.run, act, folder, step, nth)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, done.stdout.strip()


def state_of_code(folder: Path) -> str:
    ((state,),) = read_all(folder / "shop.db", NEW_CODES_SQL)
    return state


def assert_delivered_once(folder: Path) -> None:
    assert state_of_code(folder) == CodeState.REDEEMED
    assert len(trial.deliveries_in(folder / "scripts")) == 1
    assert kinds_told(folder / "shop.db").count("code.redeemed") == 1
    attempts = read_all(folder / "shop.db", "SELECT attempt, state FROM attempts")
    assert attempts == [(0, "COMPLETED")]
    numbers = {call["attempt"] for call in trial.calls_in(folder / "scripts")}
    assert numbers == {0}


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize(
    ("step", "nth", "script"),
    [
        *((step, nth, trial.good) for step, nth in DEATHS),
        # The child lives on and delivers, maybe while the next process asks it.
        ("in-call", 1, trial.slow),
        ("in-call", 1, trial.honest),
        ("after-call", 1, trial.honest),
    ],
)
def test_a_server_killed_while_it_redeems(tmp_path: Path, step: str, nth: int, script: Any):
    shop_in(tmp_path, script, is_async=False)
    code_killed, _ = run("redeem", tmp_path, step, nth)
    assert code_killed == -signal.SIGKILL
    if state_of_code(tmp_path) == CodeState.AVAILABLE:
        assert trial.calls_in(tmp_path / "scripts") == []  # nothing was stored, nothing was called
    run("redeem", tmp_path)  # the player asks again with the same key
    run("work", tmp_path)
    assert run("redeem", tmp_path) == (0, "redeemed")
    assert_delivered_once(tmp_path)


def test_a_script_that_declares_its_status_is_not_sent_the_call_again(tmp_path: Path):
    shop_in(tmp_path, trial.honest, is_async=False)
    run("redeem", tmp_path, "after-call", 1)
    run("work", tmp_path)
    assert_delivered_once(tmp_path)
    operations = [call["operation"] for call in trial.calls_in(tmp_path / "scripts")]
    assert operations == ["redeem", "status"]


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize(("step", "nth"), DEATHS_OF_WORKER)
def test_a_worker_killed_while_it_takes_up_what_another_left(tmp_path: Path, step: str, nth: int):
    shop_in(tmp_path, trial.honest, is_async=False)
    run("redeem", tmp_path, "before-call", 1)
    assert run("work", tmp_path, step, nth)[0] == -signal.SIGKILL
    run("work", tmp_path)
    assert_delivered_once(tmp_path)


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize(
    ("step", "operations"),
    [("after-commit", ["status", "redeem"]), ("after-call", ["redeem", "status"])],
)
def test_a_worker_killed_at_staffs_retry(tmp_path: Path, step: str, operations: list[str]):
    shop_with_staffs_retry_in(tmp_path)
    assert run("work", tmp_path, step, 1)[0] == -signal.SIGKILL
    run("work", tmp_path)
    assert state_of_code(tmp_path) == CodeState.REDEEMED
    assert len(trial.deliveries_in(tmp_path / "scripts")) == 1
    calls = trial.calls_in(tmp_path / "scripts")
    assert [call["operation"] for call in calls] == operations


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize(
    ("step", "nth"), [("before-call", 2), ("in-call", 2), ("after-call", 2), ("before-commit", 1)]
)
def test_a_worker_killed_while_it_polls(tmp_path: Path, step: str, nth: int):
    shop_in(tmp_path, trial.third_time, is_async=True)
    assert run("redeem", tmp_path) == (0, "continues")
    assert run("work", tmp_path, step, nth)[0] == -signal.SIGKILL
    run("work", tmp_path)
    assert_delivered_once(tmp_path)


def test_words_of_the_code_are_in_no_log(tmp_path: Path):
    shop_in(tmp_path, trial.good, is_async=False)
    done = run_program(dying.run, "redeem", tmp_path, "never", 1)
    assert done.returncode == 0
    assert code(1) not in done.stdout + done.stderr
