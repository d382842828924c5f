"""One shop with many cards, made once for all kill tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from kill.ground import CARDS, CARDS_FOR_LONG, shop_with_many_cards


@pytest.fixture(scope="session")
def stocked_shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str]]:
    cards = CARDS_FOR_LONG if request.config.getoption("--long") else CARDS
    return shop_with_many_cards(tmp_path_factory.mktemp("stocked"), cards)
