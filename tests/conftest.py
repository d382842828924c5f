"""What holds for every test: no screen is needed, and a slow machine is no failure of its own."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "project", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="kill 25 times at each step, not once")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often each point of a killing is tried."""
    return 25 if request.config.getoption("--long") else 1
