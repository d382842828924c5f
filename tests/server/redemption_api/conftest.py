"""A real server over the demo shop, a customer's server, and players with REST in their hands."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.plain_http import plain_client
from support.postgres import put_into_postgres
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


@pytest.fixture(scope="module")
def server(
    database: str,
    request: pytest.FixtureRequest,
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServerProcess]:
    """A server of the module's own, over a file and then over PostgreSQL."""
    own = ServerProcess.of_demo(template, tmp_path_factory.mktemp("rest") / "data")
    if database == "postgres":
        put_into_postgres(request.getfixturevalue("postgres"), own.data, template)
    with own as running:
        yield running


@pytest.fixture
def http(server: ServerProcess) -> Iterator[httpx.Client]:
    with plain_client(server.url) as client:
        yield client


@pytest.fixture
def ann(server: ServerProcess, http: httpx.Client) -> RestPlayer:
    return RestPlayer(http, server.demo)


@pytest.fixture
def bob(server: ServerProcess, http: httpx.Client) -> RestPlayer:
    return RestPlayer(http, server.demo)


@pytest.fixture
def shop(server: ServerProcess, http: httpx.Client) -> ServerClient:
    demo = server.demo
    client = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
    client.sign_in()
    return client


@pytest.fixture
def codes() -> Iterator[str]:
    """Codes that nobody has used, long enough to be personal."""
    return (f"REST-{secrets.token_hex(12).upper()}-{number}" for number in itertools.count())
