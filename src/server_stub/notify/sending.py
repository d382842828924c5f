"""One signed call of a webhook: some entries of the ledger, in their order.

The body is ``{"app", "webhook", "entries": [{position, hash, at, kind, actor, subject, detail}]}``.
``X-Redemption-Signature`` is HMAC-SHA-256 over ``TIME.BODY``, as for fulfilment scripts. Any 2xx is
a yes. A call whose answer was lost is made again: a receiver knows an entry by its hash.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Sequence
from typing import Any, Final

import httpx
import msgspec

from server_stub.domain.script_urls import is_usable
from server_stub.fulfilment.webhook import (
    CONNECT_LIMIT_S,
    SIGNATURE_HEADER,
    TIME_HEADER,
    signature_of,
)
from server_stub.storage.ledger import Link

CALL_LIMIT_S: Final = 10.0


class News(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the ledger as it is told."""

    position: int
    hash: str
    at: int
    kind: str
    actor: str
    subject: str
    detail: dict[str, Any]


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    form: int
    at: int
    app_id: str
    kind: str
    actor: str
    subject: str
    detail: dict[str, Any]


def news_of(link: Link) -> News:
    entry = msgspec.json.decode(link.entry, type=_Entry)
    return News(
        position=link.position,
        hash=link.hash,
        at=entry.at,
        kind=entry.kind,
        actor=entry.actor,
        subject=entry.subject,
        detail=entry.detail,
    )


class Sender:
    """Calls webhooks; connections are kept. ``close`` ends them."""

    def __init__(
        self,
        *,
        now_ms: Callable[[], int],
        trust: ssl.SSLContext | None = None,
        call_limit_s: float = CALL_LIMIT_S,
    ) -> None:
        self._now_ms = now_ms
        self._trust = trust
        self._call_limit_s = call_limit_s
        self._client: httpx.AsyncClient | None = None

    async def send(
        self, *, url: str, secret: bytes, app_id: str, webhook: str, entries: Sequence[News]
    ) -> str | None:
        """Tell a webhook the news; says what went wrong, in a few words, or None."""
        if not is_usable(url):
            return "not an address that may be called"
        body = msgspec.json.encode({"app": app_id, "webhook": webhook, "entries": entries})
        try:
            async with asyncio.timeout(self._call_limit_s):
                return await self._post(url, secret, body)
        except TimeoutError:
            return f"no answer within {self._call_limit_s:.0f} s"
        except (httpx.TransportError, httpx.DecodingError) as error:
            return f"not reached ({type(error).__name__})"

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            trust = self._trust or ssl.create_default_context()
            self._client = httpx.AsyncClient(verify=trust, follow_redirects=False)
        return self._client

    async def _post(self, url: str, secret: bytes, body: bytes) -> str | None:
        now_ms = self._now_ms()
        headers = {
            "Content-Type": "application/json",
            TIME_HEADER: str(now_ms),
            SIGNATURE_HEADER: signature_of(secret, now_ms, body),
        }
        limits = httpx.Timeout(self._call_limit_s, connect=CONNECT_LIMIT_S)
        # Streamed, and never read: only the status counts, however much a receiver answers.
        async with self._opened().stream(
            "POST", url, content=body, headers=headers, timeout=limits
        ) as reply:
            return None if reply.is_success else f"answered {reply.status_code}"
