"""The server as the till's child: started, found, started again, ended."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pos_terminal.embedded_server import (
    EmbeddedServer,
    ServerFailedError,
    ServerStage,
    ServerState,
    make_demo_shop,
)
from support.patience import until

COMMAND = (sys.executable, str(Path(__file__).parents[2] / "support" / "small_server.py"))
WAIT_S = 15


class Watched:
    """A server together with what it has said about itself."""

    def __init__(self, data: Path, **limits: float) -> None:
        self.states: queue.Queue[ServerState] = queue.Queue()
        self.server = EmbeddedServer(
            data, on_state=self.states.put, command=COMMAND, restart_first_s=0.05, **limits
        )

    def until(self, stage: ServerStage) -> ServerState:
        deadline = time.monotonic() + WAIT_S
        while True:
            state = self.states.get(timeout=max(0.1, deadline - time.monotonic()))
            if state.stage is stage:
                return state


@pytest.fixture
def watched(tmp_path):
    watched = Watched(tmp_path)
    yield watched
    watched.server.stop()


def pids(data: Path) -> list[int]:
    return [int(line) for line in (data / "pids").read_text().split()]


def answers(url: str) -> bool:
    port = int(url.rpartition(":")[2])
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=20):
            return True
    except OSError:
        return False


def test_it_is_ready_when_it_says_where_it_listens(watched):
    watched.server.start()
    assert watched.until(ServerStage.STARTING).url is None
    state = watched.until(ServerStage.READY)
    assert state.url is not None
    assert answers(state.url)


def test_one_that_opens_a_large_database_is_given_the_time_for_it(tmp_path):
    (tmp_path / "slow").write_text("2.5")
    watched = Watched(tmp_path, start_timeout_s=1.5, opening_timeout_s=60)
    watched.server.start()
    try:
        assert watched.until(ServerStage.READY).restarts == 0
    finally:
        watched.server.stop()


def test_one_that_never_comes_to_an_end_of_opening_is_begun_anew(tmp_path):
    (tmp_path / "slow").write_text("60")
    watched = Watched(tmp_path, start_timeout_s=10, opening_timeout_s=0.2)
    watched.server.start()
    try:
        state = watched.until(ServerStage.RESTARTING)
        assert (state.exit_code, state.said) == (-signal.SIGKILL, ("opening the database",))
        (tmp_path / "slow").unlink()
        assert watched.until(ServerStage.READY).restarts >= 1
    finally:
        watched.server.stop()


def test_it_is_ended_cleanly(watched, tmp_path):
    watched.server.start()
    url = watched.until(ServerStage.READY).url
    watched.server.stop()
    assert watched.until(ServerStage.STOPPED)
    assert (tmp_path / "ended-cleanly").exists()
    assert url is not None
    assert not answers(url)


def test_a_killed_server_comes_back_at_the_same_address(watched, tmp_path):
    watched.server.start()
    url = watched.until(ServerStage.READY).url
    for restart in (1, 2, 3):
        os.kill(pids(tmp_path)[-1], signal.SIGKILL)
        assert watched.until(ServerStage.RESTARTING).restarts == restart
        assert watched.until(ServerStage.READY).url == url


def test_a_server_that_cannot_start_is_told_with_its_own_words_and_tried_again(watched, tmp_path):
    (tmp_path / "broken").touch()
    watched.server.start()
    state = watched.until(ServerStage.RESTARTING)
    assert state.said == ("The database cannot be opened.",)
    (tmp_path / "broken").unlink()
    assert watched.until(ServerStage.READY).url


def test_a_port_that_is_taken_meanwhile_costs_only_the_address(watched, tmp_path):
    watched.server.start()
    url = watched.until(ServerStage.READY).url
    (tmp_path / "broken").touch()
    os.kill(pids(tmp_path)[-1], signal.SIGKILL)
    watched.until(ServerStage.RESTARTING)
    with socket.create_server(("127.0.0.1", int(str(url).rpartition(":")[2]))):
        (tmp_path / "broken").unlink()
        state = watched.until(ServerStage.READY)
    assert state.url is not None
    assert state.url != url


def test_a_server_that_runs_already_is_used_and_outlives_this_till(watched, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        url = f"http://127.0.0.1:{other.getsockname()[1]}"
        (tmp_path / "other-url").write_text(url)
        watched.server.start()
        assert watched.until(ServerStage.READY).url == url
        watched.server.stop()
        assert answers(url)


def test_when_the_other_server_is_gone_this_till_starts_its_own(watched, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        url = f"http://127.0.0.1:{other.getsockname()[1]}"
        (tmp_path / "other-url").write_text(url)
        watched.server.start()
        watched.until(ServerStage.READY)
        (tmp_path / "other-url").unlink()
    assert watched.until(ServerStage.READY).url == url
    assert len(pids(tmp_path)) == 1


def test_the_server_ends_with_a_killed_till(tmp_path):
    till = f"""
import sys
from pathlib import Path
from pos_terminal.embedded_server import EmbeddedServer
server = EmbeddedServer(Path({str(tmp_path)!r}), on_state=lambda state: print(state.stage, flush=True),
                        command={COMMAND!r})
server.start()
"""
    with subprocess.Popen([sys.executable, "-c", till], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert [run.stdout.readline() for _ in range(2)] == ["starting\n", "ready\n"]
        run.kill()
    until((tmp_path / "ended-cleanly").exists)


def test_a_command_that_is_missing_is_told(tmp_path):
    states: queue.Queue[ServerState] = queue.Queue()
    server = EmbeddedServer(tmp_path, on_state=states.put, command=["/no/such/command"])
    server.start()
    assert states.get(timeout=20).stage is ServerStage.STARTING
    assert "No such file" in states.get(timeout=20).said[0]
    server.stop()


def test_a_demo_shop_is_made_by_the_servers_own_command(tmp_path):
    make_demo_shop(tmp_path / "shop", command=COMMAND)
    assert (tmp_path / "shop" / "demo.json").exists()


def test_a_demo_shop_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "shop").write_text("in the way")
    with pytest.raises(ServerFailedError) as caught:
        make_demo_shop(tmp_path / "shop", command=COMMAND)
    assert caught.value.why.id == "server.init_failed"
    assert "FileExistsError" in str(caught.value)
