"""Answers as bytes: one JSON encoder, one shape of refusal, headers that are made once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import msgspec

from card_contract.messages import RefusalAnswer
from card_contract.outcomes import MEANINGS, Refusal
from server_stub.engine.command import Refused
from server_stub.web.route import Picture

encode: Final = msgspec.json.Encoder().encode

JSON: Final = b"application/json"
_FIXED: Final = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)
Headers = tuple[tuple[bytes, bytes], ...]


class Reply(NamedTuple):
    """What goes back over the wire; ``code`` is the refusal's stable code, or ``ok``."""

    status: int
    body: bytes
    media_type: bytes = JSON
    code: str = "ok"
    headers: Headers = ()


def refusal(
    code: Refusal, now_ms: int, *, detail: str = "", retry_after_s: int | None = None
) -> RefusalAnswer:
    """Word a refusal; ``detail`` adds what exactly was wrong with the request."""
    meaning = MEANINGS[code]
    return RefusalAnswer(
        code=code,
        sentence=f"{meaning.sentence} ({detail})" if detail else meaning.sentence,
        final=meaning.final,
        server_time=now_ms,
        retry_after_s=retry_after_s,
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
        case Picture():
            return Reply(200, said.png, b"image/png")
        case _:
            return Reply(200, encode(said))


def _worded(refused: Refused, now_ms: int) -> RefusalAnswer:
    """Word the engine's no."""
    meaning = MEANINGS[refused.refusal]
    retry_after_s = refused.retry_after_s
    if retry_after_s is None and meaning.http in (429, 503):
        retry_after_s = 1
    return RefusalAnswer(
        code=refused.refusal,
        sentence=meaning.sentence,
        final=meaning.final,
        server_time=now_ms,
        cards=refused.cards,
        replayed=refused.replayed,
        retry_after_s=retry_after_s,
    )


def head_of(reply: Reply, extra: Iterable[tuple[bytes, bytes]] = ()) -> dict[str, Any]:
    """The ASGI message that opens ``reply``."""
    return {
        "type": "http.response.start",
        "status": reply.status,
        "headers": [
            (b"content-type", reply.media_type),
            (b"content-length", str(len(reply.body)).encode()),
            *_FIXED,
            *reply.headers,
            *extra,
        ],
    }
