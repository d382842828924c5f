"""What a line may carry: requests sent ahead, in pieces, in older forms; and what takes too long."""

from __future__ import annotations

import asyncio
import socket
import struct

import pytest

from server_stub.web.deadlines import Deadlines
from support.server_process import ServerProcess

pytestmark = pytest.mark.sqlite_only  # what a line brings, whatever the database is

CHALLENGE = b'{"till_id":"T01"}'
POST = b"POST /v1/till-sessions/challenge HTTP/1.1\r\nHost: x\r\n"


def talk(server: ServerProcess, *pieces: bytes, until: bytes, timeout_s: float = 30.0) -> bytes:
    """Send the pieces one by one and read until the end of what is expected, or of the line."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=timeout_s) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        received = b""
        for piece in pieces:
            line.sendall(piece)
        while not received.endswith(until) and (chunk := line.recv(65536)):
            received += chunk
        return received


def test_requests_sent_ahead_are_answered_in_their_order(server: ServerProcess) -> None:
    health = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    lost = b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    received = talk(server, health + health + lost, until=b"never")
    first, second, third = received.split(b"HTTP/1.1 ")[1:]
    assert first.startswith(b"200 OK\r\n")
    assert second.startswith(b"200 OK\r\n")
    assert third.startswith(b"404 Not Found\r\n")
    assert b"connection: close" in third
    assert b"connection: close" not in first


def test_a_body_may_come_in_pieces_and_chunks(server: ServerProcess) -> None:
    length = b"Content-Length: %d\r\n\r\n" % len(CHALLENGE)
    received = talk(server, POST + length, CHALLENGE[:5], CHALLENGE[5:], until=b"}")
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    chunked = b"".join(b"%x\r\n%b\r\n" % (1, CHALLENGE[n : n + 1]) for n in range(len(CHALLENGE)))
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    received = talk(server, head, chunked, b"0\r\n\r\n", until=b"}")
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")


def test_who_asks_whether_to_go_on_is_told(server: ServerProcess) -> None:
    head = POST + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(CHALLENGE)
    assert talk(server, head, until=b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"


def test_an_older_caller_is_answered_and_the_line_closed(server: ServerProcess) -> None:
    received = talk(server, b"GET /healthz HTTP/1.0\r\n\r\n", until=b"never")
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"connection: close\r\n" in received


def test_a_head_alone_has_no_body_but_its_length(server: ServerProcess) -> None:
    received = talk(server, b"HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n", until=b"\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"content-length: 0" not in received


def test_a_refused_upload_leaves_the_line_usable(server: ServerProcess) -> None:
    big = b"x" * 100_000
    head = POST + b"Content-Length: %d\r\n\r\n" % len(big)
    health = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    received = talk(server, head, big, health, until=b"never")
    assert received.startswith(b"HTTP/1.1 413 ")
    assert b"HTTP/1.1 200 OK\r\n" in received


def test_callers_that_hang_up_disturb_none_of_those_answered_beside_them(
    server: ServerProcess,
) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    lines = [socket.create_connection((host, int(port)), timeout=30) for _ in range(40)]
    for line in lines:
        line.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(CHALLENGE) + CHALLENGE)
    for line in lines[::2]:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()  # a reset, whether or not its reply is on the way
    for line in lines[1::2]:
        with line:
            assert line.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_task_past_its_deadline_is_cancelled_and_told_so() -> None:
    async def story() -> None:
        deadlines = Deadlines()

        async def wait() -> str:
            deadline = deadlines.begin(60)
            try:
                deadline.allow(0.05)
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                assert deadline.is_over
                deadline.task.uncancel()
                return "too long"
            finally:
                deadlines.end(deadline)
            return "done"

        assert await asyncio.wait_for(wait(), 5) == "too long"

    asyncio.run(story())


def test_a_task_that_ends_in_time_is_left_alone() -> None:
    async def story() -> None:
        deadlines = Deadlines()

        async def work(limit_s: float) -> bool:
            deadline = deadlines.begin(limit_s)
            await asyncio.sleep(0)
            deadlines.end(deadline)
            await asyncio.sleep(0.7)
            return deadline.is_over

        assert await asyncio.gather(work(0.01), work(60)) == [False, False]

    asyncio.run(story())
