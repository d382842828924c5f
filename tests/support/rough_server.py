"""A small real HTTP server that checks what tills sign, and is as rude as a test wants.

It speaks the handshake of till sessions and answers everything else from a table; a fault for the next
request is named by ``rude``: each is something that networks, proxies and dying servers do.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from card_contract.messages import Checkpoint
from card_contract.outcomes import MEANINGS, Refusal
from card_contract.signing import (
    MAC_HEADER,
    OPERATOR_HEADER,
    SESSION_HEADER,
    TIME_HEADER,
    handshake_bytes,
    request_mac,
    same_mac,
)
from support.scripted_shop import SHOP

SKEW_MAX_MS = 5 * 60 * 1000


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class RoughServer:
    """What the server knows, and how it behaves next."""

    public_key: bytes
    now_ms: Callable[[], int]
    answers: dict[str, Any] = field(default_factory=dict)
    rude: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    carried_out: list[str] = field(default_factory=list)
    sessions: dict[str, bytes] = field(default_factory=dict)
    handshakes: int = 0
    nonsense_session: bool = False
    epoch: int = 1
    checkpoint: Checkpoint | None = None
    presented: list[Any] = field(default_factory=list)
    url: str = ""

    def forget_sessions(self) -> None:
        self.sessions.clear()

    @asynccontextmanager
    async def listening(self, port: int = 0) -> AsyncIterator[RoughServer]:
        writers: set[asyncio.StreamWriter] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.add(writer)
            try:
                while await self._one(reader, writer):
                    pass
            except (ConnectionError, asyncio.IncompleteReadError):
                pass
            finally:
                writers.discard(writer)
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", port)
        port = server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        try:
            yield self
        finally:
            server.close()
            for writer in list(writers):
                writer.transport.abort()
            await server.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *rest = head.split("\r\n")
        method, target, _ = first.split(" ")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in rest if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        asked = Asked(method, target, headers, body)
        self.asked.append(asked)
        plain = target.startswith("/v1/till-sessions") or target == "/healthz"
        rude = self.rude.pop(0) if self.rude and not plain else ""
        if rude == "reset before":
            writer.transport.abort()
            return False
        status, answer = self._answer(asked)
        return await self._reply(writer, rude, status, msgspec.json.encode(answer))

    async def _reply(
        self, writer: asyncio.StreamWriter, rude: str, status: int, body: bytes
    ) -> bool:
        media_type = "application/json"
        match rude:
            case "reset after":
                writer.transport.abort()
                return False
            case "silence":
                await asyncio.sleep(30)
                return False
            case "html":
                media_type, body = "text/html", b"<html>Sign in to the hotel's WLAN</html>"
            case "wrong json":
                body = b'{"surprise": true}'
            case "half json":
                body = body[: len(body) // 2]
            case "redirect":
                status = 302
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\n"
        if rude == "drip":
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())
            for place in range(len(body)):
                writer.write(body[place : place + 1])
                await writer.drain()
                await asyncio.sleep(0.2)
            return True
        if rude == "cut short":
            writer.write(f"{head}Content-Length: {len(body) + 9}\r\n\r\n".encode() + body)
            await writer.drain()
            writer.close()
            return False
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        return True

    def _answer(self, asked: Asked) -> tuple[int, Any]:
        if asked.target == "/v1/till-sessions/challenge":
            return 200, {"challenge": "c" * 32, "server_time": self.now_ms()}
        if asked.target == "/v1/till-sessions":
            return self._open_session(json.loads(asked.body))
        if asked.target != "/healthz":
            refused = self._refused(asked)
            if refused is not None:
                return self._refusal(refused)
        answer = self.answers.get(asked.target.partition("?")[0])
        if answer is None:
            return self._refusal(Refusal.NOT_FOUND)
        self.carried_out.append(asked.target)
        if isinstance(answer, Refusal):
            return self._refusal(answer)
        return 200, answer

    def _open_session(self, request: dict[str, Any]) -> tuple[int, Any]:
        if self.nonsense_session:
            return 200, {"nonsense": 1}
        key = Ed25519PublicKey.from_public_bytes(self.public_key)
        signed = handshake_bytes(till_id=request["till_id"], challenge=request["challenge"])
        try:
            key.verify(base64.b64decode(request["signature"]), signed)
        except InvalidSignature:
            return self._refusal(Refusal.BAD_SIGNATURE)
        self.handshakes += 1
        self.presented.append(request.get("checkpoint"))
        session, mac_key = f"session-{self.handshakes}", bytes([self.handshakes]) * 32
        self.sessions[session] = mac_key
        return 200, {
            "session_id": session,
            "mac_key": base64.b64encode(mac_key).decode(),
            "expires_at": self.now_ms() + 10**9,
            "server_time": self.now_ms(),
            "epoch": self.epoch,
            "checkpoint": self.checkpoint,
            "shop": SHOP,
        }

    def _refused(self, asked: Asked) -> Refusal | None:
        key = self.sessions.get(asked.headers.get(SESSION_HEADER.lower(), ""))
        if key is None:
            return Refusal.NO_SESSION
        time_ms = asked.headers.get(TIME_HEADER.lower(), "")
        wanted = request_mac(
            key,
            method=asked.method,
            target=asked.target,
            session=asked.headers[SESSION_HEADER.lower()],
            operator=asked.headers.get(OPERATOR_HEADER.lower(), ""),
            time_ms=time_ms,
            body=asked.body,
        )
        if not same_mac(wanted, asked.headers.get(MAC_HEADER.lower(), "")):
            return Refusal.BAD_SIGNATURE
        if abs(int(time_ms) - self.now_ms()) > SKEW_MAX_MS:
            return Refusal.CLOCK_SKEW
        return None

    def _refusal(self, code: Refusal) -> tuple[int, Any]:
        meaning = MEANINGS[code]
        return meaning.http, {
            "code": code.value,
            "sentence": meaning.sentence,
            "final": meaning.final,
            "server_time": self.now_ms(),
        }
