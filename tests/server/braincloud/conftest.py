"""A real server with the demo's apps and campaigns, and clients of both dispatchers."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator

import httpx
import pytest

from support.braincloud_client import PlayerClient
from support.server_process import ServerProcess


@pytest.fixture(scope="module")
def campaigns(server: ServerProcess) -> dict[str, str]:
    """The names of the demo's campaigns, by their kind."""
    return {campaign["kind"]: campaign["name"] for campaign in server.demo["campaigns"]}


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
def codes() -> Iterator[str]:
    """Scan codes that nobody has used, long enough to be personal."""
    return (f"TEST-{secrets.token_hex(12).upper()}-{number}" for number in itertools.count())
