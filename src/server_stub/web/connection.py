"""uvicorn's HTTP protocol with the limits that it lacks.

It has no deadline for a request's head and none for its size, so one slow or endless header would
hold a connection for ever; and it answers what is no HTTP at all with plain text.
"""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from typing import Any, Final, cast

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from card_contract.outcomes import MEANINGS, Refusal
from server_stub.web import replies

CONNECTIONS_MAX: Final = 2000
HEAD_TIMEOUT_S: Final = 15.0
HEAD_BYTES_MAX: Final = 32 * 1024


class _WholeReplies:
    """Sends a reply's head together with its body: one system call for what uvicorn writes in two.

    What is written stays here until the next write or the end of the loop's turn. A twelfth of the
    server's time for a CONFIRM went into the second call.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def write(self, data: bytes) -> None:
        if self._held:
            self._transport.write(self._held + data)
            self._held = b""
        elif data:
            self._held = data
            self._loop.call_soon(self._flush)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held:
            self._transport.write(self._held)
            self._held = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class LimitedHttpProtocol(HttpToolsProtocol):
    """Closes a connection whose request head is too slow or too large."""

    _head_open: bool = True
    _head_bytes: int = 0
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn narrows it the same way
        super().connection_made(cast("asyncio.Transport", _WholeReplies(transport, self.loop)))
        if len(self.connections) > CONNECTIONS_MAX:
            self._hang_up(Refusal.BUSY, "too many connections")
            return
        self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        # A head that came whole, as nearly all do, costs one look at a flag.
        if self._head_open:
            self._watch_head(len(data))

    def on_message_begin(self) -> None:
        self._head_open = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_open = False
        self._head_bytes = 0
        self._stop_timer()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        self._hang_up(Refusal.MALFORMED, msg)

    def _hang_up(self, refusal: Refusal, detail: str) -> None:
        """Refuse without having understood a request, and close the connection."""
        self._stop_timer()
        answer = replies.refusal(refusal, time.time_ns() // 1_000_000, detail=detail)
        # Whatever the line has made of a request, the request itself has not been refused.
        body = replies.encode(msgspec.structs.replace(answer, final=False))
        status = HTTPStatus(MEANINGS[refusal].http)
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: application/json\r\n"
            f"cache-control: no-store\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _watch_head(self, received: int) -> None:
        self._head_bytes += received
        if self._head_bytes > HEAD_BYTES_MAX and not self.transport.is_closing():
            self.send_400_response("The request's head is too large.")
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_TIMEOUT_S, self._give_up)

    def _give_up(self) -> None:
        self._head_timer = None
        if not self.transport.is_closing():
            self.transport.close()

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
