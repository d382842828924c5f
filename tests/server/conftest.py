"""A real server over the demo shop, and those who speak with it over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from support.braincloud_client import ServerClient
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
    own = ServerProcess.of_demo(template, tmp_path_factory.mktemp("shop") / "data")
    if database == "postgres":
        put_into_postgres(request.getfixturevalue("postgres"), own.data, template)
    with own as running:
        yield running


@pytest.fixture
def own_server(template: Path, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server that one test may ruin."""
    with ServerProcess.of_demo(template, tmp_path / "data") as running:
        yield running


@pytest.fixture
def http(server: ServerProcess) -> Iterator[httpx.Client]:
    with plain_client(server.url) as client:
        yield client


@pytest.fixture
def shop(server: ServerProcess, http: httpx.Client) -> ServerClient:
    """A server of the customer in its session."""
    demo = server.demo
    client = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
    client.sign_in()
    return client
