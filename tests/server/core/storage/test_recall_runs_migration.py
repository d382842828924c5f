"""A database from before recalls were kept as runs: what each card met is all still there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import apsw
import pytest

from server_stub.storage import migrate
from server_stub.storage.migrate import STEPS
from server_stub.storage.postgres import migrating
from server_stub.storage.postgres.connection import open_plain
from support.postgres import query

BEFORE = STEPS[: STEPS.index("m0013_recall_runs.sql")]
CARDS = """
    INSERT INTO recall_cards VALUES
    ('demo', 7, 1, 100, 11, 'inactive', 'invalidated', NULL, 5),
    ('demo', 7, 2, 200, 12, 'held', 'sale-refused', 'server:a "b" \\ c', 6),
    ('demo', 7, 3, 300, NULL, 'unknown', 'unknown', NULL, 7),
    ('demo', 7, 4, NULL, NULL, 'unknown', 'unknown', NULL, 8)
"""
RUNS = """
    SELECT last_place, cards, kind, effect, decided_at, code_ids, sale_ids, numbers, first_id,
           last_id
    FROM recall_runs ORDER BY last_place
"""

Ask = Callable[[str], list[Any]]


@pytest.fixture
def migrated(database: str, request: pytest.FixtureRequest) -> Ask:
    """A database with what an earlier recall decided, and with nothing else, brought up."""
    if database == "sqlite":
        file = apsw.Connection(":memory:")
        migrate.migrate(file, BEFORE)
        file.execute(CARDS)
        migrate.migrate(file)
        return lambda sql: file.execute(sql).fetchall()
    url = request.getfixturevalue("postgres").database(empty=True)

    async def bring_up(steps: tuple[str, ...], then: str) -> None:
        connection = await open_plain(url)
        try:
            await connection.execute("SET session_replication_role = replica")
            await migrating.migrate(connection, steps)
            await connection.execute(then)
        finally:
            await connection.close()

    asyncio.run(bring_up(BEFORE, CARDS))
    asyncio.run(bring_up(STEPS, "SELECT 1"))
    return lambda sql: query(url, sql)


def test_each_card_of_an_earlier_recall_is_a_run_of_its_own(migrated: Ask) -> None:
    assert migrated(RUNS) == [
        (1, 1, "inactive", "invalidated", 5, "[11]", "[]", "[]", 11, 11),
        (2, 1, "held", "sale-refused", 6, "[12]", r'["server:a \"b\" \\ c"]', "[]", 12, 12),
        (3, 1, "unknown", "unknown", 7, "[]", "[]", "[300]", None, None),
        (4, 1, "unknown", "unknown", 8, "[]", "[]", "[]", None, None),
    ]
