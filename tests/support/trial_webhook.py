"""A small HTTP server that plays a shop's webhook: well, badly, or not at all."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Reply = Callable[[asyncio.StreamWriter], Any]


@dataclass(frozen=True, slots=True)
class Received:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class TrialWebhook:
    """Answers every request with ``reply``; keeps what it received."""

    reply: Reply
    received: list[Received] = field(default_factory=list)
    url: str = ""
    _server: asyncio.Server | None = None

    async def start(self, tls: ssl.SSLContext | None = None) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=tls)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{port}/hook"

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {
                name.lower(): value.strip()
                for name, _, value in (line.partition(":") for line in head[1:] if line)
            }
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.received.append(Received(head[0].split()[1], headers, body))
            await self.reply(writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


def says(fields: Any, status: int = 200, **headers: str) -> Reply:
    """Answer with JSON."""
    content = json.dumps(fields).encode()
    return says_bytes(content, status, **headers)


def says_bytes(content: bytes, status: int = 200, **headers: str) -> Reply:
    async def reply(writer: asyncio.StreamWriter) -> None:
        lines = [
            f"HTTP/1.1 {status} Whatever",
            f"Content-Length: {len(content)}",
            "Connection: close",
            *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        ]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
        await writer.drain()

    return reply


async def hangs_up(writer: asyncio.StreamWriter) -> None:
    """Take the request and close: the reply is lost."""
    writer.transport.abort()


async def says_nothing(_writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def drips(writer: asyncio.StreamWriter) -> None:
    """Answer a byte at a time, for ever: each read is quick, the whole is not."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)
