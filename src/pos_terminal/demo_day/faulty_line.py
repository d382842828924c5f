"""A line between till and server on which trouble can be switched on.

A small HTTP proxy on the loopback interface. It reads each request whole, asks its ``Trouble`` what
becomes of it, and closes the connection where something is to be lost: a request that is lost never
reaches the server, a reply that is lost was given by a server that has done the work.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Final

_START_LIMIT_S: Final = 5.0
_HEAD_BYTES_MAX: Final = 64 * 1024


class Trouble(StrEnum):
    """What becomes of a request on its way."""

    NONE = "none"
    LOSE_REQUEST = "lose_request"
    LOSE_REPLY = "lose_reply"


class FaultyLine:
    """Listens on ``url`` and forwards to a server on the same machine, with trouble where wanted.

    ``start`` returns once it listens; ``stop`` ends it. ``set_trouble`` may be called at any time
    from any thread.
    """

    def __init__(self, *, server_port: int) -> None:
        self._server_port = server_port
        self._trouble: Callable[[str], Trouble] = _calm
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="faulty-line", daemon=True)
        self._listening = threading.Event()
        self._ended: asyncio.Event
        self.port = 0

    @property
    def url(self) -> str:
        """Where the till finds the server through this line."""
        return f"http://127.0.0.1:{self.port}"

    def set_trouble(self, trouble: Callable[[str], Trouble]) -> None:
        """From now on ``trouble(target)`` decides about each request; the target is its path."""
        self._trouble = trouble

    def calm(self) -> None:
        """From now on everything arrives."""
        self._trouble = _calm

    def start(self) -> None:
        """Begin to listen; raises ``TimeoutError`` where the line does not come up."""
        self._thread.start()
        if not self._listening.wait(_START_LIMIT_S):
            raise TimeoutError("The line did not come up.")

    def stop(self) -> None:
        """Close the line."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(_START_LIMIT_S)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._loop.close()

    async def _listen(self) -> None:
        self._ended = asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD_BYTES_MAX)
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        await self._ended.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one_exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # One of the two ends hung up: so does the line.
        finally:
            writer.close()

    async def _one_exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Carry one request and its reply; false once the connection is to be closed."""
        request = await _message(reader)
        target = request.split(b" ", 2)[1].decode("ascii")
        trouble = self._trouble(target)
        if trouble is Trouble.LOSE_REQUEST:
            return False
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        try:
            server_writer.write(request)
            await server_writer.drain()
            reply = await _message(server_reader)
        finally:
            server_writer.close()
        if trouble is Trouble.LOSE_REPLY:
            return False
        writer.write(reply)
        await writer.drain()
        return True


def _calm(_target: str) -> Trouble:
    return Trouble.NONE


async def _message(reader: asyncio.StreamReader) -> bytes:
    """Read one HTTP/1.1 message with a Content-Length, or without a body."""
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return head + await reader.readexactly(int(value))
    return head
