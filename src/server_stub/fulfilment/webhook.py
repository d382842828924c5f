"""Scripts that are webhooks: one signed POST over TLS, within a limit, and never a redirect.

What is signed is ``TIME.BODY``, by HMAC-SHA-256 with the script's own secret; the receiver refuses
what is older than a few minutes. ``Idempotency-Key`` is the redemption's id: the same for all calls
of all its attempts.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import httpx

from server_stub.domain.script_urls import is_usable
from server_stub.fulfilment.scripts import (
    ANSWER_BYTES_MAX,
    FaultKind,
    Operation,
    ScriptAnswer,
    ScriptFault,
    ScriptRequest,
    answer_of,
)

TIME_HEADER: Final = "X-Redemption-Time"
SIGNATURE_HEADER: Final = "X-Redemption-Signature"
KEY_HEADER: Final = "Idempotency-Key"
CONNECT_LIMIT_S: Final = 5.0

_ON_THE_WAY: Final = frozenset({408, 425, 429, 502, 503, 504})
"""Answers of whatever stands between us and the script: whether it was reached is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where a script is called, and how."""

    url: str
    secret: bytes = field(repr=False)
    answers_status: bool
    limit_s: float


def signature_of(secret: bytes, time_ms: int, body: bytes) -> str:
    """The value of the signature's header."""
    signed = hmac.new(secret, f"{time_ms}.".encode() + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


class WebhookCaller:
    """Calls webhooks; connections are kept for the next call. ``close`` ends them."""

    def __init__(self, *, now_ms: Callable[[], int], trust: ssl.SSLContext | None = None) -> None:
        self._now_ms = now_ms
        self._trust = trust
        self._client: httpx.AsyncClient | None = None

    async def call(self, hook: Webhook, request: ScriptRequest) -> ScriptAnswer | ScriptFault:
        if request.operation is Operation.STATUS and not hook.answers_status:
            return ScriptFault(FaultKind.UNDECLARED)
        if not is_usable(hook.url):
            return ScriptFault(FaultKind.MISSING)
        try:
            async with asyncio.timeout(hook.limit_s):
                return await self._post(hook, request)
        except (httpx.TransportError, httpx.DecodingError, TimeoutError) as error:
            return ScriptFault(FaultKind.UNREACHED, type(error).__name__)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    def _opened(self) -> httpx.AsyncClient:
        """The client; made when it is first needed, for reading whom to trust takes a while."""
        if self._client is None:
            trust = self._trust or ssl.create_default_context()
            self._client = httpx.AsyncClient(verify=trust, follow_redirects=False)
        return self._client

    async def _post(self, hook: Webhook, request: ScriptRequest) -> ScriptAnswer | ScriptFault:
        now_ms = self._now_ms()
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # the bound below is meant for what is sent
            TIME_HEADER: str(now_ms),
            SIGNATURE_HEADER: signature_of(hook.secret, now_ms, request.body),
            KEY_HEADER: request.key,
        }
        async with self._opened().stream(
            "POST",
            hook.url,
            content=request.body,
            headers=headers,
            timeout=httpx.Timeout(hook.limit_s, connect=min(CONNECT_LIMIT_S, hook.limit_s)),
        ) as reply:
            if reply.status_code != httpx.codes.OK:
                return ScriptFault(_kind_of(reply), f"HTTP {reply.status_code}")
            content = await _bounded(reply)
        if content is None:
            return ScriptFault(FaultKind.UNUSABLE, "too long, or compressed")
        return answer_of(content)


def _kind_of(reply: httpx.Response) -> FaultKind:
    """What it comes to that a webhook answered with another status than 200."""
    if reply.status_code in _ON_THE_WAY:
        return FaultKind.UNREACHED
    return FaultKind.CRASHED if reply.is_server_error else FaultKind.UNUSABLE


async def _bounded(reply: httpx.Response) -> bytes | None:
    """The body, or None where it is too long or was compressed after all."""
    if reply.headers.get("Content-Encoding", "identity") != "identity":
        return None
    content = bytearray()
    async for piece in reply.aiter_raw():
        content += piece
        if len(content) > ANSWER_BYTES_MAX:
            return None
    return bytes(content)
