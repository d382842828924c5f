from __future__ import annotations

import pytest

from pos_terminal.card_design.shipped import game_card


@pytest.fixture
def design():
    return game_card()
