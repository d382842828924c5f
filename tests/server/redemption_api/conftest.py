"""A real server over the demo shop, a customer's server, and players with REST in their hands."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from support.braincloud_client import PlayerClient
from support.server_process import ServerProcess


class RestPlayer:
    """A player who signed in through the dispatcher, and asks the rest over REST."""

    def __init__(self, http: httpx.Client, demo: dict[str, Any]) -> None:
        self.http = http
        self.client = PlayerClient(http, demo["app_id"], demo["app_secret"])
        self.client.sign_in(secrets.token_hex(8))
        self._keys = itertools.count()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.client.session}"}

    def redeem(self, code: str, *, key: str | None = None, **more: Any) -> httpx.Response:
        body = {"key": key or f"key-{next(self._keys):016d}", "code": code, **more}
        return self.http.post("/v1/redemptions", json=body, headers=self.headers)

    def status(self, redemption: str) -> httpx.Response:
        return self.http.get(f"/v1/redemptions/{redemption}", headers=self.headers)

    def history(self, **query: str) -> Any:
        answer = self.http.get("/v1/redemptions", params=query, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["redemptions"]


@pytest.fixture
def ann(server: ServerProcess, http: httpx.Client) -> RestPlayer:
    return RestPlayer(http, server.demo)


@pytest.fixture
def bob(server: ServerProcess, http: httpx.Client) -> RestPlayer:
    return RestPlayer(http, server.demo)


@pytest.fixture
def codes() -> Iterator[str]:
    """Codes that nobody has used, long enough to be personal."""
    return (f"REST-{secrets.token_hex(12).upper()}-{number}" for number in itertools.count())
