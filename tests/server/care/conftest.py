"""The demo shop, made once a run; tests copy it and ruin their copies."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.command_line import CommandLine
from support.postgres import put_into_postgres
from support.server_process import ServerProcess
from support.tills import Tills


@pytest.fixture
def shop(
    database: str, request: pytest.FixtureRequest, template: Path, tmp_path: Path
) -> CommandLine:
    """The command line over a copy of the demo shop, in a file or in PostgreSQL; no server runs."""
    shutil.copytree(template, tmp_path / "shop")
    if database == "postgres":
        put_into_postgres(request.getfixturevalue("postgres"), tmp_path / "shop", template)
    return CommandLine(tmp_path / "shop")


@pytest.fixture
def tills() -> Iterator[Tills]:
    with contextlib.ExitStack() as stack:
        yield Tills(stack)


@pytest.fixture
def beside(server: ServerProcess) -> CommandLine:
    """The command line beside that server."""
    return CommandLine(server.data)
