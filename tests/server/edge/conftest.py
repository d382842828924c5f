"""The demo shop, made once a worker, and a server over a copy of it for each module."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.card_number import CardNumber
from support.server_process import ServedCopy, ServerProcess
from support.till_client import TillClient
from support.tills import Tills

ANNA = ("anna", "333333")
SAM = ("sam", "444444")


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


@pytest.fixture
def manager(server: ServerProcess, tills: Tills) -> TillClient:
    """Anna at a till of her own."""
    return tills.enrolled(server, *ANNA)


@pytest.fixture
def studio(server: ServerProcess, tills: Tills) -> TillClient:
    """Sam from the studio at a till of his own."""
    return tills.enrolled(server, *SAM)


@pytest.fixture(scope="module")
def numbers() -> Iterator[str]:
    """Numbers of cards that no test of this module has touched: gift cards over 50 euros."""
    return (
        CardNumber.build(issuer="970010", batch=1, sequence=sequence).digits
        for sequence in itertools.count(1)
    )
