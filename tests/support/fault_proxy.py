"""A proxy that does to HTTP what networks do: it loses, doubles, delays, reorders and cuts.

It stands between any client and a real server, in a thread with a loop of its own, and handles one
request as a whole: only so can it deliver a request and swallow its reply. Which fault comes next
says ``weather``; while it is calm, everything goes through.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self
from urllib.parse import urlsplit

LATE_S: Final = 0.02
"""How long a delayed request, or a copy that went astray, is on its way."""
OVERTAKEN_MAX_S: Final = 0.05
"""So long at most a request waits for one that came later."""
START_MAX_S: Final = 10.0


class Fault(StrEnum):
    """What happens to one request."""

    NONE = "none"
    LOSE = "lose"  # it never arrives
    SWALLOW = "swallow"  # it is carried out; its reply never arrives
    TWICE = "twice"  # two copies arrive at the same time
    DELAY = "delay"  # it arrives late
    OVERTAKEN = "overtaken"  # it arrives after one that was sent later
    STRAY = "stray"  # the sender's line breaks, and it arrives all the same, late
    CUT_REQUEST = "cut-request"  # half of it arrives
    CUT_REPLY = "cut-reply"  # half of its reply arrives


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a reply, with its head as it was sent."""

    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        return self.head + self.body

    @property
    def half(self) -> bytes:
        """What is left of it where the line breaks in the middle of its body, or of its head."""
        return self.head + self.body[: len(self.body) // 2] if self.body else self.head[:-8]


class _Broken(Exception):  # noqa: N818 - no error: it is what was ordered
    """The client's line is to be broken."""


_Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_LINE_FAULTS: Final = (ConnectionError, asyncio.IncompleteReadError)


def calm() -> Fault:
    return Fault.NONE


class FaultProxy:
    """Use it as a context manager; clients talk to ``url``. ``weather`` may be changed meanwhile."""

    def __init__(self, server_url: str, *, overtaken_max_s: float = OVERTAKEN_MAX_S) -> None:
        self.weather: Callable[[], Fault] = calm
        self.url = ""
        self.happened: Counter[Fault] = Counter()
        self._overtaken_max_s = overtaken_max_s
        parts = urlsplit(server_url)
        self._upstream = (parts.hostname or "", parts.port or 80)
        self._idle: list[_Line] = []
        self._strays: set[asyncio.Task[None]] = set()
        self._clients: set[asyncio.StreamWriter] = set()
        self._answered = asyncio.Event()
        self._listening = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),))

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._listening.wait(START_MAX_S), "the proxy did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(START_MAX_S)
        self._loop.close()

    async def _run(self) -> None:
        self._end = asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._listening.set()
        await self._end.wait()
        server.close()
        await asyncio.gather(*self._strays)
        for writer in [*self._clients, *(line[1] for line in self._idle)]:
            writer.transport.abort()
        await server.wait_closed()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients.add(writer)
        try:
            while True:
                request = await _read(reader)
                fault = self.weather()
                self.happened[fault] += 1
                writer.write(await self._handled(request, fault, writer))
                await writer.drain()
        except (*_LINE_FAULTS, _Broken):
            writer.transport.abort()
        finally:
            self._clients.discard(writer)

    async def _handled(self, request: Message, fault: Fault, writer: asyncio.StreamWriter) -> bytes:
        """What goes back to the client; raises ``_Broken`` where its line is to break."""
        match fault:
            case Fault.LOSE:
                raise _Broken
            case Fault.SWALLOW:
                await self._deliver(request)
                raise _Broken
            case Fault.TWICE:
                first, _ = await asyncio.gather(self._deliver(request), self._deliver(request))
                return first.raw
            case Fault.DELAY:
                await asyncio.sleep(LATE_S)
            case Fault.OVERTAKEN:
                await self._let_pass()
            case Fault.STRAY:
                stray = asyncio.create_task(self._deliver_late(request))
                self._strays.add(stray)
                stray.add_done_callback(self._strays.discard)
                raise _Broken
            case Fault.CUT_REQUEST:
                await self._send_half(request)
                raise _Broken
            case Fault.CUT_REPLY:
                writer.write((await self._deliver(request)).half)
                await writer.drain()
                writer.close()
                raise _Broken
        reply = await self._deliver(request)
        return reply.raw

    async def _deliver(self, request: Message) -> Message:
        reader, writer = self._idle.pop() if self._idle else await self._connected()
        try:
            writer.write(request.raw)
            await writer.drain()
            reply = await _read(reader)
        except _LINE_FAULTS:
            writer.transport.abort()
            raise
        self._idle.append((reader, writer))
        self._answered.set()
        return reply

    async def _deliver_late(self, request: Message) -> None:
        await asyncio.sleep(LATE_S)
        with contextlib.suppress(*_LINE_FAULTS):
            await self._deliver(request)

    async def _send_half(self, request: Message) -> None:
        _, writer = await self._connected()
        writer.write(request.half)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def _let_pass(self) -> None:
        self._answered.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._overtaken_max_s):
                await self._answered.wait()

    async def _connected(self) -> _Line:
        return await asyncio.open_connection(*self._upstream)


async def _read(reader: asyncio.StreamReader) -> Message:
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return Message(head, await reader.readexactly(length))
