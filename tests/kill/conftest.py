"""One shop with many cards, made once for all kill tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from kill.ground import shop_with_many_cards


@pytest.fixture(scope="session")
def stocked_shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    return shop_with_many_cards(tmp_path_factory.mktemp("stocked"))
