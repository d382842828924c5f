"""A database of an earlier server is brought up: what was written then is all still there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import apsw
import asyncpg
import pytest

from server_stub.storage import migrate
from server_stub.storage.migrate import STEPS
from server_stub.storage.postgres import migrating
from server_stub.storage.postgres.connection import open_plain
from support.postgres import query

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

SALES = """
    INSERT INTO sales (
        app_id, sale_id, receipt_number, till_id, till_name, store_id, store_name, operator_name,
        stage, currency, total_minor, created_at, held_at, confirmed_at, payment_reference, version
    )
    SELECT 'demo', column1, 'R', 'T1', 'Till', 'S', 'Store', 'Mia', 'confirmed', 'EUR', 1, 1, 1, 1,
        column2, 1
    FROM (VALUES ('1', 'card-77 '), ('2', 'Card-8'), ('3', 'CARD-8'), ('4', 'CARD-9'),
        ('5', NULL)) AS typed
"""

ANSWERS = """
    INSERT INTO answers (app_id, key, fingerprint, refused, body, at) VALUES
    ('demo', 'b', 'two', 1 = 1, '{"refusal":"busy"}', 2), ('demo', 'a', 'one', 1 = 0, '{}', 1)
"""

Ask = Callable[[str], list[Any]]
BringUp = Callable[[str, str], Ask]


@pytest.fixture
def brought_up(database: str, request: pytest.FixtureRequest) -> BringUp:
    """Brings a database up that has these rows, and nothing else, from before a migration."""
    return lambda step, rows: _brought_up(database, request, STEPS[: STEPS.index(step)], rows)


def _brought_up(
    database: str, request: pytest.FixtureRequest, before: tuple[str, ...], rows: str
) -> Ask:
    if database == "sqlite":
        file = apsw.Connection(":memory:")
        migrate.migrate(file, before)
        file.execute(rows)
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

    asyncio.run(bring_up(before, rows))
    asyncio.run(bring_up(STEPS, "SELECT 1"))
    return lambda sql: query(url, sql)


def test_each_card_of_an_earlier_recall_is_a_run_of_its_own(brought_up: BringUp) -> None:
    assert brought_up("m0013_recall_runs.sql", CARDS)(RUNS) == [
        (1, 1, "inactive", "invalidated", 5, "[11]", "[]", "[]", 11, 11),
        (2, 1, "held", "sale-refused", 6, "[12]", r'["server:a \"b\" \\ c"]', "[]", 12, 12),
        (3, 1, "unknown", "unknown", 7, "[]", "[]", "[300]", None, None),
        (4, 1, "unknown", "unknown", 8, "[]", "[]", "[]", None, None),
    ]


def test_a_payment_reference_is_kept_as_tills_send_it_now_unless_two_sales_have_it(
    brought_up: BringUp,
) -> None:
    ask = brought_up("m0041_payment_references.sql", SALES)
    assert ask("SELECT sale_id, payment_reference FROM sales ORDER BY sale_id") == [
        ("1", "CARD-77"),
        ("2", "Card-8"),
        ("3", "CARD-8"),
        ("4", "CARD-9"),
        ("5", None),
    ]


def test_kept_answers_are_kept_and_each_key_is_still_used_once(brought_up: BringUp) -> None:
    ask = brought_up("m0043_answers_in_order.sql", ANSWERS)
    assert ask("SELECT app_id, key, fingerprint, refused, body, at FROM answers ORDER BY key") == [
        ("demo", "a", "one", False, "{}", 1),
        ("demo", "b", "two", True, '{"refusal":"busy"}', 2),
    ]
    with pytest.raises((apsw.ConstraintError, asyncpg.UniqueViolationError)):
        ask("INSERT INTO answers SELECT * FROM answers WHERE key = 'a'")


def test_an_answer_that_is_kept_fills_no_page_of_its_own() -> None:
    file = apsw.Connection(":memory:")
    migrate.migrate(file)
    kept = [
        ("demo", f"{7919 * number % 1000:064}", "f" * 32, 0, "x" * 700, 1) for number in range(1000)
    ]
    file.executemany("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)", kept)
    ((pages,),) = file.execute("SELECT count(*) FROM dbstat WHERE name LIKE '%answers%'")
    assert pages < 1000 * 0.26
