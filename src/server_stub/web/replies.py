"""Answers as bytes: one JSON encoder, one shape of refusal, headers that are made once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import cache
from http import HTTPStatus
from typing import Any, Final, NamedTuple, Protocol

import msgspec
from msgspec import Struct

from card_contract.messages import RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from server_stub.engine.command import Refused
from server_stub.web.route import Picture

encode: Final = msgspec.json.Encoder().encode

JSON: Final = b"application/json"
EVENTS: Final = b"text/event-stream"
_FIXED: Final = b"\r\ncache-control: no-store\r\nx-content-type-options: nosniff"
_LASTING: Final = _FIXED.replace(b"no-store", b"public, max-age=31536000, immutable")
RETRY_AFTER_S: Final = 1
_REPEATABLE: Final = (429, 503)
Headers = tuple[tuple[bytes, bytes], ...]


class Stream(Protocol):
    """A reply that goes on: what is to be written next, or None where it ends."""

    async def next(self) -> bytes | None: ...

    def close(self) -> None: ...


class Pieces:
    """A stream of what is made piece by piece, until it is whole."""

    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        self._pieces = pieces

    async def next(self) -> bytes | None:
        return await anext(self._pieces, None)

    def close(self) -> None:
        """What has not been made yet is not made any more: nobody asks for it."""


class Reply(NamedTuple):
    """What goes back over the wire; ``code`` is the refusal's stable code, or ``ok``.

    With a ``stream`` the body is whatever comes from it, until one side ends it. A ``is_lasting``
    one may be kept: under its address there will never be anything else. One that is
    ``withheld`` does not leave yet.
    """

    status: int
    body: bytes
    media_type: bytes = JSON
    code: str = "ok"
    headers: Headers = ()
    stream: Stream | None = None
    is_lasting: bool = False
    withheld: Withheld | None = None


class Withheld(Struct):
    """The commit that a reply is withheld for, and what leaves in its place where that fails.

    ``note`` is told which of both left.
    """

    commit: asyncio.Future[None]
    otherwise: Reply
    note: Callable[[Reply], None] | None = None


def refusal(code: Refusal, now_ms: int, *, detail: str = "") -> RefusalAnswer:
    """Word a refusal; ``detail`` adds what exactly was wrong with the request."""
    meaning = MEANINGS[code]
    return RefusalAnswer(
        code=code,
        sentence=f"{meaning.sentence} ({detail})" if detail else meaning.sentence,
        final=meaning.final,
        server_time=now_ms,
        retry_after_s=_retry_after_s(code),
    )


def refuse(answer: RefusalAnswer, *, headers: Headers = ()) -> Reply:
    if answer.retry_after_s is not None:
        headers = (*headers, (b"retry-after", str(answer.retry_after_s).encode()))
    status = MEANINGS[answer.code].http
    return Reply(status, encode(answer), JSON, answer.code.value, headers)


def reply_to(said: Any, now_ms: int) -> Reply:
    """Turn what an endpoint said into bytes."""
    match said:
        case Refused():
            return refuse(_worded(said, now_ms))
        case Refusal():
            return refuse(refusal(said, now_ms))
        case RefusalAnswer():
            return refuse(said)
        case Picture():
            return Reply(200, said.content, said.media_type.encode())
        case _:
            return Reply(200, encode(said))


def _worded(refused: Refused, now_ms: int) -> RefusalAnswer:
    """Word the engine's no."""
    code = refused.refusal
    return msgspec.structs.replace(
        refusal(code, now_ms),
        final=refused.is_final,
        cards=refused.cards,
        replayed=refused.replayed,
        retry_after_s=refused.retry_after_s or _retry_after_s(code),
    )


def _retry_after_s(code: Refusal) -> int | None:
    """How long a caller waits before it repeats what could not be done now."""
    return RETRY_AFTER_S if MEANINGS[code].http in _REPEATABLE else None


def written(reply: Reply, more: Headers, *, without_body: bool) -> bytes:
    """The reply as it goes over the line, with ``more`` headers; its body is left out for HEAD."""
    parts = [_status_line(reply.status), b"content-type: ", reply.media_type]
    if reply.stream is None:
        parts += (b"\r\ncontent-length: ", b"%d" % len(reply.body))
    parts.append(_LASTING if reply.is_lasting else _FIXED)
    for name, value in (*reply.headers, *more):
        parts += (b"\r\n", name, b": ", value)
    parts.append(b"\r\n\r\n")
    if not without_body:
        parts.append(reply.body)
    return b"".join(parts)


@cache
def _status_line(status: int) -> bytes:
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode()
