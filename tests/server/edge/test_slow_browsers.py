"""Requests of browsers that take too long: what answers is the site, with its own page."""

from __future__ import annotations

import asyncio
import io
from contextlib import AbstractContextManager, nullcontext
from types import SimpleNamespace
from typing import Any

from prometheus_client import CollectorRegistry

from card_contract.outcomes import Refusal
from server_stub.web.app import App
from server_stub.web.observer import Observer, make_logger
from server_stub.web.replies import Reply
from server_stub.web.site import Asked, Place
from support.hand_clock import HandClock

GUARDED = ((b"content-security-policy", b"default-src 'none'"),)


class ImpatientSite:
    """Waits for a body no longer than a moment."""

    name = "pages"

    def takes(self, path: str) -> bool:
        return path == "/pages"

    def place(self, asked: Asked) -> AbstractContextManager[Place]:
        return nullcontext(Place(1_000, body_timeout_s=0.01))

    async def answer(self, asked: Asked) -> Reply:
        return Reply(200, b"<h1>Here</h1>", headers=GUARDED)

    def refuse(self, asked: Asked, code: Refusal) -> Reply:
        return Reply(503, b"<h1>Not now</h1>", code=code.value, headers=GUARDED)


def test_a_body_that_does_not_come_is_answered_with_a_page_of_its_site() -> None:
    reply = asyncio.run(answered())
    assert (reply.status, reply.body, reply.code) == (503, b"<h1>Not now</h1>", "BUSY")
    assert reply.headers == GUARDED


async def answered() -> Reply:
    observer = Observer(make_logger(io.StringIO()), CollectorRegistry())
    services: Any = SimpleNamespace(clock=HandClock(), observer=observer)
    table: Any = None  # no request comes as far as the table of routes
    app = App(services, table, {}, sites=(ImpatientSite(),))

    async def never() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    scope: Any = {
        "method": "POST",
        "path": "/pages",
        "query_string": b"",
        "headers": [],
        "client": ("192.0.2.1", 1),
    }
    reply = await app(scope, never)
    assert reply is not None
    return reply
