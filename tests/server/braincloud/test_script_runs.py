"""A customer's server runs a script: once for each packet, with its answer kept for repeats."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.dispatcher_desk import DispatcherDesk, play
from support.fulfilment_desk import FELL, ToldScripts
from support.patience import until_async
from support.server_process import ServerProcess

pytestmark = pytest.mark.usefixtures("kept_in")

RUN = {"service": "script"}
ABOUT = {"scriptName": "/any/script", "scriptData": {"operation": "redeem", "gameId": "x", "n": 1}}


def test_a_script_is_run_for_a_server_and_its_answer_told(
    server: ServerProcess, shop: ServerClient
) -> None:
    script = server.demo["scripts"]["async_pending"]
    run = {"service": "script", "operation": "RUN", "data": {"scriptName": script}}
    said = shop.packet(run)["messageResponses"][0]
    assert said == {
        "status": 200,
        "data": {
            "response": {"success": True, "complete": False},
            "success": True,
            "reasonCode": None,
        },
    }


def test_an_unknown_script_is_refused_and_one_that_falls_told_so(
    server: ServerProcess, shop: ServerClient
) -> None:
    # Asked for no redemption, the example wallet has nothing to look up.
    wallet = server.demo["scripts"]["wallet"]
    runs = [
        {"service": "script", "operation": "RUN", "data": data}
        for data in ({}, {"scriptName": "/none/such"}, {"scriptName": wallet})
    ]
    said = shop.packet(*runs)["messageResponses"]
    assert [answer["reason_code"] for answer in said] == [40358, 40363, 40756]


def test_a_player_runs_no_script(server: ServerProcess, player: PlayerClient) -> None:
    script = server.demo["scripts"]["async_pending"]
    assert player.call("script", "RUN", {"scriptName": script})["reason_code"] == 40333


def test_a_script_always_learns_that_it_fulfils_nothing_and_for_which_app(tmp_path: Path) -> None:
    scripts = ToldScripts(says=[{"a": 1}])

    async def story(desk: DispatcherDesk) -> None:
        shop = await desk.server()
        assert (await shop.call("RUN", ABOUT, **RUN))["data"]["response"] == {"a": 1}

    play(tmp_path, story, scripts=scripts)
    assert scripts.bodies == [{"operation": "run", "gameId": "demo", "n": 1}]


def test_a_repeated_packet_gets_the_kept_answer_and_runs_nothing(tmp_path: Path) -> None:
    scripts = ToldScripts(says=[{"a": 1}, {"a": 2}, FELL, {"a": 4}])

    async def story(desk: DispatcherDesk) -> None:
        shop = await desk.server()
        first = await shop.call("RUN", ABOUT, packet_id=7, **RUN)
        assert await shop.call("RUN", ABOUT, packet_id=7, **RUN) == first
        assert (await shop.call("RUN", ABOUT, packet_id=8, **RUN))["data"]["response"] == {"a": 2}
        fallen = await shop.call("RUN", ABOUT, packet_id=9, **RUN)
        assert fallen["reason_code"] == 40756
        assert await shop.call("RUN", ABOUT, packet_id=9, **RUN) == fallen
        assert (await shop.call("RUN", ABOUT, packet_id=8, **RUN))["data"]["response"] == {"a": 2}
        assert (await shop.call("RUN", ABOUT, packet_id=6, **RUN))["reason_code"] == 40566

    play(tmp_path, story, scripts=scripts)
    assert len(scripts.asked) == 3


def test_a_run_that_was_cut_off_is_not_run_again(tmp_path: Path) -> None:
    never = asyncio.Event()
    scripts = ToldScripts(says=[never, {"a": 1}])

    async def story(desk: DispatcherDesk) -> None:
        shop = await desk.server()
        cut_off = asyncio.create_task(shop.call("RUN", ABOUT, packet_id=7, **RUN))
        await until_async(lambda: bool(scripts.asked))
        cut_off.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cut_off
        for _ in range(2):
            again = await shop.call("RUN", ABOUT, packet_id=7, **RUN)
            assert again["reason_code"] == 40605

    play(tmp_path, story, scripts=scripts)
    assert len(scripts.asked) == 1


def test_the_form_without_a_session_runs_a_script_each_time(
    server: ServerProcess, shop: ServerClient
) -> None:
    call: dict[str, Any] = {
        "appId": shop.app_id,
        "serverName": shop.name,
        "serverSecret": shop.secret,
        "service": "script",
        "operation": "RUN",
        "data": {"scriptName": server.demo["scripts"]["async_pending"]},
    }
    for _ in range(2):
        assert shop.send(call)["data"]["response"] == {"success": True, "complete": False}
    assert shop.send({**call, "serverSecret": "wrong"})["reason_code"] == 40301
