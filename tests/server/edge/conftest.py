"""The demo shop, made once a worker, and a server over a copy of it for each module."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.card_number import CardNumber
from support.postgres import put_into_postgres
from support.server_process import ServedCopy, ServerProcess
from support.till_client import TillClient
from support.tills import Tills


@pytest.fixture(scope="module")
def server(
    database: str,
    request: pytest.FixtureRequest,
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServerProcess]:
    """A server of the module's own, over a file and then over PostgreSQL."""
    own = ServerProcess.of_demo(template, tmp_path_factory.mktemp("edge") / "data")
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
def own_copy(served_copy: ServedCopy, template: Path, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server that one test may ruin, over a file and then over PostgreSQL."""
    with served_copy(template, tmp_path / "data") as running:
        yield running


@pytest.fixture
def tills() -> Iterator[Tills]:
    with contextlib.ExitStack() as stack:
        yield Tills(stack)


@pytest.fixture
def till(server: ServerProcess, tills: Tills) -> TillClient:
    """The demo till with Mia signed in."""
    return tills.demo(server, "mia", "111111")


@pytest.fixture(scope="module")
def numbers() -> Iterator[str]:
    """Numbers of cards that no test of this module has touched: gift cards over 50 euros."""
    return (
        CardNumber.build(issuer="970010", batch=1, sequence=sequence).digits
        for sequence in itertools.count(1)
    )
