"""Replies that are withheld for a commit: none leaves before it, and none that it does not bear out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, cast

import pytest
import uvicorn
import uvloop
from uvicorn.server import ServerState

from server_stub.web.connection import Departures, LimitedHttpProtocol
from server_stub.web.replies import Reply, Withheld

LATER = Reply(503, b"later")
SOON_S = 0.05


class HoldingApp:
    """Answers each path with itself, as soon as its commit is on disk; ``/free`` at once."""

    def __init__(self) -> None:
        self.commit: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.asked: list[str] = []
        self.note: Callable[[Reply], None] | None = None

    async def __call__(self, scope: Any, _receive: Any) -> Reply:
        self.asked.append(scope["path"])
        reply = Reply(200, scope["path"].encode())
        if scope["path"] == "/free":
            return reply
        return reply._replace(withheld=Withheld(self.commit, LATER, self.note))


class Line:
    """A caller's connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    def ask(self, *paths: str) -> None:
        for path in paths:
            self.writer.write(f"GET {path} HTTP/1.1\r\nhost: here\r\n\r\n".encode())

    async def told(self, limit_s: float = 20) -> tuple[int, str]:
        head = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), limit_s)
        lines = head.decode().lower().split("\r\n")
        (length,) = [int(line[16:]) for line in lines if line.startswith("content-length: ")]
        body = await asyncio.wait_for(self._reader.readexactly(length), 20)
        return int(lines[0].split()[1]), body.decode()

    async def is_silent(self) -> bool:
        try:
            await self.told(SOON_S)
        except TimeoutError:
            return True
        return False


Lines = Callable[[], Awaitable[Line]]


@asynccontextmanager
async def served(app: HoldingApp, **limits: float) -> AsyncIterator[Lines]:
    """Serve over real connections, as the server does."""
    protocol = partial(LimitedHttpProtocol, departures=Departures(**limits))
    config = uvicorn.Config(
        cast("Any", app),
        http=cast("type[asyncio.Protocol]", protocol),
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
    )
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(
        lambda: protocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    lines: list[Line] = []

    async def line() -> Line:
        lines.append(Line(*await asyncio.open_connection(*server.sockets[0].getsockname())))
        return lines[-1]

    try:
        yield line
    finally:
        for each in lines:
            each.writer.close()
        server.close()


def play(story: Callable[[HoldingApp, Lines], Awaitable[None]], **limits: float) -> None:
    async def run() -> None:
        app = HoldingApp()
        async with served(app, **limits) as lines:
            await story(app, lines)

    uvloop.run(run())  # as the server does


def test_a_held_reply_leaves_when_its_commit_is_on_disk_and_nobody_else_waits() -> None:
    async def story(app: HoldingApp, lines: Lines) -> None:
        withheld, free = await lines(), await lines()
        withheld.ask("/slow")
        assert await withheld.is_silent()
        free.ask("/free")
        assert await free.told() == (200, "/free")
        assert await withheld.is_silent()
        app.commit.set_result(None)
        assert await withheld.told() == (200, "/slow")

    play(story)


@pytest.mark.parametrize("ends", ["error", "cancelled"])
def test_a_commit_that_fails_sends_what_stands_in_its_place(ends: str) -> None:
    async def story(app: HoldingApp, lines: Lines) -> None:
        one, two = await lines(), await lines()
        one.ask("/one")
        two.ask("/two")
        assert await one.is_silent()
        if ends == "error":
            app.commit.set_exception(OSError())
        else:
            app.commit.cancel()
        assert [await one.told(), await two.told()] == [(503, "later")] * 2

    play(story)


def test_nobody_waits_for_a_commit_for_ever() -> None:
    async def story(app: HoldingApp, lines: Lines) -> None:
        line = await lines()
        line.ask("/one")
        assert await line.told() == (503, "later")
        app.commit.set_result(None)
        line.ask("/two")
        assert await line.told() == (200, "/two")

    play(story, withheld_max_s=SOON_S)


def test_who_hung_up_meanwhile_costs_the_others_nothing() -> None:
    async def story(app: HoldingApp, lines: Lines) -> None:
        gone, stays = await lines(), await lines()
        gone.ask("/gone")
        stays.ask("/stays")
        assert await stays.is_silent()
        gone.writer.transport.abort()
        assert await stays.is_silent()
        app.commit.set_result(None)
        assert await stays.told() == (200, "/stays")

    play(story)


def test_what_was_sent_ahead_on_the_line_begins_when_the_held_reply_has_left() -> None:
    async def story(app: HoldingApp, lines: Lines) -> None:
        line = await lines()
        line.ask("/one", "/free")
        assert await line.is_silent()
        assert app.asked == ["/one"]
        app.commit.set_result(None)
        assert [await line.told(), await line.told()] == [(200, "/one"), (200, "/free")]

    play(story)


def test_a_line_that_was_closed_under_its_held_reply_costs_the_others_nothing() -> None:
    async def story(app: HoldingApp, lines: Lines) -> None:
        bad, stays = await lines(), await lines()
        bad.ask("/bad", "/behind")
        bad.writer.write(b"\x00 no HTTP\r\n\r\n")
        stays.ask("/stays")
        assert await stays.is_silent()
        app.commit.set_result(None)
        assert await stays.told() == (200, "/stays")
        stays.ask("/free")
        assert await stays.told() == (200, "/free")

    play(story)


def test_what_left_is_what_is_noted() -> None:
    noted: list[int] = []

    async def story(app: HoldingApp, lines: Lines) -> None:
        app.note = lambda reply: noted.append(reply.status)
        line = await lines()
        line.ask("/one")
        assert await line.told() == (503, "later")
        app.commit.set_result(None)
        line.ask("/two")
        assert await line.told() == (200, "/two")

    play(story, withheld_max_s=SOON_S)
    assert noted == [503, 200]
