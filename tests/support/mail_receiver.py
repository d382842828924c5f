"""A small mail server: it takes mails, refuses them, or misbehaves, as a test says."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(slots=True)
class MailReceiver:
    """``refuses`` has the answer to a command, by its word; ``mood`` is what happens after DATA."""

    refuses: dict[str, str] = field(default_factory=dict)
    mood: str = ""
    signs_in: tuple[str, str] | None = None
    mails: list[EmailMessage] = field(default_factory=list)
    port: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[MailReceiver]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"220 here\r\n")
            while await self._one(reader, writer):
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        line = (await reader.readuntil(b"\r\n")).decode().strip()
        word = line.split(" ")[0].upper()
        if word in self.refuses:
            writer.write(f"{self.refuses[word]} no\r\n".encode())
            return True
        match word:
            case "EHLO":
                writer.write(b"250-here\r\n250 AUTH PLAIN\r\n")
            case "AUTH":
                writer.write(b"235 yes\r\n" if self._knows(line) else b"535 who?\r\n")
            case "DATA":
                return await self._take(reader, writer)
            case "QUIT":
                writer.write(b"221 bye\r\n")
                return False
            case _:
                writer.write(b"250 yes\r\n")
        return True

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        writer.write(b"354 go on\r\n")
        content = await reader.readuntil(b"\r\n.\r\n")
        self.arrived.set()
        if self.mood == "silent":
            await reader.read()  # until the other side has had enough
            return False
        self.mails.append(message_from_bytes(content[:-3], policy=policy.default))
        if self.mood == "hangs up":
            writer.transport.abort()
            return False
        writer.write(b"250 taken\r\n")
        return True

    def _knows(self, line: str) -> bool:
        _, user, password = base64.b64decode(line.split(" ")[2]).decode().split("\0")
        return (user, password) == self.signs_in
