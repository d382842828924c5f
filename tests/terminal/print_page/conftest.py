"""The print page's presenter with all around it, at a scripted server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.print_office import PrintOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PrintOffice]:
    made = PrintOffice(tmp_path)
    yield made
    made.close()
