"""A script in Python runs in a child process: what it does badly costs nobody else anything."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import uvloop

from server_stub.fulfilment.python_scripts import PythonScripts
from server_stub.fulfilment.scripts import (
    FaultKind,
    Operation,
    ScriptAnswer,
    ScriptFault,
    ScriptRequest,
)
from support import trial_scripts as trial
from support.patience import until_async
from support.trial_package import installed

CODE = "K7QPA-2M0XD-99TRV-LB4CE-WZ15H"


def asked(operation: Operation = Operation.REDEEM, number: int = 1) -> ScriptRequest:
    body = {"operation": operation, "scanCode": CODE, "redemptionCodeId": str(number)}
    return ScriptRequest(
        operation=operation, key=str(number), body=msgspec.json.encode(body), hidden=CODE
    )


def play(
    tmp_path: Path,
    story: Callable[[PythonScripts], Awaitable[None]],
    *,
    loop: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop,
    **more: Any,
) -> list[str]:
    """Run a story with the trial scripts, on the server's loop; returns what they printed."""
    printed: list[str] = []

    async def run() -> None:
        scripts = PythonScripts(
            folder=tmp_path,
            output=lambda _script, line: printed.append(line),
            installed=installed(),
            **({"limit_s": 10.0} | more),
        )
        try:
            await story(scripts)
        finally:
            await scripts.close()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(run())
    return printed


async def call(scripts: PythonScripts, script: Any, **more: Any) -> ScriptAnswer | ScriptFault:
    return await scripts.call(trial.path_of(script), asked(**more))


def test_a_script_gets_the_map_and_its_answer_comes_back(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        answer = await call(scripts, trial.good)
        assert answer == ScriptAnswer(
            {"success": True, "complete": True, "customRedemptionInfo": {"coins": 5}}
        )

    play(tmp_path, story)
    assert trial.calls_in(tmp_path)[0]["scanCode"] == CODE


def test_a_script_learns_nothing_of_the_servers_own_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    secret = {"REDEMPTION_DATABASE_URL", "PGPASSWORD"}
    for name in (*secret, "WALLET_ADDRESS"):
        monkeypatch.setenv(name, "x")

    async def story(scripts: PythonScripts) -> None:
        answer = await call(scripts, trial.environment)
        assert isinstance(answer, ScriptAnswer)
        seen = set(answer.fields["customRedemptionInfo"])
        assert {"PATH", "WALLET_ADDRESS", "REDEMPTION_SCRIPTS_FOLDER"} <= seen
        assert not secret & seen

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (trial.raises, FaultKind.CRASHED),
        (trial.exits, FaultKind.CRASHED),
        (trial.falls_before_delivering, FaultKind.CRASHED),
        (trial.no_map, FaultKind.UNUSABLE),
        (trial.not_json, FaultKind.UNUSABLE),
        (trial.endless_answer, FaultKind.UNUSABLE),
    ],
)
def test_what_a_script_does_wrong_is_a_fault_and_the_next_call_goes_on(
    tmp_path: Path, script: Any, kind: FaultKind
):
    async def story(scripts: PythonScripts) -> None:
        for _ in range(2):
            assert await call(scripts, script) == ScriptFault(kind)
        assert isinstance(await call(scripts, trial.good), ScriptAnswer)

    play(tmp_path, story)


def test_a_script_that_is_not_there_or_cannot_be_imported(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        assert not scripts.has("/trial/nothing")
        assert await scripts.call("/trial/nothing", asked()) == ScriptFault(FaultKind.MISSING)
        assert await scripts.call("/trial/nowhere", asked()) == ScriptFault(FaultKind.CRASHED)

    play(tmp_path, story)


@pytest.mark.parametrize("loop", [uvloop.new_event_loop, asyncio.new_event_loop])
@pytest.mark.parametrize("script", [trial.hangs, trial.hangs_with_a_child_of_its_own])
def test_a_script_that_hangs_is_killed_at_its_limit_while_others_are_answered(
    tmp_path: Path, script: Any, loop: Any
):
    async def story(scripts: PythonScripts) -> None:
        begun = time.monotonic()
        hanging = asyncio.create_task(call(scripts, script))
        assert isinstance(await call(scripts, trial.good), ScriptAnswer)
        assert not hanging.done()
        assert await hanging == ScriptFault(FaultKind.TOO_SLOW)
        assert time.monotonic() - begun < 60

    play(tmp_path, story, limit_s=6.0, loop=loop)
    assert left_running(script.__name__) == []


def left_running(name: str) -> list[str]:
    """The command lines of children that still run this trial script."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_text()
        except OSError:
            continue
        if f"support.trial_scripts:{name}\0" in line:
            found.append(line)
    return found


def test_the_loop_goes_on_while_a_script_works(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        working, turns = asyncio.create_task(call(scripts, trial.slow)), 0
        while not working.done():
            await asyncio.sleep(0.005)
            turns += 1
        assert turns > 20

    play(tmp_path, story)


def test_what_a_script_prints_is_logged_without_the_code_and_not_without_end(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        assert isinstance(await call(scripts, trial.chatty), ScriptAnswer)
        assert await call(scripts, trial.raises) == ScriptFault(FaultKind.CRASHED)

    printed = play(tmp_path, story)
    assert {"out [code]", "err [code]", "raw [code]"} <= set(printed)
    assert "RuntimeError: cannot deliver [code]" in printed
    assert len(printed) < 150
    plain = CODE.replace("-", "")
    assert not [line for line in printed if plain in line.replace("-", "").upper()]


def test_a_script_cannot_read_the_next_question(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        both = await asyncio.gather(*[call(scripts, trial.reads_questions) for _ in range(2)])
        assert [answer.fields["customRedemptionInfo"]["read"] for answer in both] == ["", ""]

    play(tmp_path, story, children_max=1)


def test_only_a_script_that_declares_it_is_asked_for_its_status(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        undeclared = await call(scripts, trial.good, operation=Operation.STATUS)
        assert undeclared == ScriptFault(FaultKind.UNDECLARED)
        known = await call(scripts, trial.honest, operation=Operation.STATUS)
        assert known == ScriptAnswer({"known": False})

    play(tmp_path, story)
    assert [one["operation"] for one in trial.calls_in(tmp_path)] == ["status"]


def test_a_child_goes_on_to_the_next_call_and_calls_wait_for_a_free_one(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        answers = await asyncio.gather(*[call(scripts, trial.who_am_i) for _ in range(6)])
        pids = {answer.fields["customRedemptionInfo"]["pid"] for answer in answers}
        assert 1 <= len(pids) <= 2
        assert os.getpid() not in pids

    play(tmp_path, story, children_max=2)


def test_a_call_that_finds_no_free_child_was_not_made(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        working = asyncio.create_task(call(scripts, trial.slow))
        await asyncio.sleep(0.05)
        assert await call(scripts, trial.good) == ScriptFault(FaultKind.UNREACHED)
        assert isinstance(await working, ScriptAnswer)

    play(tmp_path, story, children_max=1, queue_limit_s=0.1)
    assert len(trial.calls_in(tmp_path)) == 1


def test_a_caller_that_goes_away_takes_the_child_with_it(tmp_path: Path):
    async def story(scripts: PythonScripts) -> None:
        working = asyncio.create_task(call(scripts, trial.hangs))
        await until_async(lambda: bool(trial.calls_in(tmp_path)))
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await working
        assert left_running("hangs") == []

    play(tmp_path, story)
