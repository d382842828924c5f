"""A till at a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.real_till import RealTill
from support.server_process import ServerProcess


@pytest.fixture
def till(server: ServerProcess, tmp_path: Path) -> Iterator[RealTill]:
    """A till that knows who may sign in; nobody has."""
    till = RealTill(tmp_path / "till", server.url, server.demo)
    till.sign_in.load()
    till.wait(lambda: bool(till.on_duty.staff))
    yield till
    till.close()
