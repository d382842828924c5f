"""What holds for every test: no screen is needed, and a slow machine is no failure of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from server_stub.shop_folder.data_folder import DATABASE_URL_FILE
from support.postgres import PostgresServer, binaries, postgres_server, put_into_postgres
from support.server_process import ServedCopy, ServerProcess, demo_template

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_LONGEST = ("tests/simulation/", "tests/journeys/", "tests/kill/", "tests/terminal/views/")
_PROPERTIES = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
    "print_blob": True,
}
# What a run finds must come of the change that it checks: the examples are the same each time.
settings.register_profile("project", derandomize=True, **_PROPERTIES)
settings.register_profile("long", **_PROPERTIES)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="many times as many killings, histories and races"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files begin, so that none is left for one worker to end with."""
    items.sort(key=lambda item: [not item.nodeid.startswith(each) for each in _LONGEST])


def pytest_configure(config: pytest.Config) -> None:
    is_long = config.getoption("--long")
    settings.load_profile("long" if is_long else "project")
    if is_long:
        os.environ.setdefault("REDEMPTION_FUZZ_EXAMPLES", "100")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often each point of a killing is tried."""
    return 25 if request.config.getoption("--long") else 1


@pytest.fixture(scope="session")
def template() -> Path:
    """The demo shop, to be copied."""
    return demo_template()


@pytest.fixture(scope="module")
def server(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server of the module's own over the demo shop."""
    data = tmp_path_factory.mktemp("shop") / "data"
    with ServerProcess.of_demo(template, data) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_of_the_run() -> Iterator[PostgresServer]:
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def postgres(postgres_of_the_run: PostgresServer) -> Iterator[PostgresServer]:
    """A PostgreSQL server; what a module's tests make in it goes with the module."""
    yield postgres_of_the_run
    postgres_of_the_run.drop_what_was_made()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``database`` runs on both, unless it is marked to run on one."""
    if "database" in metafunc.fixturenames:
        kinds = [
            kind
            for kind, other in (("sqlite", "postgres_only"), ("postgres", "sqlite_only"))
            if metafunc.definition.get_closest_marker(other) is None
        ]
        metafunc.parametrize("database", kinds, indirect=True, scope="module")


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest) -> str:
    """Where a test's shops are kept: ``sqlite`` or ``postgres``."""
    kind: str = request.param
    return kind


@pytest.fixture
def kept_in(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Have the shop that a test makes in ``tmp_path`` kept in a file, and in PostgreSQL too."""
    if database == "sqlite":
        yield database
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.lent() as url:
        (tmp_path / DATABASE_URL_FILE).write_text(url)
        yield database


@pytest.fixture
def served_copy(database: str, request: pytest.FixtureRequest) -> ServedCopy:
    """Makes a server over a copy of a shop's folder, kept in each of the databases."""
    if database == "sqlite":
        return ServerProcess.of_demo
    postgres: PostgresServer = request.getfixturevalue("postgres")

    def copied(template: Path, data: Path, *arguments: str) -> ServerProcess:
        server = ServerProcess.of_demo(template, data, *arguments)
        put_into_postgres(postgres, data, template)
        return server

    return copied
