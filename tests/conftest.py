"""What holds for every test: no screen is needed, and a slow machine is no failure of its own."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from support.server_process import ServedCopy, ServerProcess

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "project", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="many times as many killings, histories and races"
    )


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often each point of a killing is tried."""
    return 25 if request.config.getoption("--long") else 1


@pytest.fixture(params=["sqlite"])
def served_copy(request: pytest.FixtureRequest) -> ServedCopy:
    """Makes a server over a copy of a shop's folder, kept in each of the databases."""
    return {"sqlite": ServerProcess.of_demo}[request.param]
