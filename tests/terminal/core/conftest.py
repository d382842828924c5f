"""A till's core with its pages' presenters, at a scripted server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.shop_floor import ShopFloor


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopFloor]:
    made = ShopFloor(tmp_path)
    yield made
    made.close()
