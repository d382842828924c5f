"""The real server as the till's child: made, started, killed, started again, ended."""

from __future__ import annotations

import json
import os
import queue
import signal
import urllib.request

import pytest

from pos_terminal.embedded_server import EmbeddedServer, ServerStage, ServerState, make_demo_shop

WAIT_S = 40


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "shop"
    make_demo_shop(folder)
    return folder


def until(states: queue.Queue[ServerState], stage: ServerStage) -> ServerState:
    while True:
        state = states.get(timeout=WAIT_S)
        if state.stage is stage:
            return state


def is_writable(url: str) -> bool:
    with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:  # noqa: S310  # our own
        return bool(json.load(answer)["writable"])


def test_a_demo_shop_can_be_served_and_survives_a_kill(shop):
    states: queue.Queue[ServerState] = queue.Queue()
    server = EmbeddedServer(shop, on_state=states.put)
    server.start()
    try:
        url = until(states, ServerStage.READY).url
        assert url is not None
        assert is_writable(url)
        os.kill(json.loads((shop / "server.json").read_text())["pid"], signal.SIGKILL)
        until(states, ServerStage.RESTARTING)
        assert until(states, ServerStage.READY).url == url
        assert is_writable(url)
    finally:
        server.stop()
    with pytest.raises(OSError, match="refused"):
        is_writable(url)


def test_a_second_till_on_the_folder_uses_the_first_ones_server(shop):
    one: queue.Queue[ServerState] = queue.Queue()
    two: queue.Queue[ServerState] = queue.Queue()
    first = EmbeddedServer(shop, on_state=one.put)
    second = EmbeddedServer(shop, on_state=two.put)
    first.start()
    try:
        url = until(one, ServerStage.READY).url
        second.start()
        assert until(two, ServerStage.READY).url == url
        first.stop()
        # Whoever is left serves the shop, at the same address.
        assert until(two, ServerStage.READY).url == url
        assert is_writable(str(url))
    finally:
        first.stop()
        second.stop()
