"""Every decision is the same over a file and over PostgreSQL."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def kept_in(each_database: str) -> str:
    return each_database
