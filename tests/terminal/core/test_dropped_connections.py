"""A connection that a till has no more use for is closed: at whatever turn of its loop that comes.

One that is forgotten is closed by the collector, which says so in a warning, whatever runs by then.
"""

from __future__ import annotations

import asyncio
import gc
import threading
import time
import warnings
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.loop_thread import LoopThread
from pos_terminal.gateway.wire import ServerAddress, Wire

TURNS = range(12)
"""A connection to this machine stands within so many turns of the loop, and the request is sent."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[ServerAddress]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield ServerAddress(url=f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()


@contextmanager
def nothing_left_to_the_collector() -> Iterator[None]:
    with warnings.catch_warnings(action="ignore"):
        gc.collect()  # what others have left is not ours
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        yield
        gc.collect()
    assert [str(warning.message) for warning in said] == []


async def exchange(wire: Wire) -> None:
    await wire.exchange("GET", "/x", body=b"", headers={}, read_timeout_s=5)


async def listen(wire: Wire) -> None:
    async for _ in wire.lines("/x", headers={}):
        pass


async def pass_turns(turns: int) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)


@pytest.mark.parametrize("ask", [exchange, listen])
def test_a_server_that_moves_while_it_is_asked_leaves_no_connection(
    address: ServerAddress, ask: Callable[[Wire], Coroutine[None, None, None]]
) -> None:
    async def story(turns: int) -> None:
        wire = Wire(address)
        asking = asyncio.ensure_future(ask(wire))
        await pass_turns(turns)
        await wire.close()
        try:
            await asking
        except NoAnswerError:
            pass
        finally:
            await wire.close()

    with nothing_left_to_the_collector():
        for turns in TURNS:
            asyncio.run(story(turns))


@pytest.mark.parametrize("ask", [exchange, listen])
def test_a_till_that_closes_while_it_asks_leaves_no_connection(
    address: ServerAddress, ask: Callable[[Wire], Coroutine[None, None, None]]
) -> None:
    def live(turns: int) -> None:
        wire, loop, is_time = Wire(address), LoopThread(), threading.Event()

        async def until_it_closes() -> None:
            await pass_turns(turns)
            is_time.set()
            time.sleep(0.01)  # noqa: ASYNC251 - no turn more before the order to stop

        loop.submit(lambda: ask(wire))
        loop.submit(until_it_closes)
        loop.start()
        assert is_time.wait(20)
        loop.stop(last=wire.close)

    with nothing_left_to_the_collector():
        for turns in TURNS:
            live(turns)
