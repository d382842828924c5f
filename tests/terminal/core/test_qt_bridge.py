"""The bridge: work on the gateway's thread, results on the window's, and an end without waiting."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from pos_terminal.gateway.answers import BrokenOff, NoAnswerError, Unreachable
from pos_terminal.gateway.loop_thread import LoopThread
from pos_terminal.gateway.qt_bridge import QtTaskRunner


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    loop = LoopThread()
    loop.start()
    yield loop
    loop.stop()


async def name_of_thread() -> str:
    await asyncio.sleep(0)
    return threading.current_thread().name


def test_work_runs_elsewhere_and_its_result_arrives_here(qtbot: QtBot, loop: LoopThread) -> None:
    tasks = QtTaskRunner(loop)
    arrived: list[tuple[str, str]] = []
    tasks.run(
        name_of_thread,
        then=lambda name: arrived.append((name, threading.current_thread().name)),
        failed=lambda _: None,
    )
    assert arrived == []
    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [("gateway", "MainThread")]


def test_no_answer_goes_to_failed(qtbot: QtBot, loop: LoopThread) -> None:
    tasks = QtTaskRunner(loop)
    failures: list[NoAnswerError] = []

    async def nobody() -> None:
        raise Unreachable("nobody there")

    tasks.run(nobody, then=lambda _: None, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], Unreachable)


def test_a_bug_is_raised_on_the_windows_thread(qtbot: QtBot, loop: LoopThread) -> None:
    tasks = QtTaskRunner(loop)

    async def bug() -> None:
        raise ZeroDivisionError

    failures: list[NoAnswerError] = []
    with qtbot.captureExceptions() as raised:
        tasks.run(bug, then=lambda _: None, failed=failures.append)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    assert [type(failure) for failure in failures] == [BrokenOff], "the page waits no more"


def test_a_page_that_stumbles_over_its_answer_waits_no_more(qtbot: QtBot, loop: LoopThread) -> None:
    tasks = QtTaskRunner(loop)
    failures: list[NoAnswerError] = []

    def stumble(_name: str) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        tasks.run(name_of_thread, then=stumble, failed=failures.append)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    assert [type(failure) for failure in failures] == [BrokenOff]


def test_the_end_waits_for_nobody(qtbot: QtBot) -> None:
    loop = LoopThread()
    loop.start()
    tasks = QtTaskRunner(loop)
    ended: list[None] = []
    tasks.run(lambda: asyncio.sleep(60), then=ended.append, failed=lambda _: None)
    qtbot.wait(20)
    began = time.monotonic()
    loop.stop()
    assert time.monotonic() - began < 20
    qtbot.wait(20)
    assert ended == []


def test_what_is_to_be_done_last_is_done_once_nobody_is_left_who_could_begin_anything() -> None:
    loop = LoopThread()
    loop.start()
    ended: list[str] = []

    async def goes_on() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("others")

    async def last() -> None:
        await asyncio.sleep(0)
        ended.append("last")

    loop.submit(goes_on)
    loop.submit(name_of_thread).result(20)
    loop.stop(last)
    assert ended == ["others", "last"]


def test_a_loop_that_never_began_ends_too() -> None:
    LoopThread().stop()


def test_what_comes_while_the_loop_ends_is_done_or_cancelled_and_never_forgotten() -> None:
    for _ in range(20):
        loop = LoopThread()
        loop.start()
        given = [loop.submit(name_of_thread)]

        def give(loop: LoopThread = loop, given: list = given) -> None:
            given.extend(loop.submit(name_of_thread) for _ in range(50))

        late = threading.Thread(target=give)
        late.start()
        loop.stop()
        late.join()
        assert all(future.done() for future in given)
        assert loop.submit(name_of_thread).cancelled()
    gc.collect()  # a coroutine that nobody awaited would be told now


def test_a_closed_bridge_brings_nothing_to_a_window_that_is_gone(
    qtbot: QtBot, loop: LoopThread
) -> None:
    tasks = QtTaskRunner(loop)
    arrived: list[object] = []
    tasks.run(name_of_thread, then=arrived.append, failed=arrived.append)
    tasks.close()
    qtbot.wait(50)
    assert arrived == []
