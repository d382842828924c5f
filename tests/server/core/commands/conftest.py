"""Every decision is the same over a file and over PostgreSQL."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def on_both(kept_in: str) -> str:
    return kept_in
