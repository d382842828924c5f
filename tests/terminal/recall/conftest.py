"""The recall page's presenter with all around it, at a scripted server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.recall_office import RecallOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RecallOffice]:
    made = RecallOffice(tmp_path / "till")
    yield made
    made.close()
