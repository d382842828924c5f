"""The server as a process: it says where it listens, is found again, and ends cleanly."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from card_contract.server_exit import ServerExit
from support.patience import until
from support.server_process import ServerProcess, run_command
from support.till_client import TillClient
from support.tills import Tills


def test_it_says_where_it_listens_and_takes_that_back_at_the_end(
    own_server: ServerProcess,
) -> None:
    running = json.loads((own_server.data / "server.json").read_text())
    assert running["pid"] == own_server.pid
    assert running["url"] == own_server.url
    assert own_server.url.endswith(f":{running['port']}")
    assert own_server.stop() == 0
    assert not (own_server.data / "server.json").exists()


def test_a_second_start_finds_the_first(own_server: ServerProcess) -> None:
    second = run_command("serve", "--data", str(own_server.data))
    assert second.returncode == 0
    assert second.stdout.strip() == f"listening on {own_server.url}"
    assert httpx.get(f"{own_server.url}/healthz").status_code == 200


def test_a_second_start_waits_for_one_that_is_just_ending(own_server: ServerProcess) -> None:
    os.kill(own_server.pid, signal.SIGSTOP)
    second = ServerProcess(own_server.data)
    starter = threading.Thread(target=second.start)
    starter.start()
    time.sleep(0.5)
    os.kill(own_server.pid, signal.SIGKILL)
    starter.join(30)
    assert second.url
    assert second.url != own_server.url
    with second:
        assert httpx.get(f"{second.url}/healthz").status_code == 200


def test_after_kill_9_the_next_start_serves_what_was_acknowledged(
    own_server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_server, "mia", "111111")
    number = own_server.demo["campaigns"][0]["sample_numbers"][0]
    sale_id = till.sell(number)
    own_server.kill()
    own_server.start()
    again = tills.demo(own_server, "mia", "111111")
    assert again.get(f"/v1/sales/{sale_id}").json()["stage"] == "confirmed"


def test_a_challenge_and_who_is_signed_in_outlive_the_process_and_a_till_session_does_not(
    own_server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_server, "mia", "111111")
    challenge = till.challenge()
    own_server.restart()
    with TillClient(own_server.url, till_id=till.till_id, key=till.key) as same:
        same.session, same.mac_key, same.operator = till.session, till.mac_key, till.operator
        assert same.get("/v1/holds").json()["code"] == "NO_SESSION"
        assert same.handshake(challenge).status_code == 200
        same.open_session()
        assert same.get("/v1/holds").status_code == 200


def test_sigterm_lets_the_request_under_way_be_answered(own_server: ServerProcess) -> None:
    host, port = own_server.url.removeprefix("http://").split(":")
    body = b'{"till_id":"T01"}'
    head = f"POST /v1/till-sessions/challenge HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 "), "the server has taken the line"
        line.sendall(head.encode() + body[:5])
        time.sleep(0.3)
        os.kill(own_server.pid, signal.SIGTERM)
        time.sleep(0.3)
        line.sendall(body[5:])
        assert line.recv(65536).startswith(b"HTTP/1.1 200")
    assert own_server.wait() == 0


_PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", "server_stub.cli", "serve", "--data", sys.argv[1],
                          "--parent-pid", str(__import__("os").getpid())],
                         stdin=subprocess.PIPE if sys.argv[2] == "pipe" else subprocess.DEVNULL,
                         stdout=subprocess.PIPE, text=True)
for said in ("opening the database", "listening on "):
    assert child.stdout.readline().startswith(said)
print("listening", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("stdin", ["pipe", "no-pipe"])
def test_it_ends_when_its_parent_is_killed(template: Path, tmp_path: Path, stdin: str) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data")
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(server.data), stdin], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "listening\n"
        assert (server.data / "server.json").exists()
        parent.kill()
        parent.wait()
    until(lambda: not (server.data / "server.json").exists())


def test_it_ends_when_its_parent_closes_the_pipe(template: Path, tmp_path: Path) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data", "--parent-pid", str(os.getpid()))
    server.start(stdin=subprocess.PIPE)
    assert isinstance(server._process, subprocess.Popen)
    assert server._process.stdin is not None
    server._process.stdin.close()
    assert server.wait() == 0


def test_no_shop_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = run_command("serve", "--data", str(tmp_path / "empty"))
    assert done.returncode == 1
    assert "make one with init" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "code"),
    [("keys.json", ServerExit.KEYS_UNREADABLE), ("redemption.db", ServerExit.DATABASE_DAMAGED)],
)
def test_a_damaged_folder_is_told_in_a_sentence_and_by_a_code_that_a_till_has_words_for(
    template: Path, tmp_path: Path, file: str, code: ServerExit
) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data")
    (server.data / file).write_bytes(b"not a database" * 1000)
    done = run_command("serve", "--data", str(server.data))
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().endswith(".")


def test_an_address_in_use_is_told_in_a_sentence(template: Path, tmp_path: Path) -> None:
    server = ServerProcess.of_demo(template, tmp_path / "data")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_command("serve", "--data", str(server.data), "--port", port)
    assert done.returncode == ServerExit.FAILED
    assert done.stderr == (
        f"Another program listens on 127.0.0.1, port {port} already; give another --port.\n"
    )
