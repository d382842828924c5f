"""The designer's presenter with all around it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.design_office import DesignOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[DesignOffice]:
    made = DesignOffice(tmp_path)
    yield made
    made.close()
