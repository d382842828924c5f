"""A shop's own system that is told what happens to codes: it takes news, or misbehaves."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Self

from server_stub.fulfilment.webhook import SIGNATURE_HEADER, TIME_HEADER, signature_of


@dataclass(slots=True)
class Receiver:
    """Answers with ``status``, or not at all while ``is_silent``; keeps what it took."""

    status: int = 204
    is_silent: bool = False
    hangs_up: int = 0
    """So many calls are heard out, and then the line is cut."""
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/news"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    @property
    def subjects(self) -> list[str]:
        return [entry["subject"] for entry in self.taken]

    @property
    def positions(self) -> list[int]:
        return [entry["position"] for entry in self.taken]

    def is_signed(self, secret: str) -> bool:
        """Whether every call carried its signature."""
        return all(
            sent[SIGNATURE_HEADER.lower()]
            == signature_of(secret.encode(), int(sent[TIME_HEADER.lower()]), body)
            for sent, body in zip(self.headers, self.bodies, strict=True)
        )

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {
            name.lower(): value
            for name, _, value in (line.partition(": ") for line in head[1:])
            if name
        }
        body = await reader.readexactly(int(headers["content-length"]))
        self.bodies.append(body)
        self.headers.append(headers)
        if self.is_silent:
            await asyncio.sleep(60)
        if self.status < 300:
            self.taken += json.loads(body)["entries"]
        if self.hangs_up:
            self.hangs_up -= 1
            return False
        writer.write(f"HTTP/1.1 {self.status} X\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        return True
