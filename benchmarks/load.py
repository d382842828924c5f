"""Connections that each send their next request when the last is answered."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Result:
    rate: float
    p99_ms: float


class Connection(asyncio.Protocol):
    """One of them; lean, since it shares the machine with the server that it measures."""

    def __init__(self, requests: Iterator[bytes], load: Load) -> None:
        self._requests = requests
        self._load = load
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._load.connected(self)

    def send_next(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._transport.close()
            self._load.ended()
            return
        self._sent = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        received = self._received + data if self._received else data
        if not received.endswith(self._load.ends):
            self._received = received
            assert received.startswith(b"HTTP/1.1 200"), received
            return
        assert self._load.says in received, received
        self._received = b""
        self._load.times.append(time.perf_counter() - self._sent)
        self.send_next()


@dataclass(slots=True)
class Load:
    """Starts all connections at once, and notices when the last has ended."""

    ends: bytes
    says: bytes
    wanted: int
    finished: asyncio.Future[None]
    times: list[float] = field(default_factory=list)
    ready: list[Connection] = field(default_factory=list)
    started: float = 0.0

    def connected(self, connection: Connection) -> None:
        self.ready.append(connection)
        if len(self.ready) == self.wanted:
            self.started = time.perf_counter()
            for each in self.ready:
                each.send_next()

    def ended(self) -> None:
        self.wanted -= 1
        if self.wanted == 0:
            self.finished.set_result(None)


async def run_http(
    ports: Sequence[int], queues: list[Iterator[bytes]], *, ends: bytes, says: bytes
) -> Result:
    """Send what is queued, on a connection for each queue, to each server in turn.

    ``ends`` is how a whole answer ends and only a whole one, ``says`` what each has to say.
    """
    loop = asyncio.get_running_loop()
    load = Load(ends, says, len(queues), loop.create_future())
    for queue, port in zip(queues, itertools.cycle(ports), strict=False):
        await loop.create_connection(
            lambda queue=queue: Connection(queue, load),  # type: ignore[misc]  # bound now
            "127.0.0.1",
            port,
        )
    await load.finished
    return result_of(load.times, time.perf_counter() - load.started)


def result_of(times: list[float], took_s: float) -> Result:
    times.sort()
    return Result(len(times) / took_s, times[int(len(times) * 0.99)] * 1000)
