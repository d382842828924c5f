"""A real server with the demo's apps and campaigns, and clients of both dispatchers."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.plain_http import plain_client
from support.postgres import put_into_postgres
from support.server_process import ServerProcess


@pytest.fixture(scope="module")
def server(
    database: str,
    request: pytest.FixtureRequest,
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServerProcess]:
    """A server of the module's own, over a file and then over PostgreSQL."""
    own = ServerProcess.of_demo(template, tmp_path_factory.mktemp("braincloud") / "data")
    if database == "postgres":
        put_into_postgres(request.getfixturevalue("postgres"), own.data, template)
    with own as running:
        yield running


@pytest.fixture(scope="module")
def campaigns(server: ServerProcess) -> dict[str, str]:
    """The names of the demo's campaigns, by their kind."""
    return {campaign["kind"]: campaign["name"] for campaign in server.demo["campaigns"]}


@pytest.fixture
def http(server: ServerProcess) -> Iterator[httpx.Client]:
    with plain_client(server.url) as client:
        yield client


@pytest.fixture
def player(server: ServerProcess, http: httpx.Client) -> PlayerClient:
    """A player that has just signed in for the first time."""
    client = PlayerClient(http, server.demo["app_id"], server.demo["app_secret"])
    client.sign_in(secrets.token_hex(8))
    return client


@pytest.fixture
def other(server: ServerProcess, http: httpx.Client) -> PlayerClient:
    client = PlayerClient(http, server.demo["app_id"], server.demo["app_secret"])
    client.sign_in(secrets.token_hex(8))
    return client


@pytest.fixture
def shop(server: ServerProcess, http: httpx.Client) -> ServerClient:
    """A server of the customer in its session."""
    demo = server.demo
    client = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
    client.sign_in()
    return client


@pytest.fixture
def codes() -> Iterator[str]:
    """Scan codes that nobody has used, long enough to be personal."""
    return (f"TEST-{secrets.token_hex(12).upper()}-{number}" for number in itertools.count())
