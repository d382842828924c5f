"""Packets that no dispatcher answers, for it fell, is away or too slow: what clients are told."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from server_stub.storage.interface import UnavailableError
from server_stub.web.app import App, Door
from server_stub.web.braincloud.packet_replies import refuse_player, refuse_server
from server_stub.web.observer import Observer, make_logger
from server_stub.web.replies import Reply

ANY_SITE = (b"access-control-allow-origin", b"*")


@dataclass(frozen=True, slots=True)
class FewServices:
    """All that the application itself works with on the way to a door."""

    clock: Any
    observer: Observer


class StillClock:
    def now_ms(self) -> int:
        return 1_000

    def monotonic(self) -> float:
        return 1.0


@pytest.mark.parametrize("error", [UnavailableError("away"), ValueError("a mistake")])
@pytest.mark.parametrize("path", ["/dispatcherv2", "/s2sdispatcher"])
def test_a_packet_over_which_the_server_fell_is_to_come_again(path: str, error: Exception) -> None:
    async def falling(_headers: Mapping[str, str], _body: bytes, _client: str) -> Reply:
        raise error

    reply = asyncio.run(answered(falling, path))
    said = json.loads(reply.body)
    assert (reply.status, said["status"], said["reason_code"]) == (503, 503, 49004)
    assert (b"retry-after", b"1") in reply.headers
    assert (ANY_SITE in reply.headers) is (path == "/dispatcherv2")


async def answered(answer: Any, path: str) -> Reply:
    refuse = refuse_player if path == "/dispatcherv2" else refuse_server
    observer = Observer(make_logger(io.StringIO()), CollectorRegistry())
    services: Any = FewServices(StillClock(), observer)
    table: Any = None  # no request comes as far as the table of routes
    app = App(services, table, {}, {path: Door(answer, refuse=refuse)})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    scope = {"method": "POST", "path": path, "headers": [], "client": ("192.0.2.1", 1)}
    reply = await app(scope, receive)
    assert reply is not None
    return reply
